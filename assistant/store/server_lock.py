"""One writer at a time on a Chroma server, where there is no file to lock.

The lock is a collection: its name is unique, so making it is the one atomic step that a
server offers. Its metadata say who holds it and when, by the server's clock, the holder
last gave a sign. A holder that gave none for a minute is taken for dead, and its lock is
set aside: renamed by its own id, so that of two processes that find it stale neither can
remove the other's new lock.

The limit: a holder that sleeps for more than a minute and wakes in the middle of a commit
may commit once beside the new holder. Each commit is still whole.
"""

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import chromadb
from chromadb.api.client import Client
from chromadb.errors import ChromaError, NotFoundError

from assistant.errors import StoreBusyError, StoreError

LOCK = "assistant-writer"

_STALE = 60.0
_BEAT = 10.0
_POLL = 0.2
_SECOND = 1_000_000_000
_TAKEN = "already exists"  # Chroma has no error class of its own for a name in use

Translate = Callable[[str], AbstractContextManager[None]]


class ServerLocks:
    """The writer's lock of a store on a server; reads and commits need none there."""

    def __init__(self, client: Client, translated: Translate, place: str) -> None:
        """Uses `client`, whose errors `translated` maps; `place` names the server."""
        self._client = client
        self._translated = translated
        self._place = place
        self._owner: str | None = None

    @contextmanager
    def access(self, *, exclusive: bool) -> Iterator[None]:
        """Checks before a commit that the writer's lock was not lost."""
        if exclusive and self._owner is not None:
            held = self._find()
            if held is None or _owner(held) != self._owner:
                raise StoreBusyError(
                    f"another process took over {self._place}, because this one gave no sign of "
                    "life for too long; run the command again"
                )
        yield

    @contextmanager
    def writer(self, wait: float) -> Iterator[None]:
        """Holds the lock, and says so every few seconds from a thread."""
        owner = f"process {os.getpid()} on {socket.gethostname()}, {uuid.uuid4().hex[:8]}"
        lock = self._acquire(owner, wait)
        done = threading.Event()
        beats = threading.Thread(target=self._beat, args=(lock, owner, done), daemon=True)
        beats.start()
        self._owner = owner
        try:
            yield
        finally:
            self._owner = None
            done.set()
            beats.join()
            self._set_aside(lock)

    def _acquire(self, owner: str, wait: float) -> chromadb.Collection:
        deadline = time.monotonic() + wait
        while True:
            lock = self._made(owner)
            if lock is not None:
                return lock
            held = self._find()
            if held is not None and self._age(held) > _STALE:
                self._set_aside(held)
            elif held is not None and time.monotonic() >= deadline:
                raise StoreBusyError(
                    f"{_owner(held)} is writing to {self._place}; try again when it has finished"
                )
            else:
                time.sleep(_POLL)

    def _made(self, owner: str) -> chromadb.Collection | None:
        with self._translated(self._place):
            sign = self._sign(owner)
            try:
                return self._client.create_collection(LOCK, metadata=sign, embedding_function=None)
            except ChromaError as error:
                # The holder may have let go since, so that its lock is not found any more.
                if _TAKEN not in str(error) and self._find() is None:
                    raise
                return None

    def _find(self) -> chromadb.Collection | None:
        with self._translated(self._place):
            try:
                return self._client.get_collection(LOCK, embedding_function=None)
            except NotFoundError:
                return None

    def _age(self, lock: chromadb.Collection) -> float:
        with self._translated(self._place):
            beat = int((lock.metadata or {}).get("beat", 0))
            return (self._client.heartbeat() - beat) / _SECOND

    def _set_aside(self, lock: chromadb.Collection) -> None:
        name = f"{LOCK}-{uuid.uuid4().hex}"
        with self._translated(self._place):
            try:
                lock.modify(name=name)
                self._client.delete_collection(name)
            except NotFoundError:
                return  # another process was quicker

    def _beat(self, lock: chromadb.Collection, owner: str, done: threading.Event) -> None:
        while not done.wait(_BEAT):
            try:
                with self._translated(self._place):
                    lock.modify(metadata=self._sign(owner))
            except StoreError:
                continue  # the next sign may get through; a commit finds out if the lock is lost

    def _sign(self, owner: str) -> dict[str, str | int]:
        return {"owner": owner, "beat": self._client.heartbeat()}


def _owner(lock: chromadb.Collection) -> str:
    return str((lock.metadata or {}).get("owner", "another process"))
