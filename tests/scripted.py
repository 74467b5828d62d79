"""A language model with its replies queued up; it keeps what it was sent."""

from collections.abc import Callable, Sequence
from threading import Event

from assistant.errors import CancelledError, ModelError
from assistant.llm import Form, Message, Reply, Usage


class ScriptedModel:
    """Gives one reply after another; a fault among them is raised, the last one is repeated.

    It writes word by word and looks at `cancelled` before each, as a provider does.
    """

    name = "scripted/model"

    def __init__(
        self, *replies: str | ModelError, window: int = 8192, complete: bool = True
    ) -> None:
        self.window = window
        self.sent: list[tuple[Message, ...]] = []
        self._replies = list(replies)
        self._complete = complete

    def write(
        self,
        messages: Sequence[Message],
        *,
        most: int,
        form: Form | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Event | None = None,
    ) -> Reply:
        self.sent.append(tuple(messages))
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, ModelError):
            raise reply
        for word in reply.split(" "):
            if cancelled and cancelled.is_set():
                raise CancelledError("stopped")
            if on_text:
                on_text(f"{word} ")
        return Reply(reply, Usage(100, 20, 0.001), self._complete, 0.1, 0.2)
