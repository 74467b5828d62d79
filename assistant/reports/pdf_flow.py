"""From lines in reading order to paragraphs, each with its kind."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.reports.hyphens import Vocabulary
from assistant.reports.marks import BULLETS, is_caption, is_contents_line
from assistant.reports.model import BlockKind
from assistant.reports.pdf_lines import Line
from assistant.reports.pdf_order import Column
from assistant.reports.pdf_tables import Table

_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
_STOPPED = re.compile(r"[.!?…:;][\"”’')\]]*$")
# "P.L.", "U.S.C.", "18 Stat.": the full stop of an abbreviation does not end a sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[“\"])(?:(?:[A-Za-z]\.){1,5}|(?:Stat|No|Nos|Sec|Art|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Lt"
    r"|Col|St|Fig|vol|pp?|cf|vs|al|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_NOTE_NUMBER = re.compile(r"(?:\d{1,3}|[*†‡])\s?\S")
_BULLET = re.compile(rf"(?:[{BULLETS}]|[-–—*o]\s)\s*")
_HEADING_CHARACTERS = 200
_SMALL = 0.93  # footnotes and captions are at most this share of the body's font size


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one, the column they end in, and what they are."""

    lines: list[Line]
    column: Column
    kind: BlockKind = BlockKind.TEXT
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()  # of a table

    def text(self, words: Vocabulary) -> str:
        """The lines as running text, without the bullet sign."""
        out = ""
        for line in self.lines:
            out = words.join(out, line.text)
        return _BULLET.sub("", out, count=1) if self.kind is BlockKind.BULLET else out

    @property
    def size(self) -> float:
        """The font size of most lines."""
        return statistics.mode(line.size for line in self.lines)


class Typography:
    """The document's own measures: its body font size and the leading of each size."""

    def __init__(self, columns: Iterable[Column]) -> None:
        sizes: Counter[float] = Counter()
        steps: dict[float, Counter[float]] = defaultdict(Counter)
        for column in columns:
            for line in column.lines:
                sizes[line.size] += len(line.text)
            for before, after in zip(column.lines, column.lines[1:], strict=False):
                if before.size == after.size:
                    steps[before.size][round(2 * (after.base - before.base)) / 2] += 1
        self.body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._leading = {size: _usual_step(size, count) for size, count in steps.items()}
        body = steps.get(self.body, Counter())
        apart = sum(n for step, n in body.items() if step > 1.3 * self.leading(self.body))
        self.spaced = apart >= max(2, 0.03 * body.total())  # are paragraphs set apart?

    def leading(self, size: float) -> float:
        """The usual distance between baselines at a font size."""
        return self._leading.get(size) or 1.2 * size


def _usual_step(size: float, count: Counter[float]) -> float | None:
    """The smallest step that is common: larger ones also stand between paragraphs."""
    usual = {step: n for step, n in count.items() if 0.9 * size <= step <= 2.2 * size}
    most = max(usual.values(), default=0)
    return min((step for step, n in usual.items() if n >= max(2, 0.3 * most)), default=None)


def paragraphs_of(parts: Sequence[Column | Table], type_: Typography) -> list[Paragraph]:
    """The paragraphs and tables of one page, in order."""
    out: list[Paragraph] = []
    for part in parts:
        if isinstance(part, Table):
            out.append(Paragraph([], Column(()), BlockKind.TABLE_ROW, part.rows))
            continue
        paragraphs: list[Paragraph] = []
        for line in part.lines:
            if paragraphs and _goes_on(paragraphs[-1], line, part, type_):
                paragraphs[-1].lines.append(line)
            else:
                paragraphs.append(Paragraph([line], part))
        for paragraph in paragraphs:
            paragraph.kind = _kind(paragraph, type_)
        _mark_notes(paragraphs, type_)
        _mark_figure_text(paragraphs, type_)
        out += paragraphs
    return out


def joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those put together that a column, a page or a figure had parted.

    What stood between the halves (notes, captions, tables) follows the mended paragraph.
    """
    left = list(paragraphs)
    out: list[Paragraph] = []
    while left:
        paragraph = left.pop(0)
        while paragraph.kind in (BlockKind.TEXT, BlockKind.BULLET):
            index = next((i for i, p in enumerate(left) if not _may_stand_between(p)), None)
            if index is None or not _continues(paragraph, left[index], skipped=index > 0):
                break
            other = left.pop(index)
            paragraph.lines += other.lines
            paragraph.column = other.column
        out.append(paragraph)
    return out


def _may_stand_between(paragraph: Paragraph) -> bool:
    return paragraph.kind in (
        BlockKind.NOTE,
        BlockKind.CAPTION,
        BlockKind.TABLE_ROW,
        BlockKind.FURNITURE,
    )


def _continues(first: Paragraph, second: Paragraph, *, skipped: bool) -> bool:
    if second.kind is not BlockKind.TEXT or abs(first.size - second.size) > 0.06 * first.size:
        return False
    if not skipped and not _is_carried_over(first, second):
        return False
    last, opening = first.lines[-1], second.lines[0]
    end, start = last.text, opening.text
    if _NUMBERED.match(start):
        return False
    if end.endswith(("-", "\u2010")) or start[0].islower():
        return not end.endswith(":")
    if first.kind is BlockKind.BULLET:
        return False
    if _has_ended(end) and not _is_flush(last, first.column):
        return False
    if opening.bold != last.bold:
        return False
    return _is_full(last, opening, first.column)


def _is_carried_over(first: Paragraph, second: Paragraph) -> bool:
    """Whether the second begins another column or page, and does not just stand below."""
    last, opening = first.lines[-1], second.lines[0]
    if first.column is second.column:
        return False
    beside = opening.right <= last.left or opening.left >= last.right
    return last.page != opening.page or beside or opening.base < last.base


def _goes_on(paragraph: Paragraph, line: Line, column: Column, type_: Typography) -> bool:
    """Whether a line belongs to the paragraph above it."""
    last, first = paragraph.lines[-1], paragraph.lines[0]
    ended = _has_ended(last.text)
    if not _looks_alike(last, line, type_) or _opens_anew(line, first, type_, ended=ended):
        return False
    full = _is_full(last, line, column)
    numbered = _NUMBERED.match(first.text) is not None
    if _NUMBERED.match(line.text) and (numbered or (ended and not full)):
        return False
    if first.bullet or numbered:
        hangs = line.left > first.left + 0.3 * line.size
        return hangs or (not ended and full)
    if line.left < last.left - 0.8 * line.size:
        return len(paragraph.lines) == 1 or not ended
    if line.left > last.left + 0.8 * line.size:
        return not ended
    if line.bold or line.size > 1.1 * type_.body or not ended or full:
        return True
    return type_.spaced and line.size == type_.body


def _looks_alike(last: Line, line: Line, type_: Typography) -> bool:
    """Whether two lines have one size and weight and stand close together."""
    gap, leading = line.base - last.base, type_.leading(line.size)
    if gap > 1.3 * leading or abs(line.size - last.size) > 0.08 * last.size:
        return False
    return line.bold == last.bold or (line.text[0].islower() and gap < 1.1 * leading)


def _opens_anew(line: Line, first: Line, type_: Typography, *, ended: bool) -> bool:
    """Whether a line begins as a bullet, a note, a caption or a line of contents does."""
    small = line.size < _SMALL * type_.body
    if line.bullet or line.opens_with_mark or is_contents_line(first.text):
        return True
    if is_caption(line.text) and (ended or small or line.pieces[0].bold):
        return True
    return ended and small and _follows_in_number(first.text, line.text)


def _follows_in_number(first: str, second: str) -> bool:
    """Whether two notes begin with numbers that go up."""
    one, other = re.match(r"\d{1,3}\b", first), re.match(r"\d{1,3}\b", second)
    return one is not None and other is not None and int(one[0]) < int(other[0])


def _has_ended(text: str) -> bool:
    return _STOPPED.search(text) is not None and _ABBREVIATED.search(text) is None


def _is_flush(last: Line, column: Column) -> bool:
    """Whether a line ends at the margin of justified text, as a paragraph's last seldom does."""
    alike = [line for line in column.lines if abs(line.left - last.left) < 2 * last.size]
    edge = max(line.right for line in alike)
    flush = sum(abs(line.right - edge) < 1 for line in alike)
    return len(alike) > 5 and flush > 0.6 * len(alike) and abs(last.right - edge) < 1


def _is_full(last: Line, following: Line, column: Column) -> bool:
    """Whether a line ran until no further word fitted, so that its break means nothing."""
    words = following.text.split()
    share = len(words[0]) / max(1, len(following.text))
    word = share * (following.right - following.left)
    edge = max(
        line.right
        for line in column.lines
        if abs(line.size - last.size) < 0.5 and abs(line.left - last.left) < 4 * last.size
    )
    return last.right + word + 0.2 * last.size > edge - 0.02 * (edge - last.left)


def _kind(paragraph: Paragraph, type_: Typography) -> BlockKind:
    lines = paragraph.lines
    text = " ".join(line.text for line in lines)
    if all(is_contents_line(line.text) for line in lines):
        return BlockKind.FURNITURE
    styled = paragraph.size < _SMALL * type_.body or lines[0].pieces[0].bold
    if is_caption(text) and (styled or len(text) < 150):
        return BlockKind.CAPTION
    if lines[0].bullet:
        return BlockKind.BULLET
    letters = sum(character.isalpha() for character in text)
    stands_out = all(line.bold for line in lines) or paragraph.size > 1.12 * type_.body
    if stands_out and letters > 1 and len(text) <= _HEADING_CHARACTERS and len(lines) <= 5:
        if paragraph.size >= 0.95 * type_.body and not text.endswith((".", ",", ";")):
            return BlockKind.HEADING
    if _NUMBERED.match(text):
        if paragraph.size < _SMALL * type_.body:
            return BlockKind.NOTE
        if len(lines) > 1 and lines[1].left > lines[0].left + 3:
            return BlockKind.BULLET
    return BlockKind.TEXT


def _mark_notes(paragraphs: Sequence[Paragraph], type_: Typography) -> None:
    """Footnotes: small text at the foot of a column that begins with a number."""
    foot = len(paragraphs)
    while foot and paragraphs[foot - 1].size < _SMALL * type_.body:
        foot -= 1
    in_notes = False
    for paragraph in paragraphs[foot:]:
        first = paragraph.lines[0]
        in_notes = in_notes or first.opens_with_mark or bool(_NOTE_NUMBER.match(first.text))
        if in_notes and paragraph.kind in (BlockKind.TEXT, BlockKind.BULLET, BlockKind.HEADING):
            paragraph.kind = BlockKind.NOTE


def _mark_figure_text(paragraphs: Sequence[Paragraph], type_: Typography) -> None:
    """Labels inside a figure: short, not in the body's size, between its two captions."""
    inside = False
    for paragraph in paragraphs:
        text = " ".join(line.text for line in paragraph.lines)
        if paragraph.kind is BlockKind.CAPTION:
            inside = not re.match(r"(?i)\W*(?:\w+ )?(?:source|note|credit)", text)
        elif paragraph.size >= _SMALL * type_.body or _ENDED.search(text):
            inside = False
        elif inside and len(text) < 60 and paragraph.kind is BlockKind.TEXT:
            paragraph.kind = BlockKind.CAPTION
