"""A language model's opinion of cases that a metric has decided; nothing is gated on it."""

from evals.judging.judge import JUDGED, Judge, Opinion, open_judge

__all__ = ["JUDGED", "Judge", "Opinion", "open_judge"]
