"""The system broken on purpose, to see which metrics notice: those that see nothing must go."""

from evals.sabotage.table import SABOTAGES, Sabotage

__all__ = ["SABOTAGES", "Sabotage"]
