"""The tables that a tagged PDF describes: which marked content stands in which cell."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_MAX_DEPTH = 60  # a tree that refers to itself must not be walked for ever
_MAX_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place in a page's tables, all three counted from 0."""

    table: int
    row: int
    column: int


def table_cells(page: pypdfium2.PdfPage) -> dict[int, Cell]:
    """The cell of each marked content number that a tagged page puts into a table.

    Tables of one column or one row are layout (a framed figure, a text box), and stay out.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        walk = _Walk()
        for index in range(max(0, pdfium.FPDF_StructTree_CountChildren(tree))):
            walk.visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
        return walk.real_cells()
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Walk:
    def __init__(self) -> None:
        self._found: dict[int, Cell] = {}
        self._table = -1
        self._row = -1
        self._column = -1
        self._inside = False
        self._seen = 0

    def visit(self, element: object, depth: int) -> None:
        self._seen += 1
        if not element or depth > _MAX_DEPTH or self._seen > _MAX_ELEMENTS:
            return
        kind = _type_of(element)
        outer = (self._inside, self._row, self._column)
        if kind == "Table" and not self._inside:
            self._table, self._row, self._column, self._inside = self._table + 1, -1, -1, True
        elif self._inside and kind == "TR":
            self._row, self._column = self._row + 1, -1
        elif self._inside and kind in ("TD", "TH"):
            self._column += 1
        if self._inside and self._column >= 0:
            cell = Cell(self._table, self._row, self._column)
            self._found.update(dict.fromkeys(_content_ids(element), cell))
        for index in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
            self.visit(pdfium.FPDF_StructElement_GetChildAtIndex(element, index), depth + 1)
        if kind == "Table":
            self._inside = outer[0]

    def real_cells(self) -> dict[int, Cell]:
        rows: dict[int, set[int]] = {}
        columns: dict[int, set[int]] = {}
        for cell in self._found.values():
            rows.setdefault(cell.table, set()).add(cell.row)
            columns.setdefault(cell.table, set()).add(cell.column)
        return {
            content: cell
            for content, cell in self._found.items()
            if len(rows[cell.table]) > 1 and len(columns[cell.table]) > 1
        }


def _type_of(element: object) -> str:
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\x00")


def _content_ids(element: object) -> Iterator[int]:
    count = pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)
    for index in range(max(0, count)):
        content = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
        if content >= 0:
            yield content
