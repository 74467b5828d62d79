"""The draft page: a report in, its bullets out, to be edited under the eyes of the check."""

from datetime import date
from functools import partial

import streamlit as st

from assistant.errors import AssistantError
from assistant.render import style_line
from assistant.results import Dropped, EditedDraft
from assistant.saved_drafts import load_draft
from assistant.ui import markup, panel, state
from assistant.ui.draft_accept import draw_acceptance
from assistant.ui.draft_bar import draw_draft_bar
from assistant.ui.draft_bullets import add_bullet, draw_bullets, draw_opener
from assistant.ui.draft_desk import close_draft, open_draft
from assistant.ui.draft_list import draw_saved_drafts
from assistant.ui.draft_markup import points_html, summary_html
from assistant.ui.drafts import DraftJob, DraftRequest
from assistant.ui.layout import desk
from assistant.ui.progress import BEAT, draw_progress
from assistant.ui.source_input import ASK_SOURCE, source_input
from assistant.ui.source_pane import SourceMarks, draw_source
from assistant.ui.sources import is_given

_HOUSE = "As the house does"
_MOST_BULLETS = 6
_PLACEHOLDER = "A new report: its date, its title, its paragraphs"
_STOPPED = "The draft stopped for a reason that only the server's log knows: try it again."


def page() -> None:
    """Draw the page from the session's state."""
    beside, aside = desk()
    _open_what_is_asked_for()
    draft = state.edited_draft()
    with beside:
        _draw_head(draft)
        fault = state.draft_fault()
        if fault:
            st.html(markup.notice_html(fault, "fault"))
        if draft is None:
            _draw_form()
            draw_saved_drafts()
        else:
            _draw_draft(draft)
    with aside:
        shown, close = state.beside_draft(), partial(state.show_beside_draft, None)
        if draft and isinstance(shown, SourceMarks):
            draw_source(draft.report, shown, close)
        elif draft and isinstance(shown, state.OpenReport):
            panel.draw_report(shown, close)


def _open_what_is_asked_for() -> None:
    """The draft that was just made, or else the one that the address names."""
    job = state.draft_job()
    if job and job.outcome:
        state.set_draft_job(None)
        state.note_spent(job.outcome.draft.spent)
        open_draft(job.outcome)
    wanted, held = st.query_params.get("draft"), state.edited_draft()
    if wanted and (held is None or held.draft_id != wanted):
        try:
            open_draft(load_draft(state.archive().settings.home, wanted))
        except AssistantError as error:
            close_draft()
            state.set_draft_fault(str(error))
    elif held:
        st.query_params["draft"] = held.draft_id


def _draw_head(draft: EditedDraft | None) -> None:
    with st.container(horizontal=True, key="page_head", vertical_alignment="center"):
        st.html("<h1>Draft key points</h1>", width="content")
        if draft:
            st.button("All drafts", key="draft_new", on_click=close_draft)


def _draw_form() -> None:
    job = state.draft_job()
    kind, source = source_input("draft", _PLACEHOLDER)
    with st.container(horizontal=True, key="draft_settings", vertical_alignment="bottom"):
        bullets = st.selectbox(
            "Bullets",
            range(_MOST_BULLETS + 1),
            format_func=lambda n: str(n) if n else _HOUSE,
            key="draft_bullets",
            width=200,
            persist_state="session",
        )
        summary = st.checkbox("Summary", key="draft_summary", persist_state="session")
        busy = job is not None and job.is_running
        pressed = st.button("Draft", type="primary", key="draft_go", disabled=busy)
    request = DraftRequest(kind, source, bullets or None, summary)
    if pressed and not is_given(source):
        st.html(markup.notice_html("There is no report yet.", hint=ASK_SOURCE[kind]))
    elif pressed:
        _start(request)
    elif job is not None and (job.is_running or job.request == request):
        _draw_job(job)


def _start(request: DraftRequest) -> None:
    job = DraftJob(state.archive(), state.editor(), request)
    state.set_draft_fault(None)
    state.set_draft_job(job)
    job.wait(BEAT)
    st.rerun()


def _draw_job(job: DraftJob) -> None:
    if job.is_running:
        draw_progress(job)
        if job.is_worded:
            st.button("Stop", key="draft_stop", on_click=job.stop)
    else:
        st.html(markup.notice_html(job.error or _STOPPED, "fault"))


def _draw_draft(draft: EditedDraft) -> None:
    report, made = draft.report, draft.draft
    facts = markup.report_facts(report.date, report.place, report.kind, date.today())
    st.html(markup.report_head_html(report.title, facts))
    for notice in made.notices:
        st.html(markup.notice_html(notice))
    draw_bullets(draft)
    with st.container(horizontal=True, key="draft_below"):
        st.button(
            "Add a bullet",
            key="draft_add",
            icon=":material/add:",
            disabled=draft.accepted_at is not None,
            on_click=add_bullet,
        )
        draw_draft_bar(draft, date.today())
    draw_acceptance(draft)
    if made.key_points:
        st.html(points_html(made.key_points))
    if made.summary:
        _draw_summary(draft)
    if made.style:
        st.html(markup.facts_html([style_line(made.style)]))
    if made.dropped:
        _draw_dropped(made.dropped)
    st.html(markup.engine_html(made.engine, made.spent))


def _draw_summary(draft: EditedDraft) -> None:
    made = draft.draft
    spans = {citation.n: citation.span for citation in made.citations}
    st.html(summary_html(made.summary))
    with st.container(horizontal=True, gap="xsmall", key="draft_summary_marks"):
        for n in dict.fromkeys(n for point in made.summary for n in point.citations):
            draw_opener(f"chip_draft_{n}", markup.label(f"[{n}]"), SourceMarks(spans[n]))


def _draw_dropped(dropped: tuple[Dropped, ...]) -> None:
    with st.expander(f"Left out: {len(dropped)}", key="draft_dropped"):
        for item in dropped:
            st.html(markup.facts_html([item.text, item.reason]))
