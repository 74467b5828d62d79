"""Results in words and pictures: Markdown for the terminal, one HTML file for reading."""

from evals.report.html import run_html
from evals.report.markdown import (
    compare_markdown,
    gate_markdown,
    list_markdown,
    run_markdown,
    sabotage_markdown,
)

__all__ = [
    "compare_markdown",
    "gate_markdown",
    "list_markdown",
    "run_html",
    "run_markdown",
    "sabotage_markdown",
]
