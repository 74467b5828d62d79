"""Results as plain text for a terminal."""

import textwrap
from collections.abc import Sequence
from datetime import date

from assistant.certainty import MixedTerms
from assistant.render.wording import (
    age,
    closest_line,
    dated,
    discrepancy_lines,
    dropped_line,
    engine_line,
    mixed_line,
    one_line,
    plain,
    source_label,
    spent_line,
    telling_clauses,
    verdicts_line,
    was_rewritten,
)
from assistant.reports.model import Report
from assistant.results import Answer, CheckedClaim, Citation, Hit
from assistant.store.model import ReportRecord

WIDTH = 96
_TITLE, _LEAST_TITLE = 2, 16  # its column; the characters that it keeps on any screen


def answer_text(answer: Answer, today: date, width: int = WIDTH) -> str:
    """The answer with its marks, then each citation with its date, age and place in the report."""
    blocks = []
    if was_rewritten(answer):
        blocks.append(filled(f"Understood as: {answer.understood}", width))
    blocks += [filled(paragraph, width) for paragraph in answer.text.split("\n\n")]
    if answer.citations:
        blocks.append("\n".join(_citation(c, today, width) for c in answer.citations))
    if answer.closest:
        lines = (
            f"{closest_line(source, today)} ({one_line(source.report_id)})"
            for source in answer.closest
        )
        listed = "\n".join(filled(line, width, "  ", "    ") for line in lines)
        blocks.append(f"Closest reports:\n{listed}")
    if answer.dropped:
        lines = (filled(dropped_line(d), width, "  - ", "    ") for d in answer.dropped)
        blocks.append("Left out:\n" + "\n".join(lines))
    blocks += [filled(f"Note: {notice}", width) for notice in answer.notices]
    line = engine_line(answer.engine)
    line += f" ({spent_line(answer.spent)})" if answer.spent else ""
    blocks.append(filled(line[:1].upper() + line[1:], width))
    return "\n\n".join(blocks)


def check_text(
    claims: Sequence[CheckedClaim], notes: Sequence[MixedTerms], width: int = WIDTH
) -> str:
    """Each claim under its verdict, with what is wrong in it and the sentences it was held to."""
    blocks = [_claim(claim, width) for claim in claims]
    blocks += [filled(mixed_line(note), width) for note in notes]
    return "\n\n".join([*blocks, f"{verdicts_line(claims)}."])


def _claim(claim: CheckedClaim, width: int) -> str:
    head = f"{claim.verdict.value.upper()} ({claim.score:.2f})  {claim.text}"
    lines = [filled(head, width, "", "    ")]
    found = discrepancy_lines(claim.discrepancies)
    lines += [filled(f"! {line}", width, "  ", "    ") for line in found]
    lines += [
        filled(f"- {c.verdict.value}: {c.text}", width, "  ", "    ")
        for c in telling_clauses(claim)
    ]
    lines += [
        filled(f"> {e.quote} (characters {e.span.start}-{e.span.end})", width, "  ", "    ")
        for e in claim.evidence
    ]
    return "\n".join(lines)


def search_text(
    query: str, understood: str, hits: Sequence[Hit], today: date, width: int = WIDTH
) -> str:
    """Each hit with its report, date, age, passage and place in the report."""
    if not hits:
        return "Nothing found: widen the filters, or see with `assistant list` what there is."
    blocks = []
    if one_line(understood) != one_line(query):
        blocks.append(filled(f"Understood as: {understood}", width))
    for hit in hits:
        head = f"{hit.rank}. {source_label(hit.source, today)} - {one_line(hit.source.title)}"
        text = filled(hit.text, width, "   ", "   ")
        span = f"characters {hit.span.start}-{hit.span.end}"
        where = f"({one_line(hit.source.report_id)}, {span}; score {hit.score:.2f})"
        blocks.append(
            f"{filled(head, width, '', '   ')}\n{text}\n{filled(where, width, '   ', '   ')}"
        )
    return "\n\n".join(blocks)


def list_text(records: Sequence[ReportRecord], width: int = WIDTH) -> str:
    """The reports in columns; the id comes last, whole, so that it can be copied.

    Titles are cut to what the width leaves them, so that a report is a line.
    """
    if not records:
        return "No reports: fill the store with `assistant ingest PATH`."
    rows = [("date", "place", "title", "passages", "id")]
    rows += [
        (
            dated(record.date),
            one_line(record.place or "-"),
            one_line(record.title),
            str(record.chunks),
            one_line(record.report_id),
        )
        for record in records
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    others = sum(widths) - widths[_TITLE] + 2 * (len(widths) - 1)
    widths[_TITLE] = min(widths[_TITLE], max(_LEAST_TITLE, width - others))
    return "\n".join(
        "  ".join(_cut(cell, room).ljust(room) for cell, room in zip(row[:4], widths, strict=False))
        + f"  {row[4]}"
        for row in rows
    )


def report_text(report: Report, today: date | None = None) -> str:
    """What is known about a report, then its text."""
    old = f" ({age(report.date, today)})" if report.date and today else ""
    head = (
        f"id:    {one_line(report.report_id)}",
        f"title: {one_line(report.title)}",
        f"date:  {dated(report.date)}{old}",
        f"place: {one_line(report.place or '-')}",
        f"kind:  {one_line(report.kind or '-')}",
        f"file:  {one_line(report.path)}",
        f"parts: {len(report.key_points)} key points, {len(report.paragraphs)} paragraphs, "
        f"{len(report.captions)} captions, {len(report.boilerplate)} boilerplate",
    )
    return "\n".join([*head, "", plain(report.text)])


def _citation(citation: Citation, today: date, width: int) -> str:
    where = f"{citation.source.report_id}, characters {citation.span.start}-{citation.span.end}"
    line = f"[{citation.n}] {source_label(citation.source, today)} - {where}"
    return filled(line, width, "", "    ")


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def filled(text: str, width: int = WIDTH, first: str = "", rest: str = "") -> str:
    """One line of text over as many lines as its width asks, each with its indent."""
    return textwrap.fill(
        one_line(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
