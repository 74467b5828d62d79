"""The store of reports, chunks and vectors, in Chroma; the only package that imports it."""

from assistant.store.archive import Store, Writer, open_store, reset_store
from assistant.store.model import (
    Entry,
    ReportRecord,
    Snapshot,
    StoreIdentity,
    StoreLocation,
)

__all__ = [
    "Entry",
    "ReportRecord",
    "Snapshot",
    "Store",
    "StoreIdentity",
    "StoreLocation",
    "Writer",
    "open_store",
    "reset_store",
]
