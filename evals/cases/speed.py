"""What each step costs beside the embedding alone, in turns within one run; never gated.

A case gives the seconds (or megabytes) of a step and those of the embedding model by itself on
the same text. The assistant is measured itself, not the system of the bench, which remembers.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.embed import SentenceTransformerEmbedder
from evals.datasets import Data
from evals.outcome import Outcome
from evals.system import Bench
from evals.timing import (
    apart,
    measure_ask_memory,
    measure_bare_memory,
    measure_ingest,
    timed,
)

STEPS = ("search", "ask", "draft", "check")
_MOST = 100  # of each step

Measure = Callable[[Bench], dict[str, tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Timing:
    """One measurement: of which step, on what."""

    id: str
    step: str
    what: str
    measure: Measure


def cases(data: Data, bench: Bench) -> Sequence[Timing]:
    """Ingest once, then questions, reports and claims, once all steps are warm."""
    documents = data.documents
    claims = [claim for claim in (*data.pairs, *data.key_points) if claim.source]
    questions = [question.question for question in data.questions[:_MOST]]
    found = [
        *([Timing("ingest", "ingest", documents.name, _ingest(documents, questions))]
          if documents else []),
        *(_step("search", number, text) for number, text in enumerate(questions)),
        *(_step("ask", number, text) for number, text in enumerate(questions)),
        *(_step("draft", number, report_id)
          for number, report_id in enumerate(bench.archive.report_ids[:_MOST])),
        *(_step("check", number, claim.claim, claim.source)
          for number, claim in enumerate(claims[:_MOST])),
    ]  # fmt: skip
    for step in STEPS:
        first = next((case for case in found if case.step == step), None)
        if first is not None:
            first.measure(bench)
    return found


def score(bench: Bench, case: Timing) -> Outcome:
    """Measure."""
    pairs = case.measure(bench)
    told = [f"{name}: {one:.4g} beside {other:.4g}" for name, (one, other) in pairs.items()]
    return Outcome(
        suite="speed",
        id=case.id,
        group=case.id,
        kind=case.step,
        pairs=pairs,
        asked=case.what,
        answer="\n".join(told),
        gold="the embedding alone, in the same unit",
    )


def _step(step: str, number: int, text: str, source: str = "") -> Timing:
    def measure(bench: Bench) -> dict[str, tuple[float, float]]:
        run, embedded = _work(bench, step, text, source)
        # Each of the two goes first in half of the cases, since the second finds caches warm.
        if number % 2:
            bare = timed(_model().encode, embedded)[1]
            own = timed(run)[1]
        else:
            own = timed(run)[1]
            bare = timed(_model().encode, embedded)[1]
        found = {f"{step}_p50": (own, bare), f"{step}_p95": (own, bare)}
        return found | ({"check_rate": (1.0, own)} if step == "check" else {})

    return Timing(f"{step}-{number}", step, text, measure)


def _work(
    bench: Bench, step: str, text: str, source: str
) -> tuple[Callable[[], object], list[str]]:
    """What is to be timed, and the texts that the embedding alone is timed on."""
    assistant = bench.assistant
    if step == "search":
        return lambda: assistant.search(text), [text]
    if step == "ask":
        return lambda: assistant.ask(text), [text]
    if step == "draft":
        report = bench.archive.report(text)
        return lambda: assistant.draft(report), [s.of(report.text) for s in report.paragraphs]
    checker = assistant.checker()
    return lambda: checker.check(checker.source(source), text), [text, source]


def _ingest(documents: Path, questions: Sequence[str]) -> Measure:
    """Ingest in turns with bare `encode`, and the peak memory of processes of their own."""

    def measure(bench: Bench) -> dict[str, tuple[float, float]]:
        with tempfile.TemporaryDirectory() as home:
            times = apart(measure_ingest, documents, Path(home))
            asking = apart(measure_ask_memory, questions, Path(home)) if questions else 0.0
        bare = apart(measure_bare_memory, questions or ["nothing"])
        found = {
            "ingest": (times.first, times.bare),
            "ingest_again": (times.again, times.first),
            "ingest_memory": (times.peak_mb, bare),
        }
        return found | ({"ask_memory": (asking, bare)} if questions else {})

    return measure


@cache
def _model() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()
