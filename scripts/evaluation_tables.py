"""Write the tables of figures and of sabotage in docs/evals.md anew.

    assistant eval sabotage > sabotage.md
    .venv/bin/python scripts/evaluation_tables.py [sabotage.md]

The figures are those of `evals/baseline.json`; the table of sabotage is the one that the command
printed, and stays as it is without the file.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.gate import BASELINE, Baseline, read_baseline
from evals.report.markdown import interval, shown

DOCUMENT = Path(__file__).parent.parent / "docs" / "evals.md"
_TABLE = r"(?m)(?<=^## {}\n)((?:.*\n)*?)(?:\|.*\n)+"


def main() -> None:
    """Rewrite the tables that there is something new to say in."""
    parser = argparse.ArgumentParser(description="Renew the tables of docs/evals.md.")
    parser.add_argument("sabotage", type=Path, nargs="?", help="output of `eval sabotage`")
    options = parser.parse_args()
    text = with_table(DOCUMENT.read_text("utf-8"), "Figures", figures(read_baseline(BASELINE)))
    if options.sabotage:
        printed = options.sabotage.read_text("utf-8").splitlines()
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in printed
                if line.startswith("|")]  # fmt: skip
        head, _, *rest = rows
        named = [(f"`{name}`", *cells) for name, *cells in rest]
        text = with_table(text, "Sabotage", table(head, "---", named))
    DOCUMENT.write_text(text, "utf-8")


def figures(baseline: Baseline) -> str:
    """The baseline's figures, a suite named where it begins."""
    rows, last = [], ""
    for f in baseline.figures:
        suite = f.suite if f.suite != last else ""
        last = f.suite
        rows.append(
            (suite, f"`{f.metric}`", shown(f.value), interval(f), str(f.cases), str(f.groups))
        )
    head = ("suite", "metric", "value", "95% interval", "cases", "groups")
    return table(head, "---|---|--:|--:|--:|--:", rows)


def table(head: Sequence[str], rule: str, rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; `rule` says how its columns stand, or how each of them does."""
    rule = "|".join([rule] * len(head)) if "|" not in rule else rule
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *lines]) + "\n"


def with_table(text: str, heading: str, new: str) -> str:
    """The document with the first table below a heading replaced."""
    return re.sub(_TABLE.format(heading), lambda found: found[1] + new, text, count=1)


if __name__ == "__main__":
    main()
