"""The check page: a source and a text in, each claim of the text with its verdict out."""

from functools import partial

import streamlit as st

from assistant.certainty import Yardstick
from assistant.ground import Strictness, error_rates
from assistant.render import mixed_line, one_line, rates_line, verdicts_line
from assistant.results import CheckedClaim
from assistant.ui import markup, state
from assistant.ui.checks import CheckJob, CheckOutcome, CheckRequest
from assistant.ui.claim_markup import claim_html
from assistant.ui.layout import desk
from assistant.ui.progress import BEAT, draw_progress
from assistant.ui.source_input import ASK_SOURCE, choice, source_input
from assistant.ui.source_pane import claim_marks, draw_source

PAGE_LENGTH = 20

_PLACEHOLDER = "A report, an article, minutes: what the text has to agree with"
_YARDSTICK = (
    "Whose bands say how likely “likely” is: those of US intelligence (ICD 203) or of UK "
    "assessments (PHIA)."
)
_STOPPED = "The check stopped for a reason that only the server's log knows: try it again."


def page() -> None:
    """Draw the page from the session's state."""
    beside, aside = desk()
    job = state.check_job()
    with beside:
        st.html("<h1>Check a text</h1>")
        request = _draw_form(job)
        if job is not None:
            _draw_job(job, request)
    with aside:
        if job and job.outcome:
            _draw_source(job.outcome)


def _draw_form(job: CheckJob | None) -> CheckRequest:
    kind, source = source_input("check", _PLACEHOLDER)
    text = st.text_area(
        "Text to check",
        key="check_text",
        height=140,
        placeholder="A sentence or a bullet a line",
        persist_state="session",
    )
    busy = job is not None and job.is_running
    with st.container(horizontal=True, key="check_settings", vertical_alignment="bottom"):
        strictness = choice("Strictness", Strictness.NORMAL, "check_strictness")
        yardstick = choice(
            "Words of likelihood by", Yardstick.ICD203, "check_yardstick", _YARDSTICK
        )
        pressed = st.button("Check", type="primary", key="check_go", disabled=busy)
    st.html(markup.facts_html([rates_line(error_rates(strictness))]))
    request = CheckRequest(kind, source, text, strictness, yardstick)
    if pressed:
        _start(request)
    return request


def _start(request: CheckRequest) -> None:
    if not request.has_source:
        st.html(markup.notice_html("There is no source yet.", hint=ASK_SOURCE[request.kind]))
    elif not request.has_text:
        st.html(markup.notice_html("There is no text to check yet.", hint="Paste it above."))
    else:
        job = CheckJob(state.archive(), request)
        state.set_check_job(job)
        job.wait(BEAT)
        st.rerun()


def _draw_job(job: CheckJob, request: CheckRequest) -> None:
    if job.is_running:
        draw_progress(job)
    elif job.outcome is None:
        if job.request == request:  # what went wrong with another source says nothing of this one
            st.html(markup.notice_html(job.error or _STOPPED, "fault"))
    else:
        _draw_outcome(job.outcome, job.request, is_current=job.request == request)


def _draw_outcome(outcome: CheckOutcome, checked: CheckRequest, *, is_current: bool) -> None:
    if not outcome.claims:
        hint = "Write a sentence or a bullet a line, and check again."
        st.html(markup.notice_html("The text holds no claim.", hint=hint))
        return
    how = [checked.strictness.value, checked.yardstick.value]
    with st.container(key="check_summary", gap=None):
        st.html(f'<h2 class="side-title">{markup.literal(verdicts_line(outcome.claims))}</h2>')
        st.html(markup.facts_html([one_line(outcome.report.title), *how]))
    if not is_current:
        changed = "The source, the text or a setting has changed since."
        st.html(markup.notice_html(changed, hint="Press Check to see what follows from it."))
    for note in outcome.mixed:
        st.html(markup.notice_html(mixed_line(note)))
    _draw_claims(outcome.claims)


def _draw_claims(claims: tuple[CheckedClaim, ...]) -> None:
    pages = -(-len(claims) // PAGE_LENGTH)
    at = st.pagination(pages, key=f"check_page_{pages}") if pages > 1 else 1
    first = (at - 1) * PAGE_LENGTH
    with st.container(key="claims"):
        for number, claim in enumerate(claims[first : first + PAGE_LENGTH], start=first):
            _draw_claim(number, claim)


def _draw_claim(number: int, claim: CheckedClaim) -> None:
    is_chosen = state.chosen_claim() == number
    with st.container(key=f"claim_{claim.verdict}_{number}", gap="xsmall"):
        st.html(claim_html(claim))
        if claim.evidence:
            st.button(
                "Show in the source",
                key=f"evidence_{number}",
                type="primary" if is_chosen else "secondary",
                on_click=state.choose_claim,
                args=(number,),
            )


def _draw_source(outcome: CheckOutcome) -> None:
    number = state.chosen_claim()
    if number is not None:
        marks = claim_marks(outcome.claims[number])
        draw_source(outcome.report, marks, partial(state.choose_claim, None))
