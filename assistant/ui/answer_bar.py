"""What can be done with an answer: rate it, copy it, download it."""

import re
from datetime import date

import streamlit as st

from assistant.added_cases import Correction, add_case
from assistant.errors import AssistantError
from assistant.feedback import Rating, record_feedback
from assistant.render import answer_markdown
from assistant.results import Answer
from assistant.ui import markup, state
from assistant.ui.components import copy_button

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_THUMBS = {None: None, 0: Rating.DOWN, 1: Rating.UP}


def draw_answer_bar(answer_id: str, answer: Answer, today: date) -> None:
    """Thumbs, a copy button and downloads, in one row."""
    markdown = answer_markdown(answer, today)
    name = file_stem(answer.understood)
    with st.container(horizontal=True, vertical_alignment="center", key=f"bar_{answer_id}"):
        st.feedback(
            "thumbs",
            key=f"rating_{answer_id}",
            on_change=_rate,
            args=(answer_id, answer),
            persist_state="session",
        )
        copy_button(markdown, key=f"copy_{answer_id}")
        st.download_button(
            "Markdown",
            markdown,
            f"{name}.md",
            "text/markdown",
            key=f"markdown_{answer_id}",
            on_click="ignore",
            help="Download the answer with its citations",
        )
        st.download_button(
            "Word",
            lambda: _docx(answer, today),
            f"{name}.docx",
            WORD,
            key=f"word_{answer_id}",
            on_click="ignore",
            help="Download the answer with its citations",
        )
    fault = st.session_state.get(f"rating_fault_{answer_id}")
    if fault:
        st.html(markup.notice_html(fault, "fault"))
    if _THUMBS[st.session_state.get(f"rating_{answer_id}")] is Rating.DOWN:
        _draw_add(answer_id, answer)


def _draw_add(answer_id: str, answer: Answer) -> None:
    """What it should have said, to be measured from now on."""
    with (
        st.expander("Add to evaluation", key=f"add_{answer_id}"),
        st.form(f"add_form_{answer_id}", border=False),
    ):
        text = st.text_input(
            "Right answer, in a few words", key=f"add_answer_{answer_id}", persist_state="session"
        )
        quote = st.text_input(
            "Sentence of a report that says so, copied",
            key=f"add_quote_{answer_id}",
            persist_state="session",
        )
        none = st.checkbox(
            "The archive has no answer", key=f"add_none_{answer_id}", persist_state="session"
        )
        if st.form_submit_button("Add", key=f"add_go_{answer_id}"):
            _add(answer, Correction(not none, (text,), (quote,)))


def _add(answer: Answer, correction: Correction) -> None:
    try:
        path = add_case(
            state.archive(),
            answer.understood,
            correction,
            filters=answer.filters,
            as_of=answer.as_of,
        )
    except AssistantError as error:
        st.html(markup.notice_html(str(error), "fault"))
        return
    hint = f"Measure it: assistant eval run --data {path}"
    st.html(markup.notice_html("It is a case of the evaluation now.", "good", hint))


def file_stem(question: str) -> str:
    """A file name, less its extension, that tells what was asked."""
    words = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-")[:48].strip("-")
    return words or "answer"


def _docx(answer: Answer, today: date) -> bytes:
    # python-docx takes a moment to load: not before somebody wants a Word file.
    from assistant.render.docx import answer_docx

    return answer_docx(answer, today)


def _rate(answer_id: str, answer: Answer) -> None:
    assistant = state.archive()
    rating = _THUMBS[st.session_state[f"rating_{answer_id}"]]
    fault = None
    try:
        record_feedback(
            assistant.settings, answer, rating, answer_id=answer_id, archive=assistant.version()
        )
    except AssistantError as error:
        fault = str(error)
    st.session_state[f"rating_fault_{answer_id}"] = fault
