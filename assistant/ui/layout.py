"""The frame of both pages: a column to work in, and one for the report that is open."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def desk() -> "tuple[DeltaGenerator, DeltaGenerator]":
    """The two columns.

    Both are always there, so that opening a report moves nothing that is on the page; the
    style sheet hides the second one while it is empty.
    """
    with st.container(key="desk"):
        beside, aside = st.columns([11, 9], gap="medium")
    return beside, aside


def style() -> None:
    """The style sheet of the pages."""
    st.html(Path(__file__).parent / "page.css")
