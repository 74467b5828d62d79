"""Drafts kept in the home folder, a JSON file each, so that they outlive page and server."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.errors import AssistantError, reason_of
from assistant.results import EditedDraft
from assistant.whole_files import write_whole

FOLDER = "drafts"

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class _Saved:
    """A file's content; `version` changes with the form of what is kept."""

    version: Literal[1]
    draft: EditedDraft


_FORM = TypeAdapter(_Saved)


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """What a list says of a saved draft; of a damaged one only its id and its file's time.

    `date` and `place` are those of the report.
    """

    draft_id: str
    title: str
    date: date | None
    place: str | None
    changed_at: datetime
    accepted_at: datetime | None
    is_damaged: bool = False


def save_draft(home: Path, draft: EditedDraft) -> None:
    """Write the draft over its earlier form; AssistantError when it cannot be written."""
    folder = home / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(_path(home, draft.draft_id), _FORM.dump_json(_Saved(1, draft), indent=1))
    except OSError as error:
        raise AssistantError(
            f"the draft is not kept in {folder} ({reason_of(error)}): make room or mend its "
            "permissions, and download the draft meanwhile"
        ) from None


def load_draft(home: Path, draft_id: str) -> EditedDraft:
    """The draft of this id; AssistantError when there is none or its file is damaged."""
    if not _ID.fullmatch(draft_id):
        raise AssistantError("the address names no draft: begin a new one")
    try:
        saved = _FORM.validate_json(_path(home, draft_id).read_bytes())
    except FileNotFoundError:
        raise AssistantError(f"there is no draft {draft_id}: begin a new one") from None
    except OSError as error:
        raise AssistantError(
            f"the draft {draft_id} cannot be read ({reason_of(error)}): mend its file's permissions"
        ) from None
    except ValidationError:
        raise _damaged(draft_id) from None
    if saved.draft.draft_id != draft_id or not _quotes_hold(saved.draft):
        raise _damaged(draft_id)
    return saved.draft


def saved_drafts(home: Path) -> tuple[DraftEntry, ...]:
    """Every saved draft, the one that was changed last first."""
    files = [path for path in (home / FOLDER).glob("*.json") if _ID.fullmatch(path.stem)]
    found = filter(None, (_entry(home, path) for path in files))
    return tuple(sorted(found, key=lambda e: (e.changed_at, e.draft_id), reverse=True))


def delete_draft(home: Path, draft_id: str) -> None:
    """Delete the draft's file, if it is still there; AssistantError when it stays."""
    if not _ID.fullmatch(draft_id):
        raise AssistantError("the name is no draft's: nothing is deleted")
    try:
        _path(home, draft_id).unlink(missing_ok=True)
    except OSError as error:
        raise AssistantError(
            f"the draft {draft_id} is not deleted ({reason_of(error)}): mend its file's permissions"
        ) from None


def changed_elsewhere(home: Path, draft: EditedDraft) -> EditedDraft | None:
    """The saved form, where it holds edits that `draft` has not; None where nothing is lost."""
    try:
        saved = load_draft(home, draft.draft_id)
    except AssistantError:
        return None
    return None if draft.edits[: len(saved.edits)] == saved.edits else saved


def _entry(home: Path, path: Path) -> DraftEntry | None:
    """A file's entry; None when it was deleted meanwhile."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        draft = load_draft(home, path.stem)
    except FileNotFoundError:
        return None
    except AssistantError:
        return DraftEntry(path.stem, f"Draft {path.stem}", None, None, written, None, True)
    report = draft.report
    return DraftEntry(
        draft_id=draft.draft_id,
        title=report.title,
        date=report.date,
        place=report.place,
        changed_at=draft.changed_at,
        accepted_at=draft.accepted_at,
    )


def _path(home: Path, draft_id: str) -> Path:
    return home / FOLDER / f"{draft_id}.json"


def _damaged(draft_id: str) -> AssistantError:
    return AssistantError(f"the file of draft {draft_id} is damaged: begin a new draft")


def _quotes_hold(draft: EditedDraft) -> bool:
    """Whether every quote is what stands at its place in the report's text."""
    text = draft.report.text
    quoted = [
        *((e.span, e.quote) for b in draft.bullets for c in b.checked.claims for e in c.evidence),
        *((citation.span, citation.quote) for citation in draft.draft.citations),
    ]
    return all(span.of(text) == quote for span, quote in quoted)
