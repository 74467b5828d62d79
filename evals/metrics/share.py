"""The mean, the rate and the ratio: one sum over another."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.float64]
"""One row a case, two columns: what the statistic says they are."""

Statistic = Callable[[Pairs], float | None]


def share(pairs: Pairs) -> float | None:
    """Sum of the numerators over that of the denominators; None when the latter is 0."""
    total = float(pairs[:, 1].sum())
    return float(pairs[:, 0].sum()) / total if total else None
