"""Say how often sentences that models wrote pass the check of answers, right and wrong ones.

    .venv/bin/python scripts/hold_table.py CLAIMS.jsonl... [--most N] [--out TSV]

Each line holds `source`, `claim` and `label` (1 where the source carries the claim). The source
is shown as the passages of a report without a date, the claim held to it as a sentence of a
reply is: what passes would be shown as supported. Sentences of a claim have to pass together.
Those that pass go to TSV with their quotes, for reading by eye.
"""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground import Checker, Strictness, judge_together
from assistant.reports.model import Span
from assistant.results import Source, Verdict
from assistant.sentences import text_sentences
from assistant.written import Block, Evidence, Held, parse

_SOURCE = Source("source", "", None, None, None, "source")


def main() -> None:
    """Measure on the files that the command line names."""
    parser = argparse.ArgumentParser(description="Measure the check of a model's sentences.")
    parser.add_argument("claims", type=Path, nargs="+", metavar="CLAIMS.jsonl")
    parser.add_argument("--most", type=int, default=150, metavar="N", help="of each (150)")
    parser.add_argument("--out", type=Path, metavar="TSV", help="what passes, with its quotes")
    options = parser.parse_args()
    checker = Checker(SentenceTransformerEmbedder(), Strictness.STRICT)
    passed: list[list[str]] = []
    for path in options.claims:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        count = min(options.most, len(rows))
        passed += measured(checker, path.stem, [rows[i * len(rows) // count] for i in range(count)])
    if options.out:
        with options.out.open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, delimiter="\t")
            table.writerow(["set", "label", "sentence", "quotes"])
            table.writerows(passed)


def measured(checker: Checker, name: str, rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Print the figures of one set; what passes, with its label and quotes."""
    passed, counts = [], {label: [0, 0, 0] for label in (0, 1)}
    for row in rows:
        source, claim = row["source"], row["claim"]
        strict = judge_together(checker.check(checker.source(source), claim)).verdict
        held = holding(checker, source, claim)
        shown = bool(held) and all(one.verdict is Verdict.SUPPORTED for one in held)
        count = counts[row["label"]]
        count[0] += 1
        count[1] += strict is Verdict.SUPPORTED
        count[2] += shown
        if shown:
            quotes = " || ".join(" ".join(q.text.split()) for one in held for q in one.quotes)
            passed.append([name, str(row["label"]), " ".join(claim.split()), quotes])
    (wrong, checked_wrong, shown_wrong), (right, checked_right, shown_right) = counts[0], counts[1]
    sys.stdout.write(
        f"{name}: wrong {wrong}, pass the strict check {checked_wrong}, shown {shown_wrong}; "
        f"right {right}, pass the strict check {checked_right}, shown {shown_right}\n"
    )
    sys.stdout.flush()
    return passed


def holding(checker: Checker, source: str, claim: str) -> list[Held]:
    """The sentences of a claim, each held to the source as to one passage."""
    block = Block(1, _SOURCE, Span(0, len(source)), source, text_sentences(source))
    evidence = Evidence(checker, [block])
    return [evidence.hold(said) for said in parse(claim, 1)]


if __name__ == "__main__":
    main()
