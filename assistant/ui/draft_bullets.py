"""A draft's bullets as fields, each with its verdict and what can be done with it."""

from datetime import UTC, date, datetime

import streamlit as st

from assistant.render import one_line
from assistant.results import EditedBullet, EditedDraft, PastJudgement
from assistant.ui import markup, state
from assistant.ui.claim_markup import claim_html
from assistant.ui.draft_case import draw_add_bullet
from assistant.ui.draft_desk import change_draft, field_key
from assistant.ui.draft_markup import bullet_facts, past_html
from assistant.ui.source_pane import SourceMarks, claim_marks

_MOST_CHARACTERS = 1000  # of a bullet


def draw_bullets(draft: EditedDraft) -> None:
    """Every bullet, in order."""
    with st.container(key="bullets"):
        for number, bullet in enumerate(draft.bullets, 1):
            _draw_bullet(draft, bullet, number)


def add_bullet() -> None:
    """Put a bullet without words at the end of the open draft."""
    change_draft(lambda held: state.editor().add(held, datetime.now(UTC)))


def draw_opener(key: str, name: str, shown: SourceMarks | state.OpenReport) -> None:
    """A button that opens what a text rests on beside the draft."""
    st.button(
        name,
        key=key,
        type="primary" if shown == state.beside_draft() else "secondary",
        on_click=state.show_beside_draft,
        args=(shown,),
    )


def _draw_bullet(draft: EditedDraft, bullet: EditedBullet, number: int) -> None:
    name, checked, field = (
        f"{draft.draft_id}_{bullet.bullet_id}",
        bullet.checked,
        field_key(draft, bullet),
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
            disabled=draft.accepted_at is not None,
            persist_state="session",
        )
        if draft.accepted_at is None:
            _draw_actions(draft, bullet, number, name)
        if not checked.claims:
            st.html(markup.notice_html("There is nothing to check in this bullet yet."))
        for at, claim in enumerate(checked.claims):
            with st.container(key=f"claim_{claim.verdict}_{name}_{at}", gap="xsmall"):
                is_said = bool(claim.discrepancies) or len(checked.claims) > 1
                facts = bullet_facts(checked) if at == 0 else ()
                st.html(claim_html(claim, facts, is_said=is_said))
                if claim.evidence:
                    draw_opener(f"evidence_{name}_{at}", "Show in the source", claim_marks(claim))
        if checked.past:
            _draw_past(checked.past, name)
        draw_add_bullet(draft, bullet)


def _draw_past(past: PastJudgement, name: str) -> None:
    with st.container(key=f"past_{name}", gap="xsmall"):
        st.html(past_html(past, date.today()))
        target = state.OpenReport(past.source.report_id, past.span, past.quote)
        draw_opener(f"evidence_past_{name}", "Show the earlier report", target)


def _draw_actions(draft: EditedDraft, bullet: EditedBullet, number: int, name: str) -> None:
    with st.container(horizontal=True, gap="xsmall", key=f"actions_{name}"):
        if bullet.alternatives:
            with st.popover("Swap", icon=":material/swap_horiz:", key=f"swaps_{name}"):
                for at, text in enumerate(bullet.alternatives):
                    st.button(
                        markup.label(text),
                        key=f"swap_{name}_{at}",
                        on_click=_swap,
                        args=(bullet.bullet_id, at, field_key(draft, bullet)),
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
    change_draft(lambda held: state.editor().rewrite(held, bullet_id, text, datetime.now(UTC)))
    _show_anew(bullet_id, field)


def _swap(bullet_id: str, at: int, field: str) -> None:
    change_draft(lambda held: state.editor().swap(held, bullet_id, at, datetime.now(UTC)))
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
    change_draft(lambda held: state.editor().move(held, bullet_id, by, datetime.now(UTC)))


def _delete(bullet_id: str) -> None:
    change_draft(lambda held: state.editor().delete(held, bullet_id, datetime.now(UTC)))
