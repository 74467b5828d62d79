"""The saved drafts: a row for each, to be opened or deleted."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from assistant.errors import AssistantError
from assistant.render import dated, one_line
from assistant.saved_drafts import DraftEntry, delete_draft, load_draft, saved_drafts
from assistant.ui import markup, rows, state
from assistant.ui.draft_desk import open_draft

PAGE_LENGTH = 10


def draw_saved_drafts() -> None:
    """The saved drafts, the one that was changed last first; nothing while there are none."""
    entries = saved_drafts(state.archive().settings.home)
    if not entries:
        return
    st.html('<h2 class="side-title">Saved drafts</h2>')
    page = rows.page_of(entries, PAGE_LENGTH, "drafts_page")
    with st.container(key="draft_list", gap=None):
        for entry in page:
            _draw_row(entry)


def _draw_row(entry: DraftEntry) -> None:
    key = f"row_draft_{entry.draft_id}"
    with rows.line(key):
        rows.draw_row(
            key,
            entry.title,
            (_day(entry.changed_at), f"{entry.changed_at.astimezone(UTC):%H:%M} UTC"),
            _facts(entry),
            partial(_open, entry.draft_id),
            disabled=entry.is_damaged,
        )
        st.button(
            "Delete",
            key=f"drop_{entry.draft_id}",
            icon=":material/delete:",
            on_click=_confirm_deletion,
            args=(entry,),
        )


def _facts(entry: DraftEntry) -> list[str]:
    if entry.is_damaged:
        return ["its file is damaged"]
    kept = f"accepted on {_day(entry.accepted_at)}" if entry.accepted_at else "not accepted"
    report = [dated(entry.date), *([one_line(entry.place)] if entry.place else [])]
    return [f"Report of {report[0]}" if entry.date else report[0], *report[1:], kept]


def _day(at: datetime) -> str:
    return dated(at.astimezone(UTC).date())


def _open(draft_id: str) -> None:
    try:
        open_draft(load_draft(state.archive().settings.home, draft_id))
    except AssistantError as error:
        state.set_draft_fault(str(error))


@st.dialog("Delete this draft?")
def _confirm_deletion(entry: DraftEntry) -> None:
    st.html(markup.report_head_html(entry.title, _facts(entry)))
    st.html(markup.notice_html("Its bullets and the history of its edits are gone for good."))
    with st.container(horizontal=True):
        sure = st.button(
            "Delete it",
            key="drop_confirmed",
            type="primary",
            on_click=_delete,
            args=(entry.draft_id,),
        )
        if st.button("Keep it", key="drop_cancelled") or sure:
            st.rerun()


def _delete(draft_id: str) -> None:
    state.set_draft_fault(None)
    try:
        delete_draft(state.archive().settings.home, draft_id)
    except AssistantError as error:
        state.set_draft_fault(str(error))
