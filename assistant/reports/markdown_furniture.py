"""What a saved web page brings along: navigation, version lists, contents, repeated titles."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reports.dates import parse_date
from assistant.reports.markdown_tokens import Part
from assistant.reports.model import BlockKind

_CONTENTS = re.compile(r"(?i)(?:table of )?contents|on this page|in this (?:report|article|issue)")
_DATE_AND_NUMBER = re.compile(
    r"(?:.*?[a-z0-9)?!])??((?:updated|published|revised)?\s*[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
    r"\s*\([A-Z]{0,6}-?\d[\w.-]*\)",
    re.IGNORECASE,
)
_DATELINE_CHARACTERS = 350
_PROSE = 120  # a paragraph of at least so many characters is the report's own text


def with_furniture(parts: Sequence[Part], title: str | None) -> list[Part]:
    """The parts, those that belong to the page they were saved from marked as furniture.

    They are: blocks that are hardly more than links (menus, breadcrumbs, version lists,
    contents), the title and date line repeated, and headings over nothing but these. Only
    what is certain is marked: a block that might be the report's own stays.
    """
    out = [piece for part in parts for piece in _parted(part, title)]
    for group in {part.group for part in out if part.group}:
        items = [index for index, part in enumerate(out) if part.group == group]
        if _is_link_list([out[index] for index in items]):
            _mark(out, items)
    for index, part in enumerate(out):
        if (
            part.kind is BlockKind.TEXT
            and not part.rows
            and (_is_navigation(part) or _is_dateline(part, title))
        ):
            _mark(out, [index])
    titles = [i for i, part in enumerate(out) if _is_repeated_title(part, title)]
    first = next((i for i, part in enumerate(out) if part.kind is BlockKind.TITLE), None)
    _mark(out, [index for index in titles if index != first and first is not None])
    return _without_empty_sections(out)


def _parted(part: Part, title: str | None) -> list[Part]:
    """A paragraph's lines one by one when some are the page's own and some may not be."""
    if part.kind is not BlockKind.TEXT or len(part.lines) < 2 or part.is_linked:
        return [part]
    if any(line.is_linked or _is_dateline(line, title) for line in part.lines[:-1]):
        return list(part.lines)
    last = part.lines[-1]
    if last.is_linked and len(part.lines) == 2:
        return list(part.lines)
    return [part]


def _mark(parts: list[Part], indexes: Sequence[int]) -> None:
    for index in indexes:
        parts[index] = replace(parts[index], kind=BlockKind.FURNITURE)


def _is_link_list(items: Sequence[Part]) -> bool:
    linked = sum(item.is_linked for item in items)
    return (
        len(items) > 0
        and linked >= 0.8 * len(items)
        and not any(len(item.text) > 2 * _PROSE for item in items)
    )


def _is_navigation(part: Part) -> bool:
    return part.is_linked and len(part.text) < 2 * _PROSE


def _is_dateline(part: Part, title: str | None) -> bool:
    """The page's own line of title, date and number, run together: "...WeaponsUpdated ..."."""
    if len(part.text) > _DATELINE_CHARACTERS:
        return False
    if _DATE_AND_NUMBER.search(part.text) and part.text.endswith(")"):
        return _DATE_AND_NUMBER.fullmatch(part.text) is not None
    rest = _after_title(part.text, title)
    return rest is not None and len(rest) < 40 and parse_date(rest) is not None


def _after_title(text: str, title: str | None) -> str | None:
    """What follows the title in a text that begins with it, punctuation aside."""
    wanted = _letters(title or "")
    if not wanted or not _letters(text).startswith(wanted):
        return None
    seen = 0
    for index, character in enumerate(text):
        seen += character.isalnum()
        if seen == len(wanted):
            return text[index + 1 :].strip(" –—|·-")
    return None


def _is_repeated_title(part: Part, title: str | None) -> bool:
    if part.rows or part.kind not in (BlockKind.TEXT, BlockKind.HEADING, BlockKind.TITLE):
        return False
    return bool(title) and _letters(part.text) == _letters(title or "")


def _without_empty_sections(parts: list[Part]) -> list[Part]:
    """Headings right over furniture are furniture too, and so is the word "Contents"."""
    out = list(parts)
    for index in range(len(out) - 2, -1, -1):
        part, following = out[index], out[index + 1]
        is_heading = part.kind is BlockKind.HEADING
        lists = following.kind is BlockKind.FURNITURE
        if is_heading and lists:
            _mark(out, [index])
        elif _CONTENTS.fullmatch(part.text) and lists:
            _mark(out, [index])
    return out


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
