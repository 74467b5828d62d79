"""Print the table of docs/retrieval.md: dense alone, BM25 alone, RRF and the search itself.

    .venv/bin/python scripts/retrieval_table.py [--data FOLDER] [--home FOLDER] [NAME ...]

Each NAME.docs.jsonl is ingested into a home of its own (about 25 passages a second and core;
with --home it is kept for the next run), then each answerable question with evidence is
searched. A report's rank is that of its best passage. Ours is what `assistant search`
returns, with duplicates folded.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.embed import SentenceTransformerEmbedder
from assistant.pipeline import Assistant, open_assistant
from assistant.results import Filters
from assistant.retrieve import Retriever, Scored
from assistant.settings import Settings
from assistant.store import StoreLocation, open_store

NAMES = ("rtq_news_2022", "qmsum_committee_val", "factbook")
_DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "qa"
_DEPTH = 10
_RESAMPLES = 10_000

Measures = NDArray[np.float64]
"""One row a question: hit@1, hit@5, MRR, nDCG@10."""


class Question(NamedTuple):
    """A question and the reports that hold its evidence."""

    text: str
    gold: frozenset[str]


def main() -> None:
    """Measure each set named on the command line."""
    parser = argparse.ArgumentParser(description="Reproduce the table of docs/retrieval.md.")
    parser.add_argument("names", nargs="*", default=NAMES, metavar="NAME")
    parser.add_argument("--data", type=Path, default=_DATA)
    parser.add_argument("--home", type=Path, help="folder in which the archives are kept")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"no questions in {options.data}: give their folder with --data")
    sys.stdout.write(
        "| set | method | hit@1 | hit@5 | MRR | nDCG@10 |\n|---|---|--:|--:|--:|--:|\n"
    )
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.names:
            sys.stdout.write(table_of(name, options.data, (options.home or Path(scratch)) / name))


def table_of(name: str, data: Path, home: Path) -> str:
    """The rows of one set, and the interval of ours minus the better single side."""
    archive = open_assistant(Settings(home=home))
    archive.ingest([data / f"{name}.docs.jsonl"])
    questions = read_questions(data / f"{name}.jsonl")
    measured = measure(questions, rankings(archive, home))
    rows = [
        f"| {name} | {method} | " + " | ".join(f"{x:.3f}" for x in found.mean(axis=0)) + " |\n"
        for method, found in measured.items()
    ]
    better = max("dense", "BM25", key=lambda method: measured[method][:, 3].mean())
    gain = measured["ours"][:, 3] - measured[better][:, 3]
    low, high = interval(gain)
    rows.append(
        f"| {name} | ours - {better}, {len(gain)} questions | | | | "
        f"{gain.mean():+.3f} [{low:+.3f}, {high:+.3f}] |\n"
    )
    return "".join(rows)


def read_questions(path: Path) -> list[Question]:
    """The answerable questions with evidence."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Question(row["question"], frozenset(e["doc_id"] for e in row["evidence"]))
        for row in rows
        if row["answerable"] and row["evidence"]
    ]


def rankings(archive: Assistant, home: Path) -> dict[str, Callable[[str], list[str]]]:
    """The methods to compare: from a question to report ids, best first."""
    with open_store(StoreLocation(str(home / "store")), None, create=False) as store:
        held = store.snapshot()
    retriever = Retriever(held.chunks, held.vectors, held.records, SentenceTransformerEmbedder())
    owners = [chunk.report_id for chunk in held.chunks]

    def ranked(score: Callable[[Scored], NDArray[np.floating]]) -> Callable[[str], list[str]]:
        def ranking(text: str) -> list[str]:
            order = np.argsort(-score(retriever.score(text, Filters())), kind="stable")
            return distinct([owners[i] for i in order])

        return ranking

    return {
        "dense": ranked(lambda scored: scored.dense),
        "BM25": ranked(lambda scored: scored.lexical),
        "RRF": ranked(lambda scored: reciprocal(scored.dense) + reciprocal(scored.lexical)),
        "ours": lambda text: distinct(
            [hit.source.report_id for hit in archive.search(text, k=_DEPTH)]
        ),
    }


def distinct(report_ids: Sequence[str]) -> list[str]:
    """The first reports that are measured, each once."""
    return list(dict.fromkeys(report_ids))[:_DEPTH]


def reciprocal(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Reciprocal rank of each passage, with the usual constant 60 (Cormack et al., 2009)."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1 / (60 + ranks)


def measure(
    questions: Sequence[Question], methods: dict[str, Callable[[str], list[str]]]
) -> dict[str, Measures]:
    """Each method's measures of each question."""
    return {
        method: np.array([measures(q.gold, ranking(q.text)) for q in questions])
        for method, ranking in methods.items()
    }


def measures(gold: frozenset[str], ranking: Sequence[str]) -> tuple[float, float, float, float]:
    """hit@1, hit@5, reciprocal rank and nDCG of a ranking of at most ten reports."""
    hits = [rank for rank, report_id in enumerate(ranking[:_DEPTH], 1) if report_id in gold]
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(_DEPTH, len(gold)) + 1))
    gained = sum(1 / math.log2(rank + 1) for rank in hits)
    first = hits[0] if hits else math.inf
    return float(first <= 1), float(first <= 5), 1 / first, gained / ideal


def interval(gain: NDArray[np.float64]) -> tuple[float, float]:
    """95% interval of the mean by paired bootstrap over the questions."""
    draws = np.random.default_rng(0).integers(0, len(gain), (_RESAMPLES, len(gain)))
    low, high = np.quantile(gain[draws].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


if __name__ == "__main__":
    main()
