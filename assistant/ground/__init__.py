"""Whether a source carries a claim: evidence, score, discrepancies, verdict."""

from assistant.ground.checker import Checker, judge_together
from assistant.ground.model import ErrorRates, Strictness, error_rates
from assistant.ground.source import Source

__all__ = ["Checker", "ErrorRates", "Source", "Strictness", "error_rates", "judge_together"]
