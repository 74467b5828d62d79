"""The frame of the pages: a column to work in, one for the report that is open, the style."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_HERE = Path(__file__).parent


def desk() -> "tuple[DeltaGenerator, DeltaGenerator]":
    """The two columns.

    Both are always there, so that opening a report moves nothing that is on the page; the
    style sheet hides the second one while it is empty.
    """
    with st.container(key="desk"):
        beside, aside = st.columns([11, 9], gap="medium")
    return beside, aside


def style() -> None:
    """The style sheet of the pages, and the script that closes the sidebar on a phone."""
    st.html(_HERE / "page.css")
    script = (_HERE / "phone.js").read_text(encoding="utf-8")
    with st.container(key="phone_script"):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
