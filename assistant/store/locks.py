"""Who may touch an embedded store when: two lock files in its folder.

`writer.lock` is held by the one process that is changing the archive, for as long as it
does so. `access.lock` is held for moments: shared to read, exclusive to commit and to
open. Opening must not overlap a commit because a Chroma that opens a folder replays the
log of the last commits, and could put an old record back over one just written.

The kernel drops both locks when their holder dies, however it dies.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from assistant.errors import StoreBusyError, StoreError

_ACCESS_WAIT = 30.0
_POLL = 0.002


class Locks(Protocol):
    """What keeps the processes that share a store out of each other's way."""

    def access(self, *, exclusive: bool) -> AbstractContextManager[None]:
        """Holds others off for the length of a read, or of a commit (exclusive)."""
        ...

    def writer(self, wait: float) -> AbstractContextManager[None]:
        """Makes this the only writer; waits up to `wait` seconds for another to end.

        Raises `StoreBusyError` when the other one is still writing then.
        """
        ...


class FolderLocks:
    """Locks for a store in a folder, which has to exist."""

    def __init__(self, folder: Path) -> None:
        """Names the lock files; they are made when first needed."""
        self._access = folder / "access.lock"
        self._writer = folder / "writer.lock"

    @contextmanager
    def access(self, *, exclusive: bool) -> Iterator[None]:
        """Holds `access.lock`, shared or alone."""
        with _open(self._access) as lock:
            kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
            if not _acquired(lock, kind, _ACCESS_WAIT):
                raise StoreBusyError(
                    f"the store in {self._access.parent} does not answer: another process has "
                    "held it for too long; end that process and try again"
                )
            yield

    @contextmanager
    def writer(self, wait: float) -> Iterator[None]:
        """Holds `writer.lock` and leaves the process id in it for others to name."""
        with _open(self._writer) as lock:
            if not _acquired(lock, fcntl.LOCK_EX, wait):
                holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
                raise StoreBusyError(
                    f"process {holder or '(unknown)'} is writing to the store in "
                    f"{self._writer.parent}; try again when it has finished"
                )
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode("ascii"), 0)
            yield


@contextmanager
def _open(path: Path) -> Iterator[int]:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"cannot write in the store's folder {path.parent}: {error.strerror}; "
            "give this account access to it or choose another with --home"
        ) from error
    try:
        yield lock
    finally:
        os.close(lock)


def _acquired(lock: int, kind: int, wait: float) -> bool:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL)
