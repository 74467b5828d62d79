from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.dates import find_dates, parse_date

DAY = date(2020, 12, 21)
MONTHS = (
    "January February March April May June July August September October November December"
).split()


@pytest.mark.parametrize(
    "text",
    [
        "21 December 2020",
        "21 DECEMBER 2020",
        "21 Dec. 2020",
        "21-Dec-2020",
        "December 21, 2020",
        "Dec. 21, 2020",
        "Dec 21st, 2020.",
        "21st December 2020",
        "21st of December, 2020",
        "the 21st of December 2020",
        "Monday, 21 December 2020",
        "Mon 21 Dec 2020",
        "2020-12-21",
        "2020/12/21",
        "20201221",
        "2020 December 21",
        "2020-12-21T10:00:00Z",
        "2020-12-21 10:00:00+00:00",
        "21 December 2020 at 10:30 am GMT",
        "21/12/2020",
        "12/21/2020",
        "21.12.2020",
        "21.12.20",
        "Updated December 21, 2020",
        "Published: 21 December 2020",
        "Publication Date: 12/21/2020",
        "Date: 2020-12-21",
        "21\u00a0December 2020",
        "  **21 December 2020**  ",
        "21 de diciembre de 2020",
        "21 de dezembro de 2020",
        "21 décembre 2020",
        "21 de\u0301cembre 2020",
        "21. Dezember 2020",
        "lunes, 21 de diciembre de 2020",
    ],
)
def test_a_date_is_read_in_any_common_form(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["March 2021", "Mar. 2021", "2021-03", "03/2021", "março de 2021", "märz 2021"]
)
def test_a_month_means_its_first_day(text: str) -> None:
    assert parse_date(text) == date(2021, 3, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04/05/2026", date(2026, 5, 4)),
        ("04/22/2026", date(2026, 4, 22)),
        ("Sept 3, 2021", date(2021, 9, 3)),
        ("1er mars 2021", date(2021, 3, 1)),
        ("29 February 2020", date(2020, 2, 29)),
    ],
)
def test_the_day_comes_first_unless_it_cannot(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "31 February 2021",
        "29 February 2021",
        "13/25/2020",
        "00/00/2020",
        "December 2020 elections",
        "Full Report: Mexico",
        "21 December",
        "1.2.20",
        "21 December 2020 and 22 December 2020",
        "9" * 5000,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


FORMATS = [
    "{d} {month} {y}",
    "{month} {d}, {y}",
    "{abbr}. {d}, {y}",
    "{d} {abbr} {y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
    "{d:02}/{m:02}/{y}",
    "{d}.{m}.{y}",
    "{d:02}-{m:02}-{y}",
    "{y}{m:02}{d:02}",
    "Updated {month} {d}, {y}",
    "Published on: {d} {month} {y}",
    "Friday, {d} {month} {y}",
    "{y}-{m:02}-{d:02}T23:59:59+02:00",
]
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(days, st.sampled_from(FORMATS), st.sampled_from([str, str.upper, str.lower]))
def test_a_formatted_date_is_read_back(day: date, form: str, case: type[str]) -> None:
    month = MONTHS[day.month - 1]
    text = form.format(d=day.day, m=day.month, y=day.year, month=month, abbr=month[:3])
    assert parse_date(case(text)) == day


@given(days)
def test_a_day_in_running_text_is_found_at_its_span(day: date) -> None:
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    text = f"The vote of {written} was close."
    (found,) = find_dates(text)
    assert (found.span.of(text), found.start, found.end, found.is_day) == (written, day, day, True)


@pytest.mark.parametrize(
    ("text", "span", "start", "end"),
    [
        ("in March 2021", "March 2021", "2021-03-01", "2021-03-31"),
        ("the 2021 election", "2021", "2021-01-01", "2021-12-31"),
        ("in 2021-22", "2021-22", "2021-01-01", "2022-12-31"),
        ("in 2019/20", "2019/20", "2019-01-01", "2020-12-31"),
        ("2019–2021", "2019–2021", "2019-01-01", "2021-12-31"),
        ("as of 2026-02", "2026-02", "2026-02-01", "2026-02-28"),
        ("early 2022", "early 2022", "2022-01-01", "2022-04-30"),
        ("mid-2022", "mid-2022", "2022-05-01", "2022-08-31"),
        ("in late 2020", "late 2020", "2020-09-01", "2020-12-31"),
        ("at the end of 2020", "the end of 2020", "2020-09-01", "2020-12-31"),
        ("late March 2021", "late March 2021", "2021-03-20", "2021-03-31"),
        ("Q3 2021", "Q3 2021", "2021-07-01", "2021-09-30"),
        ("the third quarter of 2021", "the third quarter of 2021", "2021-07-01", "2021-09-30"),
        ("first half of 2022", "first half of 2022", "2022-01-01", "2022-06-30"),
        ("H2 2022", "H2 2022", "2022-07-01", "2022-12-31"),
        ("between 2019 and 2021", "between 2019 and 2021", "2019-01-01", "2021-12-31"),
        ("from March 2019 to May 2020", "from March 2019 to May 2020", "2019-03-01", "2020-05-31"),
        ("12-15 March 2021", "12-15 March 2021", "2021-03-12", "2021-03-15"),
        ("March to June 2021", "March to June 2021", "2021-03-01", "2021-06-30"),
        ("the 1990s", "1990s", "1990-01-01", "1999-12-31"),
        ("FY2025", "FY2025", "2024-10-01", "2025-09-30"),
        ("fiscal year 2024-25", "fiscal year 2024-25", "2024-01-01", "2025-12-31"),
        ("since 2020", "since 2020", "2020-01-01", "9999-12-31"),
        ("from 2020 onwards", "2020 onwards", "2020-01-01", "9999-12-31"),
        ("after 4 May 2020", "after 4 May 2020", "2020-05-05", "9999-12-31"),
        ("before 2020", "before 2020", "0001-01-01", "2019-12-31"),
        ("until 2020", "until 2020", "0001-01-01", "2020-12-31"),
        ("pre-2021 levels", "pre-2021", "0001-01-01", "2020-12-31"),
        ("On Dec. 21, 2020, it", "Dec. 21, 2020", "2020-12-21", "2020-12-21"),
        ("21 décembre 2020", "21 décembre 2020", "2020-12-21", "2020-12-21"),
    ],
)
def test_a_date_expression_means_an_interval(text: str, span: str, start: str, end: str) -> None:
    (found,) = find_dates(text)
    assert found.span.of(text) == span
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "$2021",
        "US$ 2021 and EUR 2021",
        "2,021 votes",
        "2021,500",
        "2021 people fled",
        "2021 per cent",
        "2021%",
        "2021 km",
        "resolution 2021",
        "Vision 2030",
        "COVID-2019",
        "tel. 555-2020",
        "1850",
        "12021",
        "20210",
        "more than 2000 men",
    ],
)
def test_an_amount_or_a_code_is_no_year(text: str) -> None:
    assert find_dates(text) == []


def test_several_expressions_stay_apart() -> None:
    text = "Inflation in 2019 and 2021, and again since early 2023, beat the 1990s."
    found = [f.span.of(text) for f in find_dates(text)]
    assert found == ["2019", "2021", "since early 2023", "1990s"]


@given(st.text(alphabet="0123456789 -/.,JanuryMchQFYsincetofbdw\n", max_size=120))
def test_found_dates_are_in_order_disjoint_and_proper(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.start <= found.end
        end = found.span.end


def test_long_runs_are_gone_through_once() -> None:
    # A pattern that goes back over its input would run into the time limit here.
    assert find_dates("2021-" * 20_000) == find_dates("1" * 100_000) == []
    assert len(find_dates("2021 " * 20_000)) == 20_000
    assert len(find_dates("since " * 20_000 + "2021" + " " * 100_000)) == 1
