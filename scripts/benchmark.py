"""Print the table of docs/speed.md: what ingest, search and ask cost beside the model itself.

    .venv/bin/python scripts/benchmark.py DOCS.jsonl [--questions FILE.jsonl] [--json]

DOCS holds `{"doc_id", "title", "date", "text"}` a line, the questions `{"question"}` a line (by
default those of `NAME.jsonl` beside `NAME.docs.jsonl`). All targets are ratios of times taken
in turns within one run. Keep the machine free all the same: the model's threads suffer more
from other load than the rest does, which makes the ratios too good. Each part runs in a process
of its own, whose peak memory is its own.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import ParamSpec, TypeVar

import numpy as np

from assistant.chunks import ChunkSizes, chunk_report
from assistant.embed import (
    SentenceTransformerEmbedder,
    has_native_bfloat16,
    verified_default_model,
)
from assistant.ingest import IngestProgress
from assistant.pipeline import Assistant, open_assistant
from assistant.reports import read_reports
from assistant.reports.model import Report
from assistant.settings import Settings
from assistant.tokens import count_tokens

_BATCH = 32  # sentence-transformers' own default
_HELP_RUNS = 5
_RSS_UNITS = 1024 * 1024 if sys.platform == "darwin" else 1024  # of ru_maxrss in a megabyte

P = ParamSpec("P")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; one without a `target` is only stated."""

    what: str
    value: float
    unit: str = ""
    target: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the value is at most the target; None where there is none."""
        return None if self.target is None else self.value <= self.target


@dataclass(frozen=True, slots=True)
class IngestTimes:
    """Seconds of a first ingest, of bare `encode` on its chunks, and of a second ingest."""

    reports: int
    chunks: int
    first: float
    bare: float
    again: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class QueryTimes:
    """Seconds of each question's embedding alone, search and ask, all of them warm."""

    embedding: tuple[float, ...]
    search: tuple[float, ...]
    ask: tuple[float, ...]


class BareEncode:
    """sentence-transformers by itself on the same texts, a share of them at a time.

    Its batches are those of one `encode` of all texts, which puts them in order of length;
    they are taken in random order, so that each share costs about the same.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Load the model in the precision that the assistant uses, and warm it up."""
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(verified_default_model()), device="cpu")
        self._model = model.bfloat16() if has_native_bfloat16() else model
        longest_first = sorted(texts, key=len, reverse=True)
        starts = range(0, len(longest_first), _BATCH)
        self._batches = [longest_first[start : start + _BATCH] for start in starts]
        Random(0).shuffle(self._batches)
        self._done = 0
        self.seconds = 0.0
        self._model.encode(longest_first[-1:], show_progress_bar=False)

    def go_on(self, share: float) -> None:
        """Encode until `share` of the batches are done."""
        until = int(share * len(self._batches))
        for batch in self._batches[self._done : until]:
            encode = self._model.encode
            self.seconds += timed(encode, batch, batch_size=_BATCH, show_progress_bar=False)[1]
        self._done = max(self._done, until)


def main() -> None:
    """Measure what the command line names, and print it."""
    options = parse_options()
    questions = read_questions(options.questions or beside(options.docs))[: options.limit]
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        if (home / "store").exists():
            sys.exit(f"{home} holds an archive already: give a folder without one")
        tell(f"first ingest of {options.docs.name}, in turns with bare encode")
        ingest = apart(measure_ingest, options.docs, home)
        tell(f"embedding alone, search and ask of {len(questions)} questions, in turns")
        queries = apart(measure_queries, questions, home)
        ask_mb = apart(measure_ask_memory, questions, home)
    tell("assistant --help")
    rows = rows_of(ingest, queries, ask_mb, measure_help())
    if options.json:
        found = {"rows": [{**asdict(row), "is_met": row.is_met} for row in rows]}
        sys.stdout.write(json.dumps({**found, **asdict(ingest), **machine()}) + "\n")
    else:
        sys.stdout.write(table(rows))


def parse_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Reproduce the table of docs/speed.md.")
    parser.add_argument("docs", type=Path, metavar="DOCS.jsonl")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="default: beside DOCS")
    parser.add_argument("--limit", type=int, default=100, help="questions to ask (100)")
    parser.add_argument("--home", type=Path, help="folder in which the archive is kept")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def beside(docs: Path) -> Path:
    """The questions that belong to NAME.docs.jsonl: NAME.jsonl."""
    return docs.with_name(docs.name.removesuffix(".docs.jsonl") + ".jsonl")


def read_questions(path: Path) -> list[str]:
    """The questions of a file, in its order."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        sys.exit(f"no questions in {path} ({error.strerror}): give their file with --questions")
    return [json.loads(line)["question"] for line in lines]


def apart(measure: Callable[P, Found], *args: P.args, **kwargs: P.kwargs) -> Found:
    """What `measure` finds in a new process, so that its peak memory is nothing else's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *args, **kwargs).result()


def measure_ingest(docs: Path, home: Path) -> IngestTimes:
    """Ingest for the first time, in turns with bare `encode`, then again.

    The peak holds the weights a second time, for bare `encode`.
    """
    bare = BareEncode(chunk_texts(docs))
    away = 0.0

    def take_turn(progress: IngestProgress) -> None:
        nonlocal away
        share = progress.done / max(1, progress.total)
        away += timed(bare.go_on, share)[1]
        tell(f"  {share:4.0%}: bare encode {bare.seconds:.1f} s")

    first, first_seconds = timed(opened(home).ingest, [docs], progress=take_turn)
    bare.go_on(1)
    again, again_seconds = timed(opened(home).ingest, [docs])
    if not first.chunks or again.unchanged != first.added:
        sys.exit(f"{docs} did not go in whole: see `assistant ingest {docs}`")
    return IngestTimes(
        reports=first.reports,
        chunks=first.chunks,
        first=first_seconds - away,
        bare=bare.seconds,
        again=again_seconds,
        peak_mb=peak_memory(),
    )


def chunk_texts(docs: Path) -> list[str]:
    """What ingest will embed, read and chunked beforehand."""
    model = SentenceTransformerEmbedder()
    sizes = ChunkSizes(count_tokens, model.count_tokens, model.window)
    reports = [report for report in read_reports(docs) if isinstance(report, Report)]
    return [chunk.embedded_text for report in reports for chunk in chunk_report(report, sizes)]


def measure_queries(questions: Sequence[str], home: Path) -> QueryTimes:
    """Time embedding, search and ask of each question, once all are warm.

    Each of them goes first in a third of the turns.
    """
    archive, model = opened(home), SentenceTransformerEmbedder()
    steps: dict[str, Callable[[str], object]] = {
        "embedding": lambda question: model.encode([question]),
        "search": archive.search,
        "ask": archive.ask,
    }
    for step in steps.values():
        step(questions[0])
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    order = list(steps)
    for question in questions:
        for name in order:
            seconds[name].append(timed(steps[name], question)[1])
        order.append(order.pop(0))
    return QueryTimes(**{name: tuple(found) for name, found in seconds.items()})


def measure_ask_memory(questions: Sequence[str], home: Path) -> float:
    """Peak memory of a process that opens the archive and asks every question."""
    archive = opened(home)
    for question in questions:
        archive.ask(question)
    return peak_memory()


def measure_help() -> float:
    """Median seconds of `assistant --help`, from start to exit."""
    command = [str(Path(sys.executable).with_name("assistant")), "--help"]
    runs = [timed(subprocess.run, command, stdout=subprocess.DEVNULL, check=True)[1]
            for _ in range(_HELP_RUNS)]  # fmt: skip
    return percentile(runs, 50)


def opened(home: Path) -> Assistant:
    """The archive in `home`, as nobody has used it yet."""
    return open_assistant(Settings(home=home))


def timed(step: Callable[P, Found], *args: P.args, **kwargs: P.kwargs) -> tuple[Found, float]:
    """What `step` gives, and the seconds that it takes."""
    started = time.perf_counter()
    found = step(*args, **kwargs)
    return found, time.perf_counter() - started


def peak_memory() -> float:
    """The most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RSS_UNITS


def machine() -> dict[str, object]:
    """What of the machine decides the times."""
    return {"cores": os.cpu_count(), "bfloat16": has_native_bfloat16()}


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that `share` percent of the times do not exceed, interpolated linearly."""
    return float(np.percentile(seconds, share))


def rows_of(
    ingest: IngestTimes, queries: QueryTimes, ask_mb: float, help_seconds: float
) -> list[Row]:
    """The table's rows: each target with what was found, then what lies behind it."""
    ms = {
        (name, share): 1000 * percentile(getattr(queries, name), share)
        for name in ("embedding", "search", "ask")
        for share in (50, 95)
    }
    return [
        Row("first ingest / bare encode of its chunks", ingest.first / ingest.bare, "", 1.15),
        Row("ingest again, unchanged / first ingest", ingest.again / ingest.first, "", 0.03),
        Row("search p50 / embedding p50", ms["search", 50] / ms["embedding", 50], "", 2),
        Row("search p95 / embedding p95", ms["search", 95] / ms["embedding", 95]),
        Row("ask p50 / embedding p50", ms["ask", 50] / ms["embedding", 50], "", 4),
        Row("ask p95 / embedding p95", ms["ask", 95] / ms["embedding", 95]),
        Row("assistant --help", help_seconds, "s", 0.3),
        Row("first ingest", ingest.first, "s"),
        Row("ingest again", ingest.again, "s"),
        *(Row(f"{name} p{share}", found, "ms") for (name, share), found in ms.items()),
        Row("peak memory of ingest", ingest.peak_mb, "MB"),
        Row("peak memory of ask", ask_mb, "MB"),
    ]


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    marks = {True: "yes", False: "**no**", None: ""}
    lines = ["| | found | at most | met |", "|---|--:|--:|---|"]
    for row in rows:
        bound = "" if row.target is None else f"{row.target:g}"
        value = f"{row.value:.3g}" if row.value < 1000 else f"{row.value:.0f}"
        found = f"{value} {row.unit}".rstrip()
        lines.append(f"| {row.what} | {found} | {bound} | {marks[row.is_met]} |")
    return "\n".join(lines) + "\n"


def tell(line: str) -> None:
    """Say how far the benchmark is."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
