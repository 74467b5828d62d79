"""Files that readers bring to the page: stored under safe names, taken away again."""

import os
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from assistant.errors import ReportError, reason_of
from assistant.reports.files import JSONL, MAX_FILE_BYTES, SUFFIXES
from assistant.store import ReportRecord
from assistant.whole_files import write_whole

FOLDER = "uploads"
KINDS = sorted(suffix.removeprefix(".") for suffix in SUFFIXES | {JSONL})
MAX_MEGABYTES = MAX_FILE_BYTES // 2**20

_STEM_LENGTH = 80
_NAMES = {
    ".docx": "Word",
    ".pdf": "PDF",
    ".html": "HTML",
    ".md": "Markdown",
    JSONL: "JSON lines",
    ".txt": "plain text",
}


def kinds_line(suffixes: Collection[str]) -> str:
    """What may be uploaded, in words: the widget's own list of endings is cut on a phone."""
    *names, last = (name for suffix, name in _NAMES.items() if suffix in suffixes)
    return f"{', '.join(names)} or {last}, at most {MAX_MEGABYTES} MB each"


def safe_name(name: str) -> str:
    """A file name made of letters, digits, space, "-", "_" and one dot, its extension kept."""
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    stem, suffix = os.path.splitext(base.strip())
    stem = re.sub(r"[^\w -]+", "_", stem)[:_STEM_LENGTH].strip(" _-")
    suffix = re.sub(r"[^a-z0-9]+", "", suffix.lower())
    return f"{stem or 'report'}.{suffix or 'txt'}"


def save_upload(home: Path, name: str, data: bytes) -> Path:
    """Keep an uploaded file and give its path; nothing that is there is written over.

    The same file again has the same path; another one of the same name gets a number.
    Raises ReportError when it is too large or cannot be stored.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ReportError(
            f"{safe_name(name)} has {len(data) / 1e6:,.0f} MB, more than "
            f"{MAX_FILE_BYTES / 1e6:,.0f} MB: split it"
        )
    folder = home / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _free_path(folder, safe_name(name), data)
        if not path.exists():
            write_whole(path, data)
    except OSError as error:
        raise ReportError(
            f"{safe_name(name)} cannot be stored in {folder} ({reason_of(error)}): make room or "
            "mend its permissions and upload it again"
        ) from None
    return path


def is_upload(home: Path, record: ReportRecord) -> bool:
    """Whether the report came in by upload, so that its file is ours to delete."""
    return Path(record.path).parent == (home / FOLDER).resolve()


def drop_upload(home: Path, record: ReportRecord, left: Collection[ReportRecord]) -> None:
    """Delete a removed report's uploaded file, unless a report that is left came from it.

    Raises ReportError when the file cannot be deleted.
    """
    if not is_upload(home, record) or any(other.path == record.path for other in left):
        return
    try:
        Path(record.path).unlink(missing_ok=True)
    except OSError as error:
        raise ReportError(
            f"the report is removed, but its file {record.path} cannot be deleted "
            f"({reason_of(error)}): delete it by hand"
        ) from None


def _free_path(folder: Path, name: str, data: bytes) -> Path:
    """Where the file goes: a path that is free, or that holds these very bytes."""
    stem, suffix = os.path.splitext(name)
    path, number = folder / name, 1
    while path.exists() and path.read_bytes() != data:
        number += 1
        path = folder / f"{stem} ({number}){suffix}"
    return path
