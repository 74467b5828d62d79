from datetime import date

import pytest

from assistant.demands import day_met, kind_met, times_said
from assistant.question import parse_question

REPORTED = date(2021, 3, 10)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The vote of 6 February was calm.", [(date(2021, 2, 6), date(2021, 2, 6))]),
        ("It will meet in September.", [(date(2020, 9, 1), date(2020, 9, 28))]),
        ("It will meet in July.", [
            (date(2020, 7, 1), date(2020, 7, 28)), (date(2021, 7, 1), date(2021, 7, 28))
        ]),
        ("It ruled in 2019.", [(date(2019, 1, 1), date(2019, 12, 31))]),
        ("It has ruled since 2019.", [(date(2019, 1, 1), REPORTED)]),
        ("Nothing was said.", []),
    ],
)  # fmt: skip
def test_times_are_read_with_the_date_of_the_report(
    text: str, said: list[tuple[date, date]]
) -> None:
    assert times_said(text, REPORTED) == said


def test_a_month_alone_means_none_without_a_dated_report() -> None:
    assert times_said("The vote of 6 February was calm.", None) == []


@pytest.mark.parametrize(
    ("question", "text", "near", "met"),
    [
        ("Who won?", "Diaz won.", "", 1.0),
        ("Who won in 2021?", "Diaz won in 2021.", "", 1.0),
        ("Who won in 2021?", "Diaz won.", "", 0.9),
        ("Who won in 2021?", "Diaz had won in 2018.", "", 0.6),
        ("Who won in 2018?", "Diaz won.", "The vote of 2018 was close.", 0.8),
        ("Who won in 2018?", "Diaz lost in 2015.", "The vote of 2018 was close.", 0.4),
        ("Who won in 2018?", "Diaz lost in 2015.", "", 0.0),
        ("Who won in 2018?", "Diaz won.", "", 0.0),
        ("Who won in December 2020?", "Diaz won.", "", 0.6),
        ("Who will win in 2022?", "Diaz is the favourite.", "", 0.6),
        ("Who won in 2022?", "Diaz is the favourite.", "", 0.0),
        ("Who will win in 2029?", "Diaz is the favourite.", "", 0.0),
    ],
)
def test_how_surely_a_sentence_speaks_of_the_time_asked_about(
    question: str, text: str, near: str, met: float
) -> None:
    assert day_met(parse_question(question), text, near or text, REPORTED) == met


def test_a_report_without_a_date_may_speak_of_any_time() -> None:
    assert day_met(parse_question("Who won in 2018?"), "Diaz won.", "Diaz won.", None) == 0.4


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("How many seats did it win?", "It won twelve seats.", 1.0),
        ("How many seats did it win?", "It won most seats.", 0.0),
        ("When did it vote?", "It voted in May.", 1.0),
        ("When did it vote?", "It voted twice.", 0.0),
        ("How old is the president?", "The president, aged 64, is ill.", 1.0),
        ("How old is the president?", "The president is ill.", 0.0),
        ("What does the plan cost?", "The plan costs 3bn euros.", 1.0),
        ("What does the plan cost?", "The plan has critics.", 0.0),
        ("Who leads Morena?", "The party is led by Mario Delgado.", 1.0),
        ("Who leads Morena?", "The party of Morena is led well.", 0.0),
        ("Why did it fail?", "It failed.", 1.0),
    ],
)
def test_whether_a_sentence_holds_the_kind_of_thing_asked_for(
    question: str, text: str, met: float
) -> None:
    assert kind_met(parse_question(question), text) == met
