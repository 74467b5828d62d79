"""The filters in the sidebar, which both pages share."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.render import dated, one_line
from assistant.results import Filters
from assistant.store import ReportRecord

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_KEYS = ("filter_place", "filter_kind", "filter_since", "filter_until", "filter_as_of")


def sidebar_filters(
    records: Sequence[ReportRecord], *, with_as_of: bool
) -> tuple[Filters, date | None]:
    """Draw the filters; gives them and the date to answer as of."""
    with st.sidebar:
        st.html('<h2 class="side-title">Filters</h2>')
        place = _choice("Place", "Any place", {r.place for r in records}, "filter_place")
        kind = _choice("Kind of report", "Any kind", {r.kind for r in records}, "filter_kind")
        with st.container(horizontal=True, key="filter_dates"):
            since = _day("From", "filter_since")
            until = _day("To", "filter_until")
        if since and until and since > until:
            st.caption("“From” is later than “To”: no report can match.")
        as_of = None
        if with_as_of:
            as_of = _day("Answer as of", "filter_as_of", "Leaves out reports after this day.")
        filters = Filters(place=place, kind=kind, since=since, until=until)
        if filters != Filters() or as_of:
            st.button("Clear filters", key="clear_filters", on_click=clear, width="stretch")
    return filters, as_of


def clear() -> None:
    """Open every filter."""
    for key in _KEYS:
        if key in st.session_state:
            st.session_state[key] = None


def filters_line(filters: Filters, as_of: date | None, matching: int, total: int) -> str:
    """What the filters leave, said in one line; empty when nothing is filtered."""
    said = [one_line(value) for value in (filters.place, filters.kind) if value]
    if filters.since:
        said.append(f"from {dated(filters.since)}")
    if filters.until:
        said.append(f"to {dated(filters.until)}")
    if as_of:
        said.append(f"as of {dated(as_of)}")
    if not said:
        return ""
    return f"Only {matching:,} of {total:,} reports: {', '.join(said)}"


def _choice(name: str, empty: str, values: set[str | None], key: str) -> str | None:
    options = sorted(value for value in values if value)
    if st.session_state.get(key) not in options:
        st.session_state[key] = None  # the last report of that place or kind was removed
    return st.selectbox(
        name,
        options,
        index=None,
        key=key,
        placeholder=empty,
        format_func=one_line,
        persist_state="session",
    )


def _day(name: str, key: str, explained: str | None = None) -> date | None:
    day = st.date_input(
        name,
        value=None,
        min_value=_FIRST,
        max_value=_LAST,
        key=key,
        help=explained,
        format="YYYY-MM-DD",
        persist_state="session",
    )
    return day if isinstance(day, date) else None
