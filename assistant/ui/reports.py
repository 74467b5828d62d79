"""The reports page: browse, filter, open, add and remove reports."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from assistant.errors import AssistantError
from assistant.render import age, dated, one_line
from assistant.reports.model import Report
from assistant.store import ReportRecord
from assistant.ui import markup, panel, rows, state
from assistant.ui.filters import filters_line, sidebar_filters
from assistant.ui.intake import draw_outcome, draw_upload, ingest_command
from assistant.ui.layout import desk
from assistant.ui.uploads import drop_upload, is_upload

PAGE_LENGTH = 20


def page() -> None:
    """Draw the page from the session's state."""
    assistant = state.archive()
    records = assistant.records()
    filters, _ = sidebar_filters(records, with_as_of=False)
    allowed = assistant.records(filters)
    beside, aside = desk()
    with beside:
        st.html("<h1>Reports</h1>")
        draw_outcome()
        if st.session_state.get("remove_fault"):
            st.html(markup.notice_html(st.session_state["remove_fault"], "fault"))
        with st.expander("Add reports", expanded=not records, icon=":material/upload_file:"):
            draw_upload("upload")
        if not records:
            st.html(
                markup.notice_html(
                    "The archive is empty.",
                    hint=f"Add reports above, or run: {ingest_command(assistant.settings)}",
                )
            )
        else:
            line = filters_line(filters, None, len(allowed), len(records))
            hint = "Clear the filters in the sidebar." if line else "Shorten the search."
            _draw_list(allowed, line or f"{_reports(len(records))} in the archive", hint)
    with aside:
        panel.draw(_draw_remove)


def titled(records: Sequence[ReportRecord], wanted: str) -> list[ReportRecord]:
    """The records whose title, place, kind or file name has every word of `wanted`."""
    words = wanted.casefold().split()

    def text(record: ReportRecord) -> str:
        name = record.path.rsplit("/", 1)[-1]
        return " ".join((record.title, record.place or "", record.kind or "", name)).casefold()

    return [record for record in records if all(word in text(record) for word in words)]


def _draw_list(allowed: Sequence[ReportRecord], line: str, hint: str) -> None:
    wanted = st.text_input(
        "Find by title, place or file name", key="report_search", persist_state="session"
    )
    shown = titled(allowed, wanted)
    st.html(markup.facts_html([line, *([f"{len(shown):,} found"] if wanted.strip() else [])]))
    if not shown:
        st.html(markup.notice_html("No report matches.", hint=hint))
        return
    today = date.today()
    page = rows.page_of(shown, PAGE_LENGTH, "report_page")
    with st.container(key="report_list", gap=None):
        for record in page:
            _draw_row(record, today)


def _draw_row(record: ReportRecord, today: date) -> None:
    opened = state.opened()
    is_open = opened is not None and opened.report_id == record.report_id
    key = f"row_{'open_' if is_open else ''}{record.fingerprint[:16]}_{record.report_id}"
    old = age(record.date, today) if record.date else ""
    facts = [one_line(f) for f in (record.place, record.kind) if f]
    with rows.line(key):
        rows.draw_row(
            key,
            record.title,
            (dated(record.date), old),
            [*facts, f"{record.chunks} passages"],
            partial(state.open_report, state.OpenReport(record.report_id)),
        )


def _draw_remove(report: Report) -> None:
    if st.button("Remove", key="remove", type="tertiary"):
        _confirm_removal(report)


@st.dialog("Remove this report?")
def _confirm_removal(report: Report) -> None:
    assistant = state.archive()
    record = next((r for r in assistant.records() if r.report_id == report.report_id), None)
    if record is None:
        st.rerun()
    uploaded = is_upload(assistant.settings.home, record)
    st.html(
        markup.report_head_html(
            report.title,
            markup.report_facts(report.date, report.place, report.kind, date.today()),
        )
    )
    st.html(markup.notice_html(_consequence(record, uploaded)))
    with st.container(horizontal=True):
        sure = st.button(
            "Remove it", key="remove_confirmed", type="primary", on_click=_remove, args=(record,)
        )
        if st.button("Keep it", key="remove_cancelled") or sure:
            st.rerun()


def _consequence(record: ReportRecord, uploaded: bool) -> str:
    if uploaded:
        return "It can no longer be found or cited, and the uploaded file is deleted."
    return (
        f"It can no longer be found or cited. Its file {one_line(record.path)} stays, and the "
        "next ingest of that folder brings it back."
    )


def _remove(record: ReportRecord) -> None:
    assistant = state.archive()
    st.session_state["remove_fault"] = None
    try:
        assistant.remove([record.report_id])
        drop_upload(assistant.settings.home, record, assistant.records())
    except AssistantError as error:
        st.session_state["remove_fault"] = str(error)
    else:
        state.close_report()


def _reports(count: int) -> str:
    return f"{count:,} report{'' if count == 1 else 's'}"
