"""Whether a source carries a claim: evidence, score, discrepancies, verdict."""

from assistant.ground.checker import Checker, judge_together
from assistant.ground.model import Strictness
from assistant.ground.source import Source

__all__ = ["Checker", "Source", "Strictness", "judge_together"]
