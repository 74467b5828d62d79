"""How sure a figure is: bootstrap over groups, and paired tests of two runs.

Cases on one source succeed and fail together, so whole groups are drawn, not single cases
(the cluster bootstrap of Davison and Hinkley, 1997, section 3.8). Draws are seeded: the same
outcomes give the same interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.metrics import Pairs, Statistic

RESAMPLES = 2_000
SEED = 20_190
_TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval; all None where nothing defines it."""

    value: float | None
    low: float | None
    high: float | None
    cases: int
    groups: int


@dataclass(frozen=True, slots=True)
class Difference:
    """After less before on the same cases: 95% interval, and two-sided p by permutation."""

    value: float
    low: float
    high: float
    p: float
    cases: int


def estimate(statistic: Statistic, pairs: Pairs, groups: Sequence[str]) -> Estimate:
    """The statistic of the pairs; `groups[i]` is the group of `pairs[i]`."""
    members = _members(groups)
    value = statistic(pairs)
    if value is None:
        return Estimate(None, None, None, len(pairs), len(members))
    drawn = [statistic(pairs[rows]) for rows in _draws(members)]
    low, high = _interval([found for found in drawn if found is not None])
    return Estimate(_rounded(value), low, high, len(pairs), len(members))


def difference(
    statistic: Statistic, before: Pairs, after: Pairs, groups: Sequence[str]
) -> Difference | None:
    """How the statistic moved; row i of both is one case, NaN where it does not count.

    None where either side is not defined.
    """
    members = _members(groups)
    was, now = statistic(counted(before)), statistic(counted(after))
    if was is None or now is None:
        return None
    moved = [_moved(statistic, before[rows], after[rows]) for rows in _draws(members)]
    low, high = _interval([found for found in moved if found is not None])
    return Difference(
        _rounded(now - was), low, high, _p(statistic, before, after, members), len(groups)
    )


def counted(pairs: Pairs) -> Pairs:
    """The pairs of the cases that count."""
    return pairs[~np.isnan(pairs[:, 0])]


def _p(
    statistic: Statistic, before: Pairs, after: Pairs, members: Sequence[NDArray[np.int64]]
) -> float:
    """Share of random exchanges of before and after, by group, that move as much."""
    generator = np.random.default_rng(SEED)
    seen = abs(_moved(statistic, before, after) or 0.0) - 1e-12
    group_of = np.empty(len(before), np.int64)
    for number, rows in enumerate(members):
        group_of[rows] = number
    as_far = 1
    for _ in range(RESAMPLES):
        swap = generator.random(len(members)) < 0.5
        mask = swap[group_of][:, None]
        moved = _moved(statistic, np.where(mask, after, before), np.where(mask, before, after))
        as_far += moved is not None and abs(moved) >= seen
    return _rounded(as_far / (RESAMPLES + 1))


def _moved(statistic: Statistic, before: Pairs, after: Pairs) -> float | None:
    was, now = statistic(counted(before)), statistic(counted(after))
    return None if was is None or now is None else now - was


def _members(groups: Sequence[str]) -> list[NDArray[np.int64]]:
    rows: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        rows.setdefault(group, []).append(row)
    return [np.array(rows[group], np.int64) for group in sorted(rows)]


def _draws(members: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    generator = np.random.default_rng(SEED)
    chosen = generator.integers(0, len(members), (RESAMPLES, len(members)))
    return [np.concatenate([members[i] for i in row]) for row in chosen]


def _interval(values: Sequence[float]) -> tuple[float, float]:
    low, high = np.quantile(values, _TAILS)
    return _rounded(float(low)), _rounded(float(high))


def _rounded(value: float) -> float:
    return round(value, 6)
