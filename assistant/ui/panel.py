"""The report that is open beside a page."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant.errors import AssistantError, ReportError
from assistant.reports.model import Report, Span
from assistant.ui import markup, state
from assistant.ui.components import show_report_text
from assistant.ui.report_view import report_blocks

_CHANGED = "The report has changed since it was cited: the quote is no longer in this place."
_GONE = "This report is no longer in the archive: it was removed."
_GONE_HINT = "What quoted it stays as it was; ask again for an answer from the reports there are."


def draw(actions: Callable[[Report], None] | None = None) -> None:
    """The open report, if there is one; `actions` draws further buttons."""
    opened = state.opened()
    if opened is not None:
        draw_report(opened, state.close_report, actions)


def draw_report(
    opened: state.OpenReport,
    on_close: Callable[[], None],
    actions: Callable[[Report], None] | None = None,
) -> None:
    """A report of the archive with its facts, and its text at the quote."""
    with st.container(key="report_panel"):
        report, fault, hint = _found(opened.report_id)
        with st.container(horizontal=True, key="report_bar", gap="small"):
            st.html(_head(report), width="stretch")
            st.button("Close", key="close_report", icon=":material/close:", on_click=on_close)
        if report is None:
            st.html(markup.notice_html(fault, "fault", hint))
        else:
            _draw_uses(report, actions)
            _draw_text(report, opened)


def _draw_uses(report: Report, actions: Callable[[Report], None] | None) -> None:
    with st.container(horizontal=True, gap="small", key="report_uses"):
        st.button(
            "Check text against this report",
            key="check_this",
            type="tertiary",
            on_click=state.check_against,
            args=(report.report_id,),
        )
        st.button(
            "Draft from this report",
            key="draft_this",
            type="tertiary",
            on_click=state.draft_from,
            args=(report.report_id,),
        )
        if actions:
            actions(report)


def _head(report: Report | None) -> str:
    if report is None:
        return markup.report_head_html("No report to show", [])
    facts = markup.report_facts(report.date, report.place, report.kind, date.today())
    return markup.report_head_html(report.title, facts)


def _draw_text(report: Report, opened: state.OpenReport) -> None:
    quote, others = still_there(report, opened)
    if opened.quote and not quote:
        st.html(markup.notice_html(_CHANGED))
    shown = f"{report.report_id} {report.fingerprint} {quote}"
    show_report_text(report_blocks(report, quote, others), shown)


def still_there(report: Report, opened: state.OpenReport) -> tuple[Span | None, tuple[Span, ...]]:
    """The quotes to mark: none when the report no longer has the words where they were."""
    if opened.quote is None or opened.quote.of(report.text) != opened.quote_text:
        return None, ()
    return opened.quote, opened.others


def _found(report_id: str) -> tuple[Report | None, str, str]:
    """The report; or None, why there is none, and what to do about it."""
    try:
        report = state.archive().report(report_id)
    except ReportError:
        return None, _GONE, _GONE_HINT
    except AssistantError as error:
        return None, str(error), ""
    if report.report_id != report_id:  # an id may stand for a longer one that begins so
        return None, _GONE, _GONE_HINT
    return report, "", ""
