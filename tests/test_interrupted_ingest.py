"""The whole command `assistant ingest FOLDER`, killed at thirty random moments of its run."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.chunks import CHUNKING
from assistant.embed import default_identity
from assistant.errors import StoreError
from assistant.reports.model import Report
from assistant.store import (
    Entry,
    ReportRecord,
    Snapshot,
    Store,
    StoreIdentity,
    StoreLocation,
    open_store,
)
from assistant.store.chroma import connect
from assistant.store.encoding import CARD

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "ASSISTANT_WRITER_WAIT": "30"}
IDENTITY = StoreIdentity(*default_identity(), CHUNKING)
PLACES = ("Mexico", "Nigeria", "Poland", "Kenya", "Iraq", "Turkey", "Brazil", "India")
REPORTS = 48
SEEDS = (20201221, 20220427, 20240610)
WARM_KILLS, COLD_KILLS = 9, 1  # a seed
SAME = 0.999
"""Cosine of two vectors of one chunk, at least: in another batch its padding is another."""


class WarmCommand:
    """The command line in a process that need not import anything first."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_command"],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready"

    def start(self, *arguments: object) -> int:
        """Start a command and give its process group."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([*map(str, arguments)]) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def result(self) -> int:
        """Wait for the command that was started to end."""
        return int(self._line())

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@dataclass(frozen=True)
class Clean:
    """What an ingest that nobody interrupts makes of each edition of the folder."""

    editions: tuple[dict[str, Entry], ...]
    warm_seconds: float
    cold_seconds: float  # from when it begins to write


@pytest.fixture(scope="module")
def warm() -> Iterator[WarmCommand]:
    command = WarmCommand()
    yield command
    command.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def clean(warm: WarmCommand, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Clean:
    homes = [tmp_path_factory.mktemp(f"clean{edition}") for edition in range(2)]
    write_edition(folder, 0)
    started = time.monotonic()
    warm.start("--home", homes[0], "ingest", folder)
    assert warm.result() == 0
    warm_seconds = time.monotonic() - started
    write_edition(folder, 1)
    with cold_ingest(homes[1], folder) as process:
        began = wait_for_writer(homes[1], process)
        assert process.wait() == 0
        cold_seconds = time.monotonic() - began
    return Clean(tuple(map(held, homes)), warm_seconds, cold_seconds)


def write_edition(folder: Path, edition: int) -> None:
    """Write the folder's reports; each has another text and another length in each edition."""
    for number in range(REPORTS):
        place = PLACES[number % len(PLACES)]
        facts = " ".join(
            f"In case {number}.{sentence} the central bank of {place} moved its rate by "
            f"{10 * edition + sentence} points."
            for sentence in range(1 + (number + 3 * edition) % 7)
        )
        text = f"{1 + number % 28} May {2020 + edition}\n\nFull Report: {place}\n\n{facts}\n"
        (folder / f"report{number:02}.txt").write_text(text, encoding="utf-8")


def cold_ingest(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "--home", str(home), "ingest", str(folder)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for_writer(home: Path, process: subprocess.Popen[bytes]) -> float:
    """The moment at which the process has become the store's writer."""
    lock = home / "store" / "writer.lock"
    while not (lock.exists() and lock.read_text() == str(process.pid)):
        assert process.poll() is None, "it ended before it wrote"
        time.sleep(0.005)
    return time.monotonic()


def location(home: Path) -> StoreLocation:
    return StoreLocation(str(home / "store"))


def held(home: Path) -> dict[str, Entry]:
    """All that the store holds of each report; empty when it was killed before there was one."""
    try:
        store = open_store(location(home), IDENTITY, create=False)
    except StoreError as error:
        assert "no store" in str(error)
        return {}
    with store:
        return entries(store, store.snapshot())


def entries(store: Store, snapshot: Snapshot) -> dict[str, Entry]:
    found = {}
    for report_id, record in snapshot.records.items():
        at = [i for i, chunk in enumerate(snapshot.chunks) if chunk.report_id == report_id]
        chunks = tuple(snapshot.chunks[i] for i in at)
        report = store.report(report_id)
        assert record == record_of(report, len(chunks))
        found[report_id] = Entry(report, chunks, snapshot.vectors[at])
    assert sum(len(entry.chunks) for entry in found.values()) == len(snapshot.chunks)
    return found


def record_of(report: Report, chunks: int) -> ReportRecord:
    return ReportRecord(
        report_id=report.report_id,
        path=report.path,
        title=report.title,
        date=report.date,
        place=report.place,
        kind=report.kind,
        fingerprint=report.fingerprint,
        chunks=chunks,
    )


def is_same(one: Entry, other: Entry) -> bool:
    """Text, spans and chunks to the letter, vectors but for rounding."""
    if (one.report, one.chunks) != (other.report, other.chunks):
        return False
    return bool((np.sum(one.vectors * other.vectors, axis=1) > SAME).all())


def edition_of(entry: Entry, clean: Clean) -> int:
    """Which edition the report is in, whole; fails when it is in none."""
    report_id = entry.report.report_id
    (found,) = (
        number for number, all_of in enumerate(clean.editions) if is_same(entry, all_of[report_id])
    )
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_reports_are_whole_or_absent_whenever_the_command_is_killed(
    seed: int, warm: WarmCommand, folder: Path, clean: Clean, tmp_path: Path
) -> None:
    kills = kills_of(random.Random(seed), warm, clean)
    edition = 0
    write_edition(folder, edition)
    while kills:
        sys.stdout.write(f"{len(kills)} to go: {kills[-1]}\n")
        if kills[-1].strikes(tmp_path, folder):
            kills.pop()
        else:  # it had come to its end before
            kills[-1] = replace(kills[-1], seconds=0.8 * kills[-1].seconds)
        editions = [edition_of(entry, clean) for entry in held(tmp_path).values()]
        current = editions.count(edition)
        sys.stdout.write(f"  {current} of {len(editions)} reports are as in the folder\n")
        if current == REPORTS:  # nothing is left to do: give it the other edition
            edition = 1 - edition
            write_edition(folder, edition)
    warm.start("--home", tmp_path, "ingest", folder)
    assert warm.result() == 0
    finished = held(tmp_path)
    assert finished.keys() == clean.editions[edition].keys()
    assert all(edition_of(entry, clean) == edition for entry in finished.values())
    assert leftovers(tmp_path) == []


@dataclass(frozen=True)
class Kill:
    """`kill -9` of the command's process group, some seconds after it began."""

    seconds: float
    warm: WarmCommand | None  # None: the command as a user starts it, from its first write on

    def __str__(self) -> str:
        return f"{'warm' if self.warm else 'cold'}, after {self.seconds:.3f} s"

    def strikes(self, home: Path, folder: Path) -> bool:
        """Start the command and kill it; False when it ended before that."""
        if self.warm:
            group = self.warm.start("--home", home, "ingest", folder)
            self._kill(group)
            return ended(self.warm.result())
        with cold_ingest(home, folder) as process:
            wait_for_writer(home, process)
            self._kill(process.pid)
            return ended(process.wait())

    def _kill(self, group: int) -> None:
        assert group > 1
        time.sleep(self.seconds)
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def kills_of(rng: random.Random, warm: WarmCommand, clean: Clean) -> list[Kill]:
    """Kills at moments spread over the run, in random order."""
    shares = [(i + rng.random()) / WARM_KILLS for i in range(WARM_KILLS)]
    kills = [Kill(share * clean.warm_seconds, warm) for share in shares]
    kills += [Kill(rng.uniform(0.3, 0.9) * clean.cold_seconds, None) for _ in range(COLD_KILLS)]
    rng.shuffle(kills)
    return kills


def ended(status: int) -> bool:
    """Whether the kill ended a command, that had not failed by itself."""
    assert status in (0, -signal.SIGKILL)
    return status != 0


def leftovers(home: Path) -> list[str]:
    connection = connect(location(home), create=False)
    assert connection is not None
    assert connection.attach() is not None
    left = connection.find(CARD, "")
    connection.close()
    return left
