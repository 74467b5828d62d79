"""Bullets beside the key points that people wrote: words in common, and nearness of meaning."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.lexical import in_order

Similar = NDArray[np.floating]
"""Cosines, one row a text of one side, one column a text of the other."""


def rouge(text: str, reference: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L F1 (Lin, 2004) over lower-case words, without stemming."""
    ours, theirs = _words(text), _words(reference)
    longest = _f1(in_order(ours, theirs), len(ours), len(theirs))
    return _overlap(ours, theirs, 1), _overlap(ours, theirs, 2), longest


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


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if ours + theirs else 0.0
