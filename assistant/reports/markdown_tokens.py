"""Markdown as a flat list of parts, each with its text, its kind and its share of links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.reports.build import clean, manual_lines
from assistant.reports.markdown_mend import without_stray_signs
from assistant.reports.marks import raised, without_marks
from assistant.reports.model import BlockKind

_NOTE_MARK = re.compile(r"\s?\[\^[^\]\s]{1,40}\](?!:)")
_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z]+)")
_WORD = re.compile(r"\w[\w.'’-]*")
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Part:
    """A block of Markdown, or one source line of it.

    `linked` counts the words that are links, `plain` those that are not. `lines` are the
    source lines, `rows` the cells of a table, `group` the list a bullet belongs to.
    """

    text: str
    kind: BlockKind
    linked: int = 0
    plain: int = 0
    lines: tuple["Part", ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    group: int = 0
    html: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether it is hardly more than links: a menu, a breadcrumb, a download line."""
        few = self.plain <= min(3, self.linked)
        return self.linked > 0 and few and not self.text.endswith((".", "?", "!"))


def parts_of(text: str) -> list[Part]:
    """The blocks of a Markdown text in order."""
    return list(_Flattener(_PARSER.parse(text)).parts())


class _Flattener:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._lists = 0
        self._open_lists: list[int] = []
        self._fresh_item = False
        self._rows: list[list[str]] = []

    def parts(self) -> Iterator[Part]:
        for index, token in enumerate(self._tokens):
            self._follow_lists(token.type)
            if token.type == "tr_open":
                self._rows.append([])
            elif token.type == "table_close":
                rows = tuple(tuple(row) for row in self._rows)
                self._rows = []
                yield Part("", BlockKind.TABLE_ROW, rows=rows)
            elif token.type == "inline":
                yield from self._inline(token, self._tokens[index - 1].type)
            elif token.type in ("code_block", "fence"):
                yield from (Part(line, BlockKind.TEXT) for line in manual_lines(token.content))
            elif token.type == "html_block":
                yield Part("", BlockKind.TEXT, html=token.content)

    def _follow_lists(self, name: str) -> None:
        if name in ("bullet_list_open", "ordered_list_open"):
            self._lists += 1
            self._open_lists.append(self._lists)
        elif name in ("bullet_list_close", "ordered_list_close"):
            self._open_lists.pop()
        elif name == "list_item_open":
            self._fresh_item = True

    def _inline(self, token: Token, opener: str) -> Iterator[Part]:
        part = _rendered(token)
        if opener in ("td_open", "th_open"):
            self._rows[-1].append(part.text)
        elif opener == "heading_open":
            yield replace(part, kind=BlockKind.HEADING)
        elif self._open_lists and self._fresh_item:
            self._fresh_item = False
            text = re.sub(r"^\[[ xX]\]\s+", "", part.text)
            yield replace(part, text=text, kind=BlockKind.BULLET, group=self._open_lists[-1])
        else:
            yield part


def _rendered(token: Token) -> Part:
    """The inline content as plain text: signs go, words stay, note marks are left out."""
    inline = _Inline()
    for child in token.children or []:
        inline.take(child, alone=len(token.children or []) == 1)
    return inline.part()


class _Inline:
    """Renders inline tokens; a line of the source is a line of the result."""

    def __init__(self) -> None:
        self._out = ""
        self._words = [[0, 0]]  # of each line: words outside and inside links
        self._links = 0
        self._after_link = False
        self._raising: int | None = None

    def take(self, token: Token, *, alone: bool) -> None:
        """Add one token; an image shows its description when it stands `alone`."""
        if token.type == "link_open":
            self._out += " " * self._after_link
            self._links += 1
        elif token.type == "link_close":
            self._links -= 1
        elif token.type == "image":
            self._out += token.content if alone else ""
        elif token.type == "html_inline":
            self._take_tag(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self._break()
        else:
            self._out += token.content
            self._words[-1][self._links > 0] += len(_WORD.findall(token.content))
        self._after_link = token.type == "link_close"

    def part(self) -> Part:
        """The whole, with its lines."""
        lines = tuple(
            Part(text, BlockKind.TEXT, linked=linked, plain=plain)
            for text, (plain, linked) in zip(
                map(_plain, self._out.split("\n")), self._words, strict=True
            )
            if text
        )
        return Part(
            text=" ".join(line.text for line in lines),
            kind=BlockKind.TEXT,
            linked=sum(line.linked for line in lines),
            plain=sum(line.plain for line in lines),
            lines=lines,
        )

    def _break(self) -> None:
        self._out += "\n"
        self._words.append([0, 0])

    def _take_tag(self, content: str) -> None:
        match = _TAG.match(content)
        closing, name = (bool(match[1]), match[2].lower()) if match else (False, "")
        if name == "br":
            self._break()
        elif name == "sup" and not closing:
            self._raising = len(self._out)
        elif name == "sup" and self._raising is not None:
            before = self._out[: self._raising]
            self._out = before + raised(self._out[self._raising :], before)
            self._raising = None


def _plain(text: str) -> str:
    return clean(without_stray_signs(without_marks(_NOTE_MARK.sub("", text))))
