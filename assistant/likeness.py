"""How near stretches of a claim are in meaning to stretches of its evidence.

A true paraphrase shares about a third of its longer words with its source, so that clauses
and names have to be laid side by side by what they mean. The vectors come from outside as
plain arrays: whoever compares needs no model, and has only words where none was loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.reports.model import Span

_REACH = 60  # characters to each side of a place

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The n tokens of a text: where each begins, and how much each matters."""

    starts: NDArray[np.int64]
    weights: Array

    def within(self, spans: Sequence[Span]) -> NDArray[np.int64]:
        """The tokens that begin in one of `spans`."""
        inside = np.zeros(len(self.starts), bool)
        for span in spans:
            inside |= (self.starts >= span.start) & (self.starts < span.end)
        return np.flatnonzero(inside)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A claim's tokens against its evidence's; `similarity` are cosines, shape (n, m)."""

    claim: Tokens
    evidence: Tokens
    similarity: Array

    def carried(self, claim: Sequence[Span], evidence: Sequence[Span]) -> float:
        """How well the words in `claim` find counterparts in `evidence`: up to 1, 0 for none."""
        return self._share(claim, evidence)[0]

    def kept(self, evidence: Sequence[Span], claim: Sequence[Span]) -> float:
        """How well the words in `evidence` find counterparts in `claim`."""
        return self._share(claim, evidence)[1]

    def mutual(self, claim: Sequence[Span], evidence: Sequence[Span]) -> float:
        """How well each of the two carries the other, on average."""
        return sum(self._share(claim, evidence)) / 2

    def beside(self, claim: Span, evidence: Span) -> float:
        """How alike the words around two places are, the places themselves left out."""
        return self.mutual(_around(claim), _around(evidence))

    def _share(self, claim: Sequence[Span], evidence: Sequence[Span]) -> tuple[float, float]:
        ours, theirs = self.claim.within(claim), self.evidence.within(evidence)
        if not len(ours) or not len(theirs):
            return 0.0, 0.0
        part = self.similarity[np.ix_(ours, theirs)]
        return (
            float(np.average(part.max(1), weights=self.claim.weights[ours])),
            float(np.average(part.max(0), weights=self.evidence.weights[theirs])),
        )


def _around(place: Span) -> tuple[Span, Span]:
    before = Span(max(0, place.start - _REACH), place.start)
    return before, Span(place.end, place.end + _REACH)
