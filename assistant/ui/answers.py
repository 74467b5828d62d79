"""An answer that a language model words, followed and stopped from the page."""

from collections.abc import Sequence
from datetime import date
from threading import Event as Flag

from assistant.errors import CancelledError
from assistant.pipeline import Assistant
from assistant.results import Answer, Filters, Turn, Verdict
from assistant.ui.job import Job
from assistant.written import Event, Judged, Mending, Read, Writing

STOPPED = "Stopped before the answer was checked: nothing of it is shown."


class AnswerJob(Job[Answer]):
    """A question on its way to an answer; what is heard of it may be read at any time."""

    def __init__(
        self,
        assistant: Assistant,
        question: str,
        filters: Filters,
        as_of: date | None,
        history: Sequence[Turn],
    ) -> None:
        """Start at once."""
        self.text = ""
        self.sentences: tuple[str, ...] = ()
        self.verdicts: tuple[Verdict, ...] = ()
        self._stage = "Reading the archive…"
        self._stop = Flag()
        self._assistant = assistant
        self._question = question
        self._filters = filters
        self._as_of = as_of
        self._history = tuple(history)
        super().__init__("answer")

    def stop(self) -> None:
        """End it as soon as the model can be interrupted."""
        self._stop.set()

    @property
    def share(self) -> float:
        """How much of the reply is checked, in [0, 1]."""
        return len(self.verdicts) / len(self.sentences) if self.sentences else 0.0

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        return "Stopping…" if self._stop.is_set() else self._stage

    def _work(self) -> Answer:
        try:
            return self._assistant.ask(
                self._question,
                self._filters,
                as_of=self._as_of,
                history=self._history,
                hear=self._hear,
                cancelled=self._stop,
            )
        except CancelledError:
            raise CancelledError(STOPPED) from None

    def _hear(self, event: Event) -> None:
        if isinstance(event, Writing):
            self.text, self._stage = event.text, "Writing; nothing of it is checked yet…"
        elif isinstance(event, Read):
            self.sentences, self._stage = event.sentences, "Checking against the reports…"
        elif isinstance(event, Judged):
            self.verdicts = (*self.verdicts, event.verdict)
        elif isinstance(event, Mending):
            self._stage = "Asking the model to mend what does not hold…"
