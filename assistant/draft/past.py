"""What earlier reports judged on the subject of a bullet, and how the new one stands to it.

Past judgements are key points, and sentences that look ahead, in the passages that search
finds. The relation goes by the ranks of the estimates on one scale from 0 (ruled out) to 9
(asserted), and by negation: a rank on the other side of even, or the same with a "not", is
a reversal; further from even goes further, nearer to it softens.
"""

from collections.abc import Mapping, Sequence

from assistant.chunks import Section
from assistant.discrepancies import find_discrepancies
from assistant.draft.estimate import deciding_estimate
from assistant.draft.rank import looks_ahead
from assistant.embed import Embedder
from assistant.reports.model import Span
from assistant.results import DiscrepancyKind, PastJudgement, Relation, Source
from assistant.retrieve import Evidence

PASSAGES = 8
"""Passages that are looked through for each bullet."""

_SAME_SUBJECT = 0.55  # cosine below which a past judgement is about something else
_DUPLICATE = 0.92
_EVEN, _ASSERTED = 4.5, 9.0
_FIRM = 1.0  # distance from even of a judgement that leans one way
_STEP = 0.75  # ranks by which a judgement is surer than another


def past_judgements(
    bullets: Sequence[str], found: Sequence[Sequence[Evidence]], embedder: Embedder
) -> tuple[PastJudgement, ...]:
    """The closest past judgement to each bullet that has one; `found[i]` belongs to bullet i."""
    judged = [_judgements(passages) for passages in found]
    texts = list(dict.fromkeys(text for group in judged for text in group))
    if not texts:
        return ()
    vectors = embedder.encode([*bullets, *texts])
    place = {text: len(bullets) + i for i, text in enumerate(texts)}
    related = []
    for number, (bullet, group) in enumerate(zip(bullets, judged, strict=True)):
        close = {text: float(vectors[number] @ vectors[place[text]]) for text in group}
        best = max(close, key=lambda text: close[text], default="")
        if best and close[best] >= _SAME_SUBJECT:
            source, span = group[best]
            related.append(
                PastJudgement(
                    bullet=number + 1,
                    source=source,
                    span=span,
                    quote=best,
                    relation=relation(bullet, best),
                    similarity=round(close[best], 4),
                    near_duplicate=close[best] >= _DUPLICATE,
                )
            )
    return tuple(related)


def relation(new: str, past: str) -> Relation:
    """How the judgement `new` stands to `past`, both on one subject."""
    here, there = _rank(new) - _EVEN, _rank(past) - _EVEN
    kinds = [found.kind for found in find_discrepancies(new, past) if found.source_span]
    if DiscrepancyKind.NEGATION in kinds:
        return Relation.REVERSES
    if here * there < 0 and min(abs(here), abs(there)) >= _FIRM:
        return Relation.REVERSES
    if abs(abs(here) - abs(there)) < _STEP:
        return Relation.AGREES
    return Relation.GOES_FURTHER if abs(here) > abs(there) else Relation.SOFTENS


def _rank(text: str) -> float:
    """The middle of the deciding estimate's rank; a sentence without one asserts."""
    estimate = deciding_estimate(text)
    return sum(estimate.rank) / 2 if estimate else _ASSERTED


def _judgements(passages: Sequence[Evidence]) -> Mapping[str, tuple[Source, Span]]:
    """The judgements in the passages, the best passage's first, each text once."""
    found: dict[str, tuple[Source, Span]] = {}
    for passage in passages:
        chunk = passage.chunk
        for span in chunk.sentences:
            text = chunk.text[span.start - chunk.span.start : span.end - chunk.span.start]
            if chunk.section is Section.KEY_POINTS or looks_ahead(text) == 1.0:
                found.setdefault(text, (passage.source, span))
    return found
