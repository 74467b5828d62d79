"""A report as the blocks that the page shows: its whole text, its parts told apart."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.render import plain
from assistant.reports.model import Report, Span

_SIGN = re.compile(r"[\W_]*(?:\d{1,2}|[a-zA-Z])?[\W_]*")  # "•", "2.", "(a)"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; `mark` is "quote" for the passage opened, "other" for further ones.

    Words that a checked claim says otherwise have "differs" in it too.
    """

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or another part of the report, as runs of text."""

    kind: str  # "key_point", "paragraph", "heading", "caption", "boilerplate" or "rest"
    runs: tuple[Run, ...]


def report_blocks(
    report: Report,
    quote: Span | None = None,
    others: Sequence[Span] = (),
    differing: Sequence[Span] = (),
) -> tuple[Block, ...]:
    """The report's parts in reading order; white space and bullet signs between are left out."""
    marks = {"quote": [quote] if quote else [], "other": others, "differs": differing}
    return tuple(
        Block(kind, tuple(_runs(report.text, part, marks)))
        for kind, part in _parts(report)
        if part.of(report.text).strip()
    )


def blocks_json(blocks: Iterable[Block]) -> list[dict[str, object]]:
    """Blocks as the page's report component takes them."""
    return [asdict(block) for block in blocks]


def _parts(report: Report) -> list[tuple[str, Span]]:
    """Spans that cover the whole text: the report's parts, and each line of the rest."""
    named = sorted(
        [("key_point", span) for span in report.key_points]
        + [("paragraph", span) for span in report.paragraphs]
        + [("heading", span) for span in report.headings]
        + [("caption", span) for span in report.captions]
        + [("boilerplate", span) for span in report.boilerplate],
        key=lambda part: part[1],
    )
    parts: list[tuple[str, Span]] = []
    at = 0
    for kind, span in [*named, ("rest", Span(len(report.text), len(report.text)))]:
        parts += [("rest", line) for line in _lines(report.text, at, span.start, kind)]
        parts.append((kind, span))
        at = max(at, span.end)
    return parts


def _lines(text: str, start: int, end: int, before: str) -> Iterable[Span]:
    """The lines of `text[start:end]` that hold something; a bullet's sign is no line."""
    for line in text[start:end].splitlines(keepends=True):
        span = Span(start, start + len(line))
        start = span.end
        is_sign = before == "key_point" and span.end == end and _SIGN.fullmatch(line)
        if line.strip() and not is_sign:
            yield span


def _runs(text: str, part: Span, marks: Mapping[str, Sequence[Span]]) -> Iterable[Run]:
    spans = [span for group in marks.values() for span in group]
    edges = {part.start, part.end}
    edges |= {e for span in spans for e in (span.start, span.end) if part.start < e < part.end}
    ordered = sorted(edges)
    for start, end in zip(ordered, ordered[1:], strict=False):
        held = [
            name
            for name, group in marks.items()
            if any(span.start <= start and end <= span.end for span in group)
        ]
        if "quote" in held and "other" in held:
            held.remove("other")
        yield Run(plain(text[start:end]), " ".join(held))
