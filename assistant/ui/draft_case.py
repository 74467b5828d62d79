"""An edited bullet as a case of the evaluation: what it should have been."""

import streamlit as st

from assistant.added_cases import add_bullet, drafted_text
from assistant.errors import AssistantError
from assistant.results import EditedBullet, EditedDraft
from assistant.ui import markup, state


def draw_add_bullet(draft: EditedDraft, bullet: EditedBullet) -> None:
    """Offer to have the analyst's wording measured; nothing for a bullet as it was drafted."""
    text, drafted = bullet.checked.text, drafted_text(draft, bullet.bullet_id)
    if not text or text == drafted:
        return
    name = f"{draft.draft_id}_{bullet.bullet_id}"
    with st.expander("Add to evaluation", key=f"case_{name}"):
        said = f"Drafted as: {drafted}" if drafted else "You added this bullet."
        st.html(markup.facts_html([said]))
        false = bool(drafted) and st.checkbox(
            "As drafted, it says what the report does not", key=f"case_false_{name}"
        )
        if st.button("Add", key=f"case_go_{name}"):
            _add(draft, bullet, false=false)


def _add(draft: EditedDraft, bullet: EditedBullet, *, false: bool) -> None:
    home = state.archive().settings.home
    try:
        files = add_bullet(home, draft, bullet.bullet_id, bullet.checked.text, false=false)
    except AssistantError as error:
        st.html(markup.notice_html(str(error), "fault"))
        return
    hint = "; ".join(f"assistant eval run --data {path}" for path in files)
    st.html(
        markup.notice_html("It is a case of the evaluation now.", "good", f"Measure it: {hint}")
    )
