"""Files into the store: read, chunk, embed and commit, a batch of reports at a time.

An interruption loses at most the batch in hand; the next run goes on from there, because
a report whose fingerprint is already stored is neither chunked nor embedded again.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.chunks import Chunk, ChunkSizes, chunk_report
from assistant.embed import Embedder
from assistant.errors import ReportError
from assistant.reports import Failure, discover, fingerprint_of, read_reports, report_id_of
from assistant.reports.model import Report
from assistant.store import Entry, ReportRecord, Store, Writer
from assistant.tokens import count_tokens

BATCH_CHUNKS = 256
"""Chunks embedded and committed together: about ten seconds of work on two cores."""


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest has come, in bytes of the files that it was given."""

    done: int
    total: int
    reports: int  # added or updated so far


Progress = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest changed, and what the store holds after it."""

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    reports: int
    chunks: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Read:
    """A report that must be stored, and the bytes of input that are done with it."""

    report: Report
    done: int


@dataclass(slots=True)
class _Tally:
    """What a run has met so far."""

    progress: Progress
    total: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: list[Failure] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)  # path of each report id

    def tell(self, done: int) -> None:
        """Report progress to whoever asked for it."""
        self.progress(IngestProgress(done, self.total, self.added + self.updated))


def ingest(
    paths: Sequence[Path],
    store: Store,
    embedder: Callable[[], Embedder],
    *,
    prune: bool,
    wait: float,
    progress: Progress,
) -> IngestResult:
    """Bring the store up to date with the reports under `paths`.

    `embedder` is called only when there is something to embed. With `prune`, reports that
    came from under `paths` and are no longer there are removed. A file that cannot be read
    is a failure in the result, not an error; what the store held of it stays. Raises
    StoreBusyError when another process goes on writing for more than `wait` seconds.
    """
    started = time.monotonic()
    tally = _Tally(progress)
    with store.writer(wait) as writer:
        stored = store.records()
        for batch in _batches(_changed(paths, stored, tally), embedder):
            _commit(batch, writer, embedder(), stored, tally)
        tally.tell(tally.total)
        removed = writer.remove(_gone(paths, stored, tally)) if prune else 0
    records = store.records().values()
    return IngestResult(
        added=tally.added,
        updated=tally.updated,
        unchanged=tally.unchanged,
        removed=removed,
        failed=tuple(tally.failed),
        reports=len(records),
        chunks=sum(record.chunks for record in records),
        seconds=round(time.monotonic() - started, 3),
    )


def _changed(
    paths: Sequence[Path], stored: Mapping[str, ReportRecord], tally: _Tally
) -> Iterator[_Read]:
    """The reports under `paths` that the store does not hold as they are now."""
    found = dict.fromkeys(discover(paths))
    tally.failed.extend(item for item in found if isinstance(item, Failure))
    files = {item: _size(item) for item in found if isinstance(item, Path)}
    tally.total = sum(files.values())
    done = 0
    for file, size in files.items():
        within = 0
        if record := _as_stored(file, stored):
            tally.seen[record.report_id] = record.path
            tally.unchanged += 1
            done += size
            continue
        for report in read_reports(file):
            if isinstance(report, Failure):
                tally.failed.append(report)
                continue
            within = min(size, within + len(report.text))
            if _is_new(report, stored, tally):
                yield _Read(report, done + within)
        done += size
        tally.tell(done)


def _as_stored(file: Path, stored: Mapping[str, ReportRecord]) -> ReportRecord | None:
    """The record of a file that is stored as it is now, known by its bytes, not parsed."""
    record = stored.get(report_id_of(file))
    try:
        same = record and (record.path, record.fingerprint) == (str(file), fingerprint_of(file))
    except ReportError:
        return None  # reading it says what is wrong
    return record if same else None


def _is_new(report: Report, stored: Mapping[str, ReportRecord], tally: _Tally) -> bool:
    """Whether the report must be stored; counts it as unchanged or failed if not."""
    first = tally.seen.setdefault(report.report_id, report.path)
    if first != report.path:
        error = f"report id {report.report_id!r} is already taken by {first}: give it another"
        tally.failed.append(Failure(report.path, error))
        return False
    before = stored.get(report.report_id)
    if before and (before.fingerprint, before.path) == (report.fingerprint, report.path):
        tally.unchanged += 1
        return False
    return True


def _batches(
    changed: Iterable[_Read], embedder: Callable[[], Embedder]
) -> Iterator[list[tuple[_Read, tuple[Chunk, ...]]]]:
    batch: list[tuple[_Read, tuple[Chunk, ...]]] = []
    chunks = 0
    for read in changed:
        model = embedder()
        sizes = ChunkSizes(count_tokens, model.count_tokens, model.window)
        batch.append((read, chunk_report(read.report, sizes)))
        chunks += len(batch[-1][1])
        if chunks >= BATCH_CHUNKS:
            yield batch
            batch, chunks = [], 0
    if batch:
        yield batch


def _commit(
    batch: Sequence[tuple[_Read, tuple[Chunk, ...]]],
    writer: Writer,
    embedder: Embedder,
    stored: Mapping[str, ReportRecord],
    tally: _Tally,
) -> None:
    """Embed all chunks of a batch at once and store its reports."""
    vectors = embedder.encode([chunk.embedded_text for _, chunks in batch for chunk in chunks])
    entries, at = [], 0
    for read, chunks in batch:
        entries.append(Entry(read.report, chunks, vectors[at : at + len(chunks)]))
        at += len(chunks)
    writer.put_many(entries)
    known = sum(entry.report.report_id in stored for entry in entries)
    tally.updated += known
    tally.added += len(entries) - known
    tally.tell(batch[-1][0].done)


def _gone(paths: Sequence[Path], stored: Mapping[str, ReportRecord], tally: _Tally) -> list[str]:
    """Stored reports from under `paths` that were not met; a failed file counts as met."""
    roots = [path.resolve() for path in paths]
    failed = [Path(failure.path) for failure in tally.failed]

    def is_gone(record: ReportRecord) -> bool:
        origin = Path(record.path)
        under = any(origin == root or root in origin.parents for root in roots)
        unsure = any(origin == fault or fault in origin.parents for fault in failed)
        return under and not unsure and record.report_id not in tally.seen

    return [record.report_id for record in stored.values() if is_gone(record)]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
