"""What the pages share: the open archive and the conversation, kept over reruns."""

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.pipeline import Assistant, open_assistant
from assistant.reports.model import Span
from assistant.results import Answer
from assistant.settings import load_settings


@dataclass(frozen=True, slots=True)
class OpenReport:
    """The report shown beside the chat, and the quote marked in it."""

    report_id: str
    quote: Span | None


@st.cache_resource(show_spinner="Opening the archive…")
def archive() -> Assistant:
    """The archive that the environment names; one for all sessions of this server."""
    config = os.environ.get("ASSISTANT_CONFIG")
    return open_assistant(load_settings(Path(config) if config else None))


def answers() -> list[Answer]:
    """The answers of this conversation, oldest first."""
    held: list[Answer] = st.session_state.setdefault("answers", [])
    return held


def opened() -> OpenReport | None:
    """The report that is open beside the chat."""
    held: OpenReport | None = st.session_state.get("opened")
    return held


def open_report(report_id: str, quote: Span | None = None) -> None:
    """Show a report beside the chat from the next rerun on."""
    st.session_state["opened"] = OpenReport(report_id, quote)


def close_report() -> None:
    """Show no report beside the chat."""
    st.session_state["opened"] = None
