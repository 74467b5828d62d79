"""The connection of one call: what the server answered with, and a way to end it at once."""

import socket
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from threading import Lock
from typing import Protocol

_MADE = {"connection.connect_tcp.complete", "connection.start_tls.complete"}

_TELLTALE = "x-stainless-"
"""Headers by which vendors' libraries tell of this machine: system, processor, Python."""


class _Request(Protocol):
    extensions: dict[str, object]
    headers: MutableMapping[str, str]


class _Response(Protocol):
    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> "_Headers": ...


class _Headers(Protocol):
    def get(self, key: str) -> str | None: ...


class _Stream(Protocol):
    def get_extra_info(self, info: str) -> socket.socket | None: ...


class Connection:
    """Watches an httpx client by its hooks, whichever vendor's library drives that client.

    A thread that waits for bytes is not woken when the client is closed by another one, so the
    sockets are shut down themselves.
    """

    def __init__(self) -> None:
        """Nothing is connected yet."""
        self.status: int | None = None
        self.retry_after: str | None = None
        self._sockets: list[socket.socket] = []
        self._ended = False
        self._lock = Lock()

    @property
    def accepted(self) -> bool:
        """Whether the server has taken the call, which may then cost something."""
        return self.status is not None and self.status < 300

    @property
    def hooks(self) -> dict[str, list[Callable[..., None]]]:
        """For the client's `event_hooks`."""
        return {"request": [self._watch], "response": [self._note]}

    def end(self) -> None:
        """Shut all sockets down; a thread that reads from one wakes with an error."""
        with self._lock:
            self._ended = True
            for opened in self._sockets:
                with suppress(OSError):  # it is closed already
                    opened.shutdown(socket.SHUT_RDWR)

    def _watch(self, request: _Request) -> None:
        for name in [name for name in request.headers if name.lower().startswith(_TELLTALE)]:
            del request.headers[name]
        request.extensions["trace"] = self._trace

    def _note(self, response: _Response) -> None:
        self.status = response.status_code
        self.retry_after = response.headers.get("retry-after")

    def _trace(self, event: str, info: dict[str, _Stream]) -> None:
        if event not in _MADE:
            return
        opened = info["return_value"].get_extra_info("socket")
        if opened is not None:
            with self._lock:
                self._sockets.append(opened)
                ended = self._ended
            if ended:
                self.end()
