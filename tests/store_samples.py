"""Reports for the store's tests, made from an id and a number, so that a test that finds one
in a store can make it again and compare."""

from datetime import date

import numpy as np

from assistant.chunks import Chunk, Section
from assistant.embed import Vectors
from assistant.reports.model import Report, Span
from assistant.store import Entry, Snapshot, StoreIdentity

IDENTITY = StoreIdentity(embedder="sample", dimensions=16, chunking="words-1")


def unit_vectors(seed: str, rows: int, dimensions: int = IDENTITY.dimensions) -> Vectors:
    rng = np.random.default_rng(list(seed.encode("utf-8", "surrogatepass")))
    vectors = rng.standard_normal((rows, dimensions)).astype(np.float32)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / length, dtype=np.float32)


def entry_of(report_id: str, text: str, chunks: int, fingerprint: str = "") -> Entry:
    """An entry whose text is cut into so many chunks of equal length."""
    step = max(1, len(text) // max(1, chunks))
    spans = [Span(i * step, i * step + step) for i in range(chunks)]
    report = Report(
        report_id=report_id,
        path=f"/reports/{report_id}.txt",
        text=text,
        title="Full Report: Mexico",
        date=date(2020, 12, 21),
        place="Mexico",
        kind=None,
        key_points=tuple(spans[:1]),
        paragraphs=tuple(spans[1:]),
        headings=(),
        captions=(Span(0, 1),),
        boilerplate=(),
        fingerprint=fingerprint or f"{report_id}-0",
    )
    made = tuple(
        Chunk(
            report_id=report_id,
            span=span,
            text=span.of(text),
            section=Section.KEY_POINTS if i == 0 else Section.BODY,
            header="Full Report: Mexico (2020-12-21)",
            sentences=(Span(span.start, span.start + 1), Span(span.start + 1, span.end)),
        )
        for i, span in enumerate(spans)
    )
    return Entry(report, made, unit_vectors(report.fingerprint, len(made)))


def edition(report_id: str, number: int) -> Entry:
    """The report's content in its `number`-th edition; editions differ in all parts."""
    text = f"Edition {number} of {report_id}. " + f"word{number} " * (40 + 7 * (number % 5))
    return entry_of(report_id, text, 2 + number % 4, fingerprint=f"{report_id}-{number}")


def edition_again(fingerprint: str) -> Entry:
    """The edition that has this fingerprint."""
    report_id, _, number = fingerprint.rpartition("-")
    return edition(report_id, int(number))


def assert_whole(snapshot: Snapshot) -> None:
    """Every report in the snapshot is exactly one edition: all chunks, all vectors."""
    entries = [edition_again(record.fingerprint) for record in snapshot.records.values()]
    assert [entry.report.report_id for entry in entries] == sorted(snapshot.records)
    assert snapshot.chunks == tuple(chunk for entry in entries for chunk in entry.chunks)
    parts = [np.empty((0, IDENTITY.dimensions), np.float32)] + [e.vectors for e in entries]
    assert np.array_equal(snapshot.vectors, np.concatenate(parts))
