"""The language model of the session in the sidebar: which, what it took, and another choice."""

import streamlit as st

from assistant.chosen_model import ENGINES, REMOTE
from assistant.errors import AssistantError
from assistant.render import engine_line, spent_line
from assistant.ui import markup, state

_NAMES = {
    "embedded": "None: quote the reports",
    "local": "Local file",
    "openai-compatible": "OpenAI-compatible server",
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "ollama": "Ollama",
}
_KEYS = (
    "Keys are not typed here. They come from the environment or from Streamlit's secrets, and go "
    "only to the address that they are set for."
)
_CHOICE, _MODEL, _ADDRESS, _FAULT = "model_engine", "model_name", "model_address", "model_fault"


def draw_choice() -> None:
    """Draw the choice of another model."""
    settings = state.archive().settings
    st.session_state.setdefault(_CHOICE, settings.engine)
    st.session_state.setdefault(_MODEL, settings.model or "")
    st.session_state.setdefault(_ADDRESS, settings.model_url or "")
    with st.sidebar.expander("Language model", key="model_settings", icon=":material/tune:"):
        st.selectbox("Engine", ENGINES, key=_CHOICE, format_func=_NAMES.__getitem__)
        remote = st.session_state[_CHOICE] in REMOTE
        st.text_input(
            "Model",
            key=_MODEL,
            max_chars=200,
            disabled=not remote,
            placeholder="Its name at the provider" if remote else "",
        )
        st.text_input(
            "Address",
            key=_ADDRESS,
            max_chars=500,
            disabled=not remote,
            placeholder="The provider's own" if remote else "",
        )
        st.html(markup.facts_html([_KEYS]))
        st.button("Use it", key="model_use", on_click=_use, width="stretch")
        if st.session_state.get(_FAULT):
            st.html(markup.notice_html(st.session_state[_FAULT], "fault"))


def draw_engine() -> None:
    """Say what words answers, and what language models took in this session and today.

    Call this behind the page, so that what the page took is counted.
    """
    assistant = state.archive()
    line = engine_line(assistant.engine_name)
    facts = [line[:1].upper() + line[1:]]
    here, today = state.spent_here(), assistant.spent_today
    if here.calls:
        facts.append(f"This session: {spent_line(here)}")
    if today.calls:
        facts.append(f"Today: {spent_line(today)}")
    limit = assistant.settings.dollars_a_day
    if limit is not None:
        facts.append(f"Limit of a day: ${limit:.2f}")
    with st.sidebar:
        st.html(markup.facts_html(facts))


def _use() -> None:
    engine, model, url = (st.session_state.get(key) or "" for key in (_CHOICE, _MODEL, _ADDRESS))
    if engine in REMOTE and not model.strip():
        st.session_state[_FAULT] = (
            f"{_NAMES[engine]} needs the name of a model: type it under “Model”."
        )
        return
    try:
        state.choose_model(engine, model, url)
    except AssistantError as error:
        st.session_state[_FAULT] = str(error)
    else:
        st.session_state[_FAULT] = None
