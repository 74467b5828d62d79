"""Print what the check makes of the minimal pairs, by file, half and kind, as Markdown.

    .venv/bin/python scripts/pairs_table.py

Of each pair the paraphrase has to pass and the corruption has not; `named` is the share in which a
discrepancy of the pair's own kind is named, for `unsupported` and `all` one of any kind.
"""

import sys
from dataclasses import dataclass
from statistics import mean

from tqdm import tqdm

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground import Checker, judge_together
from assistant.results import CheckedText, DiscrepancyKind, Verdict
from evals.datasets import PAIRS
from evals.schemas import PairLine, read_lines

_KINDS = frozenset(kind.value for kind in DiscrepancyKind)


@dataclass(frozen=True)
class Checked:
    """A pair with what the check says of its two claims."""

    kind: str
    paraphrase: CheckedText
    corrupted: CheckedText


def main() -> None:
    """Check every pair, and print a table for each half of each file."""
    checker = Checker(SentenceTransformerEmbedder())
    for path in PAIRS:
        pairs = read_lines(path, PairLine)
        for split in ("test", "dev"):
            title = f"{path.name}, {split}"
            half = [pair for pair in pairs if pair.split == split]
            print_table(title, [checked(checker, pair) for pair in tqdm(half, desc=title)])


def checked(checker: Checker, pair: PairLine) -> Checked:
    """A pair, checked."""
    source = checker.source(pair.source)
    paraphrase, corrupted = (
        judge_together(checker.check(source, claim)) for claim in (pair.paraphrase, pair.corrupted)
    )
    return Checked(pair.kind, paraphrase, corrupted)


def print_table(title: str, pairs: list[Checked]) -> None:
    """Shares for each kind, and for all."""
    out = sys.stdout.write
    out(f"\n| {title} | pairs | paraphrase supported | corruption refused | named on it ")
    out("| on the paraphrase |\n|---|--:|--:|--:|--:|--:|\n")
    for kind in (*sorted({pair.kind for pair in pairs}), "all"):
        held = [pair for pair in pairs if kind in (pair.kind, "all")]
        figures = (
            mean(pair.paraphrase.verdict is Verdict.SUPPORTED for pair in held),
            mean(pair.corrupted.verdict is not Verdict.SUPPORTED for pair in held),
            mean(names(kind, pair.corrupted) for pair in held),
            mean(names(kind, pair.paraphrase) for pair in held),
        )
        shown = " | ".join(f"{figure:.2f}".removeprefix("0") for figure in figures)
        out(f"| {kind} | {len(held)} | {shown} |\n")


def names(kind: str, found: CheckedText) -> bool:
    """Whether a discrepancy of the kind is named; of any, where `kind` is none of theirs."""
    return any(kind not in _KINDS or d.kind.value == kind for d in found.discrepancies)


if __name__ == "__main__":
    main()
