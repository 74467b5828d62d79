"""Print how well drafts cover what people wrote, beside lead-N, TextRank and a centroid.

    .venv/bin/python scripts/draft_table.py --data FILE.jsonl [FILE.jsonl ...]
    .venv/bin/python scripts/draft_table.py

With `--data`, drafts of three bullets (no archive) are set against the lines' `key_points`
by ROUGE. Without it, drafts of the sample reports (their archive at hand, as many bullets as
the report has of its own) are set against the reports' own key points: a point is covered
when a bullet's cosine to it is at least 0.7, or when the bullet entails it by the check. All
methods give whole sentences of the same body, as many as the draft; only ours are shortened.
"""

import argparse
import json
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
from assistant.embed import SentenceTransformerEmbedder, Vectors
from assistant.ground import judge_together
from assistant.lexical import terms
from assistant.pipeline import Assistant, open_assistant
from assistant.reports import read_one_report, stated_report
from assistant.reports.model import Report
from assistant.results import Draft, Verdict
from assistant.settings import Settings

_COVERED = 0.7  # cosine of a bullet and a human key point that say the same
_DAMPING = 0.85  # Mihalcea and Tarau, 2004
_CORPUS = Path(__file__).parent.parent / "corpus"

Method = Callable[[Sequence[BodySentence], Vectors, int], list[int]]


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
    embedder = SentenceTransformerEmbedder()
    with tempfile.TemporaryDirectory() as home:
        assistant = open_assistant(Settings(home=Path(home)))
        for path in options.data or ():
            cases = list(lines(assistant, path))
            print_rouge(path.stem, cases, embedder)
            print_support(assistant, cases)
            sys.stdout.flush()
        if not options.data:
            cases = list(samples(assistant))
            print_rouge("corpus", cases, embedder)
            print_support(assistant, cases)
            print_coverage(assistant, cases, embedder)


def lines(assistant: Assistant, path: Path) -> Iterator[Case]:
    """The reports of a file of JSON lines, three bullets each, without an archive."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = stated_report(row["text"], report_id=row["id"], title=row["title"])
        yield case(assistant, report, row["key_points"], 3)


def samples(assistant: Assistant) -> Iterator[Case]:
    """The sample reports that have key points, with all of them in the archive."""
    assistant.ingest([_CORPUS])
    for path in sorted(_CORPUS.iterdir()):
        if path.name == "README.md":
            continue
        report = read_one_report(path)
        points = [" ".join(span.of(report.text).split()) for span in report.key_points]
        if points:
            yield case(assistant, report, points, len(points))


def case(assistant: Assistant, report: Report, points: Sequence[str], bullets: int) -> Case:
    """A report drafted, and timed."""
    started = time.perf_counter()
    draft = assistant.draft(report, bullets=bullets)
    return Case(report, tuple(points), draft, time.perf_counter() - started)


def drafted(found: Case) -> list[str]:
    """The bullets of a draft."""
    return [bullet.point.text for bullet in found.draft.bullets]


def methods() -> dict[str, Method]:
    """The baselines, each as the numbers of the sentences that it takes."""
    return {"lead-N": lead, "TextRank": textrank, "centroid": centroid}


def lead(body: Sequence[BodySentence], vectors: Vectors, most: int) -> list[int]:
    """The first sentences."""
    return list(range(min(most, len(body))))


def centroid(body: Sequence[BodySentence], vectors: Vectors, most: int) -> list[int]:
    """The sentences nearest to the mean of all."""
    near = np.argsort(-(vectors @ vectors.mean(0)), kind="stable")
    return sorted(int(i) for i in near[:most])


def textrank(body: Sequence[BodySentence], vectors: Vectors, most: int) -> list[int]:
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
    return sorted(int(i) for i in np.argsort(-rank, kind="stable")[:most])


def outputs(
    cases: Sequence[Case], embedder: SentenceTransformerEmbedder
) -> dict[str, list[list[str]]]:
    """What each method gives for each report."""
    found: dict[str, list[list[str]]] = {"ours": [drafted(item) for item in cases]}
    bodies = [body_sentences(item.report) for item in cases]
    vectors = [embedder.encode([s.text for s in body]) for body in bodies]
    for name, method in methods().items():
        found[name] = [
            [body[i].text for i in method(body, held, len(item.draft.bullets))]
            for item, body, held in zip(cases, bodies, vectors, strict=True)
        ]
    return found


def print_rouge(name: str, cases: Sequence[Case], embedder: SentenceTransformerEmbedder) -> None:
    """A line of ROUGE F1 for each method, and how long drafts took."""
    sys.stdout.write(f"{name}: {len(cases)} reports\n")
    for method, texts in outputs(cases, embedder).items():
        scores = [
            rouge(" ".join(text), " ".join(item.points))
            for text, item in zip(texts, cases, strict=True)
        ]
        words = mean(len(t.split()) for text in texts for t in text)
        figures = " ".join(f"{value:.3f}" for value in np.mean(scores, axis=0))
        sys.stdout.write(f"  {method:9} ROUGE-1/2/L {figures}, {words:.1f} words a bullet\n")
    seconds = [item.seconds for item in cases[1:]]
    middle, slow = np.percentile(seconds, (50, 95))
    sys.stdout.write(f"  seconds a draft: p50 {middle:.2f}, p95 {slow:.2f}\n")


def print_coverage(
    assistant: Assistant, cases: Sequence[Case], embedder: SentenceTransformerEmbedder
) -> None:
    """Coverage of the human points, overlap between bullets, support by the whole report."""
    checker = assistant.checker()
    for method, texts in outputs(cases, embedder).items():
        covered, close, overlap = [], [], []
        for bullets, item in zip(texts, cases, strict=True):
            ours, theirs = embedder.encode(bullets), embedder.encode(item.points)
            best = (theirs @ ours.T).max(1)
            source = checker.source("\n".join(bullets))
            entailed = [
                judge_together(checker.check(source, point)).verdict is Verdict.SUPPORTED
                for point in item.points
            ]
            covered += [bool(c >= _COVERED or e) for c, e in zip(best, entailed, strict=True)]
            close += [float(value) for value in best]
            pairs = (ours @ ours.T)[np.triu_indices(len(bullets), 1)]
            overlap += [float(value) for value in pairs]
        sys.stdout.write(
            f"  {method:9} covered {mean(covered):.3f}, cosine to the nearest bullet "
            f"{mean(close):.3f}, overlap {mean(overlap):.3f}\n"
        )


def print_support(assistant: Assistant, cases: Sequence[Case]) -> None:
    """What `assistant check` says of each bullet, held to all that the report states."""
    checker, verdicts = assistant.checker(), Counter[str]()
    for item in cases:
        source = checker.source(item.report.text, item.report.stated)
        for bullet in drafted(item):
            checked = judge_together(checker.check(source, bullet, item.report.date))
            verdicts[checked.verdict.value] += 1
    sys.stdout.write(f"  bullets by `assistant check`: {dict(verdicts)}\n")


def rouge(text: str, reference: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L F1 (Lin, 2004) over lower-case words, without stemming."""
    ours, theirs = _words(text), _words(reference)
    return _overlap(ours, theirs, 1), _overlap(ours, theirs, 2), _longest(ours, theirs)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _overlap(ours: Sequence[str], theirs: Sequence[str], size: int) -> float:
    counts = [Counter(zip(*(w[i:] for i in range(size)), strict=False)) for w in (ours, theirs)]
    return _f1((counts[0] & counts[1]).total(), counts[0].total(), counts[1].total())


def _longest(ours: Sequence[str], theirs: Sequence[str]) -> float:
    row = [0] * (len(ours) + 1)
    for word in theirs:
        before = 0
        for i, other in enumerate(ours, 1):
            above = row[i]
            row[i] = before + 1 if word == other else max(above, row[i - 1])
            before = above
    return _f1(row[-1], len(ours), len(theirs))


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if ours + theirs else 0.0


if __name__ == "__main__":
    main()
