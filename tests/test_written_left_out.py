"""What a sentence may leave out of its quote and still be the quote's own statement."""

import pytest

from assistant.written.left_out import left_out

HEADER = "Full Report: Peru. Peru. 28 July 2021."

SAFE = [
    # an aside, set off on both sides
    (
        "Castillo, a rural teacher, won the run-off of 6 June.",
        "Castillo won the run-off of 6 June.",
    ),
    ("Castillo (Free Peru) won the run-off.", "Castillo won the run-off."),
    ("Castillo – a rural teacher – won the run-off.", "Castillo won the run-off."),
    ("The law, which was passed in May, raises the levy.", "The law raises the levy."),
    ("Castillo, who leads no party, won the run-off.", "Castillo won the run-off."),
    ("The sol, Peru's currency, fell by 3%.", "The sol fell by 3%."),
    # an addition behind a comma, or a clause of its own
    ("Congress passed the law, with the left voting for it.", "Congress passed the law."),
    ("Congress passed the law, which had been drafted in haste.", "Congress passed the law."),
    ("Congress passed the law, citing the deficit.", "Congress passed the law."),
    ("Congress passed the law and the president signed it.", "Congress passed the law."),
    ("Congress passed the law; the president signed it.", "Congress passed the law."),
    ("The sol may weaken, as both parties want more spending.", "The sol may weaken."),
    ("Congress passed the law, but analysts expect a veto.", "Congress passed the law."),
    # what only leads over
    ("However, Congress passed the law.", "Congress passed the law."),
    ("In addition, Congress passed the law.", "Congress passed the law."),
    ("Although the left objected, Congress passed the law.", "Congress passed the law."),
    ("But Congress has now passed the law.", "Congress passed the law."),
    ("A former teacher, Castillo won the run-off.", "Castillo won the run-off."),
    ("The president signed the law, and Congress raised the levy.", "Congress raised the levy."),
    # a verb phrase beside another
    ("Castillo was sworn in on 28 July and has named a cabinet.", "Castillo has named a cabinet."),
    ("Castillo was sworn in and will name a cabinet.", "Castillo was sworn in."),
    # names and titles
    ("President Pedro Castillo won the run-off.", "Castillo won the run-off."),
    ("The law was signed by President Castillo in May.", "The law was signed by Castillo in May."),
    ("Pedro Castillo was sworn in on 28 July.", "He was sworn in on 28 July."),
    ("The opposition leader Castillo won the run-off.", "Castillo won the run-off."),
    ("The law was drafted by economist Pedro Francke.", "The law was drafted by Pedro Francke."),
    # an end without which the rest still holds
    ("Protests broke out in Lima on Monday.", "Protests broke out."),
    ("The minister resigned after a scandal.", "The minister resigned."),
    ("Castillo is a rural teacher and trade unionist.", "Castillo is a rural teacher."),
    ("Congress passed a law that bans strikes.", "Congress passed a law."),
    ("Police were deployed to the border.", "Police were deployed."),
    (
        "He was sworn in on 28 July 2021, the same day as his cabinet.",
        "He was sworn in on 28 July.",
    ),
    # a beginning that says when or where
    ("Since the vote, the sol has weakened.", "The sol has weakened."),
    # spelling, articles, a moved or a neutral word
    ("The term has been used by the army.", "The term is used by the army."),
    ("Numerous firms bought land.", "Many companies purchased land."),
    ("The party won two seats.", "The party won 2 seats."),
    ("The government has nationalised mines.", "Government nationalized the mines."),
    ("The vote was held on 6 June.", "The vote was held in 6 June."),
    ("The United States left the pact.", "The US left the pact."),
]

UNSAFE = [
    # conditions and exceptions
    ("Castillo will resign if Congress votes against him.", "Castillo will resign."),
    ("Castillo will resign, if Congress votes against him.", "Castillo will resign."),
    ("If Congress votes against him, Castillo will resign.", "Castillo will resign."),
    ("Unless talks fail, the strike will end.", "The strike will end."),
    ("The strike will end, provided wages rise.", "The strike will end."),
    ("All parties signed, except the Greens.", "All parties signed."),
    ("The deal holds only until May.", "The deal holds until May."),
    ("The tax applies only to miners.", "The tax applies to miners."),
    ("The strike will end, but only if wages rise.", "The strike will end."),
    # whose word it is
    ("According to the opposition, the vote was rigged.", "The vote was rigged."),
    ("The vote was rigged, according to the opposition.", "The vote was rigged."),
    ("The vote was rigged, the opposition said.", "The vote was rigged."),
    ("The opposition claims that the vote was rigged.", "The vote was rigged."),
    ("Analysts believe the vote was rigged.", "The vote was rigged."),
    ("The allegedly corrupt minister resigned.", "The corrupt minister resigned."),
    ("The vote was rigged, rumours have it.", "The vote was rigged."),
    # qualifiers
    ("Some of the ministers resigned.", "The ministers resigned."),
    ("Up to 300 soldiers died.", "300 soldiers died."),
    ("Nearly half of the voters stayed at home.", "Half of the voters stayed at home."),
    ("The former president was arrested.", "The president was arrested."),
    ("The acting Prime Minister resigned.", "The Prime Minister resigned."),
    ("The fastest-growing big party is the left.", "The big party is the left."),
    ("Peru is the second largest exporter of copper.", "Peru is the largest exporter of copper."),
    ("The sol may weaken further.", "The sol weaken further."),
    ("The government failed to pass the law.", "The government to pass the law."),
    ("The attempted coup ended.", "The coup ended."),
    ("The draft law bans strikes.", "The law bans strikes."),
    # a negation
    ("The president did not sign the law.", "The president did sign the law."),
    # when and where
    ("In 2019, inflation rose to 7%.", "Inflation rose to 7%."),
    ("Inflation rose to 7% in Lima.", "Inflation rose to 7%."),
    ("Inflation rose to 7%, in Lima.", "Inflation rose to 7%."),
    ("Last year, inflation rose to 7%.", "Inflation rose to 7%."),
    ("The following year, inflation rose to 7%.", "Inflation rose to 7%."),
    ("Inflation will rise when subsidies end.", "Inflation will rise."),
    ("Prices fell while the curfew lasted.", "Prices fell."),
    ("Castillo was sworn in in Lima when talks failed.", "Castillo was sworn in in Lima."),
    # an end to which the rest is bound
    ("Peru is the largest exporter in the region.", "Peru is the largest exporter."),
    ("Peru was the first state in the pact.", "Peru was the first state."),
    ("All ministers in the cabinet resigned in May.", "All ministers in the cabinet resigned."),
    ("The court banned strikes in mines.", "The court banned strikes."),
    ("The party opposed talks with rebels.", "The party opposed talks."),
    ("The army never fought in Lima.", "The army never fought."),
    ("Inflation rose by 3% in Lima.", "Inflation rose by 3%."),
    ("The premier resigned as party leader.", "The premier resigned."),
    ("The party voted against the law.", "The party voted."),
    ("The minister was accused of theft or negligence.", "The minister was accused of theft."),
    (
        "The pact consists of the left, the Greens and the Liberals.",
        "The pact consists of the left.",
    ),
    ("The vote was led by Peru's national election board.", "The vote was led by Peru."),
    ("Castillo promised to resign in May.", "Castillo promised to resign."),
    ("During the vote, all banks closed.", "All banks closed."),
    # actors, and who they are
    ("Talks were held by Peru and Chile.", "Talks were held by Peru."),
    ("The critics of opposition leader Castillo won.", "Leader Castillo won."),
    ("The lawyer of Castillo was charged.", "Castillo was charged."),
    ("Peru and Chile signed the treaty.", "Chile signed the treaty."),
    ("Peru and Chile signed the treaty.", "Peru signed the treaty."),
    ("Peru, Chile and Brazil signed the treaty.", "Peru and Brazil signed the treaty."),
    ("Peru, Chile, Brazil and Bolivia signed it.", "Peru, Brazil and Bolivia signed it."),
    ("The army, the police and the courts agreed.", "The police and the courts agreed."),
    ("Talks were held by Peru, Chile and Brazil.", "Talks were held by Peru."),
    ("The wife of Pedro Castillo was charged.", "Pedro Castillo was charged."),
    ("Critics of Castillo were charged.", "Castillo was charged."),
    ("South Korea closed the border.", "Korea closed the border."),
    ("The Deputy Prime Minister resigned.", "The Prime Minister resigned."),
    # words put in
    ("Congress passed the law.", "Congress passed the tax law."),
    ("Congress passed the law.", "Congress hastily passed the law."),
    ("The vote is held in June.", "The vote was held in June."),
    ("Exports from China rose.", "Exports to China from rose."),
    ("Miners attacked police.", "Miners were attacked by police."),
    ("In 2019, inflation rose.", "It rose."),
    ("Ministers who sold shares resigned, unlike the premier.", "They resigned, the premier."),
    ("Castillo won the run-off.", "Castillo won the run-off?"),
    # what is shared by two verbs does not go with one of them
    ("Castillo may resign and call a vote.", "Castillo call a vote."),
    ("Castillo did not resign and call a vote.", "Castillo did not call a vote."),
]


@pytest.mark.parametrize(("quote", "sentence"), SAFE)
def test_a_safe_cut_is_let_pass(quote: str, sentence: str) -> None:
    assert left_out(sentence, quote, HEADER) is None


@pytest.mark.parametrize(("quote", "sentence"), UNSAFE)
def test_a_cut_that_changes_what_is_said_is_named(quote: str, sentence: str) -> None:
    assert left_out(sentence, quote, HEADER)


def test_the_reason_names_what_is_missing_or_put_in() -> None:
    quote = "According to the opposition, the vote was rigged."
    assert left_out("The vote was rigged.", quote, HEADER) == (
        'it leaves out "According to the opposition"'
    )
    assert left_out("The final vote was rigged.", "The vote was rigged.", HEADER) == (
        'the passage does not say "final" there'
    )


def test_words_of_the_header_may_be_put_in() -> None:
    assert left_out("Peru passed the law.", "The state passed the law.", HEADER)
    assert left_out("Congress in Peru passed it.", "Congress passed it.", HEADER) is None


def test_a_time_or_place_of_the_question_need_not_be_said_again() -> None:
    quote, short = "In 2019, inflation in Lima rose to 7%.", "Inflation rose to 7%."
    assert left_out(short, quote, HEADER)
    assert left_out(short, quote, HEADER, "How far did inflation rise in Lima in 2019?") is None
    assert left_out(short, quote, HEADER, "How far did inflation rise in Lima in 2018?")
    assert left_out("Inflation in Cusco rose.", "Inflation rose.", HEADER, "And in Cusco?")
