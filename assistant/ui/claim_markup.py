"""A checked claim as HTML: its verdict, the words that differ, the sentences it was held to.

Pure functions; every word of the claim and of its source goes through `literal`.
"""

from collections.abc import Iterable, Sequence

from assistant.render import discrepancy_lines, telling_clauses
from assistant.reports.model import Span
from assistant.results import CheckedClaim, CheckedClause, EvidenceSpan, Verdict
from assistant.ui.markup import literal

_ICONS = {Verdict.SUPPORTED: "✓", Verdict.CONTRADICTED: "✗", Verdict.UNSUPPORTED: "?"}


def claim_html(claim: CheckedClaim, facts: Sequence[str] = (), *, is_said: bool = True) -> str:
    """The claim under its verdict and further `facts`, what is wrong in it marked in both texts.

    Without `is_said` its own words are left out, for where they stand beside it.
    """
    more = "".join(f'<span class="score">{literal(fact)}</span>' for fact in facts)
    parts = [f'<p class="head">{_badge(claim.verdict)}{_score(claim.score)}{more}</p>']
    if is_said:
        wrong = [d.claim_span for d in claim.discrepancies]
        parts.append(f'<p class="said">{marked_html(claim.text, claim.span.start, wrong)}</p>')
    parts += [
        f'<p class="found">{literal(line)}</p>' for line in discrepancy_lines(claim.discrepancies)
    ]
    parts += map(_clause, telling_clauses(claim))
    if claim.evidence:
        differing = [d.source_span for d in claim.discrepancies if d.source_span]
        parts += [_quote(item, differing) for item in claim.evidence]
    else:
        parts.append('<p class="aside">Nothing in the source can be set against it.</p>')
    return f'<div class="claim {claim.verdict}">{"".join(parts)}</div>'


def marked_html(text: str, start: int, spans: Sequence[Span]) -> str:
    """`text`, which begins at `start` of a longer one, with the words at `spans` marked."""
    end = start + len(text)
    edges = {start, end, *(edge for s in spans for edge in (s.start, s.end) if start < edge < end)}
    ordered = sorted(edges)
    return "".join(
        _run(text[a - start : b - start], any(s.start <= a and b <= s.end for s in spans))
        for a, b in zip(ordered, ordered[1:], strict=False)
    )


def differing_spans(claim: CheckedClaim) -> tuple[Span, ...]:
    """The words of the source that the claim says otherwise."""
    return tuple(d.source_span for d in claim.discrepancies if d.source_span)


def main_evidence(claim: CheckedClaim) -> tuple[Span | None, tuple[Span, ...]]:
    """The sentence to open the source at, and the other evidence: what clashes comes first."""
    spans = [item.span for item in claim.evidence]
    differing = differing_spans(claim)
    first = next(iter(sorted(spans, key=lambda s: not _holds_any(s, differing))), None)
    return first, tuple(span for span in spans if span != first)


def _holds_any(span: Span, inner: Iterable[Span]) -> bool:
    return any(span.start <= other.start and other.end <= span.end for other in inner)


def _badge(verdict: Verdict) -> str:
    icon = f'<span aria-hidden="true">{_ICONS[verdict]}</span>'
    return f'<span class="verdict">{icon} {literal(verdict.value.capitalize())}</span>'


def _score(score: float) -> str:
    return f'<span class="score">score {score:.2f}</span>'


def _clause(clause: CheckedClause) -> str:
    return (
        f'<p class="clause {clause.verdict}">{_badge(clause.verdict)} '
        f"{literal(clause.text)}{_score(clause.score)}</p>"
    )


def _quote(item: EvidenceSpan, differing: Sequence[Span]) -> str:
    shown = marked_html(item.quote, item.span.start, differing)
    return f'<blockquote class="quoted">{shown}</blockquote>'


def _run(text: str, differs: bool) -> str:
    return f'<mark class="differs">{literal(text)}</mark>' if differs else literal(text)
