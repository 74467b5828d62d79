"""The downloads of a draft: Markdown, Word, and JSON that says what it rests on."""

import json
from datetime import date

import streamlit as st

from assistant.render import edited_json, edited_markdown
from assistant.results import EditedDraft
from assistant.ui import state
from assistant.ui.answer_bar import WORD, file_stem


def draw_draft_bar(draft: EditedDraft, today: date) -> None:
    """A button for each form."""
    day = f" {draft.report.date.isoformat()}" if draft.report.date else ""
    name = file_stem(f"{draft.report.title}{day}")
    settings = state.archive().settings.shaping
    sidecar = json.dumps(edited_json(draft, settings), ensure_ascii=False, indent=2)
    st.download_button(
        "Markdown",
        edited_markdown(draft),
        f"{name}.md",
        "text/markdown",
        key="draft_markdown",
        on_click="ignore",
        help="Download date, title, bullets and body",
    )
    st.download_button(
        "Word",
        lambda: _docx(draft, today),
        f"{name}.docx",
        WORD,
        key="draft_word",
        on_click="ignore",
        help="Download date, title, bullets and body",
    )
    st.download_button(
        "JSON",
        f"{sidecar}\n",
        f"{name}.json",
        "application/json",
        key="draft_json",
        on_click="ignore",
        help="Download the bullets with their evidence, and how they came about",
    )


def _docx(draft: EditedDraft, today: date) -> bytes:
    # python-docx takes a moment to load: not before somebody wants a Word file.
    from assistant.render.docx import draft_docx

    return draft_docx(draft, today)
