"""Reports coming in through the page: the upload, its progress and what came of it."""

import shlex

import streamlit as st

from assistant.errors import AssistantError
from assistant.reports.files import JSONL, SUFFIXES
from assistant.settings import Settings
from assistant.ui import markup, state
from assistant.ui.jobs import IngestJob, result_lines
from assistant.ui.progress import draw_progress
from assistant.ui.uploads import KINDS, MAX_MEGABYTES, kinds_line, save_upload

_STOPPED = "The ingest stopped for a reason that only the server's log knows: try it again."


def draw_upload(key: str) -> None:
    """A form that takes files and starts to ingest them."""
    job = state.ingest_job()
    busy = job is not None and job.is_running
    with st.form(key, clear_on_submit=True):
        files = st.file_uploader(
            f"Reports to add: {kinds_line(SUFFIXES | {JSONL})}",
            type=KINDS,
            accept_multiple_files=True,
            max_upload_size=MAX_MEGABYTES,
            key=f"{key}_files",
        )
        sent = st.form_submit_button("Add to the archive", disabled=busy)
    if not sent:
        return
    if not files:
        st.html(markup.notice_html("No file is chosen yet.", hint="Browse, or drop files above."))
        return
    assistant = state.archive()
    try:
        paths = [save_upload(assistant.settings.home, f.name, f.getvalue()) for f in files]
    except AssistantError as error:
        st.html(markup.notice_html(str(error), "fault"))
        return
    state.set_ingest_job(IngestJob(assistant, paths))
    st.rerun()


def ingest_command(settings: Settings, command: str = "ingest") -> str:
    """The command that brings a folder of reports into the very archive that the page shows."""
    if settings.store_url:
        return f"ASSISTANT_STORE_URL={shlex.quote(settings.store_url)} assistant {command} FOLDER"
    return f"assistant --home {shlex.quote(str(settings.home))} {command} FOLDER"


def draw_outcome() -> None:
    """The progress of the ingest that runs, or the outcome of the last one."""
    job = state.ingest_job()
    if job is None:
        return
    if job.is_running:
        draw_progress(job)
        return
    for text, kind in outcome(job):
        st.html(markup.notice_html(text, kind))
    st.button("Dismiss", key="dismiss_ingest", on_click=state.set_ingest_job, args=(None,))


def outcome(job: IngestJob) -> list[tuple[str, str]]:
    """What came of a job: lines with the kind of notice that each one is."""
    if job.outcome is None:
        return [(job.error or _STOPPED, "fault")]
    done, failures = result_lines(job.outcome)
    lines = [(done, "good")] if done else []
    return [*lines, *((failure, "fault") for failure in failures)]
