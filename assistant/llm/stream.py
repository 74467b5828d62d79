"""A reply as it comes, read by a thread so that its caller can always stop waiting."""

import time
from collections.abc import Callable, Generator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread

from assistant.errors import CancelledError
from assistant.llm.connection import Connection
from assistant.llm.faults import fault_of, silence
from assistant.llm.model import Form, Message
from assistant.llm.provider import Piece, Provider, Target

_POLL = 0.05
"""Seconds between looks at whether the user has stopped it."""

_START = 330.0
"""Seconds for libraries to load and a local model to start, which has a limit of its own."""

_READY, _END = "ready", "end"


def streamed(
    provider: Provider,
    target: Callable[[], Target],
    messages: Sequence[Message],
    most: int,
    form: Form | None,
    connection: Connection,
    *,
    name: str,
    patience: float,
    cancelled: Event | None,
) -> Generator[Piece, None, None]:
    """The pieces of a reply; nothing for `patience` seconds is a fault.

    Raises Fault, or CancelledError within moments of `cancelled`; the connection is ended then.
    """
    queue: SimpleQueue[Piece | Exception | str] = SimpleQueue()

    def read() -> None:
        passing: tuple[type[Exception], ...] = ()
        try:
            pieces, passing = provider.load()
            found = target()
            queue.put(_READY)
            for piece in pieces(found, messages, most, form, connection):
                queue.put(piece)
            queue.put(_END)
        except Exception as error:  # whatever it is, the caller is the one to hear of it
            queue.put(fault_of(error, connection, name, passing))

    Thread(target=read, name="language-model", daemon=True).start()
    wait = _START
    try:
        while (item := _next(queue, wait, name, cancelled)) != _END:
            if isinstance(item, Exception):
                raise item
            if isinstance(item, Piece):
                yield item
            wait = patience
    finally:
        connection.end()


def _next(
    queue: SimpleQueue[Piece | Exception | str],
    seconds: float,
    name: str,
    cancelled: Event | None,
) -> Piece | Exception | str:
    deadline = time.monotonic() + seconds
    while True:
        stop_if(cancelled)
        left = deadline - time.monotonic()
        if left <= 0:
            raise silence(name, seconds)
        try:
            return queue.get(timeout=min(_POLL, left))
        except Empty:
            continue


def stop_if(cancelled: Event | None) -> None:
    """CancelledError when the user has stopped the call."""
    if cancelled is not None and cancelled.is_set():
        raise CancelledError("stopped: nothing further was asked of the model")
