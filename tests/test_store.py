import http.server
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import StoreError, StoreMismatchError
from assistant.reports.model import Report, Span
from assistant.store import Entry, Store, StoreIdentity, StoreLocation, open_store, reset_store
from assistant.store import chroma as edge
from assistant.store.chroma import connect
from assistant.store.encoding import (
    CARD,
    decode_chunks,
    decode_record,
    decode_report,
    decode_vectors,
    encode_entry,
    record_key,
)
from tests.chroma_server import chroma_server, free_port
from tests.store_samples import IDENTITY, assert_whole, edition, entry_of, unit_vectors

AWKWARD_IDS = ["a/b", "../../etc/passwd", "x" * 300, "Ünï-côdé 報告", "", "nul\0", "\ud800", "head"]


@pytest.fixture
def store(location: StoreLocation) -> Iterator[Store]:
    with open_store(location, IDENTITY, create=True) as opened:
        yield opened


def put(store: Store, *entries: Entry) -> None:
    with store.writer() as writer:
        writer.put_many(entries)


def keys_left(location: StoreLocation) -> set[str]:
    """The keys of all records, also those that readers do not see."""
    connection = connect(location, create=False)
    assert connection is not None
    assert connection.attach() is not None
    keys = {record.key for record in connection.get()}
    connection.close()
    return keys


def test_what_goes_in_comes_out(store: Store) -> None:
    entry = edition("mexico", 3)
    put(store, entry)
    snapshot = store.snapshot()
    assert store.report("mexico") == entry.report
    assert snapshot.chunks == entry.chunks
    assert snapshot.vectors.dtype == np.float32
    assert np.array_equal(snapshot.vectors, entry.vectors)
    record = snapshot.records["mexico"]
    assert (record.title, record.date, record.place, record.kind, record.chunks) == (
        entry.report.title,
        entry.report.date,
        "Mexico",
        None,
        len(entry.chunks),
    )
    assert store.records() == snapshot.records


def test_an_empty_store_has_an_empty_snapshot(store: Store) -> None:
    snapshot = store.snapshot()
    assert (snapshot.chunks, dict(snapshot.records)) == ((), {})
    assert snapshot.vectors.shape == (0, IDENTITY.dimensions)
    assert store.version() == snapshot.version


def test_the_vectors_of_a_snapshot_cannot_be_changed(store: Store) -> None:
    put(store, edition("a", 1))
    with pytest.raises(ValueError, match="read-only"):
        store.snapshot().vectors[0, 0] = 1.0


def test_the_order_does_not_depend_on_the_order_of_storing(store: Store) -> None:
    put(store, edition("b", 1), edition("c", 2))
    put(store, edition("a", 3))
    put(store, edition("b", 4))
    snapshot = store.snapshot()
    assert list(snapshot.records) == ["a", "b", "c"]
    assert_whole(snapshot)


def test_a_new_edition_replaces_the_old_one_whole(store: Store, location: StoreLocation) -> None:
    put(store, edition("a", 3), edition("b", 0))
    put(store, edition("a", 0))
    assert_whole(store.snapshot())
    assert store.records()["a"].fingerprint == "a-0"
    assert keys_left(location) == {"head", record_key("a"), record_key("b")}


def test_removed_reports_leave_nothing(store: Store, location: StoreLocation) -> None:
    put(store, *(edition(name, 1) for name in "abc"))
    with store.writer() as writer:
        assert writer.remove(["a", "c", "never there"]) == 2
        assert writer.remove(["a"]) == 0
    assert list(store.records()) == ["b"]
    assert_whole(store.snapshot())
    assert keys_left(location) == {"head", record_key("b")}
    with pytest.raises(StoreError, match="assistant list"):
        store.report("a")


def test_a_removed_report_can_come_back(store: Store) -> None:
    put(store, edition("a", 1))
    with store.writer() as writer:
        writer.remove(["a"])
        writer.put(edition("a", 2))
    assert_whole(store.snapshot())
    assert list(store.records()) == ["a"]


def test_the_version_changes_with_the_content_only(store: Store, location: StoreLocation) -> None:
    seen = [store.version()]
    put(store, edition("a", 1))
    seen.append(store.version())
    put(store, edition("a", 2))
    seen.append(store.version())
    with store.writer() as writer:
        writer.remove(["a"])
    seen.append(store.version())
    assert len(set(seen)) == len(seen)
    with store.writer() as writer:
        writer.remove(["a"])
        writer.put_many([])
    store.snapshot()
    assert store.version() == store.snapshot().version == seen[-1]
    with open_store(location, IDENTITY, create=False) as again:
        assert again.version() == seen[-1]


def test_awkward_ids_and_texts(store: Store) -> None:
    text = "NUL \0 lone \ud83d surrogate, عربي, 日本, é, \r\n \u2028 " * 3
    entries = [entry_of(name, text, 2) for name in AWKWARD_IDS]
    put(store, *entries)
    assert sorted(store.records()) == sorted(AWKWARD_IDS)
    for entry in entries:
        assert store.report(entry.report.report_id) == entry.report
    chunks = {chunk for entry in entries for chunk in entry.chunks}
    assert set(store.snapshot().chunks) == chunks
    with store.writer() as writer:
        assert writer.remove(AWKWARD_IDS) == len(AWKWARD_IDS)
    assert not store.records()


def test_a_report_without_chunks(store: Store) -> None:
    entry = entry_of("empty", "", 0)
    put(store, entry, edition("full", 1))
    assert store.report("empty") == entry.report
    assert store.records()["empty"].chunks == 0
    assert {chunk.report_id for chunk in store.snapshot().chunks} == {"full"}


def test_reports_of_megabytes_and_thousands_of_chunks(store: Store) -> None:
    entries = [entry_of(name, "палата " * 350_000 + name, 6_000) for name in ("big", "large")]
    put(store, *entries)
    snapshot = store.snapshot()
    assert store.report("large") == entries[1].report
    assert snapshot.chunks == entries[0].chunks + entries[1].chunks
    assert np.array_equal(snapshot.vectors, np.concatenate([e.vectors for e in entries]))


@pytest.mark.parametrize("location", ["embedded"], indirect=True)
def test_reports_in_greater_number_than_one_commit_takes(store: Store) -> None:
    put(store, *(entry_of(f"{i:04}", "few words", i % 2) for i in range(5_600)))
    names = list(store.records())
    assert len(names) == 5_600
    with store.writer() as writer:
        assert writer.remove(names) == len(names)
    assert not store.records()


@pytest.mark.parametrize(
    "broken",
    [
        replace(edition("a", 1), vectors=unit_vectors("a", 2)),
        replace(edition("a", 1), vectors=unit_vectors("a", 3, dimensions=8)),
        replace(edition("a", 1), vectors=np.full((3, IDENTITY.dimensions), np.nan, np.float32)),
        replace(edition("a", 1), chunks=edition("b", 1).chunks),
    ],
    ids=["rows", "dimensions", "not finite", "another's chunks"],
)
def test_entries_that_do_not_fit_are_refused(tmp_path: Path, broken: Entry) -> None:
    with open_store(StoreLocation(str(tmp_path)), IDENTITY, create=True) as store:
        with store.writer() as writer, pytest.raises(ValueError, match="chunks|finite"):
            writer.put(broken)
        assert not store.records()


@pytest.mark.parametrize(
    "other",
    [
        replace(IDENTITY, embedder="another"),
        replace(IDENTITY, dimensions=8),
        replace(IDENTITY, chunking="words-2"),
    ],
)
def test_another_identity_is_refused(
    store: Store, location: StoreLocation, other: StoreIdentity
) -> None:
    put(store, edition("a", 1))
    for create in (True, False):
        with pytest.raises(StoreMismatchError) as caught:
            open_store(location, other, create=create)
        message = str(caught.value)
        assert str(IDENTITY) in message and str(other) in message
        assert "assistant ingest --rebuild" in message
    with open_store(location, None, create=False) as opened:
        assert opened.identity == IDENTITY
        assert list(opened.records()) == ["a"]


def test_reset_makes_an_empty_store_of_another_identity(
    store: Store, location: StoreLocation
) -> None:
    put(store, edition("a", 1))
    other = replace(IDENTITY, dimensions=8)
    with reset_store(location, other) as fresh:
        assert not fresh.records()
        assert fresh.identity == other
    with pytest.raises(StoreMismatchError):
        store.snapshot()


def test_an_open_store_follows_a_reset(store: Store, location: StoreLocation) -> None:
    put(store, edition("a", 1))
    before = store.version()
    with reset_store(location, IDENTITY) as fresh:
        assert store.version() != before
        put(fresh, edition("b", 2))
    put(store, edition("c", 3))
    assert list(store.records()) == ["b", "c"]
    assert_whole(store.snapshot())


def test_a_store_that_is_not_there(location: StoreLocation) -> None:
    with pytest.raises(StoreError, match="assistant ingest"):
        open_store(location, IDENTITY, create=False)
    with pytest.raises(StoreError, match="assistant ingest"):
        open_store(location, None, create=True)
    with open_store(location, IDENTITY, create=True) as made:
        assert not made.records()


def test_looking_for_a_store_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_store(StoreLocation(str(tmp_path / "none")), IDENTITY, create=False)
    assert not (tmp_path / "none").exists()


def test_a_store_of_another_layout_is_refused(tmp_path: Path) -> None:
    location = StoreLocation(str(tmp_path))
    connection = connect(location, create=True)
    assert connection is not None
    connection.create({"layout": "2"})
    connection.close()
    with pytest.raises(StoreError, match="another version of this program"):
        open_store(location, IDENTITY, create=True)


def one_line(error: StoreError) -> str:
    message = str(error)
    assert "\n" not in message and len(message) < 400
    return message


@pytest.mark.parametrize("damage", ["garbage", "half", "no tables"])
def test_a_damaged_folder(tmp_path: Path, damage: str) -> None:
    location = StoreLocation(str(tmp_path))
    with open_store(location, IDENTITY, create=True) as store:
        put(store, *(edition(f"r{i}", i) for i in range(50)))
    database = tmp_path / "chroma.sqlite3"
    content = database.read_bytes()
    if damage == "garbage":
        database.write_bytes(bytes(range(256)) * 400)
    elif damage == "half":
        database.write_bytes(content[: len(content) // 2])
    else:
        with sqlite3.connect(database) as connection:
            connection.execute("ALTER TABLE collections RENAME TO others")
        connection.close()
    with pytest.raises(StoreError) as caught:
        open_store(location, IDENTITY, create=False).snapshot()
    assert "damaged" in one_line(caught.value)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="--home") as caught:
        open_store(StoreLocation(str(tmp_path / "file")), IDENTITY, create=True)
    one_line(caught.value)


def run_python(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
    )


OPEN = """
import sys
{prepare}
from assistant.errors import StoreError
from assistant.store import StoreLocation, open_store
from tests.store_samples import IDENTITY, edition
try:
    store = open_store(StoreLocation(sys.argv[1]), IDENTITY, create=True)
    with store.writer() as writer:
        writer.put_many([edition(f"r{{i}}", i) for i in range({reports})])
    print(len(store.snapshot().records))
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    open_store(StoreLocation(str(folder)), IDENTITY, create=True).close()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in folder.parents:
        if path.is_relative_to(tmp_path.parents[1]):
            path.chmod(0o755)
    code = OPEN.format(prepare="import os, assistant.store.chroma; os.setuid(65534)", reports=1)
    result = run_python(code, str(folder), cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "--home" in result.stdout and result.stdout.count("\n") == 1


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    location = StoreLocation(str(tmp_path / "store"))
    with open_store(location, IDENTITY, create=True) as store:
        put(store, edition("a", 1))
    limit = (tmp_path / "store" / "chroma.sqlite3").stat().st_size + 50_000
    prepare = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    )
    result = run_python(
        OPEN.format(prepare=prepare, reports=2_000), str(tmp_path / "store"), cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert "free some space" in result.stdout and result.stdout.count("\n") == 1
    with open_store(location, IDENTITY, create=False) as store:
        assert_whole(store.snapshot())
        assert list(store.records()) == ["a"]


def test_an_embedded_store_never_goes_to_the_network(tmp_path: Path) -> None:
    prepare = (
        "import socket\n"
        "def refuse(*a): raise SystemExit(f'network: {a}')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse"
    )
    code = OPEN.format(prepare=prepare, reports=3)
    result = run_python(code, str(tmp_path / "store"), cwd=tmp_path)
    assert (result.stdout, result.stderr) == ("3\n", "")


def test_importing_the_package_loads_no_chroma(tmp_path: Path) -> None:
    code = "import sys, assistant.store; print('chromadb' in sys.modules)"
    assert run_python(code, cwd=tmp_path).stdout == "False\n"


def test_a_dotenv_file_in_the_working_directory_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHROMA_SERVER_HOST=elsewhere\nPERSIST_DIRECTORY=elsewhere\n")
    result = run_python(OPEN.format(prepare="", reports=3), str(tmp_path / "store"), cwd=tmp_path)
    assert result.stdout == "3\n", result.stderr


def test_a_server_that_is_down(tmp_path: Path) -> None:
    address = f"http://user:secret@127.0.0.1:{free_port()}"
    begun = time.monotonic()
    with pytest.raises(StoreError, match="chroma run") as caught:
        open_store(StoreLocation(address), IDENTITY, create=True)
    assert time.monotonic() - begun < edge._CONNECT_TIMEOUT
    assert "secret" not in one_line(caught.value)


def test_a_server_that_goes_down_and_comes_back(tmp_path: Path) -> None:
    port = free_port()
    with chroma_server(tmp_path, port) as address:
        store = open_store(StoreLocation(address), IDENTITY, create=True)
        put(store, edition("a", 1))
        version = store.version()
    with store:
        with pytest.raises(StoreError) as caught:
            store.snapshot()
        one_line(caught.value)
        with chroma_server(tmp_path, port):
            assert store.version() == version
            put(store, edition("b", 2))
            assert_whole(store.snapshot())


class _Teapot(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(418)
        self.end_headers()
        self.wfile.write(b"<h1>\nnot Chroma</h1>")

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output clean."""


@contextmanager
def http_server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Teapot) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def test_a_server_that_is_not_chroma() -> None:
    with http_server() as address, pytest.raises(StoreError, match="API version 2") as caught:
        open_store(StoreLocation(address), IDENTITY, create=True)
    one_line(caught.value)


def test_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "_CONNECT_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreError, match="does not answer"):
            open_store(StoreLocation(address), IDENTITY, create=True)


@pytest.mark.parametrize("address", ["http://", "http://host:port", "https://[::1"])
def test_a_malformed_address(address: str) -> None:
    with pytest.raises(StoreError, match="server address"):
        open_store(StoreLocation(address), IDENTITY, create=True)


def test_a_database_that_the_server_does_not_have(chroma_address: str) -> None:
    with pytest.raises(StoreError, match="nowhere") as caught:
        open_store(StoreLocation(chroma_address, database="nowhere"), IDENTITY, create=True)
    one_line(caught.value)


def test_headers_are_not_shown() -> None:
    location = StoreLocation("http://host", headers={"authorization": "Bearer secret"})
    assert "secret" not in repr(location)


texts = st.text(st.characters(exclude_categories=[]), max_size=200)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    text = draw(texts)
    count = draw(st.integers(0, 4)) if text else 0
    entry = entry_of(draw(texts), text, count, fingerprint=draw(st.text(max_size=8)) or "f")
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    report: Report = replace(
        entry.report,
        path=draw(texts),
        title=draw(texts),
        date=draw(st.none() | st.dates()),
        place=draw(st.none() | texts),
        kind=draw(st.none() | texts),
        boilerplate=tuple(map(Span, edges[::2], edges[1::2])),
    )
    return replace(entry, report=report)


@given(entries())
def test_any_entry_survives_encoding(entry: Entry) -> None:
    fields = encode_entry(entry)
    assert all(value.encode() for value in fields.values() if value)
    assert decode_report(fields) == entry.report
    assert tuple(decode_chunks(fields)) == entry.chunks
    assert np.array_equal(decode_vectors(fields, IDENTITY.dimensions), entry.vectors)
    assert decode_record(fields).chunks == len(entry.chunks)
    assert fields[CARD] != ""
