"""What the store takes in and gives out; nothing here knows Chroma."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.chunks import Chunk
from assistant.embed import Vectors
from assistant.reports.model import Report


@dataclass(frozen=True, slots=True)
class StoreIdentity:
    """What made the vectors of a store; vectors of different makers cannot be compared."""

    embedder: str
    dimensions: int
    chunking: str

    def __str__(self) -> str:
        """The identity as error messages name it."""
        return f"{self.embedder} ({self.dimensions} dimensions, chunking {self.chunking})"


@dataclass(frozen=True, slots=True)
class StoreLocation:
    """Where the store is: a folder, or the http(s) address of a Chroma server.

    `headers` go with each request to a server (tokens belong there, not in the address);
    `tenant` and `database` are Chroma's and only mean something on a server.
    """

    address: str
    tenant: str = "default_tenant"
    database: str = "default_database"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_server(self) -> bool:
        """Whether the address is a server's rather than a folder's."""
        return self.address.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """What a list of the archive shows of a report, without its text."""

    report_id: str
    path: str
    title: str
    date: date | None
    place: str | None
    kind: str | None
    fingerprint: str
    chunks: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A report ready to be stored: its chunks in text order and one vector for each."""

    report: Report
    chunks: tuple[Chunk, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that retrieval needs, in memory, as it was at one commit.

    `chunks[i]` belongs to `vectors[i]`; the order is by report id, then by place in the
    text, so that it does not depend on when or in which order reports were stored.
    `records` is in the same order of report ids. `vectors` is read-only.
    """

    version: str
    records: Mapping[str, ReportRecord]
    chunks: tuple[Chunk, ...]
    vectors: Vectors
