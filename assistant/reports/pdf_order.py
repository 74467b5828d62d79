"""Reading order: which part of a page is read before which.

Lines are chained into columns while each has one neighbour below and above. The columns,
full-width parts and tables are then sorted by two rules (T. Breuel, "High performance
document layout analysis", 2003): of two that overlap from side to side the upper one comes
first; of two that do not, the left one, unless something that reaches over both parts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reports.pdf_lines import Line
from assistant.reports.pdf_tables import Table

_APART = 3.5  # lines further apart than so many font sizes are not chained


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow each other down the page without anything beside them."""

    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        """Where the leftmost line begins."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where the longest line ends."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """The first baseline."""
        return self.lines[0].base

    @property
    def bottom(self) -> float:
        """The last baseline."""
        return self.lines[-1].base


def reading_order(lines: Sequence[Line], tables: Sequence[Table]) -> list[Column | Table]:
    """The columns and tables of one page, in the order in which they are read."""
    parts: list[Column | Table] = [*_columns(lines, tables), *tables]
    boxes = [_Box(part.left, part.right, part.top, part.bottom) for part in parts]
    before = [
        {a for a in range(len(parts)) if a != b and _precedes(boxes[a], boxes[b], boxes)}
        for b in range(len(parts))
    ]
    order: list[int] = []
    left = set(range(len(parts)))
    while left:
        ready = [i for i in left if not before[i] & left] or list(left)
        chosen = min(ready, key=lambda i: (boxes[i].top, boxes[i].left))
        order.append(chosen)
        left.remove(chosen)
    return [parts[i] for i in order]


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float


def _overlaps(a: _Box, b: _Box) -> bool:
    shared = min(a.right, b.right) - max(a.left, b.left)
    return shared > max(2.0, 0.04 * min(a.right - a.left, b.right - b.left))


def _precedes(a: _Box, b: _Box, boxes: Sequence[_Box]) -> bool:
    if _overlaps(a, b):
        return (a.top, a.left) < (b.top, b.left)
    if a.left >= b.left:
        return a.bottom < b.top and _stands_alone(a, boxes)
    if a.top > b.bottom and _stands_alone(b, boxes):
        return False
    top, bottom = min(a.bottom, b.bottom), max(a.top, b.top)
    return not any(
        top <= c.top and c.bottom <= bottom and _overlaps(c, a) and _overlaps(c, b)
        for c in boxes
        if c is not a and c is not b
    )


def _stands_alone(box: _Box, boxes: Sequence[_Box]) -> bool:
    """Whether nothing to its left begins before it ends: a date over the right column."""
    return all(c.top > box.bottom or _overlaps(c, box) or c.left > box.left for c in boxes)


def _columns(lines: Sequence[Line], tables: Sequence[Table]) -> list[Column]:
    boxes = [_Box(line.left, line.right, line.base, line.base) for line in lines]
    walls = [_Box(table.left, table.right, table.top, table.bottom) for table in tables]
    below = [_next_to(i, lines, boxes, walls, down=True) for i in range(len(lines))]
    above = [_next_to(i, lines, boxes, walls, down=False) for i in range(len(lines))]
    follows = {
        i: below[i][0]
        for i in range(len(lines))
        if len(below[i]) == 1 and above[below[i][0]] == [i]
    }
    started = set(range(len(lines))) - set(follows.values())
    columns = []
    for start in sorted(started):
        chain = [start]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        columns.append(Column(tuple(lines[i] for i in chain)))
    return columns


def _next_to(
    index: int, lines: Sequence[Line], boxes: Sequence[_Box], walls: Sequence[_Box], *, down: bool
) -> list[int]:
    """The lines seen from a line when looking down (or up), unless a table comes between."""
    own = boxes[index]
    sign = 1 if down else -1
    away = {
        i: sign * (box.top - own.top)
        for i, box in enumerate(boxes)
        if sign * (box.top - own.top) > 0.5 and _overlaps(own, box)
    }
    far = _APART * lines[index].size
    nearest = min(away.values(), default=far)
    if nearest >= far:
        return []
    if any(_overlaps(own, w) and 0 < sign * (w.top - own.top) < nearest for w in walls):
        return []
    seen: list[int] = []
    for i in sorted(away, key=lambda i: away[i]):
        hidden = any(_overlaps(boxes[i], boxes[j]) for j in seen)
        if away[i] < 2 * far and not hidden:
            seen.append(i)
    return seen
