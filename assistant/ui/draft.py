"""The draft page: a report in, its bullets out, to be edited under the eyes of the check."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from assistant.errors import AssistantError
from assistant.render import one_line, style_line
from assistant.results import Dropped, EditedBullet, EditedDraft, PastJudgement
from assistant.saved_drafts import changed_elsewhere, load_draft, save_draft
from assistant.ui import markup, panel, state
from assistant.ui.checks import is_given
from assistant.ui.claim_markup import claim_html
from assistant.ui.draft_bar import draw_draft_bar
from assistant.ui.draft_markup import bullet_facts, past_html, points_html, summary_html
from assistant.ui.drafts import DraftJob, DraftRequest
from assistant.ui.layout import desk
from assistant.ui.progress import BEAT, draw_progress
from assistant.ui.source_input import ASK_SOURCE, source_input
from assistant.ui.source_pane import SourceMarks, claim_marks, draw_source

Change = Callable[[EditedDraft], EditedDraft]

_HOUSE = "As the house has"
_MOST_BULLETS = 6
_MOST_CHARACTERS = 1000  # of a bullet
_PLACEHOLDER = "A new report: its date, its title, its paragraphs"
_ELSEWHERE = "The draft was changed in another window: this is its form there. Change it again."
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
        _open(job.outcome)
    wanted, held = st.query_params.get("draft"), state.edited_draft()
    if wanted and (held is None or held.draft_id != wanted):
        try:
            _open(load_draft(state.archive().settings.home, wanted))
        except AssistantError as error:
            _close()
            state.set_draft_fault(str(error))
    elif held:
        st.query_params["draft"] = held.draft_id


def _open(draft: EditedDraft) -> None:
    _close()
    state.set_edited_draft(draft)
    for bullet in draft.bullets:
        st.session_state[_field(draft, bullet)] = bullet.checked.text
    st.query_params["draft"] = draft.draft_id


def _close() -> None:
    """Close the draft; its file stays."""
    state.set_edited_draft(None)
    state.show_beside_draft(None)
    state.set_draft_fault(None)
    st.query_params.pop("draft", None)


def _draw_head(draft: EditedDraft | None) -> None:
    with st.container(horizontal=True, key="page_head", vertical_alignment="center"):
        st.html("<h1>Draft key points</h1>", width="content")
        if draft:
            st.button("New draft", key="draft_new", on_click=_close)


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
    if pressed and not is_given(source):
        st.html(markup.notice_html("There is no report yet.", hint=ASK_SOURCE[kind]))
    elif pressed:
        _start(DraftRequest(kind, source, bullets or None, summary))
    elif job is not None:
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
    else:
        st.html(markup.notice_html(job.error or _STOPPED, "fault"))


def _draw_draft(draft: EditedDraft) -> None:
    report, made = draft.report, draft.draft
    facts = markup.report_facts(report.date, report.place, report.kind, date.today())
    st.html(markup.report_head_html(report.title, facts))
    with st.container(key="bullets"):
        for number, bullet in enumerate(draft.bullets, 1):
            _draw_bullet(draft, bullet, number)
    with st.container(horizontal=True, key="draft_below"):
        st.button(
            "Add a bullet",
            key="draft_add",
            icon=":material/add:",
            on_click=_change,
            args=(lambda held: state.editor().add(held, datetime.now(UTC)),),
        )
        draw_draft_bar(draft, date.today())
    if made.key_points:
        st.html(points_html(made.key_points))
    if made.summary:
        _draw_summary(draft)
    if made.style:
        st.html(markup.facts_html([style_line(made.style)]))
    if made.dropped:
        _draw_dropped(made.dropped)


def _draw_bullet(draft: EditedDraft, bullet: EditedBullet, number: int) -> None:
    name, checked, field = (
        f"{draft.draft_id}_{bullet.bullet_id}",
        bullet.checked,
        _field(draft, bullet),
    )
    with st.container(key=f"bullet_{name}", gap="xsmall"):
        st.session_state.setdefault(field, checked.text)
        st.text_area(
            f"Bullet {number}",
            key=field,
            height="content",
            max_chars=_MOST_CHARACTERS,
            placeholder="A sentence that the report's body carries",
            on_change=_rewrite,
            args=(bullet.bullet_id, field),
            persist_state="session",
        )
        _draw_actions(draft, bullet, number, name)
        if not checked.claims:
            st.html(markup.notice_html("There is nothing to check in this bullet yet."))
        for at, claim in enumerate(checked.claims):
            with st.container(key=f"claim_{claim.verdict}_{name}_{at}", gap="xsmall"):
                is_said = bool(claim.discrepancies) or len(checked.claims) > 1
                facts = bullet_facts(checked) if at == 0 else ()
                st.html(claim_html(claim, facts, is_said=is_said))
                if claim.evidence:
                    _draw_opener(f"evidence_{name}_{at}", "Show in the source", claim_marks(claim))
        if checked.past:
            _draw_past(checked.past, name)


def _field(draft: EditedDraft, bullet: EditedBullet) -> str:
    """The key of the field that the bullet is edited in."""
    return f"text_{draft.draft_id}_{bullet.bullet_id}"


def _draw_past(past: PastJudgement, name: str) -> None:
    with st.container(key=f"past_{name}", gap="xsmall"):
        st.html(past_html(past, date.today()))
        target = state.OpenReport(past.source.report_id, past.span, past.quote)
        _draw_opener(f"evidence_past_{name}", "Show the earlier report", target)


def _draw_opener(key: str, name: str, shown: SourceMarks | state.OpenReport) -> None:
    st.button(
        name,
        key=key,
        type="primary" if shown == state.beside_draft() else "secondary",
        on_click=state.show_beside_draft,
        args=(shown,),
    )


def _draw_actions(draft: EditedDraft, bullet: EditedBullet, number: int, name: str) -> None:
    with st.container(horizontal=True, gap="xsmall", key=f"actions_{name}"):
        if bullet.alternatives:
            with st.popover("Swap", icon=":material/swap_horiz:", key=f"swaps_{name}"):
                for at, text in enumerate(bullet.alternatives):
                    st.button(
                        markup.label(text),
                        key=f"swap_{name}_{at}",
                        on_click=_swap,
                        args=(bullet.bullet_id, at, _field(draft, bullet)),
                    )
        places = (("Up", "arrow_upward", -1, 1), ("Down", "arrow_downward", 1, len(draft.bullets)))
        for title, icon, by, end in places:
            st.button(
                title,
                key=f"{title.lower()}_{name}",
                icon=f":material/{icon}:",
                disabled=number == end,
                on_click=_move,
                args=(bullet.bullet_id, by),
            )
        st.button(
            "Delete",
            key=f"delete_{name}",
            icon=":material/delete:",
            on_click=_delete,
            args=(bullet.bullet_id,),
        )


def _rewrite(bullet_id: str, field: str) -> None:
    text = one_line(st.session_state[field])
    _change(lambda held: state.editor().rewrite(held, bullet_id, text, datetime.now(UTC)))
    _show_anew(bullet_id, field)


def _swap(bullet_id: str, at: int, field: str) -> None:
    _change(lambda held: state.editor().swap(held, bullet_id, at, datetime.now(UTC)))
    _show_anew(bullet_id, field)


def _show_anew(bullet_id: str, field: str) -> None:
    """The bullet's text in its field, and the source, where it is open, at its new evidence."""
    draft = state.edited_draft()
    held = [b.checked for b in draft.bullets if b.bullet_id == bullet_id] if draft else []
    for checked in held:
        st.session_state[field] = checked.text
        if isinstance(state.beside_draft(), SourceMarks) and checked.claims:
            state.show_beside_draft(claim_marks(checked.claims[0]))


def _move(bullet_id: str, by: int) -> None:
    _change(lambda held: state.editor().move(held, bullet_id, by, datetime.now(UTC)))


def _delete(bullet_id: str) -> None:
    _change(lambda held: state.editor().delete(held, bullet_id, datetime.now(UTC)))


def _change(change: Change) -> None:
    """Change the open draft and save it, unless it was changed in another window meanwhile."""
    draft = state.edited_draft()
    if draft is None:
        return
    home = state.archive().settings.home
    elsewhere = changed_elsewhere(home, draft)
    if elsewhere:
        _open(elsewhere)
        state.set_draft_fault(_ELSEWHERE)
        return
    state.set_draft_fault(None)
    try:
        changed = change(draft)
        state.set_edited_draft(changed)
        save_draft(home, changed)
    except AssistantError as error:
        state.set_draft_fault(str(error))


def _draw_summary(draft: EditedDraft) -> None:
    made = draft.draft
    spans = {citation.n: citation.span for citation in made.citations}
    st.html(summary_html(made.summary))
    with st.container(horizontal=True, gap="xsmall", key="draft_summary_marks"):
        for n in dict.fromkeys(n for point in made.summary for n in point.citations):
            _draw_opener(f"chip_draft_{n}", markup.label(f"[{n}]"), SourceMarks(spans[n]))


def _draw_dropped(dropped: tuple[Dropped, ...]) -> None:
    with st.expander(f"Left out: {len(dropped)}", key="draft_dropped"):
        for item in dropped:
            st.html(markup.facts_html([item.text, item.reason]))
