"""The steps of a wording: what is cut, what stands alone, what gets a name."""

import numpy as np
import pytest

from assistant.draft.body import body_sentences
from assistant.draft.choose import choose
from assistant.draft.estimate import certainty_of
from assistant.draft.form import form_of
from assistant.draft.past import relation
from assistant.draft.rank import Surroundings, looks_ahead, rank
from assistant.draft.refer import is_known, resolve
from assistant.draft.shorten import opened, shorter, slimmed, stopped
from assistant.draft.standing import POINTS_BACK, fault_in
from assistant.draft.turns import turns
from assistant.draft.wording import keeps_certainty
from assistant.reports import stated_report
from assistant.results import Relation


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("However, the bill may fail.", "The bill may fail."),
        ("Meanwhile, in Lima, prices fell.", "In Lima, prices fell."),
        ("But the court is likely to rule in May.", "The court is likely to rule in May."),
        ("Butter prices will rise again in May.", "Butter prices will rise again in May."),
    ],
)
def test_words_that_tie_to_the_sentence_before_go(text: str, wanted: str) -> None:
    assert opened(text) == wanted


def test_brackets_and_asides_go_one_at_a_time() -> None:
    text = "The DEA (an agency) will, for instance, also cut its budget of $2bn (£1.6bn)."
    assert list(slimmed(text))[-1] == "The DEA will cut its budget of $2bn."


def test_a_bracket_that_the_sentence_leans_on_stays() -> None:
    text = "The judge said that a law on (the sale of) land will be struck down."
    assert list(slimmed(text)) == []
    name = "The Children (Equal Protection) (Scotland) Bill will reach the house in May."
    assert list(slimmed(name)) == []


def test_a_hedge_is_no_aside() -> None:
    assert list(slimmed("Much of that can be put down, I think, to the new law on schools.")) == []
    aside = (
        "The state moved to put in place, as the minister said, a weekly count of all the wards."
    )
    assert not any(wording.endswith("in place.") for wording in shorter(aside, 12))


def test_no_half_sentence_is_left() -> None:
    text = "When the senate meets before the vote of the summer, the budget will probably pass."
    assert all("budget will probably pass" in wording for wording in shorter(text, 9))


def test_however_between_two_clauses_stays_and_the_sentence_is_refused() -> None:
    text = "The law will raise friction, however, it will pass in May."
    assert list(slimmed(text)) == []
    assert fault_in(text) == "two sentences run together"


def test_an_item_of_a_list_is_no_aside() -> None:
    text = "Friction will remain over border security, the treatment of firms, climate and rights."
    assert all("security, the treatment of firms, climate" in w for w in shorter(text, 12))
    aside = "Diaz, the head of the national electoral council, will resign in May."
    assert shorter(aside, 8) == ["Diaz will resign in May."]


def test_the_least_is_cut_that_reaches_the_length() -> None:
    text = (
        "The senate, which the opposition has held since the vote of 2019, will probably pass the "
        "budget, because both parties want it."
    )
    assert shorter(text, 14)[0] == (
        "The senate will probably pass the budget, because both parties want it."
    )
    assert shorter(text, 8) == ["The senate will probably pass the budget."]
    assert shorter(text, 5) == []


def test_a_clause_of_its_own_takes_its_estimate_with_it_and_a_but_does_not() -> None:
    text = "The senate passed the budget in May, which may anger the army and the old guard."
    assert shorter(text, 8) == ["The senate passed the budget in May."]
    text = "The senate will probably pass the budget, but the president may send it back again."
    assert shorter(text, 8) == []


def test_a_list_of_what_is_included_goes_last() -> None:
    text = "The two will probably agree on several issues, including migration, trade and labour."
    assert shorter(text, 10, freely=False) == []
    assert shorter(text, 10) == ["The two will probably agree on several issues."]


def test_too_little_of_a_sentence_is_no_wording_of_it() -> None:
    text = (
        "The clerk left the court, which was sitting in the old town because the new hall in the "
        "centre had burnt down in the long summer of the year before that."
    )
    assert shorter(text, 8) == []


def test_a_headline_gets_its_stop_and_half_a_sentence_does_not() -> None:
    assert stopped("The senate has passed the budget") == "The senate has passed the budget."
    assert stopped("The senate has passed the") == "The senate has passed the"
    assert stopped("Map of the northern states") == "Map of the northern states"
    two = "The senate has met in Lima The army was not there"
    assert stopped(two) == two


def test_an_alternative_is_no_aside() -> None:
    assert list(slimmed("The effect that a victory – or a loss – could have is unclear.")) == []


def test_a_relative_goes_only_where_the_clause_goes_on_after_it() -> None:
    text = "The group helped to form the views, which stood in a paper, 'The Future of the North'."
    assert shorter(text, 14) == ["The group helped to form the views."]


def test_a_time_that_bounds_a_judgement_is_not_cut() -> None:
    text = "The army will probably withdraw from the town, after the two sides sign the accord."
    assert shorter(text, 8) == []
    past = "The army withdrew from the old town, after the two sides signed the accord."
    assert shorter(past, 8) == ["The army withdrew from the old town."]
    since = "The army has held the old town since the two sides signed the accord."
    assert shorter(since, 8) == ["The army has held the old town."]
    likely = "The army may hold the old town during the talks of the two sides."
    assert shorter(likely, 8) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The senate will probably pass the budget.", None),
        ("It is likely that the senate will pass it.", None),
        ("It will pass the senate in May.", POINTS_BACK),
        ("It is very unlikely to pass the senate.", POINTS_BACK),
        ("It is very unlikely that the senate will pass it.", None),
        ("We judge that he is likely to win.", POINTS_BACK),
        ("We judge that Castillo is likely to win.", None),
        ("A vote on the latter may follow in May.", POINTS_BACK),
        ("The president is unlikely to do so.", POINTS_BACK),
        ("Some are fighting for a seat in the senate.", POINTS_BACK),
        ("The successor will probably be a banker.", POINTS_BACK),
        ("The judge met Downey Jr.'s lawyer at the old court.", None),
        ("These measures will pass the senate.", POINTS_BACK),
        ("In May, they will pass the senate.", POINTS_BACK),
        ("The move will anger the army in May.", POINTS_BACK),
        ("The law on pensions will anger the army.", None),
        ("Will the senate pass the budget?", "not a whole sentence"),
        ("The senate, the house and the army", "not a whole sentence"),
        ("“The senate will pass the budget in May.", "quotes or brackets that do not close"),
    ],
)
def test_what_cannot_stand_alone(text: str, fault: str | None) -> None:
    assert fault_in(text) == fault


@pytest.mark.parametrize(
    ("first", "then", "named"),
    [
        (
            "The Constitutional Court meets in May.",
            "The court may annul it.",
            "The Constitutional Court may annul it.",
        ),
        ("The Civic Coalition won in May.", "The coalition may split.", None),
        ("A court annulled it in May.", "The court may annul more.", None),
    ],
)
def test_a_bare_noun_is_named_where_the_body_gives_one_name(
    first: str, then: str, named: str | None
) -> None:
    body = body_sentences(stated_report(f"{first} {then}", report_id="x"))
    assert not is_known(body[1], then, body)
    resolved = resolve(body[1], then, body)
    assert (resolved.text if resolved else None) == named


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("A bill was tabled in May.", "The court may annul it."),
        ("Prices rose as the peso fell.", "The peso may fall further."),
        ("A government was formed in May.", "The government may fall."),
    ],
)
def test_what_a_reader_knows_needs_no_name(first: str, then: str) -> None:
    body = body_sentences(stated_report(f"{first} {then}", report_id="x"))
    assert is_known(body[1], then, body)


def test_news_is_told_by_its_form() -> None:
    told = "The senate passed the budget on Monday. “I am glad,” said the minister. The army paid."
    talk = "Thank you, and good morning. I think you know my view. We will come to your question."
    argued = "\n\n".join([told.replace("“I am glad,” said", "The sum pleases")] * 3)
    bodies = [body_sentences(stated_report(text, report_id="x")) for text in (told, talk, argued)]
    assert [form_of(body, 0.0).news for body in bodies] == [1.0, 0.0, 1.0]
    assert [form_of(body, 0.2).news for body in bodies] == [pytest.approx(0.5), 0.0, 0.0]
    assert [form_of(body, 0.0).is_talk for body in bodies] == [False, True, False]


def test_an_edit_that_changes_certainty_is_seen() -> None:
    text = "The senate may pass the budget, which will probably anger the army."
    assert keeps_certainty("The senate may pass the budget, which will probably anger it.", text)
    assert not keeps_certainty("The senate may pass the budget.", text)
    assert not keeps_certainty(
        "The senate will pass the budget.", "The senate may pass the budget."
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The bill will probably pass.", "likely"),
        ("The bill will pass.", "asserted"),
        ("The bill passed.", "asserted"),
        ("He announced that the law would be repealed.", "asserted"),
        ("The bill may pass.", "possible"),
    ],
)
def test_certainty_is_that_of_the_deciding_word(text: str, label: str) -> None:
    assert certainty_of(text) == label


def test_a_judgement_of_the_house_counts_for_more_than_another_s() -> None:
    own = looks_ahead("The bill is likely to pass.")
    assert own == 1.0
    assert own > looks_ahead("The minister said that the bill is likely to pass.") > 0
    assert looks_ahead("The army will have lost its nerve.") == 0
    assert looks_ahead("In 2019 we judged that the bill was likely to pass.") == 0
    assert looks_ahead("The bill passed in May.") == 0
    assert looks_ahead("A missed payment, which we had called possible, came in May.") == 0
    assert looks_ahead("Our note of 2019 expected an early election as likely.") == 0


@pytest.mark.parametrize(
    ("new", "past", "expected"),
    [
        ("The bill is likely to pass.", "The bill will probably pass.", Relation.AGREES),
        ("The bill is almost certain to pass.", "The bill may pass.", Relation.GOES_FURTHER),
        ("The bill may pass.", "The bill is very likely to pass.", Relation.SOFTENS),
        ("The bill is unlikely to pass.", "The bill is likely to pass.", Relation.REVERSES),
        ("The bill will not pass.", "The bill will pass.", Relation.REVERSES),
    ],
)
def test_how_a_judgement_stands_to_a_past_one(new: str, past: str, expected: Relation) -> None:
    assert relation(new, past) is expected


def test_choice_covers_themes_and_asks_each_sentence_once() -> None:
    vectors = np.array([[1, 0], [0.99, 0.14], [0, 1], [0.6, 0.8]], np.float32)
    scores = np.array([4.0, 2.9, 1.0, 1.1], np.float32)
    asked: list[int] = []

    def take(number: int) -> bool:
        asked.append(number)
        return number != 3

    assert choose(scores, vectors, take, 2) == [0, 2]
    assert asked == [0, 3, 2]
    assert choose(scores, vectors, lambda number: number != 0, 4) == [1, 3]


def test_of_two_as_good_the_theme_that_more_of_the_body_treats_is_taken() -> None:
    vectors = np.array([[1, 0, 0], [0, 1, 0], [0, 0.75, 0.66], [0, 0.75, -0.66]], np.float32)
    scores = np.array([1.0, 1.0, 0.0, 0.0], np.float32)
    assert choose(scores, vectors, lambda number: True, 1) == [1]


TRANSCRIPT = (
    "Julie Morgan AM: Well, we are writing the bill. The offer will reach each county by May.\n\n"
    "Hefin David: Thank you. Parents in the valleys have asked for it since 2017."
)


def test_who_says_it_is_known_in_a_transcript_alone() -> None:
    body = body_sentences(stated_report(TRANSCRIPT, report_id="x"))
    said = {number: turn.name for number, turn in turns(body).items()}
    assert said == {1: "Julie Morgan AM:", 3: "Hefin David:"}
    assert turns(body)[3].opening == body[2]
    assert form_of(body, 0.0).is_talk
    captions = TRANSCRIPT.replace("Hefin David:", "Julie Morgan AM:")
    assert not turns(body_sentences(stated_report(captions, report_id="x")))


def test_a_paragraph_without_a_name_is_nobody_s_and_an_office_ends_a_turn() -> None:
    text = TRANSCRIPT + (
        "\n\nChair: Thank you. The offer costs 40 million a year."
        "\n\nHon. Jo Ray (Minister for Work): Yes. The offer will cost less in 2019."
    )
    body = body_sentences(stated_report(text, report_id="x"))
    said = {body[number].text: turn.name for number, turn in turns(body).items()}
    assert "The offer costs 40 million a year." not in said
    assert said["The offer will cost less in 2019."] == "Hon. Jo Ray:"


def test_in_talk_neither_procedure_nor_outlook_is_what_counts() -> None:
    chair = "Jo Ray AM: We move on now to questions on the offer from the members of this group."
    told = (
        "Hefin David: We have built a new wing of the school for the children of the old valleys."
    )
    ahead = "Hefin David: It is likely that the school has a new wing in the old valleys by May."
    body = body_sentences(stated_report("\n\n".join((chair, told, ahead)), report_id="x"))
    alike = np.ones((3, 1), np.float32)
    scores = rank(body, alike, Surroundings(None, None, None, 1.0, None))
    assert scores[0] < scores[1] and scores[2] <= scores[1]


def test_a_speaker_s_name_stays_before_what_he_says() -> None:
    text = "Julie Morgan AM: Well, we are developing the bill."
    assert opened(text) == "Julie Morgan AM: We are developing the bill."
    assert fault_in("Julie Morgan AM: We are developing the bill.") is None
    assert fault_in("Julie Morgan AM: They are developing the bill.") == POINTS_BACK


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (
            "The bank will sell the line, and the ministry will draft a law on fares for it.",
            "The bank will sell the line.",
        ),
        (
            "The critic, who won in May, wrote to an old friend who called her a 'gold digger.'",
            "The critic, who won in May, wrote to an old friend.",
        ),
        (
            "The army left the old town two weeks after the court had met there in May.",
            "The army left the old town.",
        ),
    ],
)
def test_a_clause_a_relative_or_a_time_goes_with_all_that_belongs_to_it(
    text: str, wording: str
) -> None:
    assert wording in shorter(text, 11)
    assert not any(end in " ".join(shorter(text, 11)) for end in ("two weeks.", "friend.'"))


@pytest.mark.parametrize(
    "text",
    [
        "A video surfaced that showed her berating and belittling an official of a firm in Lima.",
        "The rules make it easy for those who want to study here, and in Lima, to be able to.",
        "The price is set by the size and the strength of the base of the research in the country.",
        "The state counts the schools, the pupils of each and the staff that work in them.",
        "The aunt has three of them at home to look after in the long months of the cold winter.",
    ],
)
def test_a_word_that_needs_what_follows_keeps_it(text: str) -> None:
    cut = [" ".join(wording.split()[-2:]) for wording in shorter(text, 15)]
    ends = ("her berating.", "in Lima.", "the size.", "of each.", "to look.")
    assert not [end for end in cut if end in ends]


def test_what_is_broken_off_is_no_sentence() -> None:
    assert fault_in("If this helps drive more choices for working parents—.") is not None
    assert fault_in("A joint statement of the ministry says...Canadians.") is not None


def test_where_somebody_is_names_no_person() -> None:
    text = "They run at Aintree in the spring. He is as good as any horse in the race."
    body = body_sentences(stated_report(text, report_id="x"))
    assert resolve(body[1], body[1].text, body) is None


def test_a_caption_that_runs_into_a_sentence_is_parted_from_it() -> None:
    text = (
        "The port of Callao in the morning The strike is likely to end in May. Prices fell by 3%."
    )
    report = stated_report(text, report_id="x")
    found = body_sentences(report)
    assert [s.text for s in found][:2] == [
        "The port of Callao in the morning",
        "The strike is likely to end in May.",
    ]
    assert all(" ".join(s.span.of(report.text).split()) == s.text for s in found)
