"""The chat page: ask, read the cited answer, open a citation beside it."""

from collections.abc import Iterator
from datetime import date

import streamlit as st

from assistant.errors import AssistantError
from assistant.feedback import Rating, record_feedback
from assistant.render import answer_docx, answer_markdown, source_label
from assistant.results import Answer, Filters, Turn
from assistant.ui import markup, state


def page() -> None:
    """Draw the page from the session's state."""
    st.title("Ask the archive")
    assistant = state.archive()
    st.caption(
        f"Engine: {assistant.engine_name}. It quotes sentences of past reports; "
        "it is not a language model."
    )
    records = assistant.records()
    filters = _filters(
        sorted({r.place for r in records if r.place}), sorted({r.kind for r in records if r.kind})
    )
    if not records:
        st.info("The archive is empty. Upload reports on the Reports page to begin.")
        return
    asked = st.chat_input("Ask about the reports", key="question")
    if state.opened() is None:
        _conversation(filters, asked)
        return
    left, right = st.columns([3, 2])
    with left:
        _conversation(filters, asked)
    with right:
        _opened_report()


def _filters(places: list[str], kinds: list[str]) -> Filters:
    with st.sidebar:
        place = st.selectbox("Place", ["Any", *places], key="filter_place")
        kind = st.selectbox("Kind of report", ["Any", *kinds], key="filter_kind")
        since = st.date_input("From", value=None, key="filter_since", format="YYYY-MM-DD")
        until = st.date_input("To", value=None, key="filter_until", format="YYYY-MM-DD")
    return Filters(
        place=None if place == "Any" else place,
        kind=None if kind == "Any" else kind,
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
    )


def _conversation(filters: Filters, asked: str | None) -> None:
    held = state.answers()
    if not held and not asked:
        for i, example in enumerate(state.archive().example_questions()):
            if st.button(markup.escape_label(example), key=f"example_{i}"):
                asked = example
    for at, answer in enumerate(held):
        _show(answer, at)
    if asked:
        _ask(asked, filters)


def _ask(question: str, filters: Filters) -> None:
    held = state.answers()
    history = [Turn(answer.understood, answer.answered) for answer in held]
    try:
        answer = state.archive().ask(question, filters, history=history)
    except AssistantError as error:
        st.error(markup.escape_label(str(error)))
        return
    held.append(answer)
    with st.chat_message("user"):
        st.html(f"<p>{markup.literal(question)}</p>")
    with st.chat_message("assistant"):
        place = st.empty()
        for text in _growing(answer):
            place.html(text)
    st.rerun()


def _growing(answer: Answer) -> Iterator[str]:
    """The answer's HTML paragraph by paragraph."""
    shown = ""
    for part in answer.text.split("\n\n"):
        shown += f"<p>{markup.literal(part)}</p>"
        yield shown


def _show(answer: Answer, at: int) -> None:
    today = date.today()
    with st.chat_message("user"):
        st.html(f"<p>{markup.literal(answer.question)}</p>")
    with st.chat_message("assistant"):
        if answer.understood != " ".join(answer.question.split()):
            st.html(f"<small>Understood as: {markup.literal(answer.understood)}</small>")
        st.html(markup.answer_html(answer))
        with st.container(horizontal=True):
            for citation in answer.citations:
                st.button(
                    markup.escape_label(markup.chip_label(citation, today)),
                    key=f"chip_{at}_{citation.n}",
                    on_click=state.open_report,
                    args=(citation.source.report_id, citation.span),
                )
        if answer.closest:
            st.caption("Closest reports")
            with st.container(horizontal=True):
                for i, source in enumerate(answer.closest):
                    st.button(
                        markup.escape_label(source_label(source, today)),
                        key=f"closest_{at}_{i}",
                        on_click=state.open_report,
                        args=(source.report_id,),
                    )
        _actions(answer, at, today)


def _actions(answer: Answer, at: int, today: date) -> None:
    markdown = answer_markdown(answer, today)
    with st.container(horizontal=True):
        st.download_button(
            "Markdown", markdown, f"answer-{at + 1}.md", "text/markdown", key=f"markdown_{at}"
        )
        st.download_button(
            "Word",
            answer_docx(answer, today),
            f"answer-{at + 1}.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            key=f"docx_{at}",
        )
        rating = st.feedback("thumbs", key=f"thumbs_{at}")
    with st.expander("Copy with citations"):
        st.code(markdown, language=None, wrap_lines=True)
    if rating is not None and st.session_state.get(f"rated_{at}") != rating:
        st.session_state[f"rated_{at}"] = rating
        settings = state.archive().settings
        record_feedback(settings.home, answer, Rating.UP if rating else Rating.DOWN, settings)


def _opened_report() -> None:
    opened = state.opened()
    if opened is None:
        return
    st.button("Close report", key="close_report", on_click=state.close_report)
    show_report(opened.report_id, opened)


def show_report(report_id: str, opened: state.OpenReport | None = None) -> None:
    """Draw a report in a frame of its own, scrolled to the quote."""
    try:
        report = state.archive().report(report_id)
    except AssistantError as error:
        st.error(markup.escape_label(str(error)))
        return
    st.subheader(markup.escape_label(markup.report_label(report.title, report.date)))
    st.iframe(markup.report_page(report, opened.quote if opened else None), height=640)
