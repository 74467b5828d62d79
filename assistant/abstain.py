"""Whether the evidence suffices to answer, and what to say when it does not.

The measure is the best sentence's score (see `relevance`), which already asks for place, date
and subject at once. Threshold and steepness were set by hand, not fitted, so `confidence`
is an ordering more than a probability; the README gives the error rates on questions that
were not looked at.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.relevance import Candidate
from assistant.reports.places import covers
from assistant.results import Filters, Source

THRESHOLD = 0.45
_STEEPNESS = 22.0  # of the logistic around the threshold


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer, with how sure that is, in [0, 1]."""

    confidence: float
    refusal: str | None  # a sentence for the reader, or None when there is an answer


def judge(
    question: Question,
    ranked: Sequence[Candidate],
    filters: Filters,
    archive_places: Collection[str],
) -> Judgement:
    """Decide on the ranked sentences; `archive_places` are the places that reports are on."""
    if not ranked:
        return Judgement(0.0, _nothing_found(filters))
    best = ranked[0]
    confidence = round(1 / (1 + math.exp(-_STEEPNESS * (best.score - THRESHOLD))), 4)
    if best.score >= THRESHOLD:
        return Judgement(confidence, None)
    return Judgement(confidence, _why(question, best, archive_places))


def closest(ranked: Sequence[Candidate], most: int = 3) -> tuple[Source, ...]:
    """The reports that came nearest to an answer, best first."""
    sources = dict.fromkeys(candidate.evidence.source for candidate in ranked)
    return tuple(sources)[:most]


def _why(question: Question, best: Candidate, archive_places: Collection[str]) -> str:
    unknown = sorted(
        place for place in question.places if not any(covers(place, p) for p in archive_places)
    )
    if unknown:
        return f"The archive has no report on {_listed(unknown)}."
    if question.interval is not None and best.day == 0.0:
        return "The archive has nothing on this for the time that the question names."
    if best.place < 1.0:
        return f"The archive says nothing on this about {_listed(sorted(question.places))}."
    return "The archive does not answer this."


def _nothing_found(filters: Filters) -> str:
    if filters == Filters():
        return "The archive is empty: add reports first."
    return "No report passes the filters: widen the place, kind or dates."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
