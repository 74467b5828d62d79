"""Where a page's text comes from: pasted, uploaded, or a report of the archive."""

from enum import StrEnum
from typing import TypeVar

import streamlit as st

from assistant.render import dated, one_line
from assistant.reports.files import SUFFIXES
from assistant.store import ReportRecord
from assistant.ui import markup, state
from assistant.ui.sources import SourceKind, UploadedFile
from assistant.ui.uploads import MAX_MEGABYTES, kinds_line

Choice = TypeVar("Choice", bound=StrEnum)

ASK_SOURCE = {
    SourceKind.PASTED: "Paste the source above.",
    SourceKind.UPLOADED: "Upload a file above.",
    SourceKind.ARCHIVED: "Pick a report above.",
}

_KINDS = sorted(suffix.removeprefix(".") for suffix in SUFFIXES)


def source_input(page: str, placeholder: str) -> tuple[SourceKind, str | UploadedFile | None]:
    """How the source is given and, once it is, the source; `page` begins the widgets' keys."""
    kind = choice("Source", SourceKind.PASTED, f"{page}_kind")
    if kind is SourceKind.PASTED:
        return kind, st.text_area(
            "Source text",
            key=f"{page}_source",
            height=180,
            placeholder=placeholder,
            persist_state="session",
        )
    if kind is SourceKind.UPLOADED:
        return kind, _uploaded(page)
    return kind, _picked(page)


def choice(name: str, first: Choice, key: str, explained: str | None = None) -> Choice:
    """One of the members of an enumeration, `first` until the reader or the page sets another."""
    st.session_state.setdefault(key, first)
    chosen = st.segmented_control(
        name,
        list(type(first)),
        required=True,
        format_func=_capitalized,
        key=key,
        help=explained,
        persist_state="session",
    )
    return chosen or first


def _capitalized(member: StrEnum) -> str:
    return member.value[:1].upper() + member.value[1:]


def _uploaded(page: str) -> UploadedFile | None:
    shown = st.file_uploader(
        f"Source file: {kinds_line(SUFFIXES)}",
        type=_KINDS,
        max_upload_size=MAX_MEGABYTES,
        key=f"{page}_uploader",
        on_change=_keep_upload,
        args=(page,),
    )
    held: UploadedFile | None = st.session_state.get(f"{page}_file")
    if held and not shown:
        st.html(markup.facts_html([f"Source: {one_line(held.name)}"]))
    return held


def _keep_upload(page: str) -> None:
    """Remember the file, which the widget forgets when the reader leaves the page."""
    sent = st.session_state[f"{page}_uploader"]
    st.session_state[f"{page}_file"] = UploadedFile(sent.name, sent.getvalue()) if sent else None


def _picked(page: str) -> str | None:
    records = {record.report_id: record for record in state.archive().records()}
    if not records:
        hint = "Paste or upload the source, or add reports on the Reports page."
        st.html(markup.notice_html("The archive is empty.", hint=hint))
        return None
    if st.session_state.get(f"{page}_report") not in records:
        st.session_state[f"{page}_report"] = None  # it was removed
    return st.selectbox(
        "Report",
        list(records),
        index=None,
        key=f"{page}_report",
        placeholder="Type a title or a place",
        format_func=lambda report_id: report_name(records[report_id]),
        persist_state="session",
    )


def report_name(record: ReportRecord) -> str:
    """A report as the list to pick from names it."""
    return f"{one_line(record.title)}, {dated(record.date)}"
