"""The edge to Chroma: one collection of records, in a folder or on a server.

Chroma's types and exceptions end here. Nothing in this module goes to the network except
to the server that was named: embeddings are always given, and telemetry is off.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote, urlsplit

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.api.fastapi import FastAPI
from chromadb.api.types import Metadata
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from assistant.errors import StoreError
from assistant.store.locks import FolderLocks, Locks
from assistant.store.model import StoreLocation
from assistant.store.record import CollectionGoneError, Record
from assistant.store.server_lock import ServerLocks

COLLECTION = "assistant-reports"

_NEVER = 2**31 - 1
_CONNECT_TIMEOUT = 5.0
_REQUEST_TIMEOUT = 60.0


class ChromaStore:
    """A connection to Chroma, and the collection of records once it is attached."""

    def __init__(self, client: Client, locks: Locks, place: str) -> None:
        """Takes over `client`; `place` names the store in messages."""
        self.locks = locks
        self.place = place
        self._client = client
        self._collection: chromadb.Collection | None = None

    def attach(self) -> Mapping[str, str] | None:
        """Finds the collection and gives its metadata, or None when there is none."""
        with translated(self.place):
            try:
                found = self._client.get_collection(COLLECTION, embedding_function=None)
            except NotFoundError:
                self._collection = None
                return None
            self._collection = found
            # A client's first read replays what a killed writer had logged and not applied.
            found.get(limit=1, include=[])
            return {key: str(value) for key, value in (found.metadata or {}).items()}

    def create(self, metadata: Mapping[str, str]) -> None:
        """Makes the collection if there is none; another one's metadata stays as it is."""
        with translated(self.place):
            self._client.create_collection(
                COLLECTION,
                metadata=dict(metadata),
                embedding_function=None,
                get_or_create=True,
                # Chroma rewrites its index files in place, and a process killed in that
                # moment leaves files that crash the next one. So they are never written:
                # the index is made anew, in memory, from the log in Chroma's database.
                configuration={"hnsw": {"sync_threshold": _NEVER}},
            )

    def drop(self) -> None:
        """Deletes the collection with all its records, if there is one."""
        self._collection = None
        with translated(self.place):
            try:
                self._client.delete_collection(COLLECTION)
            except NotFoundError:
                return

    @property
    def collection_id(self) -> str:
        """The attached collection's own id; one made anew has another."""
        return str(self._attached().id)

    @property
    def batch_limit(self) -> int:
        """How many records one `put` may hold."""
        with translated(self.place):
            return int(self._client.get_max_batch_size())

    def get(self, keys: Sequence[str] | None = None) -> list[Record]:
        """The records with these keys (all without `keys`), as of one moment.

        One call is one SQL statement in Chroma, so a commit is seen whole or not at all.
        """
        collection = self._attached()
        with translated(self.place):
            found = collection.get(ids=None if keys is None else list(keys), include=["metadatas"])
        metadatas = cast(list[Mapping[str, str]], found["metadatas"] or [])
        return [Record(*pair) for pair in zip(found["ids"], metadatas, strict=True)]

    def find(self, field: str, value: str) -> list[str]:
        """The keys of the records whose field has this value."""
        collection = self._attached()
        with translated(self.place):
            return collection.get(where={field: value}, include=[])["ids"]

    def present(self, keys: Sequence[str]) -> list[str]:
        """Those of the keys under which there is a record."""
        collection = self._attached()
        with translated(self.place):
            return [
                key
                for batch in self._batches(keys)
                for key in collection.get(ids=batch, include=[])["ids"]
            ]

    def put(self, records: Sequence[Record]) -> None:
        """Writes the records over any with the same keys: all of them, or none.

        One call is one SQL insert into Chroma's log, which is what makes it a commit.
        """
        collection = self._attached()
        with translated(self.place):
            collection.upsert(
                ids=[record.key for record in records],
                embeddings=[record.embedding for record in records],
                metadatas=[cast(Metadata, dict(record.fields)) for record in records],
            )

    def delete(self, keys: Sequence[str]) -> None:
        """Deletes the records with these keys."""
        collection = self._attached()
        with translated(self.place):
            for batch in self._batches(keys):
                collection.delete(ids=batch)

    def close(self) -> None:
        """Lets go of Chroma; other stores of this process keep their own connections."""
        self._collection = None
        session = _http_session(self._client)
        self._client.close()
        if session is not None:  # Chroma leaves its connections open
            session.close()

    def _batches(self, keys: Sequence[str]) -> Iterator[list[str]]:
        most = self.batch_limit
        for start in range(0, len(keys), most):
            yield list(keys[start : start + most])

    def _attached(self) -> chromadb.Collection:
        if self._collection is None:
            raise CollectionGoneError()
        return self._collection


def connect(location: StoreLocation, *, create: bool) -> ChromaStore | None:
    """Connects to the location; None when it is a folder without a store, not to be made.

    Raises `StoreError` when the folder or the server cannot be used.
    """
    if location.is_server:
        return _connect_server(location)
    folder = Path(location.address).expanduser().resolve()
    if not create and not (folder / "chroma.sqlite3").is_file():
        return None
    return _connect_folder(folder)


def _connect_folder(folder: Path) -> ChromaStore:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot make the store's folder {folder}: {error.strerror}; choose another with --home"
        ) from error
    locks = FolderLocks(folder)
    place = f"the store in {folder}"
    with locks.access(exclusive=True), translated(place):
        client = cast(Client, chromadb.PersistentClient(str(folder), settings=_settings()))
    return ChromaStore(client, locks, place)


def _connect_server(location: StoreLocation) -> ChromaStore:
    shown, port = _checked_address(location.address)
    place = f"the Chroma server at {shown}"
    _check_server(location, place)
    with translated(place):
        client = cast(
            Client,
            chromadb.HttpClient(
                host=location.address,
                port=port,
                ssl=location.address.lower().startswith("https://"),
                headers=dict(location.headers),
                settings=_settings(),
                tenant=location.tenant,
                database=location.database,
            ),
        )
        session = _http_session(client)
        if session is not None:  # Chroma sets no limit: a hung server would hang its users
            session.timeout = httpx.Timeout(_REQUEST_TIMEOUT, connect=_CONNECT_TIMEOUT)
    return ChromaStore(client, ServerLocks(client, translated, place), place)


def _checked_address(address: str) -> tuple[str, int]:
    """The address without credentials, and its port; raises when it is malformed."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError as error:
        raise StoreError(f"the store's server address is malformed: {error}") from error
    if not parts.hostname:
        raise StoreError("the store's server address has no host; give http://HOST:PORT")
    return f"{parts.scheme}://{parts.hostname}:{port}", port


def _check_server(location: StoreLocation, place: str) -> None:
    """Raises `StoreError` unless a Chroma with the wanted database answers soon.

    Chroma's own client would wait without limit, and leak its connection on a failure.
    """
    api = f"{location.address.rstrip('/')}/api/v2"
    database = f"tenants/{quote(location.tenant)}/databases/{quote(location.database)}"
    try:
        with httpx.Client(headers=dict(location.headers), timeout=_CONNECT_TIMEOUT) as client:
            beat = client.get(f"{api}/heartbeat")
            answer = client.get(f"{api}/{database}")
    except httpx.TimeoutException as error:
        raise StoreError(
            f"{place} does not answer within {_CONNECT_TIMEOUT:g} s; check that it is well"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StoreError(
            f"{place} cannot be reached ({_line(error)}); check the address, or start it with: "
            "chroma run --path FOLDER"
        ) from error
    if not beat.is_success or "nanosecond heartbeat" not in beat.text:
        raise StoreError(
            f"{place} does not speak Chroma's API version 2 (status {beat.status_code}); "
            "check the address, and that the server is Chroma 1.0 or newer"
        )
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise StoreError(f"{place} does not let this user in; check the token in the settings")
    if not answer.is_success:
        raise StoreError(
            f"{place} has no database {location.database!r} of tenant {location.tenant!r} "
            f"(status {answer.status_code}); make it there or name another in the settings"
        )


def _http_session(client: Client) -> httpx.Client | None:
    server = client._server
    return server._session if isinstance(server, FastAPI) else None


def _settings() -> Settings:
    # Without these arguments Chroma would also read the working directory's `.env`, and
    # take a server's name from the environment.
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings' own argument
        anonymized_telemetry=False,
        chroma_server_host=None,
        chroma_server_http_port=None,
    )


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turns what Chroma raises into `StoreError`, except for a dropped collection."""
    try:
        yield
    except NotFoundError as error:
        if "Collection" in str(error):
            raise CollectionGoneError() from error
        raise StoreError(f"{place} does not have what is needed: {_line(error)}") from error
    except httpx.TimeoutException as error:
        raise StoreError(f"{place} took too long to answer; try again") from error
    except (ChromaError, httpx.HTTPError, OSError, ValueError) as error:
        raise StoreError(f"{place} failed: {_advice(_line(error))}") from error
    except Exception as error:
        # The client raises a plain Exception for an answer that is not Chroma's own, such
        # as a proxy's; any other class is a fault of this program and stays visible.
        if type(error) is not Exception:
            raise
        raise StoreError(f"{place} failed: {_advice(_line(error))}") from error


_ADVICE = {
    "not a database": "it is damaged; remove the folder and ingest again",
    "malformed": "it is damaged; remove the folder and ingest again",
    "no such table": "it is damaged or of another version; remove the folder and ingest again",
    "readonly": "give this account the right to write there, or choose another with --home",
    "ermission denied": "give this account the right to write there, or choose another with --home",
    "disk is full": "free some space and try again",
    "disk I/O": "free some space or check the disk, and try again",
    "too large": "split the report into smaller files",
}


def _advice(line: str) -> str:
    advice = [text for sign, text in _ADVICE.items() if sign in line]
    return f"{line}; {advice[0]}" if advice else line


def _line(error: Exception) -> str:
    words = re.sub(r"^\[Errno \d+\] ", "", " ".join(str(error).split()))
    return (words or type(error).__name__)[:200]
