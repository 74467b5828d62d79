"""A language model's text on a terminal while it is written, marked as not checked yet."""

from typing import TextIO

from assistant.render import plain
from assistant.written import Event, Judged, Mending, Read, Writing

_DIM, _BRIGHT = "\x1b[2m", "\x1b[0m"


class LiveText:
    """Hears of an answer and shows it, dimmed; the checked answer is printed elsewhere."""

    def __init__(self, out: TextIO) -> None:
        """`out` is a terminal."""
        self._out = out
        self._written = ""

    def hear(self, event: Event) -> None:
        """Show what is new."""
        if isinstance(event, Writing):
            self._write(event.text)
        elif isinstance(event, Read):
            self._say(f"checking {len(event.sentences)} sentences against the reports…")
        elif isinstance(event, Judged):
            self._say(f"sentence {event.number + 1}: {event.verdict}")
        elif isinstance(event, Mending):
            self._say(f"asking the model to mend {event.sentences}…")

    def _write(self, text: str) -> None:
        shown = plain(text)
        if not self._written:
            self._out.write(f"{_DIM}Not checked yet: ")
        if not shown.startswith(self._written):  # the model has thought better of its text
            self._out.write("\n")
            self._written = ""
        self._out.write(shown[len(self._written) :])
        self._written = shown
        self._out.flush()

    def _say(self, line: str) -> None:
        self._out.write(f"{_BRIGHT}\n{_DIM}{line}{_BRIGHT}")
        self._out.flush()

    def close(self) -> None:
        """End the last line, whatever came of the answer."""
        if self._written:
            self._out.write(f"{_BRIGHT}\n\n")
            self._out.flush()
