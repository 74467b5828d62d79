"""Which part of the evidence a part of the claim speaks of.

Words are compared by their stems, unweighted: a passage of a few sentences is too short to
tell frequent words from telling ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from assistant.discrepancies.passage import Passage
from assistant.likeness import Likeness
from assistant.reports.model import Span

SAME_PLACE = 0.43
"""Likeness of the words around two places, from which they are of the same thing."""
FLOOR = 0.4  # share of a claim's content words that make a sentence its counterpart


@dataclass(frozen=True, slots=True)
class Match:
    """The evidence's sentence that best matches one of the claim's, and how well.

    `score` is the share of the claim's content words that the sentence holds.
    """

    claim: range
    evidence: range
    score: float


def overlap(stems: frozenset[str], others: frozenset[str]) -> float:
    """The share of `stems` that is in `others`; 0 where there are none."""
    return len(stems & others) / len(stems) if stems else 0.0


def best_match(claim: Passage, part: range, evidence: Passage) -> Match | None:
    """The evidence's sentence nearest to the claim's `part`, or None below the floor."""
    stems = claim.stems(part)
    scored = (Match(part, s, overlap(stems, evidence.stems(s))) for s in evidence.sentences)
    best = max(scored, key=lambda match: match.score, default=None)
    return best if best is not None and best.score >= FLOOR else None


def sentence_matches(
    claim: Passage, evidence: Passage, likeness: Likeness | None = None
) -> list[Match]:
    """Each of the claim's sentences that has a counterpart, with it."""
    if likeness is not None:
        alike = (_most_alike(claim, s, evidence, likeness) for s in claim.sentences if s)
        return [match for match in alike if match is not None]
    found = (best_match(claim, sentence, evidence) for sentence in claim.sentences)
    return [match for match in found if match is not None]


def _most_alike(claim: Passage, part: range, evidence: Passage, likeness: Likeness) -> Match | None:
    """The evidence's sentence nearest in meaning; its score is their likeness."""
    span = claim.span(part.start, part.stop - 1)
    scored = (
        Match(part, s, likeness.mutual([span], [evidence.span(s.start, s.stop - 1)]))
        for s in evidence.sentences
        if s
    )
    best = max(scored, key=lambda match: match.score, default=None)
    return best if best is not None and best.score >= SAME_PLACE else None


def beside(likeness: Likeness | None, claim: Span, evidence: Span) -> float:
    """How alike the words around two places are in meaning; 0 where only words are known."""
    return likeness.beside(claim, evidence) if likeness is not None else 0.0


def kinship(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """How alike two places are by the words around them; 1 for one shared nearest word."""
    return sum(weight * two[stem] for stem, weight in one.items() if stem in two)


def clauses(passage: Passage) -> list[Span]:
    """The clauses of a passage, in order."""
    grouped = groupby(passage.words, key=lambda word: word.clause)
    held = (list(words) for _, words in grouped)
    return [Span(words[0].start, words[-1].end) for words in held]


def clause_at(passage: Passage, at: Span) -> Span | None:
    """The clause that `at` begins in."""
    found = (clause for clause in clauses(passage) if clause.start <= at.start < clause.end)
    return next(found, None)


def besides(clause: Span, at: Span) -> tuple[Span, Span]:
    """What a clause holds before and after `at`."""
    return Span(clause.start, at.start), Span(min(at.end, clause.end), clause.end)
