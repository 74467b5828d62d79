"""Pure measures of rankings, citations, judgements, wordings; each is worked by hand in its test.

A case contributes one pair of numbers to a metric: a numerator and a denominator for a share,
a label and a score for a judgement. A statistic turns the pairs of all cases into one number,
or into None where it is not defined, so that no NaN ever stands in a result.
"""

from evals.metrics.agreement import cohens_kappa
from evals.metrics.citations import Place, first_at, overlapping_share, reached_share
from evals.metrics.judgement import auc, balanced_accuracy, calibration_error, risk_curve
from evals.metrics.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank
from evals.metrics.share import Pairs, Statistic, ratio_of_percentiles, share
from evals.metrics.wording import Similar, closeness, mean_overlap, rouge

__all__ = [
    "Pairs",
    "Place",
    "Similar",
    "Statistic",
    "auc",
    "balanced_accuracy",
    "calibration_error",
    "closeness",
    "cohens_kappa",
    "first_at",
    "hit_at",
    "mean_overlap",
    "ndcg_at",
    "overlapping_share",
    "recall_at",
    "reached_share",
    "reciprocal_rank",
    "ratio_of_percentiles",
    "risk_curve",
    "rouge",
    "share",
]
