"""Which part of the evidence a part of the claim speaks of.

Words are compared by their stems, unweighted: a passage of a few sentences is too short to
tell frequent words from telling ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.discrepancies.passage import Passage

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


def sentence_matches(claim: Passage, evidence: Passage) -> list[Match]:
    """Each of the claim's sentences that has a counterpart, with it."""
    found = (best_match(claim, sentence, evidence) for sentence in claim.sentences)
    return [match for match in found if match is not None]


def kinship(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """How alike two places are by the words around them; 1 for one shared nearest word."""
    return sum(weight * two[stem] for stem, weight in one.items() if stem in two)
