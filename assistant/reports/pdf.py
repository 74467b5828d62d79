"""A PDF as a document: its words in reading order, mended, each block with its kind."""

import re
from collections.abc import Sequence

from assistant.errors import ReportError
from assistant.reports.build import DocumentBuilder, clean, is_file_title
from assistant.reports.hyphens import Vocabulary
from assistant.reports.model import BlockKind, Document
from assistant.reports.pdf_flow import Paragraph, Typography, joined, paragraphs_of
from assistant.reports.pdf_furniture import part_furniture
from assistant.reports.pdf_glyphs import Pages, read_pages
from assistant.reports.pdf_lines import column_gutter, page_lines
from assistant.reports.pdf_order import Column, reading_order
from assistant.reports.pdf_tables import set_tables, tagged_tables

_TITLE_CHARACTERS = 300
_UNREADABLE_SHARE = 0.3


def extract(data: bytes) -> Document:
    """The text of a PDF in reading order.

    Raises ReportError when the file is damaged, protected, too long, or holds no text.
    """
    if not data.lstrip()[:1024].startswith(b"%PDF") and b"%PDF-" not in data[:1024]:
        raise ReportError("not a PDF: its content is of another kind: save it as PDF again")
    pages = read_pages(data)
    if not any(page.pieces for page in pages.pages):
        raise ReportError("PDF has no text, only images: OCR it first")
    if pages.unreadable > _UNREADABLE_SHARE * pages.characters:
        raise ReportError("PDF has no readable text (its fonts name no characters): OCR it first")
    return _document(pages)


def _document(pages: Pages) -> Document:
    lines = [page_lines(page, number) for number, page in enumerate(pages.pages)]
    lines, furniture = part_furniture(pages.pages, lines)
    shared = _shared_gutter([column_gutter(own) for own in lines])
    parts = []
    for number, page in enumerate(pages.pages):
        gutter = column_gutter(lines[number]) or (
            shared if shared and column_gutter(lines[number], needed=2) else None
        )
        tables, rest = set_tables(lines[number], gutter)
        parts.append(reading_order(rest, [*tagged_tables(page, number), *tables]))
    type_ = Typography(p for page in parts for p in page if isinstance(p, Column))
    paragraphs = joined([p for page in parts for p in paragraphs_of(page, type_)])
    words = Vocabulary(line.text for page in lines for line in page)
    title = _mark_title(paragraphs, pages.title, words, type_)
    builder = DocumentBuilder()
    for item in furniture:
        if item.opening:
            builder.add(item.text, BlockKind.FURNITURE)
    for paragraph in paragraphs:
        if paragraph.rows:
            builder.add_table([[_cell(cell, words) for cell in row] for row in paragraph.rows])
        else:
            builder.add(paragraph.text(words), paragraph.kind)
    for item in furniture:
        if not item.opening:
            builder.add(item.text, BlockKind.FURNITURE)
    return builder.build(title=title)


def _shared_gutter(gutters: Sequence[float | None]) -> float | None:
    found = [gutter for gutter in gutters if gutter is not None]
    return found[0] if found else None


def _cell(lines: Sequence[str], words: Vocabulary) -> str:
    out = ""
    for line in lines:
        out = words.join(out, line)
    return out


def _mark_title(
    paragraphs: Sequence[Paragraph], stated: str, words: Vocabulary, type_: Typography
) -> str | None:
    """The title, and its paragraph marked as such.

    The metadata's title is taken when the first page shows it; else what is set largest
    there; else the metadata's, unless it is the name of a file or of a program.
    """
    stated = clean(stated)
    first = [p for p in paragraphs if p.lines and p.lines[0].page == 0]
    for paragraph in first:
        if stated and _same(paragraph.text(words), stated):
            paragraph.kind = BlockKind.TITLE
            return stated
    prose = (i for i, p in enumerate(first) if p.kind is BlockKind.TEXT and len(p.lines) > 2)
    opening = first[: next(prose, len(first))]
    headings = [p for p in opening if p.kind is BlockKind.HEADING and _is_titular(p.text(words))]
    largest = max(headings, key=lambda p: p.size, default=None)
    if largest is not None and largest.size > 1.12 * type_.body:
        largest.kind = BlockKind.TITLE
        return largest.text(words)
    if stated and not is_file_title(stated):
        return stated
    if largest is not None and largest is next((p for p in first if len(p.text(words)) > 3), None):
        largest.kind = BlockKind.TITLE
        return largest.text(words)
    return None


def _same(one: str, other: str) -> bool:
    def _letters(text: str) -> str:
        return re.sub(r"\W+", "", text.casefold())

    return _letters(one) == _letters(other) != ""


def _is_titular(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters >= 4 and len(text) <= _TITLE_CHARACTERS
