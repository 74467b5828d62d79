"""A check that goes on whatever the reader does on the page meanwhile."""

from dataclasses import dataclass
from enum import StrEnum
from threading import Thread

from assistant.certainty import MixedTerms, Yardstick, mixed_terms
from assistant.errors import AssistantError
from assistant.ground import Strictness
from assistant.pipeline import Assistant
from assistant.reports import report_of_bytes, report_of_text
from assistant.reports.model import Report
from assistant.results import CheckedClaim
from assistant.ui.uploads import safe_name


class SourceKind(StrEnum):
    """Where the source of a check comes from, as the page offers it."""

    PASTED = "Paste a text"
    UPLOADED = "Upload a file"
    ARCHIVED = "Pick a report"


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as the reader's browser sent it; its name is theirs and is not trusted."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A text to check, against which source and how.

    `source` is the text pasted, the file uploaded or the id of the report picked, as `kind`
    says; empty or None while the reader has not given it.
    """

    kind: SourceKind
    source: str | UploadedFile | None
    text: str
    strictness: Strictness
    yardstick: Yardstick

    @property
    def has_source(self) -> bool:
        """Whether there is something to check against."""
        return is_given(self.source)

    @property
    def has_text(self) -> bool:
        """Whether there is something to check."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """The source as it was read, the text's claims, and the terms of certainty it mixes."""

    report: Report
    claims: tuple[CheckedClaim, ...]
    mixed: tuple[MixedTerms, ...]


class CheckJob:
    """A check in a thread of its own; a page that is drawn again would interrupt it."""

    def __init__(self, assistant: Assistant, request: CheckRequest) -> None:
        """Start at once."""
        self.request = request
        self.outcome: CheckOutcome | None = None
        self.error: str | None = None
        self._assistant = assistant
        self._done, self._total = 0, 0
        self._thread = Thread(target=self._run, name="check", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""
        return self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Return when it is done, or after `seconds`."""
        self._thread.join(seconds)

    @property
    def share(self) -> float:
        """How much of the text is checked, in [0, 1]."""
        return self._done / self._total if self._total else 0.0

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        if not self._total:
            return "Reading the source and the text…"
        return f"Checking: {self._done:,} of {self._total:,} claims and clauses…"

    def _run(self) -> None:
        try:
            self.outcome = self._checked()
        except AssistantError as error:
            self.error = str(error)

    def _checked(self) -> CheckOutcome:
        request = self.request
        report = read_source(self._assistant, request.kind, request.source)
        checker = self._assistant.checker(request.strictness, request.yardstick)
        source = checker.source(report.text, report.stated)
        claims = checker.check(source, request.text, report.date, progress=self._tell)
        return CheckOutcome(report, claims, mixed_terms(request.text))

    def _tell(self, done: int, total: int) -> None:
        self._done, self._total = done, total


def is_given(source: str | UploadedFile | None) -> bool:
    """Whether the reader has given anything."""
    return bool(source.strip() if isinstance(source, str) else source)


def read_source(
    assistant: Assistant, kind: SourceKind, source: str | UploadedFile | None
) -> Report:
    """The report that a reader has given; ReportError when it cannot be read or is gone."""
    if isinstance(source, UploadedFile):
        return report_of_bytes(source.data, safe_name(source.name))
    if kind is SourceKind.ARCHIVED:
        return assistant.report(source or "")
    return report_of_text(source or "")
