"""Print how well drafts cover what people wrote, beside lead-N, TextRank and a centroid.

    .venv/bin/python scripts/draft_table.py --data FILE.jsonl [FILE.jsonl ...]
    .venv/bin/python scripts/draft_table.py

With `--data`, drafts of three bullets (no archive) are set against the lines' `key_points`
by ROUGE. Without it, drafts of the sample reports (their archive at hand, as many bullets as
the report has of its own) are set against the reports' own key points: a point is covered
when a bullet's cosine to it is at least 0.7, or when the bullet entails it by the check. All
methods give whole sentences of the same body, as many as the draft; only ours are shortened.
Each baseline is also held to sentences of at most 30 words, as a bullet is. Behind a method's
ROUGE stands by how much ours has more ROUGE-1, with a paired 95% interval.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from assistant.draft.body import BodySentence, body_sentences
from assistant.draft.wording import MOST_WORDS
from assistant.embed import SentenceTransformerEmbedder, Vectors
from assistant.lexical import Scores, terms
from assistant.reports.model import Report
from assistant.results import Draft
from assistant.settings import Settings
from evals.cases import drafting
from evals.datasets import Data, from_file, gold
from evals.metrics import mean_overlap, rouge, share
from evals.stats import estimate
from evals.system import Bench, open_bench

_DAMPING = 0.85  # Mihalcea and Tarau, 2004

Method = Callable[[Sequence[BodySentence], Vectors], Scores]


@dataclass(frozen=True)
class Case:
    """A report, what people wrote for it, and its draft."""

    report: Report
    points: tuple[str, ...]
    draft: Draft
    seconds: float


def main() -> None:
    """Measure the files that the command line names, else the sample corpus."""
    parser = argparse.ArgumentParser(description="Measure drafts of key points.")
    parser.add_argument("--data", type=Path, nargs="+", metavar="FILE.jsonl")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for number, path in enumerate(options.data or (None,)):
            data = from_file(path) if path else gold()
            bench = open_bench(Settings(), data.documents, Path(home) / str(number))
            found = list(cases(bench, data))
            print_rouge(path.stem if path else "corpus", found)
            print_support(bench, found)
            if path is None:
                print_coverage(bench, found)
            sys.stdout.flush()


def cases(bench: Bench, data: Data) -> Iterator[Case]:
    """The texts that people wrote key points for, each drafted and timed."""
    for item in drafting.cases(data, bench):
        started = time.perf_counter()
        report, draft = drafting.drafted(bench, item)
        seconds = time.perf_counter() - started
        yield Case(report, drafting.points_of(bench, item), draft, seconds)


def drafted(found: Case) -> list[str]:
    """The bullets of a draft."""
    return [bullet.point.text for bullet in found.draft.bullets]


def methods() -> dict[str, Method]:
    """The baselines, each as the scores of the sentences."""
    return {"lead-N": lead, "TextRank": textrank, "centroid": centroid}


def lead(body: Sequence[BodySentence], vectors: Vectors) -> Scores:
    """The first sentences."""
    return -np.arange(len(body), dtype=np.float32)


def centroid(body: Sequence[BodySentence], vectors: Vectors) -> Scores:
    """The sentences nearest to the mean of all."""
    return np.asarray(vectors @ vectors.mean(0), np.float32)


def textrank(body: Sequence[BodySentence], vectors: Vectors) -> Scores:
    """PageRank over shared words, as by Mihalcea and Tarau (2004)."""
    words = [set(terms(sentence.text)) for sentence in body]
    size = np.array([np.log(len(found) + 1) for found in words])
    shared = np.array([[len(one & other) for other in words] for one in words], np.float64)
    weights = shared / np.maximum(size[:, None] + size[None, :], 1e-6)
    np.fill_diagonal(weights, 0)
    weights /= np.maximum(weights.sum(1, keepdims=True), 1e-6)
    rank = np.full(len(body), 1 / len(body))
    for _ in range(50):
        rank = (1 - _DAMPING) / len(body) + _DAMPING * weights.T @ rank
    return rank.astype(np.float32)


def best(body: Sequence[BodySentence], scores: Scores, count: int, most_words: int) -> list[str]:
    """The sentences with the highest scores among those that are short enough, in order."""
    fitting = [int(i) for i in np.argsort(-scores, kind="stable") if body[i].words <= most_words]
    return [body[i].text for i in sorted(fitting[:count])]


def outputs(cases: Sequence[Case]) -> dict[str, list[list[str]]]:
    """What each method gives for each report."""
    embedder = SentenceTransformerEmbedder()
    found: dict[str, list[list[str]]] = {"ours": [drafted(item) for item in cases]}
    bodies = [body_sentences(item.report) for item in cases]
    vectors = [embedder.encode([s.text for s in body]) for body in bodies]
    for name, method in methods().items():
        scores = [method(body, held) for body, held in zip(bodies, vectors, strict=True)]
        for label, most_words in ((name, sys.maxsize), (f"{name}, short", MOST_WORDS)):
            found[label] = [
                best(body, held, len(item.draft.bullets), most_words)
                for item, body, held in zip(cases, bodies, scores, strict=True)
            ]
    return found


def print_rouge(name: str, cases: Sequence[Case]) -> None:
    """A line of ROUGE F1 for each method, and how long drafts took."""
    sys.stdout.write(f"{name}: {len(cases)} reports\n")
    ours: Scores | None = None
    for method, texts in outputs(cases).items():
        pairs = zip(texts, cases, strict=True)
        found = np.array([rouge(" ".join(text), " ".join(c.points)) for text, c in pairs])
        words = mean(len(t.split()) for text in texts for t in text)
        figures = " ".join(f"{value:.3f}" for value in found.mean(axis=0))
        behind = "" if ours is None else f", ours {moved(ours - found[:, 0])}"
        sys.stdout.write(f"  {method:15} ROUGE-1/2/L {figures}, {words:.1f} words{behind}\n")
        ours = found[:, 0] if ours is None else ours
    seconds = [item.seconds for item in cases[1:]]
    middle, slow = np.percentile(seconds, (50, 95))
    sys.stdout.write(f"  seconds a draft: p50 {middle:.2f}, p95 {slow:.2f}\n")


def moved(differences: Scores) -> str:
    """The mean of paired differences, with its 95% interval."""
    pairs = np.column_stack([differences, np.ones_like(differences)])
    found = estimate(share, pairs, [str(case) for case in range(len(pairs))])
    return f"{found.value:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"


def print_coverage(bench: Bench, cases: Sequence[Case]) -> None:
    """Coverage of the human points, overlap between bullets, conformity to the points' style."""
    for method, texts in outputs(cases).items():
        covered, close, overlap, manner = [], [], [], []
        for bullets, item in zip(texts, cases, strict=True):
            nearest = drafting.similar(item.points, bullets).max(1)
            covered += [
                bool(near >= drafting.COVERED) or drafting.entailed(bench, bullets, point)
                for point, near in zip(item.points, nearest, strict=True)
            ]
            close += [float(value) for value in nearest]
            manner.append(drafting.conformity(bullets, item.points)[0])
            overlap.append(mean_overlap(drafting.similar(bullets, bullets)))
        sys.stdout.write(
            f"  {method:9} covered {mean(covered):.3f}, cosine to the nearest bullet "
            f"{mean(close):.3f}, overlap {mean(o for o in overlap if o is not None):.3f}, "
            f"style {mean(manner):.3f}\n"
        )


def print_support(bench: Bench, cases: Sequence[Case]) -> None:
    """What `assistant check` says of each bullet, held to all that the report states."""
    verdicts = Counter[str]()
    for item in cases:
        for bullet in drafted(item):
            report = item.report
            found = bench.system.check(report.text, report.stated, bullet, report.date)
            verdicts[found.verdict.value] += 1
    sys.stdout.write(f"  bullets by `assistant check`: {dict(verdicts)}\n")


if __name__ == "__main__":
    main()
