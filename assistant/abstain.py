"""Whether the evidence suffices to answer, and what to say when it does not.

The archive is taken to answer when its best sentence does, by the fitted probability of
`relevance`, which asks for place, time and subject at once. docs/abstention.md gives the
error rates, cross-validated.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.relevance import Candidate, weights
from assistant.reports.places import covers
from assistant.results import Filters, Source

THRESHOLD = weights().threshold


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer, with the probability that the archive answers."""

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
    if best.score >= THRESHOLD:
        return Judgement(best.score, None)
    return Judgement(best.score, _why(question, best, archive_places))


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
    if question.interval is not None and best.measures.day == 0.0:
        return "The archive has nothing on this for the time that the question names."
    if best.measures.place < 1.0:
        return f"The archive says nothing on this about {_listed(sorted(question.places))}."
    return "The archive does not answer this."


def _nothing_found(filters: Filters) -> str:
    if filters == Filters():
        return "The archive is empty: add reports first."
    return "No report passes the filters: widen the place, kind or dates."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
