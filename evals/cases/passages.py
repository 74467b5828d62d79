"""Quotes in their surroundings, for the reader of a report."""

from collections.abc import Sequence

from assistant.reports.model import Span
from assistant.results import Citation
from evals.metrics import Place
from evals.outcome import Passage
from evals.schemas import Quote
from evals.system import Archive

_AROUND = 160  # characters to either side


def passage(text: str, span: Span, source: str) -> Passage:
    """The words at a span with those around it, white space collapsed."""
    return Passage(
        source=source,
        before=_plain(text[max(0, span.start - _AROUND) : span.start]),
        quote=_plain(span.of(text)),
        after=_plain(text[span.end : span.end + _AROUND]),
    )


def cited(archive: Archive, citations: Sequence[Citation]) -> tuple[Passage, ...]:
    """The passages that an answer cites."""
    return tuple(
        passage(
            archive.report(c.source.report_id).text,
            c.span,
            f"[{c.n}] {archive.name(c.source.report_id)}",
        )
        for c in citations
    )


def place_of(citation: Citation) -> Place:
    """Where a citation points."""
    return Place(citation.source.report_id, citation.span.start, citation.span.end)


def listed(quotes: Sequence[Quote]) -> str:
    """Gold quotes, one a line."""
    return "\n".join(f"{quote.report}: {quote.text}" for quote in quotes)


def _plain(text: str) -> str:
    return " ".join(text.split())
