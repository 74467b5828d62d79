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


@pytest.mark.parametrize(
    ("text", "interval", "as_of"),
    [
        ("As of May 2021, who led?", None, date(2021, 5, 31)),
        (
            "What was expected in 2026 as of September 2024?",
            (date(2026, 1, 1), date(2026, 12, 31)),
            date(2024, 9, 30),
        ),
        ("What happened as late as 2021?", (date(2021, 1, 1), date(2021, 12, 31)), None),
    ],
)
def test_as_of_names_the_last_report_and_not_the_time_asked_about(
    text: str, interval: tuple[date, date] | None, as_of: date | None
) -> None:
    question = parse_question(text)
    assert (question.interval, question.as_of) == (interval, as_of)


def test_a_vote_is_partly_in_the_year_after_which_one_asks() -> None:
    assert parse_question("What came after 2022?").interval == (date(2022, 1, 1), date.max)
    before = parse_question("What came before 2022?").interval
    assert before is not None and before[1] == date(2022, 12, 31)


def test_a_city_stays_part_of_the_subject() -> None:
    question = parse_question("Who was killed in Lagos in Nigeria?")
    assert question.places == {"Nigeria"}
    assert "Lagos" in question.subject and "Nigeria" not in question.subject


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
