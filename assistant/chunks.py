"""Chunks: runs of whole sentences of a report, small enough for the embedding model.

A chunk never crosses a heading, a caption or boilerplate, and key points are kept apart
from the body. Its text is a slice of the report; the header (title, section, place, date)
that is embedded in front of it stays outside the span.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.reports.model import Report, Span
from assistant.sentences import sentence_spans

CHUNKING = "sentences-1"
"""Names this module's behaviour in the store; change it when chunks come out otherwise."""

BUDGET = 160
"""Tokens of text that a chunk aims at (tiktoken's cl100k_base)."""

_HEADER_CHARACTERS = 160
_PIECE_END = re.compile(r"[;:,)]\s+|\s+")

TokenCounter = Callable[[Sequence[str]], list[int]]
"""Counts the tokens of each text."""


class Section(StrEnum):
    """Where in its report a chunk stands."""

    KEY_POINTS = "key_points"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that is embedded, retrieved and cited as a whole.

    `text == report.text[span.start:span.end]`; `sentences` are spans into the report's
    text, inside `span`.
    """

    report_id: str
    span: Span
    text: str
    section: Section
    header: str
    sentences: tuple[Span, ...]

    @property
    def embedded_text(self) -> str:
        """What the embedding model reads."""
        return f"{self.header}\n{self.text}" if self.header else self.text


@dataclass(frozen=True, slots=True)
class ChunkSizes:
    """How long a text is, by the two counts that bound a chunk.

    `budget_tokens` counts towards the length that a chunk aims at, `window_tokens` towards
    the `window` of the embedding model, which header and text must never exceed.
    """

    budget_tokens: TokenCounter
    window_tokens: TokenCounter
    window: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is too long for the window."""

    span: Span
    budget: int
    window: int


def chunk_report(report: Report, sizes: ChunkSizes) -> tuple[Chunk, ...]:
    """Cut a report into chunks, in text order; every body character is in one of them."""
    chunks = []
    for section, heading, spans in _sections(report):
        header = _header(report, heading)
        room = sizes.window - sizes.window_tokens([header])[0]
        sentences = [s for span in spans for s in sentence_spans(report.text, span)]
        pieces = _pieces(report.text, sentences, sizes, room)
        for group in _pack(pieces, room):
            span = Span(group[0].span.start, group[-1].span.end)
            chunks.append(
                Chunk(
                    report_id=report.report_id,
                    span=span,
                    text=span.of(report.text),
                    section=section,
                    header=header,
                    sentences=tuple(piece.span for piece in group),
                )
            )
    return tuple(sorted(chunks, key=lambda chunk: chunk.span))


def _sections(report: Report) -> Iterator[tuple[Section, Span | None, list[Span]]]:
    """Runs of neighbouring body spans with the heading that they stand under."""
    marks: list[tuple[Span, str]] = [
        *((span, "key") for span in report.key_points),
        *((span, "body") for span in report.paragraphs),
        *((span, "heading") for span in report.headings),
        *((span, "gap") for span in (*report.captions, *report.boilerplate)),
    ]
    heading: Span | None = None
    run: list[Span] = []
    running = "gap"
    for span, what in sorted(marks):
        if what != running and run:
            yield _section(running), heading, run
            run = []
        running = what
        if what == "heading":
            heading = span
        elif what != "gap":
            run.append(span)
    if run:
        yield _section(running), heading, run


def _section(what: str) -> Section:
    return Section.KEY_POINTS if what == "key" else Section.BODY


def _header(report: Report, heading: Span | None) -> str:
    """Title, section, place and date in one line, since a passage alone rarely says them."""
    parts = [report.title]
    if heading is not None and heading.of(report.text) != report.title:
        parts.append(heading.of(report.text))
    header = " - ".join(part for part in parts if part)[:_HEADER_CHARACTERS]
    if report.place and report.place.casefold() not in header.casefold():
        header += f" ({report.place})"
    if report.date:
        header += f", {report.date.day} {report.date:%B %Y}"
    return " ".join(header.split())


def _pieces(text: str, sentences: Sequence[Span], sizes: ChunkSizes, room: int) -> list[_Piece]:
    """The sentences with their lengths; one that does not fit is cut at clauses or words."""
    measured = _measured(text, sentences, sizes)
    return [part for piece in measured for part in _cut(text, piece, sizes, room)]


def _measured(text: str, spans: Sequence[Span], sizes: ChunkSizes) -> list[_Piece]:
    texts = [span.of(text) for span in spans]
    lengths = zip(spans, sizes.budget_tokens(texts), sizes.window_tokens(texts), strict=True)
    return [_Piece(span, budget, window) for span, budget, window in lengths]


def _cut(text: str, piece: _Piece, sizes: ChunkSizes, room: int) -> Iterator[_Piece]:
    """Halve an over-long sentence near its middle until each part fits in `room` tokens."""
    span = piece.span
    # A word that the model does not know is one token to it, however long: half the budget's
    # count stands in for its length.
    if max(piece.window, piece.budget // 2) <= room or span.end - span.start < 2:
        yield piece
        return
    middle = (span.start + span.end) // 2
    found = list(_PIECE_END.finditer(text, span.start + 1, span.end - 1))
    clauses = [m.end() for m in found if not m.group()[0].isspace()]
    near = [b for b in clauses if abs(b - middle) < (span.end - span.start) // 4]
    breaks = near or [m.end() for m in found]
    at = min(breaks, key=lambda b: abs(b - middle), default=middle)
    head = Span(span.start, span.start + len(text[span.start : at].rstrip()))
    for part in _measured(text, [head, Span(at, span.end)], sizes):
        yield from _cut(text, part, sizes, room)


def _pack(pieces: Sequence[_Piece], room: int) -> Iterator[list[_Piece]]:
    """Groups of pieces of about equal length, each within the budget and the room."""
    total = sum(piece.budget for piece in pieces)
    target = total / max(1, round(total / BUDGET))
    group: list[_Piece] = []
    for piece in pieces:
        budget = sum(p.budget for p in group)
        window = sum(p.window for p in group)
        # A sentence joins while that brings the group nearer to the target length.
        if group and (window + piece.window > room or budget + piece.budget / 2 > target):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group
