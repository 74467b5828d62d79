"""The rows of a list: when, what with a line of facts, and what else can be done with it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.ui import markup

_Item = TypeVar("_Item")


def page_of(items: Sequence[_Item], length: int, key: str) -> Sequence[_Item]:
    """The items of the page that is turned to; what turns pages is drawn here if there are two."""
    pages = -(-len(items) // length)
    at = st.pagination(pages, key=f"{key}_{pages}") if pages > 1 else 1
    return items[(at - 1) * length : at * length]


def line(key: str) -> DeltaGenerator:
    """Where a row is drawn, and what stands beside it."""
    return st.container(horizontal=True, key=f"line_{key}", vertical_alignment="center")


def draw_row(
    key: str,
    title: str,
    when: tuple[str, str],
    facts: Sequence[str],
    on_click: Callable[[], None],
    *,
    disabled: bool = False,
) -> None:
    """A row: the day over a further word on it, and the title, a button, over the facts."""
    day, further = map(markup.literal, when)
    st.html(f'<div class="when"><b>{day}</b><span>{further}</span></div>', width="content")
    with st.container(gap=None):
        st.button(
            markup.label(title), key=key, type="tertiary", disabled=disabled, on_click=on_click
        )
        st.html(markup.facts_html(facts))
