"""Statistics over pairs of a label (1 right, 0 wrong) and a score in [0, 1] (or an acceptance)."""

from collections.abc import Sequence

import numpy as np

from evals.metrics.share import Pairs

_BINS = 10


def auc(pairs: Pairs) -> float | None:
    """Chance that a right case scores above a wrong one, ties half; None without both.

    By the rank sum of Mann and Whitney (1947).
    """
    right, wrong = _scores(pairs)
    if not len(right) or not len(wrong):
        return None
    ordered = np.sort(wrong)
    below = np.searchsorted(ordered, right, side="left")
    ties = np.searchsorted(ordered, right, side="right") - below
    return float((below + ties / 2).sum()) / (len(right) * len(wrong))


def balanced_accuracy(pairs: Pairs) -> float | None:
    """Mean of the share of right cases accepted (score 1) and of wrong ones refused (0)."""
    right, wrong = _scores(pairs)
    if not len(right) or not len(wrong):
        return None
    return float(right.mean() + (1 - wrong).mean()) / 2


def calibration_error(pairs: Pairs) -> float | None:
    """Expected calibration error: mean gap of score and share right over ten equal bins.

    Each bin weighs as many cases as it holds (Naeini, Cooper and Hauskrecht, 2015).
    """
    if not len(pairs):
        return None
    labels, scores = pairs[:, 0], pairs[:, 1]
    bins = np.minimum((scores * _BINS).astype(np.int64), _BINS - 1)
    gaps = np.abs(np.bincount(bins, scores - labels, _BINS))
    return float(gaps.sum()) / len(pairs)


def risk_curve(found: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Coverage and risk as ever less sure questions are answered (El-Yaniv and Wiener, 2010).

    Each of `found` is how sure the system was and whether answering is an error. Questions that
    it was equally sure of are answered together.
    """
    ordered = sorted(found, key=lambda item: -item[0])
    points, errors = [], 0
    for answered, (sure, is_error) in enumerate(ordered, start=1):
        errors += is_error
        if answered == len(ordered) or ordered[answered][0] < sure:
            points.append((answered / len(ordered), errors / answered))
    return points


def _scores(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """The scores of the right cases and those of the wrong ones."""
    return pairs[pairs[:, 0] == 1, 1], pairs[pairs[:, 0] == 0, 1]
