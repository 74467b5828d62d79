"""The steps of a wording: what is cut, what stands alone, what gets a name."""

import numpy as np
import pytest

from assistant.draft.body import BodySentence, body_sentences
from assistant.draft.choose import choose
from assistant.draft.estimate import certainty_of
from assistant.draft.past import relation
from assistant.draft.rank import looks_ahead
from assistant.draft.shorten import opened, shorter, slimmed
from assistant.draft.standing import POINTS_BACK, fault_in
from assistant.draft.wording import keeps_certainty
from assistant.reports import stated_report
from assistant.reports.model import Span
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


def test_no_half_sentence_is_left() -> None:
    text = "When the senate meets before the vote of the summer, the budget will probably pass."
    assert all("budget will probably pass" in wording for wording in shorter(text, 9, judges=True))


def test_however_between_two_clauses_stays_and_the_sentence_is_refused() -> None:
    text = "The law will raise friction, however, it will pass in May."
    assert list(slimmed(text)) == []
    assert fault_in(text) == "two sentences run together"


def test_an_item_of_a_list_is_no_aside() -> None:
    text = "Friction will remain over border security, the treatment of firms, climate and rights."
    assert all(
        "security, the treatment of firms, climate" in w for w in shorter(text, 12, judges=True)
    )
    aside = "Diaz, the head of the national electoral council, will resign in May."
    assert shorter(aside, 8, judges=True) == ["Diaz will resign in May."]


def test_the_least_is_cut_that_reaches_the_length() -> None:
    text = (
        "The senate, which the opposition has held since the vote of 2019, will probably pass the "
        "budget, because both parties want it."
    )
    assert shorter(text, 14, judges=True)[0] == (
        "The senate will probably pass the budget, because both parties want it."
    )
    assert shorter(text, 8, judges=True) == ["The senate will probably pass the budget."]
    assert shorter(text, 5, judges=True) == []


def test_a_time_that_bounds_a_judgement_is_not_cut() -> None:
    text = "The army will probably withdraw from the town, after the two sides sign the accord."
    assert shorter(text, 8, judges=True) == []
    past = "The army withdrew from the old town, after the two sides signed the accord."
    assert shorter(past, 8, judges=False) == ["The army withdrew from the old town."]
    since = "The army has held the old town since the two sides signed the accord."
    assert shorter(since, 8, judges=False) == ["The army has held the old town."]
    assert shorter(since, 8, judges=True) == []


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
    body = [BodySentence(i, i, 0, Span(i, i + 1), "") for i in range(4)]
    vectors = np.array([[1, 0], [0.99, 0.14], [0, 1], [0.6, 0.8]], np.float32)
    scores = np.array([3.0, 2.9, 1.0, 1.1], np.float32)
    asked: list[int] = []

    def take(number: int) -> bool:
        asked.append(number)
        return number != 3

    assert choose(body, scores, vectors, take, 2) == [0, 2]
    assert asked == [0, 2]
    assert choose(body, scores, vectors, lambda number: number != 0, 4) == [1, 2]


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
