"""A draft of a report, as the page asks for it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.editing import Editor
from assistant.pipeline import Assistant
from assistant.results import EditedDraft
from assistant.saved_drafts import save_draft
from assistant.ui.job import Job
from assistant.ui.sources import SourceKind, UploadedFile, read_source


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
        self._request = request
        self._at = 0.0, "Reading the report…"
        super().__init__("draft")

    @property
    def share(self) -> float:
        """How much is done, in [0, 1]."""
        return self._at[0]

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        return self._at[1]

    def _work(self) -> EditedDraft:
        request = self._request
        report = read_source(self._assistant, request.kind, request.source)
        self._at = 0.2, "Choosing, wording and checking bullets…"
        draft = self._editor.begin(
            report, datetime.now(UTC), bullets=request.bullets, summary=request.summary
        )
        self._at = 0.9, "Saving the draft…"
        save_draft(self._assistant.settings.home, draft)
        return draft
