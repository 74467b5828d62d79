"""Accepting a draft: what still stands in the way, and reopening it."""

from datetime import UTC, datetime
from hashlib import sha256

import streamlit as st

from assistant.editing import unsupported_bullets
from assistant.render import acceptance_line, one_line
from assistant.results import EditedBullet, EditedDraft
from assistant.ui import markup, state
from assistant.ui.draft_desk import change_draft

_MOST_SHOWN = 90  # characters of a bullet that is to be confirmed


def draw_acceptance(draft: EditedDraft) -> None:
    """The button that accepts the draft, each exception confirmed first; or that reopens it."""
    with st.container(key="draft_acceptance", gap="xsmall"):
        if draft.accepted_at:
            st.html(
                markup.notice_html(
                    acceptance_line(draft), "good", "It is locked: reopen it to change it."
                )
            )
            st.button("Reopen", key="draft_reopen", icon=":material/lock_open:", on_click=_reopen)
            return
        exceptions = unsupported_bullets(draft)
        confirmed = tuple(b.bullet_id for b in exceptions if _is_confirmed(draft, b))
        st.button(
            "Accept",
            key="draft_accept",
            icon=":material/task_alt:",
            disabled=len(confirmed) < len(exceptions),
            help="Lock the bullets as they are",
            on_click=_accept,
            args=(confirmed,),
        )


def _is_confirmed(draft: EditedDraft, bullet: EditedBullet) -> bool:
    """Whether the reader keeps the bullet; asked anew once it is worded otherwise."""
    text = one_line(bullet.checked.text)
    number = draft.bullets.index(bullet) + 1
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN].rstrip()}…"
    mark = sha256(text.encode()).hexdigest()[:8]
    return st.checkbox(
        markup.label(f"Keep bullet {number} although the body does not support it: {shown}"),
        key=f"confirm_{draft.draft_id}_{bullet.bullet_id}_{mark}",
    )


def _accept(confirmed: tuple[str, ...]) -> None:
    change_draft(lambda held: state.editor().accept(held, confirmed, datetime.now(UTC)))


def _reopen() -> None:
    change_draft(lambda held: state.editor().reopen(held, datetime.now(UTC)))
