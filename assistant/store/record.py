"""What passes between the archive and Chroma; importing it loads no Chroma."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import StoreError


class CollectionGoneError(StoreError):
    """The collection was dropped since it was attached; it may have been made anew."""

    def __init__(self) -> None:
        """Says so, for the rare case that it reaches a user."""
        super().__init__("another process made the store anew in the meantime; try again")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as Chroma keeps it: an id, named strings, and an embedding when written."""

    key: str
    fields: Mapping[str, str]
    embedding: Sequence[float] = ()
