"""The one estimate that says how sure a sentence is, for labels and comparison."""

import re

from assistant.certainty import Estimate, EstimateKind, find_estimates

_GRADED = (
    EstimateKind.LIKELIHOOD,
    EstimateKind.EXPECTATION,
    EstimateKind.POSSIBILITY,
    EstimateKind.MODAL,
    EstimateKind.INTENT,
)
_STATED = ("asserted", "asserted_not")  # "will", "will not"
# "He announced that he would" is a future seen from the past, not a condition.
_REPORTED = re.compile(
    r"\b(?:said|announced|pledged|promised|declared|vowed|confirmed|agreed|decided|stated|added|"
    r"told|warned)\b"
)


def deciding_estimate(text: str) -> Estimate | None:
    """The first estimate of `text` that grades it; None where it asserts.

    "Will" grades nothing by itself: "will probably" is probable.
    """
    return next((estimate for estimate in find_estimates(text) if _grades(estimate, text)), None)


def certainty_of(text: str) -> str:
    """How sure `text` is, in the word of its deciding estimate, or "asserted"."""
    estimate = deciding_estimate(text)
    return estimate.label if estimate else "asserted"


def _grades(estimate: Estimate, text: str) -> bool:
    if estimate.kind not in _GRADED or estimate.key in _STATED:
        return False
    return estimate.key != "would" or not _REPORTED.search(text, 0, estimate.span.start)
