"""What is heard of an answer while a language model words it."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.results import Verdict


@dataclass(frozen=True, slots=True)
class Writing:
    """All that the model has written so far; none of it has been checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """The model has finished; these are its sentences, in order, none of them checked."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of those, counted from 0, has its verdict."""

    number: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Mending:
    """The model is asked once to mend this many sentences."""

    sentences: int


Event = Writing | Read | Judged | Mending
Hear = Callable[[Event], None]


def unheard(event: Event) -> None:
    """Nobody listens."""
