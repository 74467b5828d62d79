"""A Word file as a document: body, tables, text boxes, notes, headers and footers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from assistant.errors import ReportError
from assistant.reports.build import DocumentBuilder, clean, is_file_title, manual_lines
from assistant.reports.docx_parts import WordParts, attribute, child, name_of, open_parts
from assistant.reports.docx_text import ParagraphText, is_on, read_paragraph, visible
from assistant.reports.marks import is_caption, is_contents_line, strip_bullet
from assistant.reports.model import BlockKind, Document

_WRAPPERS = frozenset("sdt sdtContent customXml ins moveTo body txbxContent smartTag".split())
_STYLES = (
    (re.compile(r"title"), BlockKind.TITLE),
    (re.compile(r"heading.*|subtitle"), BlockKind.HEADING),
    (re.compile(r"caption|figure|source.*|legend"), BlockKind.CAPTION),
    (re.compile(r"(?:foot|end)note text"), BlockKind.NOTE),
    (re.compile(r"toc .*|toc|table of figures|header|footer|page number"), BlockKind.FURNITURE),
    (re.compile(r"list (?:bullet|number).*"), BlockKind.BULLET),
)
_PAGE_NUMBER = re.compile(r"(?i)(?:page)?\W*\d*\W*(?:of|/)?\W*\d*\W*")
_HEADING_CHARACTERS = 150
_CELL_CHARACTERS = 600  # a longer cell is a layout frame, not a cell


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    numbered: bool
    outlined: bool
    bold: bool


def extract(data: bytes) -> Document:
    """The text of a Word file (.docx) in document order.

    Raises ReportError when it is damaged, protected, too large or empty.
    """
    parts = open_parts(data)
    try:
        document = _Reader(parts).document()
    except RecursionError:
        raise ReportError("Word file is nested too deeply: save it again") from None
    if not document.text:
        raise ReportError("Word file has no text")
    return document


class _Reader:
    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._styles = _styles(parts.related.get("styles", ()))
        self._notes: list[tuple[str, str]] = []
        self._builder = DocumentBuilder()
        self._first: list[tuple[BlockKind, str]] = []
        self._carried = ""

    def document(self) -> Document:
        self._add_furniture("header")
        self._add_blocks(self._parts.document)
        self._add_notes()
        self._add_furniture("footer")
        return self._builder.build(title=self._title())

    def _add(self, text: str, kind: BlockKind) -> None:
        text = clean(text)
        if text:
            self._builder.add(text, kind)
            self._first.append((kind, text))

    def _add_blocks(self, element: etree._Element) -> None:
        for item in visible(element):
            name = name_of(item)
            if name == "p":
                self._add_paragraph(item)
            elif name == "tbl":
                self._add_table(item)
            elif name in _WRAPPERS:
                self._add_blocks(item)

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        read = read_paragraph(paragraph)
        read.text, self._carried = self._carried + read.text, ""
        self._notes += read.notes
        if child(paragraph, "pPr", "rPr", "del") is not None:
            self._carried = read.text  # its end was deleted: it runs on into the next
        else:
            kind = self._kind(paragraph, read)
            for text in manual_lines(read.text):
                bullet, bare = strip_bullet(clean(text))
                is_bullet = bullet and kind is BlockKind.TEXT
                self._add(bare, BlockKind.BULLET if is_bullet else kind)
        for box in read.boxes:
            self._add_blocks(box)

    def _kind(self, paragraph: etree._Element, read: ParagraphText) -> BlockKind:
        properties = child(paragraph, "pPr")
        text = clean(read.text)
        for style in self._lineage(attribute(child(properties, "pStyle"), "val")):
            for pattern, kind in _STYLES:
                if pattern.fullmatch(style.name):
                    return kind
            if style.outlined:
                return BlockKind.HEADING
        if is_contents_line(text):
            return BlockKind.FURNITURE
        if _outlined(properties):
            return BlockKind.HEADING
        if self._is_numbered(properties):
            return BlockKind.BULLET
        if is_caption(text):
            return BlockKind.CAPTION
        is_bold = read.bold or any(s.bold for s in self._lineage(_style_id(properties)))
        letters = any(character.isalpha() for character in text)
        if is_bold and letters and len(text) <= _HEADING_CHARACTERS and text[-1] not in ".,;":
            return BlockKind.HEADING
        return BlockKind.TEXT

    def _is_numbered(self, properties: etree._Element | None) -> bool:
        number = child(properties, "numPr", "numId")
        if number is not None:
            return attribute(number, "val") not in (None, "0")
        return any(style.numbered for style in self._lineage(_style_id(properties)))

    def _lineage(self, style: str | None) -> Iterator[_Style]:
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on

    def _add_table(self, table: etree._Element) -> None:
        rows = [_cells(row) for row in _rows(table)]
        texts = [[self._cell_text(cell) for cell in row] for row in rows]
        widest = max((len(row) for row in rows), default=0)
        longest = max((len(text) for row in texts for text in row), default=0)
        if widest > 1 and longest <= _CELL_CHARACTERS:
            for row in rows:
                for cell in row:
                    self._notes += _note_references(cell)
            self._builder.add_table(texts)
            return
        for row in rows:
            for cell in row:
                if not _is_merged(cell):
                    self._add_blocks(cell)

    def _cell_text(self, cell: etree._Element) -> str:
        if _is_merged(cell):
            return ""
        out = []
        for item in _paragraphs(cell):
            read = read_paragraph(item)
            out.append(strip_bullet(clean(read.text))[1])
            out += [self._cell_text(box) for box in read.boxes]
        return " ".join(text for text in out if text)

    def _add_notes(self) -> None:
        texts: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            for part in self._parts.related.get(f"{kind}s", ()):
                for note in part:
                    text = " ".join(clean(read_paragraph(p).text) for p in _paragraphs(note))
                    texts[kind, attribute(note, "id") or ""] = text
        order = [note for note in dict.fromkeys(self._notes) if texts.get(note)]
        for number, note in enumerate(order, 1):
            self._builder.add(f"{number} {texts[note]}", BlockKind.NOTE)

    def _add_furniture(self, kind: str) -> None:
        seen: set[str] = set()
        for part in self._parts.related.get(kind, ()):
            for paragraph in _paragraphs(part, boxes=True):
                text = clean(read_paragraph(paragraph).text)
                if text not in seen and not _PAGE_NUMBER.fullmatch(text):
                    seen.add(text)
                    self._builder.add(text, BlockKind.FURNITURE)

    def _title(self) -> str | None:
        titled = [text for kind, text in self._first if kind is BlockKind.TITLE]
        if titled:
            return titled[0]
        stated = ""
        if self._parts.core is not None:
            found = child(self._parts.core, "title")
            stated = clean(found.text or "") if found is not None else ""
        if not stated or is_file_title(stated):
            return None
        opening = self._first[:10]
        shown = any(stated.casefold() == text.casefold() for _, text in opening)
        has_own = any(kind is BlockKind.HEADING for kind, _ in opening[:4])
        return stated if shown or not has_own else None


def _style_id(properties: etree._Element | None) -> str | None:
    return attribute(child(properties, "pStyle"), "val")


def _outlined(properties: etree._Element | None) -> bool:
    level = attribute(child(properties, "outlineLvl"), "val")
    return level is not None and level != "9"


def _styles(parts: Sequence[etree._Element]) -> Mapping[str, _Style]:
    styles = {}
    for part in parts:
        for element in part:
            if name_of(element) != "style" or attribute(element, "type") != "paragraph":
                continue
            properties = child(element, "pPr")
            styles[attribute(element, "styleId") or ""] = _Style(
                name=(attribute(child(element, "name"), "val") or "").casefold(),
                based_on=attribute(child(element, "basedOn"), "val") or "",
                numbered=attribute(child(properties, "numPr", "numId"), "val") not in (None, "0"),
                outlined=_outlined(properties),
                bold=is_on(child(element, "rPr"), "b"),
            )
    return styles


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for item in visible(table):
        if name_of(item) == "tr" and child(item, "trPr", "del") is None:
            yield item
        elif name_of(item) in _WRAPPERS:
            yield from _rows(item)


def _cells(row: etree._Element) -> list[etree._Element]:
    found = []
    for item in visible(row):
        if name_of(item) == "tc":
            found.append(item)
        elif name_of(item) in _WRAPPERS:
            found += _cells(item)
    return found


def _is_merged(cell: etree._Element) -> bool:
    """Whether the cell only continues the one above it."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") in (None, "continue")


def _paragraphs(element: etree._Element, *, boxes: bool = False) -> Iterator[etree._Element]:
    for item in visible(element):
        if name_of(item) == "p":
            yield item
            if boxes:
                for box in read_paragraph(item).boxes:
                    yield from _paragraphs(box)
        elif name_of(item) in _WRAPPERS or name_of(item) in ("tbl", "tr", "tc"):
            yield from _paragraphs(item, boxes=boxes)


def _note_references(cell: etree._Element) -> list[tuple[str, str]]:
    return [note for paragraph in _paragraphs(cell) for note in read_paragraph(paragraph).notes]
