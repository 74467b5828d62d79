"""The chat page: ask, read the cited answer, open a citation beside it."""

import time
from dataclasses import replace
from datetime import date

import streamlit as st

from assistant.errors import AssistantError
from assistant.render import plain, source_label
from assistant.results import Answer, Filters
from assistant.ui import markup, panel, state
from assistant.ui.answer_bar import draw_answer_bar
from assistant.ui.answers import AnswerJob
from assistant.ui.filters import filters_line, sidebar_filters
from assistant.ui.intake import draw_outcome, draw_upload, ingest_command
from assistant.ui.layout import desk
from assistant.ui.writing import draw_writing

_FAILED = "The answer failed for a reason that only the server's log knows: try it again."
_BEAT = 0.04
"""Seconds between two sentences of an answer that has just come in."""


def page() -> None:
    """Draw the page from the session's state."""
    assistant = state.archive()
    records = assistant.records()
    filters, as_of = sidebar_filters(records, with_as_of=True)
    asked = st.chat_input("Ask about the reports", key="question", disabled=not records)
    if asked:
        state.ask(asked, filters, as_of)
    beside, aside = desk()
    with beside:
        _draw_head(filters, as_of, len(records))
        draw_outcome()
        start = st.empty()  # an empty one takes the examples away before the answer is there
        if not state.exchanges():
            with start.container():
                _draw_start(filters, as_of, is_empty=not records)
        for exchange in list(state.exchanges()):
            _draw_exchange(exchange)
    with aside:
        panel.draw()


def _draw_head(filters: Filters, as_of: date | None, total: int) -> None:
    with st.container(horizontal=True, key="page_head", vertical_alignment="center"):
        st.html("<h1>Ask the archive</h1>", width="content")
        if state.exchanges():
            st.button("New conversation", key="start_again", on_click=state.start_again)
    until = min(filter(None, (filters.until, as_of)), default=None)
    matching = len(state.archive().records(replace(filters, until=until)))
    line = filters_line(filters, as_of, matching, total)
    if line:
        st.html(markup.notice_html(line))


def _draw_start(filters: Filters, as_of: date | None, *, is_empty: bool) -> None:
    if is_empty:
        _draw_first_run()
    else:
        _draw_examples(filters, as_of)


def _draw_first_run() -> None:
    st.html(
        markup.notice_html(
            "The archive is empty.",
            hint="Upload reports here, or run this command with a folder of them:",
        )
    )
    st.code(ingest_command(state.archive().settings), language=None, wrap_lines=True)
    draw_upload("first_upload")


def _draw_examples(filters: Filters, as_of: date | None) -> None:
    st.html(
        '<p class="aside">Every answer quotes dated reports; each quote opens at its place. '
        "Ask your own question below.</p>"
    )
    with st.spinner("Looking for questions that the archive answers…"):  # loads the model
        examples = state.archive().example_questions()
    if examples:
        st.html('<p class="aside">Or try one of these:</p>')
    with st.container(key="examples"):
        for number, example in enumerate(examples):
            st.button(
                markup.label(example),
                key=f"example_{number}",
                on_click=state.ask,
                args=(example, filters, as_of),
            )


def _draw_exchange(exchange: state.Exchange) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(markup.question_html(exchange.question))
    with st.chat_message("assistant", avatar=":material/find_in_page:"):
        is_new = exchange.is_pending
        if is_new and state.archive().model is not None:
            exchange, is_new = _followed(exchange), False
        elif is_new:
            with st.spinner("Reading the archive…"):
                exchange = _answered(exchange)
            state.keep(exchange)
        if exchange.answer is not None:
            _draw_answer(exchange, exchange.answer, is_new)
        elif exchange.error is not None:
            st.html(markup.notice_html(exchange.error, "fault"))
            st.button(
                "Ask again",
                key=f"again_{exchange.id}",
                on_click=state.ask_again,
                args=(exchange.id,),
            )


def _answered(exchange: state.Exchange) -> state.Exchange:
    """The exchange with the archive's answer, or with the error that came instead."""
    try:
        answer = state.archive().ask(
            exchange.question,
            exchange.filters,
            as_of=exchange.as_of,
            history=state.turns_before(exchange, state.exchanges()),
        )
    except AssistantError as error:
        return replace(exchange, error=str(error))
    return replace(exchange, answer=answer)


def _followed(exchange: state.Exchange) -> state.Exchange:
    """The exchange with what has come of the model's answer; drawn as it comes until then."""
    job = state.answer_job(exchange)
    if job is None:
        history = state.turns_before(exchange, state.exchanges())
        job = AnswerJob(
            state.archive(), exchange.question, exchange.filters, exchange.as_of, history
        )
        state.set_answer_job(exchange, job)
    if job.is_running:
        draw_writing(job, exchange.id)
        return exchange
    error = None if job.outcome else job.error or _FAILED
    exchange = replace(exchange, answer=job.outcome, error=error)
    state.note_spent(job.outcome.spent if job.outcome else None)
    state.keep(exchange)
    state.set_answer_job(exchange, None)
    return exchange


def _draw_understood(exchange: state.Exchange, answer: Answer) -> None:
    """How a follow-up was understood, and a way to put it otherwise."""
    understood = markup.understood_html(answer)
    if not understood:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"understood_{exchange.id}"
    ):
        st.html(understood, width="content")
        with st.popover("Edit", key=f"edit_{exchange.id}"):
            key = f"reworded_{exchange.id}"
            st.text_input("Ask instead", value=plain(answer.understood), key=key)
            st.button(
                "Ask this", key=f"ask_this_{exchange.id}", on_click=_ask_anew, args=(exchange,)
            )


def _ask_anew(exchange: state.Exchange) -> None:
    question = st.session_state[f"reworded_{exchange.id}"]
    state.ask(question, exchange.filters, exchange.as_of, stands_alone=True)


def _draw_answer(exchange: state.Exchange, answer: Answer, is_new: bool) -> None:
    _draw_understood(exchange, answer)
    place = st.empty()
    if is_new:
        for stage in markup.answer_stages(answer):
            place.html(stage)
            time.sleep(_BEAT)
    place.html(markup.answer_html(answer))
    for notice in answer.notices:
        st.html(markup.notice_html(notice))
    today = date.today()
    if answer.citations:
        _draw_chips(exchange, answer, today)
    if not answer.answered:
        st.html(markup.facts_html([refusal_hint(answer)]))
    if answer.closest:
        _draw_closest(exchange, answer, today)
    if answer.dropped:
        with st.expander(f"Left out: {len(answer.dropped)}", key=f"dropped_{exchange.id}"):
            for dropped in answer.dropped:
                st.html(markup.facts_html([dropped.text, dropped.reason]))
    st.html(markup.footer_html(answer))
    draw_answer_bar(exchange.id, answer, today)


def refusal_hint(answer: Answer) -> str:
    """What a reader can do about a refusal."""
    if answer.filters != Filters() or answer.as_of:
        return "Filters are on: widen or clear them in the sidebar and ask again."
    return "Name a place, a time or people that the reports are about, or read the closest ones."


def _draw_chips(exchange: state.Exchange, answer: Answer, today: date) -> None:
    opened = state.opened()
    with st.container(horizontal=True, gap="xsmall", key=f"chips_{exchange.id}"):
        for citation in answer.citations:
            target = state.OpenReport(
                report_id=citation.source.report_id,
                quote=citation.span,
                quote_text=citation.quote,
                others=tuple(
                    other.span
                    for other in answer.citations
                    if other.source == citation.source and other.n != citation.n
                ),
            )
            st.button(
                markup.label(markup.chip_label(citation, today)),
                key=f"chip_{exchange.id}_{citation.n}",
                type="primary" if target == opened else "secondary",
                on_click=state.open_report,
                args=(target,),
            )


def _draw_closest(exchange: state.Exchange, answer: Answer, today: date) -> None:
    st.html('<p class="aside">Closest reports:</p>')
    with st.container(horizontal=True, gap="xsmall", key=f"closest_{exchange.id}"):
        for number, source in enumerate(answer.closest):
            target = state.OpenReport(source.report_id)
            st.button(
                markup.label(source_label(source, today)),
                key=f"closest_{exchange.id}_{number}",
                type="primary" if target == state.opened() else "secondary",
                on_click=state.open_report,
                args=(target,),
            )
