"""The reports page: browse, open, add and remove reports."""

import re
from pathlib import Path

import streamlit as st

from assistant.errors import AssistantError
from assistant.ingest import IngestProgress
from assistant.render import dated, plain
from assistant.ui import markup, state
from assistant.ui.chat import show_report

_SUFFIXES = ["txt", "md", "html", "docx", "pdf", "jsonl"]


def page() -> None:
    """Draw the page from the session's state."""
    st.title("Reports")
    _upload()
    records = state.archive().records()
    if not records:
        st.info("No reports yet. Upload some above, or run: assistant ingest FOLDER")
        return
    wanted = st.text_input("Filter by title or place", key="report_filter").casefold()
    shown = [r for r in records if wanted in f"{r.title} {r.place or ''}".casefold()]
    st.dataframe(
        {
            "Date": [dated(r.date) for r in shown],
            "Place": [plain(r.place or "") for r in shown],
            "Title": [plain(r.title) for r in shown],
            "Kind": [plain(r.kind or "") for r in shown],
            "Passages": [r.chunks for r in shown],
        },
        hide_index=True,
        key="report_table",
    )
    chosen = st.selectbox(
        "Open a report",
        [r.report_id for r in shown],
        format_func={r.report_id: markup.report_label(r.title, r.date) for r in shown}.__getitem__,
        index=None,
        key="report_choice",
    )
    if chosen:
        sure = st.checkbox("I want to remove this report", key="remove_sure")
        if st.button("Remove", key="remove", disabled=not sure):
            state.archive().remove([chosen])
            st.rerun()
        show_report(chosen)


def _upload() -> None:
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            "Add reports", type=_SUFFIXES, accept_multiple_files=True, key="upload_files"
        )
        if not st.form_submit_button("Add to the archive") or not files:
            return
    assistant = state.archive()
    folder = assistant.settings.home / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in files:
        path = folder / safe_name(file.name)
        path.write_bytes(file.getbuffer())
        paths.append(path)
    bar = st.progress(0.0, "Reading")

    def show(progress: IngestProgress) -> None:
        share = progress.done / progress.total if progress.total else 1.0
        bar.progress(min(1.0, share), f"{progress.reports} reports added")

    try:
        result = assistant.ingest(paths, progress=show)
    except AssistantError as error:
        st.error(markup.escape_label(str(error)))
        return
    for failure in result.failed:
        name = Path(failure.path).name
        st.error(markup.escape_label(f"{name}: {failure.error}"))
    st.success(f"{result.added} added, {result.updated} updated, {result.unchanged} unchanged")


def safe_name(name: str) -> str:
    """A file name with no path, control or leading-dot characters, its extension kept."""
    base = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = base.rpartition(".")
    clean = re.sub(r"[^\w -]+", "_", stem if dot else base).strip(" _.")[:80]
    return f"{clean or 'report'}.{re.sub(r'[^a-zA-Z0-9]', '', suffix)[:8]}" if dot else clean
