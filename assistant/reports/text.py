"""Plain text in: bytes to text, and running text to blocks, without changing a character."""

import re
from dataclasses import dataclass

from assistant.errors import ReportError
from assistant.reports.dates import parse_date
from assistant.reports.model import Block, BlockKind, Document, Span

_MAX_CONTROL_SHARE = 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8, UTF-16 or Windows-1252, with line ends made LF.

    Raises `ReportError` if `data` is empty or is not text.
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReportError("the file is empty; add text to it or leave it out")
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if "\0" in text or controls > _MAX_CONTROL_SHARE * len(text):
        raise ReportError("the file is binary, not text; save it as UTF-8 text")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data and (codec := _unmarked_utf16(data)):
        return data.decode(codec, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        message = "the file is not UTF-8, UTF-16 or Windows-1252 text; save it as UTF-8"
        raise ReportError(message) from None


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: spaces and line ends leave NULs on one side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(even, odd) * 20 > max(even, odd) or max(even, odd) * 20 < len(data) / 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without its outer white space; `indent` is its width."""

    start: int
    end: int
    indent: int
    tabbed: bool
    text: str


_BULLET = re.compile(
    r"(?P<sure>[•▪▫◦‣⁃●○■□◆◇➢➤►✓✔·∙\u2219\uf0b7]\s*)"
    r"|(?P<dash>(?:[-–—*+]|o(?=\s+[A-Z0-9“\"']))\s+)"
    r"|(?P<number>(?:\d{1,2}[.)]|\((?:\d{1,2}|[a-z]|[ivx]{2,4})\)|[a-z]\))\s+)"
)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_UNFINISHED = re.compile(
    r"(?:,|-|–|\b(?:a|an|the|and|or|but|of|in|on|at|to|for|from|by|with|as|that|which|who|is|are"
    r"|was|were|will|would|may|has|have|its|their|his|her|this|into|over|under|than|not|be))$",
    re.I,
)
_NARROWEST, _WIDEST = 40, 110  # hard-wrapped prose keeps its lines within these widths


def text_document(text: str) -> Document:
    """`text` with its blocks: paragraphs, bullets and captions, as plain text shows them.

    Blank lines part blocks. A line is a block of its own unless the lines are hard-wrapped
    prose. A bullet takes its wrapped lines with it; its span starts after the marker.
    """
    blocks: list[Block] = []
    for group in _groups(text):
        blocks.extend(_group_blocks(group))
    return Document(text, tuple(blocks))


def breaks_off(text: str) -> bool:
    """Whether `text` ends on a comma, a dash or a word that no sentence or title ends on."""
    return _UNFINISHED.search(text) is not None


def is_caption(text: str) -> bool:
    """Whether the block `text` names an image's source or labels a figure."""
    return len(text) <= 200 and "\n" not in text and _CAPTION.match(text) is not None


_CAPTION = re.compile(
    r"(?:(?:image|photo(?:graph)?|picture|map|chart|graph|graphic|figure|table|data)s?\s+)?"
    r"(?:sources?|credits?|courtesy)\s*:\s*\S"
    r"|(?:photo(?:graph)?|image|picture|caption|map|chart|graphic)s?\s*(?::|by\s|credit|©|courtesy)"
    r"|(?:figure|fig\.|table|chart|map|box|exhibit|graph|photo|image)\s*\d{1,3}[a-z]?\s*[.:–—-]\s",
    re.I,
)


def _groups(text: str) -> list[list[_Line]]:
    """The lines of `text` in runs parted by blank lines or page breaks."""
    groups: list[list[_Line]] = [[]]
    at = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            indent = len(raw[: start - at].expandtabs(4))
            tabbed = raw.startswith("\t")
            groups[-1].append(_Line(start, start + len(stripped), indent, tabbed, stripped))
        if (not stripped or raw.endswith("\f")) and groups[-1]:
            groups.append([])
        at += len(raw)
    return [group for group in groups if group]


def _group_blocks(group: list[_Line]) -> list[Block]:
    width = _wrap_width(group)
    tabbed = len(group) > 1 and not width and all(line.tabbed for line in group)
    blocks: list[Block] = []
    at = 0
    while at < len(group):
        line = group[at]
        marker = _marker(group, at, width)
        last = at
        if marker:
            while last + 1 < len(group) and _continues_bullet(group, at, last, width, marker):
                last += 1
        else:
            while last + 1 < len(group) and _wraps(group, last, width):
                last += 1
        span = Span(line.start + marker, group[last].end)
        blocks.append(Block(span, _kind(line, span, marker, tabbed)))
        at = last + 1
    return blocks


def _kind(line: _Line, span: Span, marker: int, tabbed: bool) -> BlockKind:
    if marker or (tabbed and not parse_date(line.text)):
        return BlockKind.BULLET
    one_line = span.end == line.end
    return BlockKind.CAPTION if one_line and is_caption(line.text) else BlockKind.TEXT


def _wrap_width(group: list[_Line]) -> int:
    """The width at which the lines of `group` are wrapped, or 0 if they are not wrapped."""
    width = max(len(line.text) for line in group)
    if len(group) < 2 or not _NARROWEST <= width <= _WIDEST:
        return 0
    joints = [
        _runs_on(line.text, following.text)
        for line, following in zip(group, group[1:], strict=False)
        if _is_full(line.text, following.text, width) and not _BULLET.match(following.text)
    ]
    return width if 2 * sum(joints) >= len(joints) and any(joints) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on `line`."""
    return len(line) + 1 + len(following.split(None, 1)[0]) > width - 3


def _runs_on(line: str, following: str) -> bool:
    """Whether `line` stops in the middle of a sentence that `following` goes on with."""
    if _SENTENCE_END.search(line):
        return False
    return following[0].islower() or following[0] in "“‘\"'(" or breaks_off(line)


def _wraps(group: list[_Line], at: int, width: int) -> bool:
    """Whether the line after `at` belongs to the same hard-wrapped paragraph."""
    line, following = group[at], group[at + 1]
    if not width or _marker(group, at + 1, width) or is_caption(following.text):
        return False
    return _is_full(line.text, following.text, width) and (
        len(line.text) >= _NARROWEST or _runs_on(line.text, following.text)
    )


def _marker(group: list[_Line], at: int, width: int) -> int:
    """The length of the bullet marker that opens the line `at`, or 0.

    A dash or a number opens a bullet only where no unfinished sentence runs into it.
    """
    text = group[at].text
    match = _BULLET.match(text)
    if match is None or match.end() == len(text) or parse_date(text):
        return 0
    if text[0] == text[-1] == "*":
        return 0  # emphasis around a whole line
    if match["sure"]:
        return match.end()
    if at and width and _is_full(group[at - 1].text, text, width):
        before = group[at - 1].text
        if not _SENTENCE_END.search(before) and not _BULLET.match(before):
            return 0
    if match["number"] and _is_section_title(group, at, text[match.end() :]):
        return 0
    return match.end()


def _is_section_title(group: list[_Line], at: int, rest: str) -> bool:
    """Whether a numbered line is a heading ("1. Background") and not one of a list."""
    if len(rest) > 60 or _SENTENCE_END.search(rest) or not rest[0].isupper():
        return False
    near = group[max(0, at - 1) : at] + group[at + 1 : at + 2]
    return not any((m := _BULLET.match(line.text)) and m["number"] for line in near)


def _continues_bullet(group: list[_Line], first: int, last: int, width: int, marker: int) -> bool:
    """Whether the line after `last` is a wrapped line of the bullet that opens at `first`."""
    line, following = group[last], group[last + 1]
    if _marker(group, last + 1, width) or is_caption(following.text):
        return False
    if following.indent >= group[first].indent + min(marker, 2):
        return True
    return len(line.text) <= _WIDEST and _runs_on(line.text, following.text)
