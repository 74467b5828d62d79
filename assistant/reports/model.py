"""What a report is: text that never changes, and spans that say what its parts are.

Everything downstream (chunks, evidence, citations) points into `Report.text` by
character offsets, so that a quote is always `text[start:end]`, never a copy that drifted.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range of characters `[start, end)` of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers in `text`."""
        return text[self.start : self.end]


class BlockKind(StrEnum):
    """What an extractor knows about a block from the file's own markup."""

    TEXT = "text"  # not known better: the parser decides by rule
    TITLE = "title"
    HEADING = "heading"
    BULLET = "bullet"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    NOTE = "note"  # a footnote or endnote
    FURNITURE = "furniture"  # page headers and footers, menus, metadata: never body text


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the document's text (a paragraph, a bullet, a table row) and its kind."""

    span: Span
    kind: BlockKind = BlockKind.TEXT


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content as plain text with its blocks, before anything is understood.

    `blocks` are in text order, do not overlap and leave only white space uncovered.
    `title`, `day`, `place` and `kind` hold what the file's metadata states, or None.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    day: date | None = None
    place: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the archive holds it.

    The body is `key_points` and `paragraphs`: what may be retrieved and cited. `headings`
    part the body into sections; `captions` and `boilerplate` are kept in the text and
    never retrieved. All spans point into `text`, in order, without overlap.
    """

    report_id: str
    path: str
    text: str
    title: str
    date: date | None
    place: str | None
    kind: str | None
    key_points: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    headings: tuple[Span, ...]
    captions: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    fingerprint: str  # sha256 of the bytes that the report was read from

    @property
    def stated(self) -> tuple[Span, ...]:
        """All that the report itself says: its text less captions and boilerplate."""
        left, at = [], 0
        for span in sorted((*self.captions, *self.boilerplate)):
            left.append(Span(at, span.start))
            at = span.end
        return tuple(s for s in (*left, Span(at, len(self.text))) if s.end > s.start)
