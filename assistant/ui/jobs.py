"""An ingest of files that a page was given, and what to say of it."""

from collections.abc import Sequence
from pathlib import Path

from assistant.ingest import IngestProgress, IngestResult
from assistant.pipeline import Assistant
from assistant.render import one_line
from assistant.reports.files import display_name
from assistant.ui.job import Job


class IngestJob(Job[IngestResult]):
    """Files on their way into the archive."""

    def __init__(self, assistant: Assistant, paths: Sequence[Path]) -> None:
        """Start at once."""
        self.progress: IngestProgress | None = None
        self._assistant = assistant
        self._paths = tuple(paths)
        super().__init__("ingest")

    @property
    def share(self) -> float:
        """How much of the input is done with, in [0, 1]."""
        if self.progress is None or self.progress.total == 0:
            return 0.0
        return min(1.0, self.progress.done / self.progress.total)

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        count = len(self._paths)
        files = f"{count} file{'' if count == 1 else 's'}"
        if self.progress is None or self.progress.reports == 0:
            return f"Reading and indexing {files}…"
        return f"Reading and indexing {files}: {self.progress.reports} reports are in…"

    def _work(self) -> IngestResult:
        return self._assistant.ingest(self._paths, progress=self._tell)

    def _tell(self, progress: IngestProgress) -> None:
        self.progress = progress


def result_lines(result: IngestResult) -> tuple[str, tuple[str, ...]]:
    """What an ingest did, in a sentence, and a line for each file that failed."""
    counts = (
        (result.added, "added"),
        (result.updated, "updated"),
        (result.unchanged, "already in the archive"),
    )
    done = ", ".join(f"{_reports(count)} {what}" for count, what in counts if count)
    failures = tuple(
        f"Not added: {display_name(Path(failure.path).name)}: {one_line(failure.error)}"
        for failure in result.failed
    )
    return (f"{done}." if done else ""), failures


def _reports(count: int) -> str:
    return f"{count:,} report{'' if count == 1 else 's'}"
