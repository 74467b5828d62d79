"""Pure measures of rankings, citations and judgements; each is worked by hand in its test.

A case contributes one pair of numbers to a metric: a numerator and a denominator for a share,
a label and a score for a judgement. A statistic turns the pairs of all cases into one number,
or into None where it is not defined, so that no NaN ever stands in a result.
"""

from evals.metrics.citations import Place, first_at, overlapping_share, reached_share
from evals.metrics.judgement import auc, balanced_accuracy, calibration_error
from evals.metrics.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank
from evals.metrics.share import Pairs, Statistic, share

__all__ = [
    "Pairs",
    "Place",
    "Statistic",
    "auc",
    "balanced_accuracy",
    "calibration_error",
    "first_at",
    "hit_at",
    "ndcg_at",
    "overlapping_share",
    "recall_at",
    "reached_share",
    "reciprocal_rank",
    "share",
]
