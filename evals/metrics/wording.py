"""Bullets beside the key points that people wrote: words in common, and nearness of meaning."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Similar = NDArray[np.floating]
"""Cosines, one row a text of one side, one column a text of the other."""


def rouge(text: str, reference: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L F1 (Lin, 2004) over lower-case words, without stemming."""
    ours, theirs = _words(text), _words(reference)
    return _overlap(ours, theirs, 1), _overlap(ours, theirs, 2), _longest(ours, theirs)


def mean_overlap(similar: Similar) -> float | None:
    """Mean cosine of two of the same texts; None where there are not two."""
    pairs = similar[np.triu_indices(len(similar), 1)]
    return float(pairs.mean()) if len(pairs) else None


def closeness(one: float, other: float) -> float:
    """The smaller over the larger of two lengths; 1 for the same."""
    return min(one, other) / max(one, other) if max(one, other) else 1.0


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _overlap(ours: Sequence[str], theirs: Sequence[str], size: int) -> float:
    counts = [Counter(zip(*(w[i:] for i in range(size)), strict=False)) for w in (ours, theirs)]
    return _f1((counts[0] & counts[1]).total(), counts[0].total(), counts[1].total())


def _longest(ours: Sequence[str], theirs: Sequence[str]) -> float:
    row = [0] * (len(ours) + 1)
    for word in theirs:
        before = 0
        for i, other in enumerate(ours, 1):
            above = row[i]
            row[i] = before + 1 if word == other else max(above, row[i - 1])
            before = above
    return _f1(row[-1], len(ours), len(theirs))


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if ours + theirs else 0.0
