"""A draft that is made whatever the reader does on the page meanwhile."""

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread

from assistant.editing import Editor
from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.results import EditedDraft
from assistant.saved_drafts import save_draft
from assistant.ui.checks import SourceKind, UploadedFile, read_source


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What to draft from and how; `bullets` is None for as many as the house has."""

    kind: SourceKind
    source: str | UploadedFile | None
    bullets: int | None
    summary: bool


class DraftJob:
    """A draft in a thread of its own, saved as soon as it is there."""

    def __init__(self, assistant: Assistant, editor: Editor, request: DraftRequest) -> None:
        """Start at once."""
        self.outcome: EditedDraft | None = None
        self.error: str | None = None
        self.share = 0.0
        self.stage = "Reading the report…"
        self._assistant = assistant
        self._editor = editor
        self._request = request
        self._thread = Thread(target=self._run, name="draft", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""
        return self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Return when it is done, or after `seconds`."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self.outcome = self._drafted()
        except AssistantError as error:
            self.error = str(error)

    def _drafted(self) -> EditedDraft:
        request = self._request
        report = read_source(self._assistant, request.kind, request.source)
        self.share, self.stage = 0.2, "Choosing, wording and checking bullets…"
        draft = self._editor.begin(
            report, datetime.now(UTC), bullets=request.bullets, summary=request.summary
        )
        self.share, self.stage = 0.9, "Saving the draft…"
        save_draft(self._assistant.settings.home, draft)
        return draft
