"""The source that a text is held to, open beside the page at what was pressed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from assistant.reports.model import Report, Span
from assistant.results import CheckedClaim
from assistant.ui import markup
from assistant.ui.claim_markup import differing_spans, main_evidence
from assistant.ui.components import show_report_text
from assistant.ui.report_view import report_blocks


@dataclass(frozen=True, slots=True)
class SourceMarks:
    """What is marked in a source: the sentence it opens at, further ones, words that differ."""

    quote: Span | None
    others: tuple[Span, ...] = ()
    differing: tuple[Span, ...] = ()


def claim_marks(claim: CheckedClaim) -> SourceMarks:
    """The evidence of a claim, and the words that the claim says otherwise."""
    return SourceMarks(*main_evidence(claim), differing_spans(claim))


def draw_source(report: Report, marks: SourceMarks, on_close: Callable[[], None]) -> None:
    """The report with its facts, and its text scrolled to the quote."""
    with st.container(key="report_panel"):
        with st.container(horizontal=True, key="report_bar", gap="small"):
            facts = markup.report_facts(report.date, report.place, report.kind, date.today())
            st.html(markup.report_head_html(report.title, facts), width="stretch")
            st.button("Close", key="close_source", icon=":material/close:", on_click=on_close)
        blocks = report_blocks(report, marks.quote, marks.others, marks.differing)
        show_report_text(blocks, f"{report.fingerprint} {marks}")
