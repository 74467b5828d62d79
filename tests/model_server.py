"""A server on loopback that speaks the streaming protocols of the providers, well and badly."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

SENT, RECEIVED = 11, 5
"""The tokens that a whole reply is said to have cost."""

_OPEN_END = 20.0
_LET_GO = 120.0


def openai_events(words: Iterable[str], finish: str | None) -> Iterator[bytes]:
    def event(choices: list[object], **more: object) -> bytes:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        return _event({**chunk, "choices": choices, **more})

    def choice(delta: object, finish: str | None = None) -> list[object]:
        return [{"index": 0, "delta": delta, "finish_reason": finish}]

    for word in words:
        yield event(choice({"role": "assistant", "content": word}))
    if finish:
        yield event(choice({}, finish))
        usage = {"prompt_tokens": SENT, "completion_tokens": RECEIVED, "total_tokens": 16}
        yield event([], usage=usage)
        yield b"data: [DONE]\n\n"


def anthropic_events(words: Iterable[str], finish: str | None) -> Iterator[bytes]:
    def event(kind: str, **values: object) -> bytes:
        return f"event: {kind}\n".encode() + _event({"type": kind, **values})

    message: dict[str, object] = {
        "id": "1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": SENT, "output_tokens": 1},
    }
    yield event("message_start", message=message)
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    for word in words:
        yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": word})
    if finish:
        reason = {"stop": "end_turn", "length": "max_tokens"}[finish]
        yield event("content_block_stop", index=0)
        delta = {"stop_reason": reason, "stop_sequence": None}
        yield event("message_delta", delta=delta, usage={"output_tokens": RECEIVED})
        yield event("message_stop")


def ollama_events(words: Iterable[str], finish: str | None) -> Iterator[bytes]:
    def line(content: str, **more: object) -> bytes:
        message = {"role": "assistant", "content": content}
        values = {"model": "m", "created_at": "2024-01-01T00:00:00Z", "message": message}
        return f"{json.dumps({**values, 'done': False, **more}, ensure_ascii=False)}\n".encode()

    for word in words:
        yield line(word)
    if finish:
        counts = {"prompt_eval_count": SENT, "eval_count": RECEIVED}
        yield line("", done=True, done_reason=finish, **counts)


def _event(values: object) -> bytes:
    return f"data: {json.dumps(values, ensure_ascii=False)}\n\n".encode()


Events = Callable[[Iterable[str], str | None], Iterator[bytes]]
EVENTS: dict[str, Events] = {
    "openai": openai_events,
    "openai-compatible": openai_events,
    "anthropic": anthropic_events,
    "ollama": ollama_events,
}


class Handler(BaseHTTPRequestHandler):
    """Lets the server's next step answer a request."""

    protocol_version = "HTTP/1.1"
    server: "ModelServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(Asked(self.path, dict(self.headers), json.loads(body)))
        self.close_connection = True
        try:
            self.server.steps.pop(0)(self)
        except OSError:
            self.server.gone.set()

    def log_message(self, format: str, *args: object) -> None:
        """The tests' output is their own."""

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


Step = Callable[[Handler], None]


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class ModelServer(ThreadingHTTPServer):
    """Takes one of `steps` for each request; `gone` is set when a client went away."""

    engine: str
    steps: list[Step] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    gone: Event = field(default_factory=Event)
    daemon_threads = True

    def __post_init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)

    __hash__ = object.__hash__

    @property
    def url(self) -> str:
        path = "/v1" if self.engine.startswith("openai") else ""
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def will(self, *steps: Step) -> None:
        self.steps.extend(steps)

    def says(self, *words: str, finish: str | None = "stop", size: int | None = None) -> Step:
        """A reply; in pieces of `size` bytes, however characters fall, if that is given.

        Without a `finish` the stream ends in good order before the reply does.
        """
        events = list(EVENTS[self.engine](words, finish))

        def step(handler: Handler) -> None:
            handler.begin()
            whole = b"".join(events)
            cut = [whole[i : i + size] for i in range(0, len(whole), size)] if size else events
            for piece in cut:
                handler.send(piece)
            handler.send(b"")

        return step

    def waits(self, go: Event, first: str, *rest: str) -> Step:
        """A reply whose first words come at once, and the rest when it is let go."""
        begun = list(EVENTS[self.engine]([first], None))
        left = list(EVENTS[self.engine](rest, "stop"))

        def step(handler: Handler) -> None:
            handler.begin()
            for piece in begun:
                handler.send(piece)
            assert go.wait(_LET_GO), "the reply was never let go"
            for piece in [*left, b""]:
                handler.send(piece)

        return step

    def breaks_off(self, *words: str) -> Step:
        """The connection is gone after these words."""
        events = list(EVENTS[self.engine](words, None))

        def step(handler: Handler) -> None:
            handler.begin()
            for piece in events:
                handler.send(piece)

        return step

    def drips(self) -> Step:
        """One word after another until the client has gone away."""

        def step(handler: Handler) -> None:
            handler.begin()
            deadline = time.monotonic() + _OPEN_END
            for piece in EVENTS[self.engine](("word " for _ in range(10**6)), None):
                handler.send(piece)
                time.sleep(0.02)
                assert time.monotonic() < deadline, "the client never went away"

        return step

    def hangs(self, *words: str) -> Step:
        """Some words, or not even the head of an answer, and then nothing."""
        events = list(EVENTS[self.engine](words, None))

        def step(handler: Handler) -> None:
            if words:
                handler.begin()
                for piece in events:
                    handler.send(piece)
            handler.connection.settimeout(_OPEN_END)
            if handler.connection.recv(1) == b"":
                self.gone.set()

        return step


def refuses(status: int, retry_after: str | None = None, words: str = "no") -> Step:
    def step(handler: Handler) -> None:
        body = json.dumps({"error": {"message": words, "type": "error"}}).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        if retry_after is not None:
            handler.send_header("Retry-After", retry_after)
        handler.end_headers()
        handler.wfile.write(body)

    return step


def jabbers(handler: Handler) -> None:
    """Something that is not JSON where JSON belongs."""
    handler.begin()
    handler.send(b"event: message_start\ndata: {not json\n\n")
    handler.send(b"")


@contextmanager
def model_server(engine: str) -> Iterator[ModelServer]:
    with ModelServer(engine) as server:
        thread = Thread(target=lambda: server.serve_forever(poll_interval=0.01))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
