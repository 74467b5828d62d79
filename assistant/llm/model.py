"""What the rest of the program knows of a language model: messages in, text and its cost out.

A model words answers and drafts; what it says is text like any other until it has been checked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import Protocol

Form = Mapping[str, object]
"""A JSON schema, of JSON values."""


class Role(StrEnum):
    """Who speaks in a message."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost: tokens sent and received, and US dollars (None when unknown).

    A reply that came from the cache cost nothing; its tokens are those of the first call.
    """

    sent: int
    received: int
    dollars: float | None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and how long it took, in seconds.

    `complete` is False when the model was cut off at the most tokens it might write.
    """

    text: str
    usage: Usage
    complete: bool
    first_text: float
    seconds: float


class LanguageModel(Protocol):
    """A model of some provider; may be shared by threads."""

    @property
    def name(self) -> str:
        """How results and pages name it: "openai/gpt-4o-mini"."""

    @property
    def window(self) -> int:
        """Tokens that a prompt and its reply may have together."""

    def write(
        self,
        messages: Sequence[Message],
        *,
        most: int,
        form: Form | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Event | None = None,
    ) -> Reply:
        """The reply to a prompt, of at most `most` tokens; `on_text` hears it as it is written.

        A provider that can keeps the reply to the JSON schema `form`; others may write anything.
        A call that fails for a while is repeated. Raises ModelError in one line when it fails for
        good or would pass a limit on cost, and CancelledError once `cancelled` is set.
        """
