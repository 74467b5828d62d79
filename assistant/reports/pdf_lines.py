"""From pieces of text to lines: what stands on one baseline within one column."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.reports.marks import BULLETS, raised
from assistant.reports.pdf_glyphs import Page, Piece

_LABEL = re.compile(rf"[{BULLETS}]|[-–—*o]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)]")
PROSE = 25  # a line of at least so many characters is running text, not a cell
_COLUMN_LINES = 5  # so many lines of running text on both sides make a column gutter
_WIDE = 2.2  # a gap of this many font sizes always parts two lines
_GAP = 0.8  # a gap of this many may be a column gutter, if others stand above and below it


@dataclass(frozen=True)
class Line:
    """Pieces on one baseline, from left to right, with nothing between them but spaces."""

    pieces: tuple[Piece, ...]
    page: int

    @cached_property
    def text(self) -> str:
        """The words, note marks left out and ordinals ("119th") put together."""
        out, size = "", self.size
        for before, piece in zip((None, *self.pieces), self.pieces, strict=False):
            gap = piece.left - before.right if before else 0.0
            if before and (piece.spaced or gap > 0.2 * size):
                out += " "
            if self._is_raised(piece):
                out += raised(piece.text, out)
            else:
                out += piece.text
        return " ".join(out.split())

    @cached_property
    def size(self) -> float:
        """The font size most characters have, in points."""
        count: Counter[float] = Counter()
        for piece in self.pieces:
            count[round(piece.size, 1)] += len(piece.text)
        return max(count, key=lambda size: (count[size], size))

    @cached_property
    def base(self) -> float:
        """The baseline of the characters of that size."""
        return next(p.base for p in self.pieces if round(p.size, 1) == self.size)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.pieces[0].left

    @cached_property
    def right(self) -> float:
        """Where the line ends."""
        return max(piece.right for piece in self.pieces)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(p.bold for p in self.pieces if any(c.isalnum() for c in p.text))

    @cached_property
    def opens_with_mark(self) -> bool:
        """Whether it begins with a raised number, as a footnote does."""
        first = self.pieces[0]
        return len(self.pieces) > 1 and self._is_raised(first) and len(first.text) <= 3

    @property
    def bullet(self) -> bool:
        """Whether it begins with a bullet sign."""
        first = self.pieces[0].text
        return first[0] in BULLETS or (first in "-–—*o" and len(self.pieces) > 1)

    def _is_raised(self, piece: Piece) -> bool:
        return piece.size < 0.85 * self.size and self.base - piece.base > 0.12 * self.size


def page_lines(page: Page, number: int) -> list[Line]:
    """The lines of a page outside its tagged tables and artifacts, from the top down."""
    lines = lines_of([p for p in page.pieces if p.cell is None and not p.artifact], number)
    return sorted(_parted(lines), key=lambda line: (line.base, line.left))


def _parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, cut where they reach over a gutter; then those of each side in turn."""
    gutter = column_gutter(lines)
    if gutter is None:
        return list(lines)
    parts = [part for line in lines for part in _parted_at(gutter, line)]
    left = [part for part in parts if part.right <= gutter + 2]
    right = [part for part in parts if part.left >= gutter]
    across = [part for part in parts if part.right > gutter + 2 and part.left < gutter]
    return [*_parted(left), *across, *_parted(right)]


def _parted_at(gutter: float, line: Line) -> list[Line]:
    for index in range(1, len(line.pieces)):
        before, after = line.pieces[index - 1], line.pieces[index]
        wide = after.left - before.right > 0.6 * min(before.size, after.size)
        if wide and before.right <= gutter + 2 and after.left >= gutter - 1:
            return [Line(line.pieces[:index], line.page), Line(line.pieces[index:], line.page)]
    return [line]


def column_gutter(lines: Sequence[Line], needed: int = _COLUMN_LINES) -> float | None:
    """The point across the page that parts two columns of running text, if there is one."""
    prose = [line for line in lines if len(line.text) >= PROSE]
    best, found = needed - 1, None
    for x in sorted({line.left - 2 for line in prose}):
        left = [line for line in prose if line.right <= x + 2]
        right = [line for line in prose if line.left >= x]
        crossing = len(prose) - len(left) - len(right)
        fewer = min(len(left), len(right))
        beside = fewer and min(left[-1].base, right[-1].base) > max(left[0].base, right[0].base)
        if fewer > best and crossing <= 2 * fewer and beside:
            best, found = fewer, x
    return found


def lines_of(pieces: Sequence[Piece], number: int) -> list[Line]:
    """The lines that the pieces form, parted at column gutters."""
    rows = _rows(pieces)
    gutters = _gutters(rows)
    lines = []
    for row in rows:
        start = 0
        for index in range(1, len(row) + 1):
            if index == len(row) or _parts(row, index, gutters):
                lines.append(Line(tuple(row[start:index]), number))
                start = index
    return sorted(lines, key=lambda line: (line.base, line.left))


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that share a baseline; raised and lowered ones go to the row they touch."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.base):
        if rows and piece.base - rows[-1][0].base <= 0.15 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return _with_raised(rows)


def _with_raised(rows: list[list[Piece]]) -> list[list[Piece]]:
    kept: list[list[Piece]] = []
    for index, row in enumerate(rows):
        own = []
        near = [r for r in (*rows[index + 1 : index + 4], *kept[-2:]) if r]
        for piece in row:
            host = next((other for other in near if _touches(piece, other)), None)
            if host is None:
                own.append(piece)
            else:
                host.append(piece)
                host.sort(key=lambda p: p.left)
        if own:
            kept.append(own)
    return kept


def _touches(piece: Piece, row: Iterable[Piece]) -> bool:
    for other in row:
        shift = other.base - piece.base
        if piece.size < 0.85 * other.size and -0.35 * other.size < shift < 0.75 * other.size:
            reach = 0.35 * other.size
            if (
                -reach < piece.left - other.right < reach
                or -reach < other.left - piece.right < reach
            ):
                return True
    return False


def _gutters(rows: Sequence[Sequence[Piece]]) -> frozenset[int]:
    """The points across the page at which many rows leave a gap, one above the other."""
    votes: Counter[int] = Counter()
    for row in rows:
        for before, after in zip(row, row[1:], strict=False):
            if after.left - before.right > _GAP * after.size and not _is_label(row, before):
                votes.update(range(int(before.right) + 1, int(after.left) + 1))
    needed = max(4, len(rows) // 6)
    return frozenset(x for x, count in votes.items() if count >= needed)


def _parts(row: Sequence[Piece], index: int, gutters: frozenset[int]) -> bool:
    before, after = row[index - 1], row[index]
    size = max(before.size, after.size)
    gap = after.left - before.right
    if gap < _GAP * size:
        return False
    if _is_label(row, before) and gap < 4 * size:
        return False
    if gap > _WIDE * size:
        return True
    return any(x in gutters for x in range(int(before.right) + 1, int(after.left) + 1))


def _is_label(row: Sequence[Piece], piece: Piece) -> bool:
    """Whether the piece is a bullet or number that its own text follows after a tab."""
    if _LABEL.fullmatch(piece.text) is None:
        return False
    index = row.index(piece)
    return index == 0 or piece.left - row[index - 1].right > _GAP * piece.size
