"""What stands on the pages of a PDF: pieces of text with their place, size and tags.

The only module that knows pdfium. It was chosen over pdfminer and pypdf because it reads a
page in about 20 ms instead of half a second, repairs the damaged files that browsers
repair, and tells each character's origin, font size and marked content.
"""

import ctypes
import math
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from assistant.errors import ReportError
from assistant.reports.pdf_tags import Cell, table_cells

MAX_PAGES = 1000
MAX_CHARACTERS = 5_000_000
MAX_SIDE = 14_400.0  # points; the format's own bound

_LOCK = threading.Lock()  # pdfium is not thread-safe, and the page reads uploads in threads
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what pdfium says for a hyphen at a line's end
_UNREADABLE = "\x00\ufffd"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters set side by side in one font and size, without a space between them.

    `left`, `right` and `base` (the baseline) are points from the page's upper left corner.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    spaced: bool  # a space stands before it in the file
    artifact: bool = False  # tagged by its producer as not part of the content
    cell: Cell | None = None  # where the tags say it stands in a table


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read, upright; `rules` are the heights of its horizontal lines."""

    width: float
    height: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of a file and the title its metadata states."""

    pages: tuple[Page, ...]
    title: str
    characters: int
    unreadable: int  # characters that no font table explains


@dataclass(slots=True)
class _Style:
    size: float
    bold: bool
    turn: int  # quarter turns; -1: askew
    artifact: bool
    cell: Cell | None


@dataclass(slots=True)
class _Glyph:
    text: str
    x0: float
    x1: float
    y: float
    style: _Style
    spaced: bool


@dataclass(slots=True)
class _Tally:
    characters: int = 0
    unreadable: int = 0
    turns: Counter[int] = field(default_factory=Counter)


def read_pages(data: bytes) -> Pages:
    """The pieces of text on all pages.

    Raises ReportError when the file is damaged, needs a password or is too long.
    """
    with _LOCK, _opened(data) as document:
        if len(document) > MAX_PAGES:
            raise ReportError(
                f"PDF of {len(document):,} pages, more than {MAX_PAGES:,}: split it first"
            )
        tally = _Tally()
        pages = []
        for number in range(len(document)):
            pages.append(_read_page(document, number, tally))
            if tally.characters > MAX_CHARACTERS:
                raise ReportError(f"PDF of more than {MAX_CHARACTERS:,} characters: split it first")
        title = str(document.get_metadata_dict().get("Title", ""))
        return Pages(tuple(pages), title, tally.characters, tally.unreadable)


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise ReportError(
                "PDF is protected by a password: save a copy without one and add that"
            ) from None
        raise ReportError("PDF is damaged or incomplete: export it again") from None
    try:
        yield document
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, number: int, tally: _Tally) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise ReportError(f"PDF is damaged at page {number + 1}: export it again") from None
    try:
        left, bottom, right, top = page.get_cropbox()
        width, height = min(right - left, MAX_SIDE), min(top - bottom, MAX_SIDE)
        glyphs = _glyphs(text, table_cells(page), tally, (left, bottom))
        turns = Counter(glyph.style.turn for glyph in glyphs)
        turns.pop(-1, None)
        turn = turns.most_common(1)[0][0] if turns else 0
        upright = [_turned(glyph, turn, width, height) for glyph in glyphs]
        if turn % 2:
            width, height = height, width
        kept = [g for g in upright if g.style.turn == turn and _is_on_page(g, width, height)]
        return Page(width, height, tuple(_pieces(kept)))
    finally:
        text.close()
        page.close()


def _glyphs(
    text: pypdfium2.PdfTextPage,
    cells: dict[int, Cell],
    tally: _Tally,
    origin: tuple[float, float],
) -> list[_Glyph]:
    raw, (left, bottom) = text.raw, origin
    styles: dict[int, _Style] = {}
    glyphs: list[_Glyph] = []
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    spaced, high = True, 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        tally.characters += 1
        char = _HYPHENS.get(code) or chr(code)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            char = chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd"
            high = 0
        tally.unreadable += char in _UNREADABLE or "\ue000" <= char < "\uf000"
        if char.isspace() or char == "\x00":
            spaced = True
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        style = _style_of(raw, index, styles, cells)
        x0, x1, top = x.value - left, box.right - left, y.value - bottom
        if style.turn in (1, 3):
            x0, x1, top = box.bottom - bottom, box.top - bottom, x.value - left
        elif style.turn == 2:
            x0, x1 = box.left - left, x.value - left
        glyphs.append(_Glyph(char, x0, max(x0, x1), top, style, spaced))
        spaced = False
    return glyphs


def _style_of(raw: object, index: int, styles: dict[int, _Style], cells: dict[int, Cell]) -> _Style:
    item = pdfium.FPDFText_GetTextObject(raw, index)
    key = ctypes.cast(item, ctypes.c_void_p).value or 0
    style = styles.get(key)
    if style is None:
        matrix, flags, name = pdfium.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        pdfium.FPDFText_GetFontInfo(raw, index, name, len(name), flags)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        bold = pdfium.FPDFText_GetFontWeight(raw, index) >= 600 or any(
            word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"demi", b"cmbx")
        )
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
        quarter = round(angle / 90)
        style = _Style(
            size=pdfium.FPDFText_GetFontSize(raw, index) * scale,
            bold=bold,
            turn=quarter % 4 if abs(angle - 90 * quarter) < 3 else -1,
            artifact=bool(item) and _is_artifact(item),
            cell=cells.get(pdfium.FPDFPageObj_GetMarkedContentID(item)) if item else None,
        )
        styles[key] = style
    return style


def _is_artifact(item: object) -> bool:
    name, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "ignore") == "Artifact":
            return True
    return False


def _turned(glyph: _Glyph, turn: int, width: float, height: float) -> _Glyph:
    """The glyph with its place counted from the upper left corner of the upright page."""
    x0, x1, y = glyph.x0, glyph.x1, glyph.y
    if turn == 0:
        y = height - y
    elif turn == 1:
        y = glyph.y
    elif turn == 2:
        x0, x1 = width - x1, width - x0
    else:
        x0, x1, y = height - x1, height - x0, width - y
    return _Glyph(glyph.text, x0, x1, y, glyph.style, glyph.spaced)


def _is_on_page(glyph: _Glyph, width: float, height: float) -> bool:
    """Whether a glyph can be seen: text beside the page is a printer's, or hides."""
    slack = 0.05 * max(width, height)
    return (
        math.isfinite(glyph.x1)
        and 0 < glyph.style.size < max(width, height)
        and -slack < glyph.x0 < width + slack
        and -slack < glyph.y < height + slack
        and glyph.x1 < width + 10 * slack
    )


def _pieces(glyphs: list[_Glyph]) -> Iterator[Piece]:
    start = 0
    for end in range(1, len(glyphs) + 1):
        if end < len(glyphs) and _continues(glyphs[end - 1], glyphs[end]):
            continue
        run = glyphs[start:end]
        start = end
        if run:
            style = run[0].style
            yield Piece(
                text="".join(glyph.text for glyph in run),
                left=run[0].x0,
                right=max(glyph.x1 for glyph in run),
                base=run[0].y,
                size=style.size,
                bold=style.bold,
                spaced=run[0].spaced,
                artifact=style.artifact,
                cell=style.cell,
            )


def _continues(before: _Glyph, after: _Glyph) -> bool:
    old, new = before.style, after.style
    size = max(old.size, new.size, 1.0)
    return (
        not after.spaced
        and abs(before.y - after.y) < 0.05 * size
        and abs(old.size - new.size) < 0.05 * size
        and (old is new or (old.bold, old.artifact, old.cell) == (new.bold, new.artifact, new.cell))
        and -0.5 * size < after.x0 - before.x1 < 0.6 * size
    )
