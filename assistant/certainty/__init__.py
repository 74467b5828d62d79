"""Words of estimative probability: what they say, and whether a claim keeps to them.

"Likely" and "almost certain" are bands of a published yardstick (ICD 203 or PHIA); "may",
"is expected to" and "plans to" are weaker or other promises. A claim that says "will" where
its source says "may" is the error that costs an analyst most.
"""

from assistant.certainty.drift import certainty_drift
from assistant.certainty.estimates import Estimate, find_estimates
from assistant.certainty.lexicon import EstimateKind
from assistant.certainty.mixed import MixedKind, MixedTerms, mixed_terms
from assistant.certainty.yardsticks import BANDS, Band, Yardstick

__all__ = [
    "BANDS",
    "Band",
    "Estimate",
    "EstimateKind",
    "MixedKind",
    "MixedTerms",
    "Yardstick",
    "certainty_drift",
    "find_estimates",
    "mixed_terms",
]
