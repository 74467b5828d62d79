"""Evaluation data; the suite that measures the assistant grows here."""
