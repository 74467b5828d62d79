"""The draft that is open in this session: opened, changed, saved at each change."""

from collections.abc import Callable

import streamlit as st

from assistant.errors import AssistantError
from assistant.results import EditedBullet, EditedDraft
from assistant.saved_drafts import changed_elsewhere, save_draft
from assistant.ui import state

Change = Callable[[EditedDraft], EditedDraft]

_ELSEWHERE = "The draft was changed in another window: this is its form there. Change it again."


def open_draft(draft: EditedDraft) -> None:
    """Show a draft, and name it in the address of the page."""
    close_draft()
    state.set_edited_draft(draft)
    for bullet in draft.bullets:
        st.session_state[field_key(draft, bullet)] = bullet.checked.text
    st.query_params["draft"] = draft.draft_id


def close_draft() -> None:
    """Close the draft; its file stays."""
    state.set_edited_draft(None)
    state.show_beside_draft(None)
    state.set_draft_fault(None)
    st.query_params.pop("draft", None)


def field_key(draft: EditedDraft, bullet: EditedBullet) -> str:
    """The key of the field that the bullet is edited in."""
    return f"text_{draft.draft_id}_{bullet.bullet_id}"


def change_draft(change: Change) -> None:
    """Change the open draft and save it, unless it was changed in another window meanwhile."""
    draft = state.edited_draft()
    if draft is None:
        return
    home = state.archive().settings.home
    elsewhere = changed_elsewhere(home, draft)
    if elsewhere:
        open_draft(elsewhere)
        state.set_draft_fault(_ELSEWHERE)
        return
    state.set_draft_fault(None)
    try:
        changed = change(draft)
        state.set_edited_draft(changed)
        save_draft(home, changed)
    except AssistantError as error:
        state.set_draft_fault(str(error))
