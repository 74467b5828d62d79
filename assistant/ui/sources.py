"""A report as a reader gives it to a page: pasted, uploaded, or picked from the archive."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import ReportError
from assistant.pipeline import Assistant
from assistant.reports import report_of_bytes, report_of_text
from assistant.reports.model import Report
from assistant.ui.uploads import safe_name


class SourceKind(StrEnum):
    """Where the source comes from, as the pages offer it."""

    PASTED = "Paste a text"
    UPLOADED = "Upload a file"
    ARCHIVED = "Pick a report"


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as the reader's browser sent it; its name is theirs and is not trusted."""

    name: str
    data: bytes


def is_given(source: str | UploadedFile | None) -> bool:
    """Whether the reader has given anything."""
    return bool(source.strip() if isinstance(source, str) else source)


def read_source(
    assistant: Assistant, kind: SourceKind, source: str | UploadedFile | None
) -> Report:
    """The report that a reader has given; ReportError when it cannot be read or is gone."""
    if isinstance(source, UploadedFile):
        name = safe_name(source.name)
        try:
            return report_of_bytes(source.data, name)
        except ReportError as error:
            raise ReportError(f"{name}: {error}") from None
    if kind is SourceKind.ARCHIVED:
        return assistant.report(source or "")
    return report_of_text(source or "")
