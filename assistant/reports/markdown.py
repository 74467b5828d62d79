"""Markdown as a document, also when it is a web page that a converter turned into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.errors import ReportError
from assistant.reports.build import DocumentBuilder, clean
from assistant.reports.dates import parse_date
from assistant.reports.html import add_fragment
from assistant.reports.markdown_furniture import with_furniture
from assistant.reports.markdown_mend import mended
from assistant.reports.markdown_tables import with_tables
from assistant.reports.markdown_tokens import Part, parts_of
from assistant.reports.marks import is_caption
from assistant.reports.model import BlockKind, Document
from assistant.reports.text import decode

_FRONT_MATTER = re.compile(
    r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_FRONT_LINE = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(.*)")
_NOTE = re.compile(
    r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?: {2,}|\t).*|\n[ \t]*\n(?: {4}|\t).*)*)", re.M
)
_KEY_VALUE = re.compile(r"([A-Z][\w ()./&-]{1,40}?)\s*:\s*(\S.*)")
_ALL_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_MONTH_NAME = r"(?:Jan|Febr?u?|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH_NAME} \d{{1,2}}, \d{{4}}")
_DAY_FIRST = re.compile(rf"\b\d{{1,2}} {_MONTH_NAME},? \d{{4}}")
_HEAD_PARTS = 12  # statements of the form "Key: value" count as metadata only up here
_DATE_KEYS = ("publication date", "date", "published", "publish date", "date published", "updated")
_PLACE_KEYS = ("place", "country", "region")
_KIND_KEYS = ("kind", "type", "report type", "product type", "category")


@dataclass(slots=True)
class _Stated:
    """What the front matter, or statements at the head, say of the report."""

    values: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, value: str) -> None:
        self.values.setdefault(clean(key).casefold(), clean(value.strip("\"'")))

    def first(self, keys: Sequence[str]) -> str | None:
        found = [value for key in keys for name, value in self.values.items() if name == key]
        longer = [
            value
            for key in keys
            for name, value in self.values.items()
            if " " in key and name.endswith(f" {key}")
        ]
        return next((value for value in (*found, *longer) if value), None)

    def day(self, text: str) -> date | None:
        """The stated date; where its order is open ("04/10/2026"), as `text` writes it out."""
        for key in _DATE_KEYS:
            stated = (self.first((key,)) or "")[:40]
            day = parse_date(stated)
            if day is not None:
                return _as_written_out(stated, day, text)
        return None


def extract(data: bytes) -> Document:
    """The text of a Markdown file, its markup taken off, each block with its kind.

    Raises ReportError when the bytes are no text or hold none.
    """
    text, stated = _without_front_matter(decode(data))
    text, notes = _without_notes(text)
    parts = with_tables(parts_of(mended(text)))
    parts = _with_statements(parts, stated)
    title = stated.first(("title",)) or _first_heading(parts)
    parts = with_furniture(_with_title(parts, title), title)
    builder = DocumentBuilder()
    for part in _with_captions(parts):
        if part.html:
            add_fragment(part.html, builder)
        elif part.rows:
            builder.add_table(part.rows)
        else:
            builder.add(part.text, part.kind)
    for note in notes:
        builder.add(note, BlockKind.NOTE)
    document = builder.build(
        title=title,
        day=stated.day(text),
        place=stated.first(_PLACE_KEYS),
        kind=stated.first(_KIND_KEYS),
    )
    if not document.text:
        raise ReportError("Markdown file has no text")
    return document


def _as_written_out(stated: str, day: date, text: str) -> date:
    """The date with day and month exchanged when only that one is spelt out in the text."""
    if day.day > 12 or day.day == day.month or not _ALL_NUMBERS.fullmatch(stated.strip()):
        return day
    other = date(day.year, day.day, day.month)

    def _is_spelt_out(which: date) -> bool:
        month, short = which.strftime("%B"), which.strftime("%b")
        number = rf"0?{which.day}(?:st|nd|rd|th)?"
        names = rf"(?:{month}|{short}\.?)"
        pattern = rf"\b(?:{names} {number},? {which.year}|{number} {names},? {which.year})\b"
        return re.search(pattern, text) is not None

    if not _is_spelt_out(day) and _is_spelt_out(other):
        return other
    month_first = len(_MONTH_FIRST.findall(text)) > len(_DAY_FIRST.findall(text))
    return other if month_first and not _is_spelt_out(day) else day


def _without_front_matter(text: str) -> tuple[str, _Stated]:
    """The text after a YAML or TOML head, and its plain statements (no nesting is read)."""
    stated = _Stated()
    match = _FRONT_MATTER.match(text)
    if match is None:
        return text, stated
    lines = [line for line in match[2].split("\n") if line.strip()]
    found = [_FRONT_LINE.fullmatch(line.rstrip()) for line in lines]
    if not any(found):
        return text, stated
    for statement in found:
        if statement is not None:
            stated.put(statement[1], statement[2])
    return text[match.end() :], stated


def _without_notes(text: str) -> tuple[str, list[str]]:
    """The text without the definitions of its footnotes, and these, each with its mark."""
    notes: list[str] = []

    def _taken(match: re.Match[str]) -> str:
        rendered = " ".join(part.text for part in parts_of(_dedented(match[2])))
        notes.append(f"{match[1]} {rendered}")
        return ""

    return _NOTE.sub(_taken, text), notes


def _dedented(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n"))


def _with_statements(parts: Sequence[Part], stated: _Stated) -> list[Part]:
    """Blocks at the head that only state "Key: value" become furniture, and are read."""
    out: list[Part] = []
    for index, part in enumerate(parts):
        found = [_KEY_VALUE.fullmatch(line.text) for line in part.lines]
        is_head = index < _HEAD_PARTS and part.kind is BlockKind.TEXT and not part.rows
        if is_head and len(found) > 1 and all(found):
            for line, statement in zip(part.lines, found, strict=True):
                if statement is not None:
                    stated.put(statement[1], statement[2])
                out.append(replace(line, kind=BlockKind.FURNITURE))
            continue
        if index < 2 * _HEAD_PARTS and _states(part):
            for key, value in part.rows:
                stated.put(key.rstrip(": "), value)
                out.append(Part(f"{key} {value}", BlockKind.FURNITURE))
            continue
        out.append(part)
    return out


def _states(part: Part) -> bool:
    """Whether a table has two columns, the first of which are keys with a colon."""
    return bool(part.rows) and all(len(row) == 2 and row[0].endswith(":") for row in part.rows)


def _first_heading(parts: Sequence[Part]) -> str | None:
    return next((part.text for part in parts if part.kind is BlockKind.HEADING), None)


def _with_title(parts: Sequence[Part], title: str | None) -> list[Part]:
    out = list(parts)
    for index, part in enumerate(out):
        if part.kind is BlockKind.HEADING and title and part.text.casefold() == title.casefold():
            out[index] = replace(part, kind=BlockKind.TITLE)
            break
    return out


def _with_captions(parts: Sequence[Part]) -> list[Part]:
    """Captions marked; one paragraph's "Source:" and "Notes:" lines are two captions."""
    out: list[Part] = []
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        after_caption = bool(out) and out[-1].kind is BlockKind.CAPTION
        if part.kind is not BlockKind.TEXT or part.rows or part.html:
            out.append(part)
        elif part.lines and all(is_caption(line.text) for line in part.lines):
            out += [replace(line, kind=BlockKind.CAPTION) for line in part.lines]
        elif is_caption(part.text) or (after_caption and _continues_caption(part, following)):
            out.append(replace(part, kind=BlockKind.CAPTION))
        else:
            out.append(part)
    return out


def _continues_caption(part: Part, following: Part | None) -> bool:
    """A line such as "($ in millions)" between a table's title and its rows."""
    if part.text.startswith("(") and part.text.endswith(")") and len(part.text) < 120:
        return True
    before_table = following is not None and bool(following.rows)
    return before_table and len(part.text) < 150 and not part.text.endswith(".")
