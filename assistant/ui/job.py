"""Work that goes on whatever the reader does on the page meanwhile."""

from abc import ABC, abstractmethod
from threading import Thread
from typing import Generic, TypeVar

from assistant.errors import AssistantError

Outcome = TypeVar("Outcome")


class Job(ABC, Generic[Outcome]):
    """Work in a thread of its own; inside a page that is drawn again it would be interrupted.

    Once it has ended, `outcome` is what came of it, or `error` the line that says why nothing
    did; neither is there when it failed for a reason that only the server's log knows.
    """

    def __init__(self, name: str) -> None:
        """Start at once: a job calls this when it holds all that its work needs."""
        self.outcome: Outcome | None = None
        self.error: str | None = None
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""
        return self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Return when it is done, or after `seconds`."""
        self._thread.join(seconds)

    @property
    @abstractmethod
    def share(self) -> float:
        """How much is done, in [0, 1]."""

    @property
    @abstractmethod
    def stage(self) -> str:
        """What it is doing, for the reader."""

    @abstractmethod
    def _work(self) -> Outcome:
        """Do it; an AssistantError is what the reader can mend."""

    def _run(self) -> None:
        try:
            self.outcome = self._work()
        except AssistantError as error:
            self.error = str(error)


class CountedJob(Job[Outcome]):
    """A job of so many pieces; the total is 0 until it is known."""

    def __init__(self, name: str) -> None:
        """Start at once."""
        self._done, self._total = 0, 0
        super().__init__(name)

    @property
    def share(self) -> float:
        """How many of the pieces are done, in [0, 1]."""
        return self._done / self._total if self._total else 0.0
