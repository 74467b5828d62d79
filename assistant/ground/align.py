"""How far the words of a claim have a counterpart in the source, and in which sentences.

Each token of the claim is set against the token of the source that is nearest to it in the
encoder's own space; the sentences whose tokens carry the claim best are its evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.embed import TokenVectors, Vectors
from assistant.ground.source import Passages
from assistant.ground.weights import token_weights

_MOST_EVIDENCE = 3  # sentences that may carry a claim together
_WORTH_ADDING = 0.02  # of the claim's weight that a further sentence has to carry


@dataclass(frozen=True, slots=True)
class Alignment:
    """A claim laid over the passages of a source.

    `weights` says how much each of the claim's n tokens matters; `similarity` is the cosine
    of each token to each of the source's t tokens, shape (n, t); `by_sentence` the best of
    them in each sentence, shape (n, sentences); `best` is the sentence that carries the claim
    best, `evidence` it and those that add to it, in the source's order.
    """

    weights: Vectors
    similarity: Vectors
    by_sentence: Vectors
    rank: Vectors
    best: int
    evidence: tuple[int, ...]

    @property
    def near(self) -> tuple[int, ...]:
        """The evidence with the best sentence's neighbours."""
        around = range(max(0, self.best - 1), min(len(self.rank), self.best + 2))
        return tuple(sorted({*self.evidence, *around}))


def align(
    claim: TokenVectors, pieces: Sequence[str], stems: frozenset[str], source: Passages
) -> Alignment:
    """Lay a claim with its word `pieces` and `stems` over the passages."""
    weights = token_weights(pieces)
    similarity = claim.vectors @ source.vectors.T
    by_sentence = _best_in_sentence(similarity, source)
    carried = (weights[:, None] * by_sentence).sum(0) / weights.sum()
    said = np.array([len(stems & s.stems) / max(1, len(stems)) for s in source.sentences])
    rank = carried + 0.5 * (source.means @ claim.mean) + 0.5 * said
    best = int(np.argmax(rank))
    evidence = _evidence(weights, by_sentence, best)
    return Alignment(weights, similarity, by_sentence, rank, best, evidence)


def _best_in_sentence(similarity: Vectors, source: Passages) -> Vectors:
    """The highest similarity of each claim token in each sentence; -1 where one has no token."""
    count = len(source.sentences)
    best = np.full((similarity.shape[0], count), -1.0, np.float32)
    there, starts = np.unique(source.sentence_of, return_index=True)
    best[:, there] = np.maximum.reduceat(similarity, starts, axis=1)
    return best


def _evidence(weights: Vectors, by_sentence: Vectors, best: int) -> tuple[int, ...]:
    """The best sentence, and up to two more while they carry what it leaves open."""
    chosen = [best]
    carried: NDArray[np.float32] = by_sentence[:, best]
    while len(chosen) < _MOST_EVIDENCE:
        gains = np.maximum(by_sentence - carried[:, None], 0)
        worth = (weights[:, None] * gains).sum(0) / weights.sum()
        further = int(np.argmax(worth))
        if worth[further] < _WORTH_ADDING:
            break
        chosen.append(further)
        carried = np.maximum(carried, by_sentence[:, further])
    return tuple(sorted(chosen))
