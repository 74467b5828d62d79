"""The pages put together: navigation, the sidebar's frame, and the net for errors."""

from contextlib import suppress

import streamlit as st

from assistant.errors import AssistantError, ModelError, SettingsError, StoreMismatchError
from assistant.ui import chat, check, draft, evaluate, markup, reports, state
from assistant.ui.intake import ingest_command
from assistant.ui.layout import style
from assistant.ui.model import draw_choice, draw_engine

_ICON = (  # a file's own drawing: an icon by name would be fetched from the network
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<rect width="24" height="24" rx="5" fill="#1f4e79"/>'
    '<path d="M7 6h10M7 10h10M7 14h4" stroke="#fff" stroke-width="2"/>'
    '<circle cx="15" cy="16" r="3" fill="none" stroke="#ffd34d" stroke-width="2"/></svg>'
)


def main() -> None:
    """Draw the page that the reader is on."""
    st.set_page_config(
        page_title="Assistant: ask the archive",
        page_icon=_ICON,
        layout="wide",
    )
    style()
    checking = st.Page(check.page, title="Check", icon=":material/fact_check:", url_path="check")
    drafting = st.Page(draft.page, title="Draft", icon=":material/edit_note:", url_path="draft")
    page = st.navigation(
        [
            st.Page(chat.page, title="Ask", icon=":material/forum:", url_path="ask", default=True),
            st.Page(
                reports.page,
                title="Reports",
                icon=":material/library_books:",
                url_path="reports",
            ),
            checking,
            drafting,
            st.Page(
                evaluate.page, title="Evaluate", icon=":material/monitoring:", url_path="evaluate"
            ),
        ]
    )
    wanted = state.wanted_page()
    if wanted:
        st.switch_page({"check": checking, "draft": drafting}[wanted])
    try:
        page.run()
        draw_engine()
    except AssistantError as error:
        _draw_fault(error)
    with suppress(AssistantError):  # which the page has said
        draw_choice()


_FAULTS = {
    ModelError: "The language model cannot be used",
    SettingsError: "The settings cannot be used",
}


def _draw_fault(error: AssistantError) -> None:
    title = next(
        (title for kind, title in _FAULTS.items() if isinstance(error, kind)),
        "The archive cannot be opened",
    )
    with st.container(key="fault"):  # not on the desk: the page may have drawn that already
        st.html(f"<h1>{title}</h1>")
        st.html(markup.notice_html(str(error), "fault"))
        if isinstance(error, StoreMismatchError):
            command = ingest_command(state.archive().settings, "ingest --rebuild")
            st.code(command, language=None, wrap_lines=True)
        st.button("Try again", key="try_again")
