"""Results as JSON, plain text, Markdown and docx; pure, shared by command line and pages.

Report text, titles, paths and questions are untrusted: text output drops control and
bidirectional characters, Markdown output is escaped so that it renders literally.
"""

import io
import re
import textwrap
from collections.abc import Sequence
from datetime import date
from functools import partial

from assistant.reports.model import Report, Span
from assistant.results import Answer, Citation, Hit, Source
from assistant.store.model import ReportRecord

JsonObject = dict[str, object]

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@=^])")
_WIDTH = 96


def plain(text: str) -> str:
    """Text without the characters that could steer a terminal or reorder what is read."""
    return _UNSAFE.sub("", text)


def escape_markdown(text: str) -> str:
    """Text that a Markdown renderer shows as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(plain(text).split()))


def age(day: date, today: date) -> str:
    """How long ago `day` was: "today", "3 days ago", "2 months ago", "6 years ago"."""
    if day > today:
        return "in the future"
    months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
    for count, unit in ((months // 12, "year"), (months, "month"), ((today - day).days, "day")):
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "today"


def dated(day: date | None) -> str:
    """A date as a reader sees it: "21 Dec 2020", or "undated"."""
    return f"{day.day} {day:%b %Y}" if day else "undated"


def source_label(source: Source, today: date) -> str:
    """Place or title, date and age: "Mexico, 21 Dec 2020 (6 years ago)"."""
    name = plain(source.place or source.title)
    if source.date is None:
        return f"{name}, undated"
    return f"{name}, {dated(source.date)} ({age(source.date, today)})"


# --- JSON -------------------------------------------------------------------------------


def hit_json(hit: Hit) -> JsonObject:
    """A search hit as in the command line's contract."""
    return {
        "rank": hit.rank,
        "score": hit.score,
        **_source_json(hit.source),
        "start": hit.span.start,
        "end": hit.span.end,
        "text": hit.text,
    }


def search_json(query: str, hits: Sequence[Hit]) -> JsonObject:
    """A search as in the command line's contract."""
    return {"query": query, "hits": [hit_json(hit) for hit in hits]}


def answer_json(answer: Answer) -> JsonObject:
    """An answer as in the command line's contract, with what else is known about it."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "answered": answer.answered,
        "answer": answer.text,
        "claims": [
            {
                "text": claim.text,
                "citations": list(claim.citations),
                "verdict": claim.verdict.value,
                "score": claim.score,
            }
            for claim in answer.claims
        ],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "dropped": [{"text": d.text, "reason": d.reason} for d in answer.dropped],
        "closest": [_source_json(source) for source in answer.closest],
        "confidence": answer.confidence,
        "engine": answer.engine,
        "seconds": answer.seconds,
    }


def record_json(record: ReportRecord) -> JsonObject:
    """A report of a list as in the command line's contract."""
    return {
        "report_id": record.report_id,
        "title": record.title,
        "date": record.date.isoformat() if record.date else None,
        "place": record.place,
        "kind": record.kind,
        "path": record.path,
        "chunks": record.chunks,
    }


def list_json(records: Sequence[ReportRecord]) -> JsonObject:
    """A list of reports as in the command line's contract."""
    return {"reports": [record_json(record) for record in records]}


def report_json(report: Report, chunks: int) -> JsonObject:
    """A whole report with its parts as in the command line's contract."""
    return {
        "report_id": report.report_id,
        "title": report.title,
        "date": report.date.isoformat() if report.date else None,
        "place": report.place,
        "kind": report.kind,
        "path": report.path,
        "chunks": chunks,
        "text": report.text,
        "key_points": _spans_json(report.key_points),
        "paragraphs": _spans_json(report.paragraphs),
        "headings": _spans_json(report.headings),
        "captions": _spans_json(report.captions),
        "boilerplate": _spans_json(report.boilerplate),
    }


def _source_json(source: Source) -> JsonObject:
    return {
        "report_id": source.report_id,
        "title": source.title,
        "date": source.date.isoformat() if source.date else None,
        "place": source.place,
        "path": source.path,
    }


def _citation_json(citation: Citation) -> JsonObject:
    return {
        "n": citation.n,
        **_source_json(citation.source),
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
    }


def _spans_json(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


# --- plain text -------------------------------------------------------------------------

_fill = partial(textwrap.fill, width=_WIDTH, break_long_words=False, break_on_hyphens=False)


def answer_text(answer: Answer, today: date) -> str:
    """An answer for the terminal: text with marks, then each citation with date and quote."""
    lines = []
    if answer.understood != answer.question:
        lines += [f"Understood as: {plain(answer.understood)}", ""]
    lines += [_fill(plain(paragraph)) + "\n" for paragraph in answer.text.split("\n\n")]
    for citation in answer.citations:
        head = f"[{citation.n}] {source_label(citation.source, today)} "
        where = f"{citation.source.report_id}, characters {citation.span.start}-{citation.span.end}"
        lines.append(f"{head}- {plain(where)}")
    if answer.closest:
        lines.append("Closest reports:")
        lines += [
            f"  {source_label(source, today)} - {plain(source.title)} ({plain(source.report_id)})"
            for source in answer.closest
        ]
    lines.append(f"\nEngine: {answer.engine} (quotes sentences; not a language model)")
    return "\n".join(lines)


def search_text(query: str, hits: Sequence[Hit], today: date) -> str:
    """Search hits for the terminal."""
    if not hits:
        return "Nothing found: the archive is empty, or no report passes the filters."
    blocks = []
    for hit in hits:
        words = plain(" ".join(hit.text.split()))
        text = _fill(words, initial_indent="   ", subsequent_indent="   ")
        head = f"{hit.rank}. {source_label(hit.source, today)} - {plain(hit.source.title)}"
        where = f"{plain(hit.source.report_id)}, characters {hit.span.start}-{hit.span.end}"
        blocks.append(f"{head}\n{text}\n   ({where}; score {hit.score:.2f})")
    return "\n\n".join(blocks)


def list_text(records: Sequence[ReportRecord]) -> str:
    """The reports of a list for the terminal, in columns."""
    if not records:
        return "No reports: fill the store with `assistant ingest PATH`."
    rows = [
        (
            dated(r.date),
            plain(r.place or "-"),
            plain(r.title)[:44],
            str(r.chunks),
            plain(r.report_id),
        )
        for r in records
    ]
    rows.insert(0, ("date", "place", "title", "passages", "id"))
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(widths[i]) for i, cell in enumerate(row[:4])), row[4]])
        for row in rows
    )


def report_text(report: Report) -> str:
    """A report for the terminal: what is known about it, then its text."""
    head = [
        f"id:    {plain(report.report_id)}",
        f"title: {plain(report.title)}",
        f"date:  {dated(report.date)}",
        f"place: {plain(report.place or '-')}",
        f"kind:  {plain(report.kind or '-')}",
        f"parts: {len(report.key_points)} key points, {len(report.paragraphs)} paragraphs, "
        f"{len(report.captions)} captions, {len(report.boilerplate)} boilerplate",
    ]
    return "\n".join([*head, "", plain(report.text)])


# --- Markdown and docx ------------------------------------------------------------------


def answer_markdown(answer: Answer, today: date) -> str:
    """An answer with its citations as Markdown that renders literally."""
    lines = [f"**{escape_markdown(answer.understood)}**", ""]
    for paragraph in answer.text.split("\n\n"):
        lines += [escape_markdown(paragraph), ""]
    for citation in answer.citations:
        label = escape_markdown(source_label(citation.source, today))
        title = escape_markdown(citation.source.title)
        where = escape_markdown(
            f"{citation.source.report_id}, characters {citation.span.start}-{citation.span.end}"
        )
        lines += [
            f"\\[{citation.n}\\] {label}, {title} ({where})",
            "",
            f"> {escape_markdown(citation.quote)}",
            "",
        ]
    lines.append(f"*{escape_markdown(f'Engine: {answer.engine}')}*")
    return "\n".join(lines) + "\n"


def answer_docx(answer: Answer, today: date) -> bytes:
    """An answer with its citations as a Word document; the same bytes for the same input."""
    from datetime import datetime

    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.author, properties.title = "", xml_text(answer.understood)[:200]
    properties.created = properties.modified = datetime(today.year, today.month, today.day)
    document.add_heading(xml_text(answer.understood), level=1)
    for paragraph in answer.text.split("\n\n"):
        document.add_paragraph(xml_text(paragraph))
    if answer.citations:
        table = document.add_table(rows=1, cols=4, style="Table Grid")
        for cell, name in zip(table.rows[0].cells, ("", "Report", "Date", "Quote"), strict=True):
            cell.text = name
        for citation in answer.citations:
            span = f"{citation.span.start}-{citation.span.end}"
            row = (
                f"[{citation.n}]",
                f"{citation.source.title} ({citation.source.report_id}, characters {span})",
                dated(citation.source.date),
                citation.quote,
            )
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = xml_text(value)
    document.add_paragraph(f"Engine: {answer.engine}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xml_text(text: str) -> str:
    """Text without what XML cannot hold."""
    return plain(text).encode("utf-8", "replace").decode("utf-8")
