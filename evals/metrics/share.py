"""The mean, the rate and the ratio: one sum over another."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.float64]
"""One row a case, two columns: what the statistic says they are."""

Statistic = Callable[[Pairs], float | None]


def ratio_of_percentiles(percent: float) -> Statistic:
    """The percentile of the first column over that of the second, interpolated linearly."""

    def ratio(pairs: Pairs) -> float | None:
        if not len(pairs):
            return None
        above, below = np.percentile(pairs, percent, axis=0)
        return float(above / below) if below else None

    return ratio


def share(pairs: Pairs) -> float | None:
    """Sum of the numerators over that of the denominators; None when the latter is 0."""
    total = float(pairs[:, 1].sum())
    return float(pairs[:, 0].sum()) / total if total else None
