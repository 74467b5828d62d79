"""Tables that Markdown parsers miss: rows without a closing bar or a ruling line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reports.markdown_tokens import Part
from assistant.reports.marks import is_caption
from assistant.reports.model import BlockKind

_NOTES_HEADING = re.compile(r"(?i)(?:foot|end)?notes|references")
_NUMBER = re.compile(r"\[?\d{1,3}\]?[.)]?")
_LETTER_NOTE = re.compile(r"([a-z])\.\s+\S")
_RULE = re.compile(r":?-{2,}:?")


def with_tables(parts: Sequence[Part]) -> list[Part]:
    """The parts, barred lines turned to tables, tables of notes to notes."""
    out: list[Part] = []
    for part in parts:
        out += _from_bars(part) if _is_barred(part) else [part]
    return _with_letter_notes(_with_note_tables(out))


def _is_barred(part: Part) -> bool:
    lines = part.lines
    return part.kind is BlockKind.TEXT and bool(lines) and lines[0].text.startswith("|")


def _from_bars(part: Part) -> list[Part]:
    """The rows of a paragraph of barred lines; a line without a bar goes on with the last.

    A table of one column is a framed figure: its lines are captions.
    """
    rows: list[list[str]] = []
    for line in (line.text for line in part.lines):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
        elif is_caption(line):
            rows.append([line])
        else:
            rows[-1][-1] = f"{rows[-1][-1]} {line}".strip()
    rows = [row for row in rows if any(row) and not all(_RULE.fullmatch(cell) for cell in row)]
    if max((len(row) for row in rows), default=0) > 1:
        return [Part("", BlockKind.TABLE_ROW, rows=tuple(tuple(row) for row in rows))]
    framed = any(is_caption(row[0]) for row in rows)
    kind = BlockKind.CAPTION if framed else BlockKind.TEXT
    return [Part(row[0], kind) for row in rows]


def _with_note_tables(parts: Sequence[Part]) -> list[Part]:
    """Under a heading such as "Footnotes", numbered rows and items are notes."""
    out: list[Part] = []
    in_notes = False
    for part in parts:
        if part.kind is BlockKind.HEADING:
            in_notes = _NOTES_HEADING.fullmatch(part.text) is not None
        numbered = [row for row in part.rows if len(row) == 2 and _NUMBER.fullmatch(row[0])]
        if in_notes and part.rows and len(numbered) == len(part.rows):
            out += [Part(" ".join(row), BlockKind.NOTE) for row in part.rows]
        elif in_notes and part.kind is BlockKind.BULLET:
            out.append(replace(part, kind=BlockKind.NOTE))
        else:
            out.append(part)
    return out


def _with_letter_notes(parts: Sequence[Part]) -> list[Part]:
    """Notes under a table ("b. Of this ..."), whose letters are taken off its cells."""
    out = list(parts)
    table = None
    for index, part in enumerate(out):
        if part.rows:
            table = index
        elif table is not None and (match := _LETTER_NOTE.match(part.text)):
            out[index] = replace(part, kind=BlockKind.NOTE)
            out[table] = replace(out[table], rows=_without_mark(out[table].rows, match[1]))
        elif part.kind is BlockKind.HEADING or (
            part.kind is BlockKind.TEXT and len(part.text) > 300
        ):
            table = None
    return out


def _without_mark(rows: tuple[tuple[str, ...], ...], letter: str) -> tuple[tuple[str, ...], ...]:
    words = {word for row in rows for cell in row for word in cell.split()}
    return tuple(tuple(_cell_without(cell, letter, words) for cell in row) for row in rows)


def _cell_without(cell: str, letter: str, words: set[str]) -> str:
    last = cell.split()[-1] if cell.strip() else ""
    if len(last) < 2 or last[-1] != letter:
        return cell
    bare = last[:-1]
    return cell[:-1] if not bare[-1].isalpha() or bare in words else cell
