"""What steps cost beside the embedding model itself: times taken in turns, memory taken apart.

All figures worth comparing are ratios of times taken in turns within one run. Keep the machine
free all the same: the model's threads suffer more from other load than the rest does, which
makes the ratios too good.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numpy as np

from assistant.chunks import ChunkSizes, chunk_report
from assistant.embed import (
    SentenceTransformerEmbedder,
    has_native_bfloat16,
    verified_default_model,
)
from assistant.errors import AssistantError
from assistant.ingest import IngestProgress
from assistant.pipeline import Assistant, open_assistant
from assistant.reports import discover, read_reports
from assistant.reports.model import Report
from assistant.settings import Settings
from assistant.tokens import count_tokens

_BATCH = 32  # sentence-transformers' own default
_STATUS = Path("/proc/self/status")
_RSS_UNITS = 1024 * 1024 if sys.platform == "darwin" else 1024  # of ru_maxrss in a megabyte

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

P = ParamSpec("P")
Found = TypeVar("Found")


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
    """Seconds of bare `encode` of each question, its search and its ask, all of them warm."""

    embedding: tuple[float, ...]
    search: tuple[float, ...]
    ask: tuple[float, ...]


class BareEncode:
    """sentence-transformers by itself on the same texts, a share of them at a time.

    Its batches are those of one `encode` of all texts, which puts them in order of length;
    they are taken in random order, so that each share costs about the same.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Load the model and warm it up."""
        self._model = bare_model()
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
        raise AssistantError(f"{docs} did not go in whole: see `assistant ingest {docs}`")
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
    files = [file for file in discover([docs]) if isinstance(file, Path)]
    found = [report for file in files for report in read_reports(file)]
    reports = [report for report in found if isinstance(report, Report)]
    return [chunk.embedded_text for report in reports for chunk in chunk_report(report, sizes)]


def measure_queries(questions: Sequence[str], home: Path) -> QueryTimes:
    """Time bare `encode`, search and ask of each question, once all are warm.

    Each of them goes first in a third of the turns.
    """
    archive, bare = opened(home), bare_model()
    steps: dict[str, Callable[[str], object]] = {
        "embedding": lambda question: bare.encode([question], show_progress_bar=False),
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


def measure_bare_memory(questions: Sequence[str]) -> float:
    """Peak memory of a process that embeds every question and does nothing else."""
    bare = bare_model()
    for question in questions:
        bare.encode([question], show_progress_bar=False)
    return peak_memory()


def bare_model() -> "SentenceTransformer":
    """sentence-transformers by itself, in the precision that the assistant uses."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(verified_default_model()), device="cpu")
    return model.bfloat16() if has_native_bfloat16() else model


def opened(home: Path) -> Assistant:
    """The archive in `home`, as nobody has used it yet."""
    return open_assistant(Settings(home=home))


def timed(step: Callable[P, Found], *args: P.args, **kwargs: P.kwargs) -> tuple[Found, float]:
    """What `step` gives, and the seconds that it takes."""
    started = time.perf_counter()
    found = step(*args, **kwargs)
    return found, time.perf_counter() - started


def peak_memory() -> float:
    """The most memory that this process has held so far, in megabytes.

    Linux hands `ru_maxrss` down from the process that started this one: its own is VmHWM.
    """
    if _STATUS.is_file():
        line = next(x for x in _STATUS.read_text().splitlines() if x.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RSS_UNITS


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that `share` percent of the times do not exceed, interpolated linearly."""
    return float(np.percentile(seconds, share))


def tell(line: str) -> None:
    """Say how far a measurement is."""
    sys.stderr.write(line + "\n")
