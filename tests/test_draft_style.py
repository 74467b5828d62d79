from datetime import date

import pytest

from assistant.chunks import Chunk, Section
from assistant.draft.style import house_style
from assistant.draft.tense import leads_with_it, looks_to_come
from assistant.reports import stated_report
from assistant.reports.model import Span
from assistant.results import HouseStyle
from assistant.store.model import ReportRecord

TITLES = [("Mexico", "Full Report")] * 8 + [("Peru", "Flash Note")] * 2
POINTS = {
    "Mexico": ["The bill is likely to pass in May", "The peso will fall"],
    "Peru": ["The president resigned on Monday."],
}


def chunk(report_id: str, points: list[str]) -> Chunk:
    """Key points as the archive holds them: one chunk, a line each."""
    text = "\n- ".join(points)
    spans = [Span(50 + text.index(p), 50 + text.index(p) + len(p)) for p in points]
    return Chunk(
        report_id, Span(50, 50 + len(text)), text, Section.KEY_POINTS, "header", tuple(spans)
    )


ARCHIVE = {str(i): place_kind for i, place_kind in enumerate(TITLES)}
CHUNKS = [chunk(report_id, POINTS[place]) for report_id, (place, _) in ARCHIVE.items()]
RECORDS = {
    report_id: ReportRecord(report_id, "", "", date(2020, 1, 1 + i), place, kind, "", 1)
    for i, (report_id, (place, kind)) in enumerate(ARCHIVE.items())
}


@pytest.mark.parametrize(
    ("title", "scope", "reports"),
    [
        ("Full Report: Mexico", "Mexico", 8),
        ("Full Report: Chile", "Full Report", 8),
        ("Flash Note: Peru", "all reports", 10),
    ],
)
def test_the_narrowest_scope_with_enough_reports_is_measured(
    title: str, scope: str, reports: int
) -> None:
    report = stated_report("The congress met in the capital.", report_id="x", title=title)
    style = house_style(report, CHUNKS, RECORDS)
    assert style is not None
    assert (style.scope, style.reports) == (scope, reports)


def test_the_measures_are_those_of_the_points() -> None:
    report = stated_report("Text.", report_id="x", title="Full Report: Mexico")
    assert house_style(report, CHUNKS, RECORDS) == HouseStyle(
        reports=8,
        scope="Mexico",
        bullets=2,
        words=6,
        most_words=8,
        stopped=0.0,
        judging=1.0,
        ahead=1.0,
        leading=1.0,
    )


def test_a_report_does_not_show_its_own_style_and_few_reports_show_none() -> None:
    report = stated_report("Text.", report_id="0", title="Full Report: Mexico")
    style = house_style(report, CHUNKS, RECORDS)
    assert style is not None and style.scope == "all reports" and style.reports == 9
    assert house_style(report, CHUNKS[:8], RECORDS) is None
    assert house_style(report, (), {}) is None


@pytest.mark.parametrize(
    ("text", "ahead", "leads"),
    [
        ("The bill will pass in May after a long debate", True, True),
        ("After a long debate in the upper house the bill is likely to pass", True, False),
        ("The bill passed in May", False, False),
    ],
)
def test_what_is_to_come_and_where_it_stands(text: str, ahead: bool, leads: bool) -> None:
    assert (looks_to_come(text), leads_with_it(text)) == (ahead, leads)
