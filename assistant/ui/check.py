"""The check page: a source and a text in, each claim of the text with its verdict out."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from assistant.certainty import Yardstick
from assistant.ground import Strictness, error_rates
from assistant.render import dated, mixed_line, one_line, rates_line, verdicts_line
from assistant.reports.files import SUFFIXES
from assistant.results import CheckedClaim
from assistant.store import ReportRecord
from assistant.ui import markup, state
from assistant.ui.checks import CheckJob, CheckOutcome, CheckRequest, SourceKind, UploadedFile
from assistant.ui.claim_markup import claim_html, differing_spans, main_evidence
from assistant.ui.components import show_report_text
from assistant.ui.layout import desk
from assistant.ui.report_view import report_blocks
from assistant.ui.uploads import MAX_MEGABYTES

Choice = TypeVar("Choice", bound=StrEnum)

PAGE_LENGTH = 20

_BEAT = 2.0
"""Seconds between two looks at a check that runs: Streamlit collects garbage after each, for
which the check has to stand still, so that looking often would slow it down."""

_KINDS = sorted(suffix.removeprefix(".") for suffix in SUFFIXES)
_STOPPED = "The check stopped for a reason that only the server's log knows: try it again."
_ASK_SOURCE = {
    SourceKind.PASTED: "Paste the source above.",
    SourceKind.UPLOADED: "Upload a file above.",
    SourceKind.ARCHIVED: "Pick a report above.",
}


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
    kind, source = _source_input()
    text = st.text_area(
        "Text to check",
        key="check_text",
        height=140,
        placeholder="A sentence or a bullet a line",
        persist_state="session",
    )
    busy = job is not None and job.is_running
    with st.container(horizontal=True, key="check_settings", vertical_alignment="bottom"):
        strictness = _choice("Strictness", Strictness.NORMAL, "check_strictness")
        yardstick = _choice("Words of likelihood by", Yardstick.ICD203, "check_yardstick")
        pressed = st.button("Check", type="primary", key="check_go", disabled=busy)
    st.html(markup.facts_html([rates_line(error_rates(strictness))]))
    request = CheckRequest(kind, source, text, strictness, yardstick)
    if pressed:
        _start(request)
    return request


def _start(request: CheckRequest) -> None:
    if not request.has_source:
        st.html(markup.notice_html("There is no source yet.", hint=_ASK_SOURCE[request.kind]))
    elif not request.has_text:
        st.html(markup.notice_html("There is no text to check yet.", hint="Paste it above."))
    else:
        job = CheckJob(state.archive(), request)
        state.set_check_job(job)
        job.wait(_BEAT)
        st.rerun()


def _source_input() -> tuple[SourceKind, str | UploadedFile | None]:
    kind = _choice("Source", SourceKind.PASTED, "check_kind")
    if kind is SourceKind.PASTED:
        return kind, st.text_area(
            "Source text",
            key="check_source",
            height=180,
            placeholder="A report, an article, minutes: what the text has to agree with",
            persist_state="session",
        )
    if kind is SourceKind.UPLOADED:
        return kind, _uploaded()
    return kind, _picked()


def _choice(name: str, first: Choice, key: str) -> Choice:
    """One of the members of an enumeration, `first` until the reader or the page sets another."""
    st.session_state.setdefault(key, first)
    chosen = st.segmented_control(
        name,
        list(type(first)),
        required=True,
        format_func=_capitalized,
        key=key,
        persist_state="session",
    )
    return chosen or first


def _capitalized(member: StrEnum) -> str:
    return member.value[:1].upper() + member.value[1:]


def _uploaded() -> UploadedFile | None:
    st.file_uploader(
        "Source file",
        type=_KINDS,
        max_upload_size=MAX_MEGABYTES,
        key="check_uploader",
        on_change=_keep_upload,
    )
    held: UploadedFile | None = st.session_state.get("check_file")
    if held:
        st.html(markup.facts_html([f"Source: {one_line(held.name)}"]))
    return held


def _keep_upload() -> None:
    """Remember the file, which the widget forgets when the reader leaves the page."""
    sent = st.session_state["check_uploader"]
    st.session_state["check_file"] = UploadedFile(sent.name, sent.getvalue()) if sent else None


def _picked() -> str | None:
    records = {record.report_id: record for record in state.archive().records()}
    if not records:
        hint = "Paste or upload the source, or add reports on the Reports page."
        st.html(markup.notice_html("The archive is empty.", hint=hint))
        return None
    if st.session_state.get("check_report") not in records:
        st.session_state["check_report"] = None  # it was removed
    return st.selectbox(
        "Report",
        list(records),
        index=None,
        key="check_report",
        placeholder="Type a title or a place",
        format_func=lambda report_id: report_name(records[report_id]),
        persist_state="session",
    )


def report_name(record: ReportRecord) -> str:
    """A report as the list to pick from names it."""
    return f"{one_line(record.title)}, {dated(record.date)}"


def _draw_job(job: CheckJob, request: CheckRequest) -> None:
    if job.is_running:
        _draw_progress(job)
    elif job.outcome is None:
        st.html(markup.notice_html(job.error or _STOPPED, "fault"))
    else:
        _draw_outcome(job.outcome, job.request, is_current=job.request == request)


@st.fragment(run_every=_BEAT)
def _draw_progress(job: CheckJob) -> None:
    if not job.is_running:
        st.rerun()
    st.progress(job.share, job.stage)


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
    if number is None:
        return
    report, claim = outcome.report, outcome.claims[number]
    quote, others = main_evidence(claim)
    with st.container(key="report_panel"):
        with st.container(horizontal=True, key="report_bar", gap="small"):
            facts = markup.report_facts(report.date, report.place, report.kind, date.today())
            st.html(markup.report_head_html(report.title, facts), width="stretch")
            st.button(
                "Close",
                key="close_source",
                icon=":material/close:",
                on_click=state.choose_claim,
                args=(None,),
            )
        blocks = report_blocks(report, quote, others, differing_spans(claim))
        show_report_text(blocks, f"{report.fingerprint} {number} {quote} {others}")
