"""One builder for all formats: blocks go in, one text with exact spans comes out."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.reports.model import Block, BlockKind, Document, Span

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]
    + list(range(0x202A, 0x202F))
    + list(range(0x2066, 0x206A))
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_FILE_TITLE = re.compile(
    r"untitled.*|(?:microsoft )?word document|microsoft (?:word|powerpoint).*|document ?\d*"
    r"|slide ?1|powerpoint presentation|title|report|template|[\W\d_]*"
    r"|.*\.(?:docx?|dotx?|indd|pdf|rtf|odt|pptx?|qxp|tex|dvi|html?|md|txt)",
    re.IGNORECASE,
)
_LINE_CHARACTERS = 80


def is_file_title(title: str) -> bool:
    """Whether a title in a file's metadata names a file, a program or a template."""
    return _FILE_TITLE.fullmatch(title.strip()) is not None


def clean(text: str) -> str:
    """The text on one line: white space folded, ligatures spelt out, accents composed.

    Soft hyphens, zero-width marks and the marks that turn the writing direction go: they
    are invisible, break word matching, and can make a quote look like another one.
    """
    text = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = _NOT_TEXT.sub(" ", text.translate(_INVISIBLE))
    return " ".join(unicodedata.normalize("NFC", text).split())


def manual_lines(text: str) -> list[str]:
    """The parts of a paragraph that line breaks made by hand set apart.

    A break inside running text means nothing; two in a row, one after a full stop, or one
    between short lines (a date over a title) parts two paragraphs.
    """
    out: list[str] = []
    for paragraph in re.split(r"\n[ \t\xa0]*\n\s*", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        short = all(len(line) < _LINE_CHARACTERS for line in lines)
        for index, line in enumerate(lines):
            if index and not short and out[-1].rstrip()[-1:] not in ".!?”":
                out[-1] += " " + line
            else:
                out.append(line)
    return out


def row_text(cells: Iterable[str]) -> str:
    """A table row as a line, empty cells kept so that columns can still be counted."""
    return re.sub(r"(\s*\|)+\s*$", "", clean(" | ".join(cells)))


class DocumentBuilder:
    """Collects blocks in reading order and knows where each one lies in the text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, text: str, kind: BlockKind = BlockKind.TEXT, gap: str = "\n\n") -> None:
        """Append a block; text that is empty once cleaned is left out."""
        text = clean(text)
        if not text:
            return
        if self._blocks:
            self._parts.append(gap)
            self._length += len(gap)
        self._parts.append(text)
        self._blocks.append(Block(Span(self._length, self._length + len(text)), kind))
        self._length += len(text)

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Append a table, a line a row, cells set apart by bars."""
        gap = "\n\n"
        for row in rows:
            text = row_text(row)
            if text:
                self.add(text, BlockKind.TABLE_ROW, gap)
                gap = "\n"

    def build(
        self,
        *,
        title: str | None = None,
        day: date | None = None,
        place: str | None = None,
        kind: str | None = None,
    ) -> Document:
        """The document, with what the file's metadata states about it.

        A heading that nothing follows heads nothing: it is a closing line in bold.
        """
        blocks = list(self._blocks)
        for index in range(len(blocks) - 1, -1, -1):
            if blocks[index].kind is BlockKind.HEADING:
                blocks[index] = Block(blocks[index].span)
            elif blocks[index].kind not in (BlockKind.NOTE, BlockKind.FURNITURE):
                break
        return Document(
            text="".join(self._parts),
            blocks=tuple(blocks),
            title=clean(title or "") or None,
            day=day,
            place=clean(place or "") or None,
            kind=clean(kind or "") or None,
        )
