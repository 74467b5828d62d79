"""Tables on PDF pages: as the tags state them, else from cells that stand in columns."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reports.pdf_glyphs import Page, Piece
from assistant.reports.pdf_lines import PROSE, Line, column_gutter, lines_of


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell its lines of text from the top down, and where it stands."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]
    page: int
    left: float
    right: float
    top: float
    bottom: float


def tagged_tables(page: Page, number: int) -> list[Table]:
    """The tables of a tagged page."""
    cells: dict[int, dict[int, dict[int, list[Piece]]]] = {}
    for piece in page.pieces:
        if piece.cell is not None and not piece.artifact:
            rows = cells.setdefault(piece.cell.table, {})
            rows.setdefault(piece.cell.row, {}).setdefault(piece.cell.column, []).append(piece)
    return [_tagged(cells[table], number) for table in sorted(cells)]


def _tagged(rows: dict[int, dict[int, list[Piece]]], number: int) -> Table:
    pieces = [piece for row in rows.values() for cell in row.values() for piece in cell]
    return Table(
        rows=tuple(
            tuple(
                tuple(line.text for line in lines_of(rows[row].get(column, []), number))
                for column in range(max(rows[row]) + 1)
            )
            for row in sorted(rows)
        ),
        page=number,
        left=min(piece.left for piece in pieces),
        right=max(piece.right for piece in pieces),
        top=min(piece.base for piece in pieces),
        bottom=max(piece.base for piece in pieces),
    )


def set_tables(lines: Sequence[Line], gutter: float | None) -> tuple[list[Table], list[Line]]:
    """Tables found by their columns of cells, and the lines that are in none.

    Beside `gutter` each side is searched on its own, after tables that reach across.
    """
    if gutter is None:
        gutter = column_gutter(lines)
    if gutter is None:
        return _search(lines, reaching=None)
    across, rest = _search(lines, reaching=gutter)
    left = [line for line in rest if line.right <= gutter + 2]
    right = [line for line in rest if line.left >= gutter]
    crossing = [line for line in rest if line.right > gutter + 2 and line.left < gutter]
    found, kept = list(across), crossing
    for side in (left, right):
        tables, others = set_tables(side, None) if column_gutter(side) else _search(side, None)
        found += tables
        kept += others
    return found, sorted(kept, key=lambda line: (line.base, line.left))


def _search(lines: Sequence[Line], reaching: float | None) -> tuple[list[Table], list[Line]]:
    tables: list[Table] = []
    kept: list[Line] = []
    run: list[list[Line]] = []
    for row in [*_rows(lines), []]:
        if row and _goes_on(run, row, reaching):
            run.append(row)
            continue
        while run and len(run[-1]) == 1:  # a lone line at the end follows the table
            kept += run.pop()
        if _is_table(run):
            tables.append(_table(run))
        else:
            kept += [line for cells in run for line in cells]
        run = [row] if len(row) > 1 and _may_be_cells(row, reaching) else []
        if not run:
            kept += row
    return tables, sorted(kept, key=lambda line: (line.base, line.left))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows and line.base - rows[-1][0].base < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _may_be_cells(row: Sequence[Line], reaching: float | None) -> bool:
    if any(line.bullet for line in row):
        return False
    if reaching is None:
        return True
    both = row[0].right < reaching < row[-1].left + 2
    return both and len(row) > 2 and all(len(line.text) < PROSE for line in row)


def _goes_on(run: Sequence[Sequence[Line]], row: Sequence[Line], reaching: float | None) -> bool:
    if not run or row[0].base - run[-1][0].base > 3 * row[0].size:
        return False
    if len(row) > 1:
        return _may_be_cells(row, reaching)
    line = row[0]
    cells = [cell for earlier in run for cell in earlier if len(earlier) > 1]
    aligned = any(
        abs(cell.left - line.left) < 3 or abs(cell.right - line.right) < 3 for cell in cells
    )
    beyond = min((cell.left for cell in cells if cell.left > line.left + 3), default=line.right + 1)
    widest = max(cell.right - cell.left for cell in cells)
    fits = line.right < beyond and line.right - line.left < max(2 * widest, beyond - line.left)
    return aligned and fits and not line.bullet


def _is_table(run: Sequence[Sequence[Line]]) -> bool:
    full = [row for row in run if len(row) > 1]
    if len(full) < 2:
        return False
    columns = Counter(len(row) for row in full).most_common(1)[0][0]
    cells = [line for row in full for line in row]
    lengths = statistics.mean(len(line.text) for line in cells)
    if columns == 2:
        return lengths < 34
    return lengths < 40


def _table(run: Sequence[Sequence[Line]]) -> Table:
    full = [row for row in run if len(row) > 1]
    width = Counter(len(row) for row in full).most_common(1)[0][0]
    columns = _columns([row for row in full if len(row) == width], width)
    gaps = [after[0].base - before[0].base for before, after in zip(run, run[1:], strict=False)]
    pitch = min(
        (gap for row, gap in zip(run[1:], gaps, strict=True) if len(row) == width), default=0.0
    )
    rows: list[list[list[str]]] = []
    for row, gap in zip(run, [0.0, *gaps], strict=True):
        placed = [(_column_of(line, columns), line) for line in row]
        closer = len(row) < width and gap < 0.97 * pitch
        wraps = closer or (placed[0][0] > 0 and gap < 1.6 * row[0].size)
        if not rows or not wraps:
            rows.append([[] for _ in columns])
        for column, line in placed:
            rows[-1][column].append(line.text)
    every = [line for row in run for line in row]
    return Table(
        rows=tuple(tuple(tuple(cell) for cell in row) for row in rows),
        page=every[0].page,
        left=min(line.left for line in every),
        right=max(line.right for line in every),
        top=every[0].base,
        bottom=every[-1].base,
    )


def _columns(rows: Sequence[Sequence[Line]], width: int) -> list[tuple[float, float]]:
    return [
        (min(row[index].left for row in rows), max(row[index].right for row in rows))
        for index in range(width)
    ]


def _column_of(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    def _overlap(index: int) -> float:
        left, right = columns[index]
        shared = min(right, line.right) - max(left, line.left)
        return shared if shared > 0 else -abs((left + right) - (line.left + line.right))

    return max(range(len(columns)), key=_overlap)
