"""A check of a text against its source, as the page asks for it."""

from dataclasses import dataclass

from assistant.certainty import MixedTerms, Yardstick, mixed_terms
from assistant.ground import Strictness
from assistant.pipeline import Assistant
from assistant.reports.model import Report
from assistant.results import CheckedClaim
from assistant.ui.job import CountedJob
from assistant.ui.sources import SourceKind, UploadedFile, is_given, read_source


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


class CheckJob(CountedJob[CheckOutcome]):
    """A check; `share` and `stage` count its claims and clauses."""

    def __init__(self, assistant: Assistant, request: CheckRequest) -> None:
        """Start at once."""
        self.request = request
        self._assistant = assistant
        super().__init__("check")

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        if not self._total:
            return "Reading the source and the text…"
        return f"Checking: {self._done:,} of {self._total:,} claims and clauses…"

    def _work(self) -> CheckOutcome:
        request = self.request
        report = read_source(self._assistant, request.kind, request.source)
        checker = self._assistant.checker(request.strictness, request.yardstick)
        source = checker.source(report.text, report.stated)
        claims = checker.check(source, request.text, report.date, progress=self._tell)
        return CheckOutcome(report, claims, mixed_terms(request.text))

    def _tell(self, done: int, total: int) -> None:
        self._done, self._total = done, total
