"""Page headers, footers and page numbers: what belongs to the page, not to the report."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.reports.pdf_glyphs import Page
from assistant.reports.pdf_lines import Line, lines_of

_MARGIN = 0.12  # headers and footers stand in this share of the page's height
_NEAR = 0.2  # what is a header on one page may stand so far from the edge of another
_EDGE_LINES = 4  # and among so many lines from its edge
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—|(\[]*\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/|\|)\s*\d{1,4})?"
    r"\s*[-–—|)\]]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[A-Z]{1,6}[-–/]?\d{2,}[A-Z0-9/–-]*")  # a report's own: "IF10491"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A header or footer line; `opening` when it stands at the top of the first page."""

    text: str
    size: float
    opening: bool


def part_furniture(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]]
) -> tuple[list[list[Line]], list[Furniture]]:
    """The lines of each page that are content, and the distinct lines that are not.

    Furniture is what the tags call an artifact, page numbers and bare addresses at a page's
    edge, and what recurs (but for its digits) at the same height of another page.
    """
    recurring = _recurring(pages, lines)
    kept: list[list[Line]] = []
    found: dict[str, Furniture] = {}
    for number, (page, page_lines) in enumerate(zip(pages, lines, strict=True)):
        content: list[Line] = []
        furniture = lines_of([p for p in page.pieces if p.artifact], number)
        for line, edge in _edges(page, page_lines):
            is_own = edge and (
                (*_sign(line, edge), _place(line)) in recurring
                or _PAGE_NUMBER.fullmatch(line.text)
                or _ADDRESS.fullmatch(line.text)
                or _NUMBER.fullmatch(line.text)
            )
            (furniture if is_own else content).append(line)
        kept.append(content)
        for line in furniture:
            if not _PAGE_NUMBER.fullmatch(line.text):
                opening = number == 0 and line.base < page.height / 2
                found.setdefault(_shape(line.text), Furniture(line.text, line.size, opening))
    return [_without(found, page, own) for page, own in zip(pages, kept, strict=True)], [
        *found.values()
    ]


def _without(found: Mapping[str, Furniture], page: Page, lines: Sequence[Line]) -> list[Line]:
    """The lines less those near an edge that are furniture, as small, on another page."""
    near = _NEAR * page.height

    def _is_same(line: Line) -> bool:
        other = found.get(_shape(line.text))
        return other is not None and line.size < 1.2 * other.size

    return [line for line in lines if near < line.base < page.height - near or not _is_same(line)]


def _recurring(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]]
) -> set[tuple[str, int, int, int]]:
    seen: dict[tuple[str, int, int, int], set[int]] = defaultdict(set)
    for number, (page, page_lines) in enumerate(zip(pages, lines, strict=True)):
        for line, edge in _edges(page, page_lines):
            if edge:
                place = _place(line)
                for near in (place - 1, place, place + 1):
                    seen[*_sign(line, edge), near].add(number)
    return {key for key, numbers in seen.items() if len(numbers) > 1}


def _edges(page: Page, lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """Each line with 1 when it stands at the top edge, -1 at the bottom edge, else 0."""
    bases = sorted({round(line.base) for line in lines})
    top = set(bases[:_EDGE_LINES])
    bottom = set(bases[-_EDGE_LINES:])
    out = []
    for line in lines:
        edge = 0
        if line.base < _MARGIN * page.height and round(line.base) in top:
            edge = 1
        elif line.base > (1 - _MARGIN) * page.height and round(line.base) in bottom:
            edge = -1
        out.append((line, edge))
    return out


def _sign(line: Line, edge: int) -> tuple[str, int, int]:
    return _shape(line.text), edge, round(line.size)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _place(line: Line) -> int:
    """The height of a line in steps of 8 points, so that a small shift does not matter."""
    return round(line.base / 8)
