"""The archive of reports: read by many, written by one process at a time.

**A report is one Chroma record**: its text, spans, chunks and vectors as strings, under a
key made from its id, with the mean of its vectors as the record's embedding. One call to
Chroma is one insert into its log, so a batch of records is a commit: whole or absent for
every reader, and after `kill -9`. Vectors are kept in the record because Chroma's own
index is not safe there: it is rewritten in place (one of 24 kills left files that crashed
the next process), and a second process that has it open does not find new vectors.

**Each commit carries a new version**, in a record of its own (the head), so the version
changes exactly when the content does. A removal is a commit too: the record is overwritten
by an empty one, which is deleted afterwards.

**Retrieval scores exactly, in memory**, over `Snapshot`. For some ten thousand passages a
product with the whole matrix takes less than a millisecond, filters cost nothing, and the same
question gets the same answer; Chroma's index is approximate and built by several threads.
Up to a few hundred thousand passages (0.5 GB of vectors) this stays the right choice.

The price: Chroma keeps and rereads its log of all commits until `reset_store`. For each
thousand reports written, opening takes 0.2 s and each commit 0.1 s more; so ingest commits
many reports at once.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from assistant.errors import StoreError, StoreMismatchError
from assistant.reports.model import Report
from assistant.store import encoding
from assistant.store.model import (
    Entry,
    ReportRecord,
    Snapshot,
    StoreIdentity,
    StoreLocation,
)
from assistant.store.record import CollectionGoneError, Record

if TYPE_CHECKING:
    from assistant.store.chroma import ChromaStore

_LAYOUT = "1"
_HEAD = "head"
_VERSION = "version"
_REMOVED = {encoding.CARD: "", encoding.BODY: "", encoding.VECTORS: ""}
_COMMIT_CHARACTERS = 8_000_000  # a server takes 40 MB in one request
_WRITER_WAIT = 2.0


def open_store(location: StoreLocation, identity: StoreIdentity | None, *, create: bool) -> "Store":
    """Opens the store at `location`, making an empty one there first if `create` says so.

    Without an `identity` any store is opened as what it is, to look at its reports.
    Raises `StoreMismatchError` when the store was made by another identity, `StoreError`
    when there is none or it cannot be used.
    """
    chroma = _connect(location, create=create)
    try:
        return Store(chroma, _attach(chroma, identity, create=create))
    except BaseException:
        chroma.close()
        raise


def reset_store(
    location: StoreLocation, identity: StoreIdentity, wait: float = _WRITER_WAIT
) -> "Store":
    """Replaces the store at `location`, whatever made it, by an empty one of `identity`.

    Raises `StoreBusyError` when another process is writing.
    """
    chroma = _connect(location, create=True)
    try:
        with chroma.locks.writer(wait):
            with chroma.locks.access(exclusive=True):
                chroma.drop()
            return Store(chroma, _attach(chroma, identity, create=True))
    except BaseException:
        chroma.close()
        raise


class Store:
    """An open store. May be shared by threads; a context manager that closes itself."""

    def __init__(self, chroma: "ChromaStore", identity: StoreIdentity) -> None:
        """Wraps a connection whose collection is attached; see `open_store`."""
        self.identity = identity
        self._chroma = chroma

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the store."""
        self.close()

    def close(self) -> None:
        """Lets go of the folder or the server."""
        self._chroma.close()

    def version(self) -> str:
        """Changes whenever the content did, in whichever process; takes about 1 ms."""
        return self._version(self._read([_HEAD]))

    def records(self) -> Mapping[str, ReportRecord]:
        """The stored reports by id, in the order of their ids."""
        return _records(_held(self._read(None)))

    def report(self, report_id: str) -> Report:
        """The report as it was stored; raises `StoreError` when there is none."""
        for fields in _held(self._read([encoding.record_key(report_id)])):
            return encoding.decode_report(fields)
        raise StoreError(
            f"there is no report {report_id!r} in the store; `assistant list` shows what there is"
        )

    def snapshot(self) -> Snapshot:
        """Everything retrieval needs, as of one commit."""
        rows = self._read(None)
        held = {encoding.decode_record(fields).report_id: fields for fields in _held(rows)}
        ordered = [held[report_id] for report_id in sorted(held)]
        chunks = tuple(chain.from_iterable(map(encoding.decode_chunks, ordered)))
        dimensions = self.identity.dimensions
        empty = np.empty((0, dimensions), dtype=np.float32)
        parts = [encoding.decode_vectors(fields, dimensions) for fields in ordered]
        vectors = np.concatenate([empty, *parts], dtype=np.float32)
        vectors.setflags(write=False)
        return Snapshot(self._version(rows), _records(ordered), chunks, vectors)

    @contextmanager
    def writer(self, wait: float = _WRITER_WAIT) -> Iterator["Writer"]:
        """Makes this process the only writer for the length of the block.

        Raises `StoreBusyError`, naming the other process, when another one still writes
        after `wait` seconds.
        """
        with self._chroma.locks.writer(wait):
            writer = Writer(self._chroma, self.identity)
            self._read([_HEAD])  # another process may have reset the store meanwhile
            writer.sweep()
            yield writer

    def _version(self, rows: Iterable[Record]) -> str:
        versions = [row.fields[_VERSION] for row in rows if row.key == _HEAD]
        return f"{self._chroma.collection_id}:{versions[0] if versions else 'empty'}"

    def _read(self, keys: Sequence[str] | None) -> list[Record]:
        with self._chroma.locks.access(exclusive=False):
            try:
                return self._chroma.get(keys)
            except CollectionGoneError:
                pass  # made anew by another process: find the new one
        _attach(self._chroma, self.identity)
        with self._chroma.locks.access(exclusive=False):
            return self._chroma.get(keys)


class Writer:
    """Changes the store, one commit at a time; made by `Store.writer`."""

    def __init__(self, chroma: "ChromaStore", identity: StoreIdentity) -> None:
        """Needs the writer's lock to be held."""
        self._chroma = chroma
        self._identity = identity

    def put(self, entry: Entry) -> None:
        """Stores the report, in place of what the store holds under its id."""
        self.put_many([entry])

    def put_many(self, entries: Iterable[Entry]) -> None:
        """Stores reports in as few commits as their size allows.

        Each report is stored whole or not at all. Raises `ValueError` when chunks or
        vectors are not the report's or not the store's.
        """
        self._commit_all(map(self._record, entries))

    def remove(self, report_ids: Iterable[str]) -> int:
        """Removes the reports; gives how many of them there were."""
        keys = {encoding.record_key(report_id) for report_id in report_ids}
        with self._chroma.locks.access(exclusive=False):
            there = self._chroma.present(sorted(keys))
        self._commit_all(self._empty(key, _REMOVED) for key in there)
        if there:
            self.sweep()
        return len(there)

    def sweep(self) -> None:
        """Deletes the empty records that removals leave, also those of a killed process."""
        with self._chroma.locks.access(exclusive=False):
            removed = self._chroma.find(encoding.CARD, "")
        if removed:
            with self._chroma.locks.access(exclusive=True):
                self._chroma.delete(removed)

    def _commit_all(self, records: Iterable[Record]) -> None:
        most = self._chroma.batch_limit - 1  # one is the head
        batch: list[Record] = []
        size = 0
        for record in records:
            length = sum(map(len, record.fields.values()))
            if batch and (size + length > _COMMIT_CHARACTERS or len(batch) == most):
                self._commit(batch)
                batch, size = [], 0
            batch.append(record)
            size += length
        if batch:
            self._commit(batch)

    def _commit(self, records: Sequence[Record]) -> None:
        head = self._empty(_HEAD, {_VERSION: uuid.uuid4().hex})
        with self._chroma.locks.access(exclusive=True):
            self._chroma.put([*records, head])

    def _record(self, entry: Entry) -> Record:
        dimensions = self._identity.dimensions
        if entry.vectors.shape != (len(entry.chunks), dimensions):
            raise ValueError(
                f"{len(entry.chunks)} chunks need vectors of shape "
                f"({len(entry.chunks)}, {dimensions}), not {entry.vectors.shape}"
            )
        if not np.isfinite(entry.vectors).all():
            raise ValueError(f"the vectors of {entry.report.report_id!r} are not all finite")
        if any(chunk.report_id != entry.report.report_id for chunk in entry.chunks):
            raise ValueError(f"not all chunks are of report {entry.report.report_id!r}")
        key = encoding.record_key(entry.report.report_id)
        fields = encoding.encode_entry(entry)
        mean = encoding.mean_vector(entry.vectors)
        return self._empty(key, fields) if mean is None else Record(key, fields, mean)

    def _empty(self, key: str, fields: Mapping[str, str]) -> Record:
        return Record(key, fields, encoding.scattered_vector(key, self._identity.dimensions))


def _connect(location: StoreLocation, *, create: bool) -> "ChromaStore":
    # Imported late: Chroma takes most of a second to load, and most commands' modules
    # import this package for its types.
    from assistant.store.chroma import connect

    chroma = connect(location, create=create)
    if chroma is None:
        raise _no_store(location.address)
    return chroma


def _attach(
    chroma: "ChromaStore", wanted: StoreIdentity | None, *, create: bool = False
) -> StoreIdentity:
    """Finds the store's collection and gives its identity, which has to be `wanted`."""
    with chroma.locks.access(exclusive=True):
        metadata = chroma.attach()
        if metadata is None and create and wanted is not None:
            chroma.create(_metadata(wanted))
            metadata = chroma.attach()
    if metadata is None:
        raise _no_store(chroma.place)
    if metadata.get("layout") != _LAYOUT:
        raise StoreError(
            f"{chroma.place} was written by another version of this program; update it, or "
            "make the store anew with: assistant ingest --rebuild PATH"
        )
    found = StoreIdentity(metadata["embedder"], int(metadata["dimensions"]), metadata["chunking"])
    if wanted is not None and found != wanted:
        raise StoreMismatchError(
            f"{chroma.place} was made with {found}, and the settings say {wanted}; change the "
            "settings back, or make the store anew with: assistant ingest --rebuild PATH"
        )
    return found


def _metadata(identity: StoreIdentity) -> dict[str, str]:
    return {
        "layout": _LAYOUT,
        "embedder": identity.embedder,
        "dimensions": str(identity.dimensions),
        "chunking": identity.chunking,
    }


def _no_store(place: str) -> StoreError:
    return StoreError(f"there is no store at {place}; make one with: assistant ingest PATH")


def _is_held(row: Record) -> bool:
    return row.key != _HEAD and row.fields[encoding.CARD] != ""


def _held(rows: Iterable[Record]) -> list[Mapping[str, str]]:
    return [row.fields for row in rows if _is_held(row)]


def _records(fields: Iterable[Mapping[str, str]]) -> dict[str, ReportRecord]:
    records = map(encoding.decode_record, fields)
    return {record.report_id: record for record in sorted(records, key=lambda r: r.report_id)}
