"""A draft of a report, as the page asks for it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event as Flag

from assistant.editing import Editor
from assistant.errors import CancelledError
from assistant.pipeline import Assistant
from assistant.results import EditedDraft
from assistant.saved_drafts import save_draft
from assistant.ui.job import Job
from assistant.ui.sources import SourceKind, UploadedFile, read_source

STOPPED = "Stopped before the draft was there: nothing of it is kept."


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What to draft from and how; `bullets` is None for as many as the house has."""

    kind: SourceKind
    source: str | UploadedFile | None
    bullets: int | None
    summary: bool


class DraftJob(Job[EditedDraft]):
    """A draft, saved as soon as it is there."""

    def __init__(self, assistant: Assistant, editor: Editor, request: DraftRequest) -> None:
        """Start at once."""
        self._assistant = assistant
        self._editor = editor
        self.request = request
        self._at = 0.0, "Reading the report…"
        self._stop = Flag()
        super().__init__("draft")

    def stop(self) -> None:
        """End it as soon as the model that words it can be interrupted."""
        self._stop.set()

    @property
    def is_worded(self) -> bool:
        """Whether a language model words it."""
        return self._assistant.model is not None

    @property
    def share(self) -> float:
        """How much is done, in [0, 1]."""
        return self._at[0]

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        return "Stopping…" if self._stop.is_set() else self._at[1]

    def _work(self) -> EditedDraft:
        request = self.request
        report = read_source(self._assistant, request.kind, request.source)
        self._at = 0.2, "Choosing, wording and checking bullets…"
        try:
            draft = self._editor.begin(
                report,
                datetime.now(UTC),
                bullets=request.bullets,
                summary=request.summary,
                cancelled=self._stop,
            )
        except CancelledError:
            raise CancelledError(STOPPED) from None
        self._at = 0.9, "Saving the draft…"
        save_draft(self._assistant.settings.home, draft)
        return draft
