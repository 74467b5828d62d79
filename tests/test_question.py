from datetime import date

import pytest

from assistant.errors import QuestionError
from assistant.question import Wants, filters_of, interval_of, parse_question


def test_places_dates_and_names_are_taken_apart() -> None:
    question = parse_question("How many seats did Morena win in Mexico in 2021?")
    assert question.places == {"Mexico"}
    assert question.interval == (date(2021, 1, 1), date(2021, 12, 31))
    assert question.wants is Wants.NUMBER
    assert question.names == {"Morena"}


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("When did the vote take place?", Wants.DATE),
        ("Who leads the party?", Wants.PERSON),
        ("Which country left?", Wants.PLACE),
        ("Which broadcaster was sold?", Wants.NAME),
        ("Why did it fail?", Wants.OTHER),
    ],
)
def test_kind_of_answer(text: str, wants: Wants) -> None:
    assert parse_question(text).wants is wants


@pytest.mark.parametrize("text", ["", " \n", "?!", "x " * 4000])
def test_no_question_is_refused(text: str) -> None:
    with pytest.raises(QuestionError):
        parse_question(text)


def test_filters_take_any_name_and_whole_years() -> None:
    filters = filters_of("mexican", "Full Report", "2020", "March 2021")
    assert (filters.place, filters.since, filters.until) == (
        "Mexico",
        date(2020, 1, 1),
        date(2021, 3, 31),
    )
    assert filters_of("Atlantis").place == "Atlantis"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(QuestionError, match="not a date"):
        interval_of("soon")
