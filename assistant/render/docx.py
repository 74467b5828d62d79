"""Answers and drafts as Word documents, the same bytes for the same content on the same day."""

import io
import zipfile
from datetime import date, datetime

import docx
from docx.document import Document
from docx.shared import Cm, Pt
from docx.table import _Row

from assistant.render.edited import acceptance_line, body_parts, flagged
from assistant.render.pieces import Piece, answer_pieces
from assistant.render.wording import (
    age,
    closest_line,
    dated,
    engine_line,
    long_date,
    one_line,
    plain,
    was_rewritten,
)
from assistant.results import Answer, Citation, EditedDraft

_COLUMNS = (("", 1.0), ("Report", 4.2), ("Date", 2.6), ("Quote", 8.4))
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def answer_docx(answer: Answer, today: date) -> bytes:
    """Question, answer, and a table of the citations with their exact quotes and spans."""
    document = docx.Document()
    _set_properties(document, answer.question, today)
    document.add_heading(one_line(answer.question), level=1)
    if was_rewritten(answer):
        understood = document.add_paragraph().add_run(
            f"Understood as: {one_line(answer.understood)}"
        )
        understood.italic = True
    for paragraph in answer_pieces(answer):
        document.add_paragraph(" ".join(map(_piece, paragraph)))
    if answer.citations:
        document.add_heading("Sources", level=2)
        _add_citations(document, answer, today)
    if answer.closest:
        document.add_heading("Closest reports", level=2)
        for source in answer.closest:
            document.add_paragraph(closest_line(source, today), style="List Bullet")
    for notice in answer.notices:
        document.add_paragraph().add_run(one_line(notice)).italic = True
    as_of = f", as of {dated(answer.as_of)}" if answer.as_of else ""
    document.add_paragraph(f"Asked on {dated(today)}{as_of}; {engine_line(answer.engine)}.")
    return _with_fixed_times(document)


def draft_docx(draft: EditedDraft, today: date) -> bytes:
    """A draft in the house layout: date, title, bullets, body, with the summary before the body.

    The footer says whether the key points were accepted.
    """
    document, report = docx.Document(), draft.report
    _set_properties(document, report.title, today)
    if report.date:
        document.add_paragraph(long_date(report.date))
    document.add_heading(one_line(report.title), level=1)
    for bullet in draft.bullets:
        if bullet.checked.text:
            document.add_paragraph(flagged(bullet.checked), style="List Bullet")
    if draft.draft.summary:
        document.add_heading("Summary", level=2)
        document.add_paragraph(" ".join(one_line(point.text) for point in draft.draft.summary))
    for kind, text in body_parts(report):
        if kind == "heading":
            document.add_heading(text, level=2)
        else:
            document.add_paragraph(text)
    document.sections[0].footer.paragraphs[0].text = acceptance_line(draft)
    return _with_fixed_times(document)


def _set_properties(document: Document, title: str, today: date) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = one_line(title)[:200]
    properties.created = properties.modified = datetime(today.year, today.month, today.day)


def _piece(piece: Piece) -> str:
    marks = "".join(f"[{n}]" for n in piece.citations)
    return f"{one_line(piece.text)}{piece.flag} {marks}".rstrip()


def _add_citations(document: Document, answer: Answer, today: date) -> None:
    rows = 1 + len(answer.citations)
    table = document.add_table(rows, len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (name, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = name
        for run in cell.paragraphs[0].runs:
            run.bold = True
    for row, citation in zip(table.rows[1:], answer.citations, strict=True):
        _fill(row, citation, today)
    for row in table.rows:
        for cell, (_, width) in zip(row.cells, _COLUMNS, strict=True):
            cell.width = Cm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)


def _fill(row: _Row, citation: Citation, today: date) -> None:
    source, span = citation.source, citation.span
    old = f" ({age(source.date, today)})" if source.date else ""
    cells = row.cells
    cells[0].text = f"[{citation.n}]"
    cells[1].text = one_line(source.title)
    where = f"{one_line(source.report_id)}, characters {span.start}-{span.end}"
    cells[1].add_paragraph().add_run(where).font.size = Pt(8)
    cells[2].text = f"{dated(source.date)}{old}"
    cells[3].text = plain(citation.quote)


def _with_fixed_times(document: Document) -> bytes:
    """The file without the time of saving, which the zip format records for each part."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
