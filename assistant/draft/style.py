"""The house style of key points, measured over those in the archive."""

from collections.abc import Mapping, Sequence
from statistics import median

from assistant.chunks import Chunk, Section
from assistant.draft.rank import looks_ahead
from assistant.draft.tense import leads_with_it, looks_to_come
from assistant.reports.model import Report
from assistant.results import HouseStyle
from assistant.store.model import ReportRecord

_ENOUGH = 8  # reports that show a style of their own
_NEWEST = 200  # reports that are measured


def house_style(
    report: Report, chunks: Sequence[Chunk], records: Mapping[str, ReportRecord]
) -> HouseStyle | None:
    """The style of the archive's key points; None while too few reports have some.

    That of the report's own place is taken if enough reports show it, else of its kind, else
    of all. The report itself is left out.
    """
    points = _key_points(chunks)
    points.pop(report.report_id, None)
    known = [records[report_id] for report_id in points if report_id in records]
    scopes = (
        (report.place, [r for r in known if r.place == report.place]),
        (report.kind, [r for r in known if r.kind == report.kind]),
        ("all reports", known),
    )
    for scope, held in scopes:
        if scope and len(held) >= _ENOUGH:
            newest = sorted(held, key=lambda r: (r.date is None, r.date), reverse=True)
            return _measured(scope, [points[r.report_id] for r in newest[:_NEWEST]])
    return None


def _key_points(chunks: Sequence[Chunk]) -> dict[str, list[str]]:
    """The key points of each report, a bullet each."""
    found: dict[str, list[str]] = {}
    for chunk in chunks:
        if chunk.section is not Section.KEY_POINTS:
            continue
        bullets = found.setdefault(chunk.report_id, [])
        end = None
        for span in chunk.sentences:
            text = _text(chunk, span.start, span.end)
            gap = _text(chunk, end, span.start) if end is not None else "\n"
            if "\n" in gap or not bullets:
                bullets.append(text)
            else:
                bullets[-1] += f" {text}"
            end = span.end
    return found


def _text(chunk: Chunk, start: int, end: int) -> str:
    return chunk.text[start - chunk.span.start : end - chunk.span.start]


def _measured(scope: str, reports: Sequence[Sequence[str]]) -> HouseStyle:
    points = [point for report in reports for point in report]
    lengths = sorted(len(point.split()) for point in points)
    return HouseStyle(
        reports=len(reports),
        scope=scope,
        bullets=round(median(len(report) for report in reports)),
        words=round(median(lengths)),
        most_words=lengths[int(0.9 * (len(lengths) - 1))],
        stopped=sum(point.rstrip().endswith(".") for point in points) / len(points),
        judging=sum(looks_ahead(point) > 0 for point in points) / len(points),
        ahead=sum(map(looks_to_come, points)) / len(points),
        leading=sum(map(leads_with_it, points)) / len(points),
    )
