"""Measures of one ranking of distinct ids against the ids that are relevant.

nDCG has binary gains and a discount of log2(rank + 1) (Järvelin and Kekäläinen, 2002).
"""

from collections.abc import Collection, Sequence
from math import log2


def hit_at(k: int, ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 if one of the first k is relevant, else 0."""
    return float(any(item in relevant for item in ranking[:k]))


def recall_at(k: int, ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Share of the relevant ids that are among the first k."""
    return sum(item in relevant for item in ranking[:k]) / len(relevant)


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 over the rank of the first relevant id; 0 without one."""
    return next((1 / rank for rank, item in enumerate(ranking, 1) if item in relevant), 0.0)


def ndcg_at(k: int, ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Discounted gain of the first k over that of the best possible ranking."""
    gained = sum(1 / log2(rank + 1) for rank, item in enumerate(ranking[:k], 1) if item in relevant)
    return gained / sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
