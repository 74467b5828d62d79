"""A report, its chunks and their vectors as the strings of one Chroma record, and back.

JSON escapes what would not survive the way (NULs, lone surrogates), so that any text comes
back as it went in. Vectors are little-endian float32 in base64 and come back bit for bit.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np

from assistant.chunks import Chunk, Section
from assistant.embed import Vectors
from assistant.reports.model import Report, Span
from assistant.store.model import Entry, ReportRecord

CARD = "card"
BODY = "body"
VECTORS = "vectors"

_FLOAT32 = np.dtype("<f4")
_SPANS = ("key_points", "paragraphs", "headings", "captions", "boilerplate")


def record_key(report_id: str) -> str:
    """The record's id in Chroma: a digest, because a report id may be any text."""
    return sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()


def encode_entry(entry: Entry) -> dict[str, str]:
    """The fields of the entry's record."""
    report = entry.report
    card = {
        "report_id": report.report_id,
        "path": report.path,
        "title": report.title,
        "date": None if report.date is None else report.date.isoformat(),
        "place": report.place,
        "kind": report.kind,
        "fingerprint": report.fingerprint,
        "chunks": len(entry.chunks),
    }
    body = {
        "text": report.text,
        "spans": {name: _flat(getattr(report, name)) for name in _SPANS},
        "chunks": [
            [[c.span.start, c.span.end], c.section, c.header, _flat(c.sentences)]
            for c in entry.chunks
        ],
    }
    vectors = np.ascontiguousarray(entry.vectors, dtype=_FLOAT32).tobytes()
    return {
        CARD: _json(card),
        BODY: _json(body),
        VECTORS: base64.b64encode(vectors).decode("ascii"),
    }


def decode_record(fields: Mapping[str, str]) -> ReportRecord:
    """What the archive's list shows of the record."""
    card = json.loads(fields[CARD])
    day = card.pop("date")
    return ReportRecord(date=None if day is None else date.fromisoformat(day), **card)


def decode_report(fields: Mapping[str, str]) -> Report:
    """The report as it was stored."""
    record = decode_record(fields)
    body = json.loads(fields[BODY])
    spans = {name: _spans(body["spans"][name]) for name in _SPANS}
    return Report(
        report_id=record.report_id,
        path=record.path,
        text=body["text"],
        title=record.title,
        date=record.date,
        place=record.place,
        kind=record.kind,
        fingerprint=record.fingerprint,
        **spans,
    )


def decode_chunks(fields: Mapping[str, str]) -> list[Chunk]:
    """The report's chunks, in the order in which they were stored."""
    report_id: str = json.loads(fields[CARD])["report_id"]
    body: dict[str, Any] = json.loads(fields[BODY])
    text: str = body["text"]
    return [
        Chunk(report_id, Span(start, end), text[start:end], Section(section), header, _spans(flat))
        for (start, end), section, header, flat in body["chunks"]
    ]


def decode_vectors(fields: Mapping[str, str], dimensions: int) -> Vectors:
    """The chunks' vectors, shape (chunks, dimensions)."""
    data = base64.b64decode(fields[VECTORS])
    return np.frombuffer(data, dtype=_FLOAT32).reshape(-1, dimensions)


def mean_vector(vectors: Vectors) -> list[float] | None:
    """The middle of the report's passages, of length one, or None where there is none."""
    total = vectors.sum(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(total))
    if not length:
        return None
    mean: list[float] = (total / length).tolist()
    return mean


def scattered_vector(key: str, dimensions: int) -> list[float]:
    """A vector for a record without passages, its own for each key.

    Chroma needs one, and its index takes ten times as long over records that coincide.
    """
    scattered: list[float] = np.random.default_rng(list(key.encode())).random(dimensions).tolist()
    return scattered


def _json(value: object) -> str:
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        plain.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(value, separators=(",", ":"))
    return plain


def _flat(spans: Sequence[Span]) -> list[int]:
    return [edge for span in spans for edge in (span.start, span.end)]


def _spans(edges: Sequence[int]) -> tuple[Span, ...]:
    return tuple(map(Span, edges[::2], edges[1::2]))
