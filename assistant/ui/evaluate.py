"""The evaluation page: run suites, watch them, look at past runs, compare two."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui import markup, state
from assistant.ui.evaluation import Evaluation, EvaluationJob, PastRun, evaluation
from assistant.ui.progress import BEAT, draw_progress

_STOPPED = "The run stopped for a reason that only the server's log knows: try it again."
_ABOUT = (
    "Measures search, answers, checks and drafts on questions and key points whose right answers "
    "are known, and says how each figure stands to the last one that was accepted. "
    "All suites take some three minutes, a third of the cases one."
)
_HALF = 390  # pixels that a run's label takes; on a narrow screen one stands under the other
_FIGURES = ("suite", "metric", "value", "95% interval", "cases", "baseline")
_MOVES = ("suite", "metric", "before", "after", "change", "95% interval")


def page() -> None:
    """Draw the page from the session's state."""
    with st.container(key="evaluate"):
        st.html("<h1>Evaluate</h1>")
        st.html(markup.facts_html([_ABOUT]))
        try:
            opened = evaluation()
            job = state.evaluation_job()
            _draw_form(opened, job)
            _draw_job(job)
            past = opened.results(state.archive().settings)
            if past:
                _draw_past(opened, past)
                _draw_comparison(opened, past)
        except AssistantError as error:
            st.html(markup.notice_html(str(error), "fault"))


def _draw_form(opened: Evaluation, job: EvaluationJob | None) -> None:
    what = dict(opened.suites())
    names = st.multiselect(
        "Suites", list(what), key="evaluate_suites", placeholder="All", persist_state="session"
    )
    st.html(markup.facts_html([f"{name}: {what[name]}" for name in names]))
    busy = job is not None and job.is_running
    with st.container(horizontal=True, vertical_alignment="center", key="evaluate_bar"):
        small = st.checkbox(
            "A fixed third of the cases", True, key="evaluate_small", persist_state="session"
        )
        if st.button("Run", type="primary", key="evaluate_go", disabled=busy):
            started = EvaluationJob(state.archive().settings, names, small=small)
            state.set_evaluation_job(started)
            started.wait(BEAT)
            st.rerun()
        if busy and job is not None:
            st.button("Stop", key="evaluate_stop", on_click=job.stop)


def _draw_job(job: EvaluationJob | None) -> None:
    if job is None:
        return
    if job.is_running:
        draw_progress(job)
    elif job.outcome is None:
        st.html(markup.notice_html(job.error or _STOPPED, "fault"))
    else:
        st.html(markup.notice_html("The run is done: its figures are below.", "good"))


def _draw_past(opened: Evaluation, past: Sequence[PastRun]) -> None:
    st.html('<h2 class="side-title">Past runs</h2>')
    chosen = _choose("Run", past, "evaluate_shown")
    rows = [
        (row.suite, row.metric, row.value, row.interval, row.cases, row.baseline)
        for row in opened.figures(chosen.path)
    ]
    st.html(markup.table_html(_FIGURES, rows))
    if chosen.report is not None:
        _draw_report(chosen.report)


def _draw_report(report: Path) -> None:
    # Not in a frame of the page, whose scripts could then reach the page itself.
    st.download_button(
        "Download the report",
        report.read_bytes(),
        f"evaluation-{report.stem}.html",
        "text/html",
        key="evaluate_download",
        on_click="ignore",
        help="One HTML file with plots and the worst cases, for any browser",
    )


def _draw_comparison(opened: Evaluation, past: Sequence[PastRun]) -> None:
    if len(past) < 2:
        return
    st.html('<h2 class="side-title">Compare two runs</h2>')
    with st.container(horizontal=True, key="evaluate_two"):
        before = _choose("Before", past, "evaluate_before", at=1, width=_HALF)
        after = _choose("After", past, "evaluate_after", width=_HALF)
    with st.spinner("Comparing…"):
        moves = opened.moves(before.path, after.path)
    if not moves:
        st.html(markup.notice_html("The two runs have no case in common.", hint="Choose others."))
        return
    rows = [(m.suite, m.metric, m.before, m.after, m.change, m.interval) for m in moves]
    st.html(markup.table_html(_MOVES, rows, [m.is_worse for m in moves]))


def _choose(
    name: str,
    past: Sequence[PastRun],
    key: str,
    at: int = 0,
    width: int | Literal["stretch"] = "stretch",
) -> PastRun:
    held = {run.path.name: run for run in past}
    label = partial(_label, held)
    return held[st.selectbox(name, list(held), at, format_func=label, key=key, width=width)]


def _label(held: dict[str, PastRun], name: str) -> str:
    return held[name].label
