import inspect
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.discrepancies import find_discrepancies
from assistant.discrepancies.antonyms import antonyms
from assistant.discrepancies.figures import find_figures
from assistant.discrepancies.periods import find_periods
from assistant.results import Discrepancy, DiscrepancyKind

FRAGMENTS = """President Macron|said that|did not|rose by|12%|from|$1.2m|between 5 and 7|“a third”
|on 4 March 2021|last year|the IMF|denied|because of|before|, which|and|. The|opposition|Kenya’s
|nearly|dozens of|failed to|approve|reject|all|ministers|according to|1,000|€|U.S.|half a million
|second|\u0301|ß|İ|\n|…|(|)|twenty-one|no|more than|ruled out|was|by|accused|France|Mali""".split(
    "|"
)

texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(" ".join),
)


def assert_located(found: tuple[Discrepancy, ...], claim: str, evidence: str) -> None:
    for d in found:
        assert d.claim_span.start < d.claim_span.end
        assert d.claim_span.of(claim) == d.claim_text
        assert (d.source_span is None) == (d.source_text == "")
        if d.source_span is not None:
            assert d.source_span.of(evidence) == d.source_text
        assert d.detail and "\n" not in d.detail.replace(d.claim_text, "").replace(
            d.source_text, ""
        )
    assert list(found) == sorted(found, key=lambda d: (d.claim_span, d.kind))


@given(texts, texts, texts, st.none() | st.dates())
def test_any_text_is_compared_and_every_span_is_exact(
    claim: str, evidence: str, context: str, reported: date | None
) -> None:
    found = find_discrepancies(claim, evidence, context=context, reported=reported)
    assert_located(found, claim, evidence)


@given(texts)
def test_a_text_never_differs_from_itself(text: str) -> None:
    assert find_discrepancies(text, text) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"), [("", "Rates rose."), ("Rates rose.", ""), ("", "")]
)
def test_nothing_is_said_of_nothing(claim: str, evidence: str) -> None:
    assert find_discrepancies(claim, evidence) == ()


def test_certainty_is_left_to_its_own_module() -> None:
    assert find_discrepancies("The junta will fall.", "The junta may fall.") == ()


def test_several_kinds_are_found_in_the_order_of_the_claim() -> None:
    claim = "In May 2022 Chad rejected 40 asylum requests."
    evidence = "In May 2021 Mali approved 14 asylum requests."
    found = find_discrepancies(claim, evidence)
    assert [(d.kind, d.claim_text) for d in found] == [
        (DiscrepancyKind.DATE, "May 2022"),
        (DiscrepancyKind.NAME, "Chad"),
        (DiscrepancyKind.NEGATION, "rejected"),
        (DiscrepancyKind.NUMBER, "40"),
    ]
    assert_located(found, claim, evidence)


@pytest.mark.parametrize(
    "filling", [" ", "\n", "-", "A ", "of ", "the ", "1 ", "1,", "two ", "not "]
)
def test_odd_text_costs_no_more_than_other_text(filling: str) -> None:
    text = f"President Gül of Turkey met 12 ministers on 4 March 2021. {filling * 2000}"
    start = time.perf_counter()
    find_discrepancies("President Gül met 12 ministers on 5 March 2021, he said.", text)
    find_discrepancies(text, "Prime Minister Gül met ten ministers in 2021, he said.")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1.2m barrels", 1.2e6, 1.2e6, ""),
        ("1,200,000 barrels", 1.2e6, 1.2e6, ""),
        ("US$5bn", 5e9, 5e9, "USD"),
        ("5 billion dollars", 5e9, 5e9, "USD"),
        ("EUR 3 million", 3e6, 3e6, "EUR"),
        ("twenty-one deaths", 21, 21, ""),
        ("two hundred and five deaths", 205, 205, ""),
        ("a dozen deaths", 12, 12, ""),
        ("three-quarters of voters", 75, 75, "%"),
        ("one in five voters", 20, 20, "%"),
        ("half a million voters", 5e5, 5e5, ""),
        ("25 basis points", 0.25, 0.25, "points"),
        ("two percentage points", 2, 2, "points"),
        ("between 5 and 7 million voters", 5e6, 7e6, ""),
        ("5-7%", 5, 7, "%"),
        ("tens of thousands of voters", 1e4, 1.5e5, ""),
        ("a 3rd term", 3, 3, "ordinal"),
        ("two weeks", 14, 14, "days"),
        ("spending doubled", 2, 2, "times"),
    ],
)
def test_a_figure_is_read(text: str, low: float, high: float, unit: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.low, figure.high, figure.unit) == pytest.approx((low, high, unit))


@pytest.mark.parametrize("text", ["COVID-19", "the G20", "at 10:30", "in 2021", "4 March", "9/11"])
def test_what_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("last year", date(2021, 1, 1), date(2021, 12, 31)),
        ("next month", date(2023, 1, 1), date(2023, 1, 31)),
        ("this quarter", date(2022, 10, 1), date(2022, 12, 31)),
        ("yesterday", date(2022, 12, 4), date(2022, 12, 4)),
        ("since 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("on 4 March 2021", date(2021, 3, 4), date(2021, 3, 4)),
    ],
)
def test_a_period_is_resolved_by_the_report(text: str, start: date, end: date) -> None:
    (period,) = find_periods(text, date(2022, 12, 5))
    assert (period.start, period.end) == (start, end)


def test_no_word_is_its_own_antonym() -> None:
    table = antonyms()
    for sides in (*table.words.values(), *table.pairs.values()):
        assert len({side.row for side in sides}) == len(sides)
    assert len(table.words) > 400


def test_the_interface_is_what_callers_rely_on() -> None:
    parameters = inspect.signature(find_discrepancies).parameters
    assert list(parameters) == ["claim", "evidence", "context", "reported", "likeness"]
