"""The store among several processes, some of which are killed."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from assistant.errors import StoreBusyError, StoreError
from assistant.store import StoreLocation, open_store, server_lock
from assistant.store.chroma import connect
from assistant.store.encoding import CARD
from tests.store_samples import IDENTITY, assert_whole, edition

KILLS = 30
REPORTS = [f"r{i:02}" for i in range(12)]

processes = get_context("forkserver")
processes.set_forkserver_preload(["assistant.store.chroma", "tests.store_samples"])


@pytest.fixture
def start() -> Iterator[Callable[..., ForkServerProcess]]:
    """Starts a function in a process of its own; none is left behind."""
    started: list[ForkServerProcess] = []

    def run(work: Callable[..., None], *arguments: object) -> ForkServerProcess:
        process = processes.Process(target=work, args=arguments, daemon=True)
        process.start()
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.join()


def quick_locks() -> None:
    """Lets a dead writer's lock on a server count as such after a moment."""
    server_lock._STALE = 1.0
    server_lock._BEAT = 0.2


@pytest.fixture(autouse=True)
def _quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_lock, "_STALE", 1.0)
    monkeypatch.setattr(server_lock, "_BEAT", 0.2)


def ingest(location: StoreLocation, goal: int) -> None:
    """Brings every report to edition `goal`, a few at a time, as an interrupted ingest does."""
    with open_store(location, IDENTITY, create=True) as store, store.writer(10.0) as writer:
        held = {name: record.fingerprint for name, record in store.records().items()}
        todo = [name for name in REPORTS if held.get(name) != f"{name}-{goal}"]
        for i in range(0, len(todo), 2):
            writer.put_many([edition(name, goal) for name in todo[i : i + 2]])


def churn(location: StoreLocation, seed: int, writing: Event | None = None) -> None:
    """Stores, replaces and removes reports at random until it is killed."""
    quick_locks()
    rng = random.Random(seed)
    with open_store(location, IDENTITY, create=True) as store, store.writer(10.0) as writer:
        if writing is not None:
            writing.set()
        while True:
            names = rng.sample(REPORTS, 3)
            if rng.random() < 0.4:
                writer.remove(names)
            else:
                writer.put_many([edition(name, rng.randrange(9)) for name in names])


def leftovers(location: StoreLocation) -> list[str]:
    connection = connect(location, create=False)
    assert connection is not None
    assert connection.attach() is not None
    left = connection.find(CARD, "")
    connection.close()
    return left


@pytest.mark.parametrize("location", ["embedded"], indirect=True)
def test_reports_are_whole_or_absent_after_each_of_many_kills(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    rng = random.Random(20201221)
    versions = set()
    for kill in range(KILLS):
        writing = processes.Event()
        writer = start(churn, location, kill, writing)
        if kill % 3:  # the others are killed while they start and open the store
            assert writing.wait(30)
        time.sleep(rng.uniform(0.0, 0.3))
        writer.kill()
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
        try:
            store = open_store(location, IDENTITY, create=False)
        except StoreError as error:
            assert "no store" in str(error)  # killed before there was one
            continue
        with store:
            assert_whole(store.snapshot())
            versions.add(store.version())
    assert len(versions) > KILLS / 2
    last = start(ingest, location, 99)
    last.join()
    assert last.exitcode == 0
    with open_store(location, IDENTITY, create=False) as store:
        assert_whole(store.snapshot())
        assert {r.fingerprint for r in store.records().values()} == {f"{n}-99" for n in REPORTS}
    assert leftovers(location) == []


@pytest.mark.parametrize("location", ["server"], indirect=True)
def test_a_server_keeps_reports_whole_when_its_writers_are_killed(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    rng = random.Random(20201221)
    with open_store(location, IDENTITY, create=True) as store:
        for kill in range(6):
            before = store.version()
            writer = start(churn, location, kill)
            _wait_for(lambda old=before: store.version() != old)  # type: ignore[misc]
            time.sleep(rng.uniform(0.0, 0.2))
            writer.kill()
            writer.join()
            assert_whole(store.snapshot())
        ingest(location, 99)
        assert_whole(store.snapshot())
        assert len(store.records()) == len(REPORTS)
    assert leftovers(location) == []


def test_an_interrupted_ingest_is_finished_by_the_next(
    tmp_path: Path, start: Callable[..., ForkServerProcess]
) -> None:
    location = StoreLocation(str(tmp_path))
    ingest(location, 1)
    with open_store(location, IDENTITY, create=False) as store:
        before = store.version()
        interrupted = start(ingest, location, 2)
        _wait_for(lambda: store.version() != before)
        interrupted.kill()
        interrupted.join()
        assert_whole(store.snapshot())
        ingest(location, 2)
        assert {r.fingerprint for r in store.records().values()} == {f"{n}-2" for n in REPORTS}


def test_a_folder_survives_kills_while_it_is_made(
    tmp_path: Path, start: Callable[..., ForkServerProcess]
) -> None:
    rng = random.Random(7)
    for attempt in range(10):
        location = StoreLocation(str(tmp_path / str(attempt)))
        maker = start(churn, location, attempt)
        time.sleep(rng.uniform(0.0, 0.12))
        maker.kill()
        maker.join()
        ingest(location, 1)
        with open_store(location, IDENTITY, create=False) as store:
            assert_whole(store.snapshot())


def _wait_for(condition: Callable[[], bool], patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.01)


def put_one(location: StoreLocation, name: str, number: int) -> None:
    with open_store(location, IDENTITY, create=False) as store, store.writer(10.0) as writer:
        writer.put(edition(name, number))


def test_an_open_reader_sees_what_other_processes_commit(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    with open_store(location, IDENTITY, create=True) as reader:
        for number in range(3):
            before = reader.version()
            for name in ("a", "b"):
                process = start(put_one, location, name, number)
                process.join()
                assert process.exitcode == 0
            assert reader.version() != before
            snapshot = reader.snapshot()
            assert snapshot.version == reader.version()
            assert list(snapshot.records) == ["a", "b"]
            assert snapshot.records["a"].fingerprint == f"a-{number}"
            assert_whole(snapshot)


def test_snapshots_are_whole_while_another_process_writes(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    with open_store(location, IDENTITY, create=True) as reader:
        start(churn, location, 5)
        _wait_for(lambda: bool(reader.records()))
        seen = set()

        def enough() -> bool:
            snapshot = reader.snapshot()
            assert_whole(snapshot)
            seen.add(snapshot.version)
            return len(seen) > 20

        _wait_for(enough)


def test_readers_that_open_while_another_process_writes_change_nothing(
    tmp_path: Path, start: Callable[..., ForkServerProcess]
) -> None:
    location = StoreLocation(str(tmp_path))
    open_store(location, IDENTITY, create=True).close()
    start(churn, location, 5)
    for _ in range(20):
        with open_store(location, IDENTITY, create=False) as reader:
            assert_whole(reader.snapshot())


def test_threads_share_an_open_store(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    with open_store(location, IDENTITY, create=True) as store:
        start(churn, location, 6)
        _wait_for(lambda: bool(store.records()))
        with ThreadPoolExecutor(4) as pool:
            for snapshot in pool.map(lambda _: store.snapshot(), range(24)):
                assert_whole(snapshot)


def hold(location: StoreLocation, holding: Event) -> None:
    quick_locks()
    with open_store(location, IDENTITY, create=True) as store, store.writer():
        holding.set()
        time.sleep(600)


def test_a_second_writer_is_told_who_the_first_is(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    holding = processes.Event()
    with open_store(location, IDENTITY, create=True) as store:
        first = start(hold, location, holding)
        assert holding.wait(30)
        time.sleep(1.2)  # longer than a dead writer's lock would last
        with pytest.raises(StoreBusyError, match=f"process {first.pid}\\b"), store.writer(0.1):
            pass
        assert not store.records()  # reading is free
        first.kill()
        first.join()
        with store.writer(10.0) as writer:
            writer.put(edition("a", 1))
        assert_whole(store.snapshot())


def test_a_second_writer_in_the_same_process_waits_its_turn(location: StoreLocation) -> None:
    with (
        open_store(location, IDENTITY, create=True) as one,
        open_store(location, IDENTITY, create=False) as other,
    ):
        with one.writer(), pytest.raises(StoreBusyError, match=str(os.getpid())):
            with other.writer(0.1):
                pass
        with other.writer(0.1) as writer:
            writer.put(edition("a", 1))
        assert_whole(one.snapshot())


def test_a_writer_that_lost_its_lock_on_a_server_is_stopped(
    server_location: StoreLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_lock, "_BEAT", 60.0)  # no sign of life
    with (
        open_store(server_location, IDENTITY, create=True) as sleeper,
        open_store(server_location, IDENTITY, create=False) as other,
    ):
        with sleeper.writer() as late:
            time.sleep(1.1)
            with other.writer() as writer:
                writer.put(edition("a", 1))
                with pytest.raises(StoreBusyError, match="took over"):
                    late.put(edition("a", 2))
        with other.writer() as writer:
            writer.put(edition("b", 1))
        assert other.records()["a"].fingerprint == "a-1"
        assert_whole(other.snapshot())


def make(location: StoreLocation, name: str) -> None:
    with open_store(location, IDENTITY, create=True) as store, store.writer(30.0) as writer:
        writer.put(edition(name, 1))


def test_processes_that_make_a_store_at_once_make_one(
    location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    makers = [start(make, location, name) for name in REPORTS[:4]]
    for maker in makers:
        maker.join()
    assert [maker.exitcode for maker in makers] == [0] * 4
    with open_store(location, IDENTITY, create=False) as store:
        assert list(store.records()) == REPORTS[:4]
        assert_whole(store.snapshot())


def take_turns(location: StoreLocation, turns: int) -> None:
    server_lock._POLL = 0.001
    with open_store(location, IDENTITY, create=True) as store:
        for _ in range(turns):
            with store.writer(30.0):
                pass


def test_a_lock_let_go_while_another_asks_for_it_is_no_fault(
    server_location: StoreLocation, start: Callable[..., ForkServerProcess]
) -> None:
    takers = [start(take_turns, server_location, 50) for _ in range(4)]
    for taker in takers:
        taker.join()
    assert [taker.exitcode for taker in takers] == [0] * 4
