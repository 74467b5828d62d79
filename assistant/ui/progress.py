"""How far the work of a thread has come, looked at from a page."""

from typing import Any

import streamlit as st

from assistant.ui.job import Job

BEAT = 2.0
"""Seconds between two looks at work that runs: Streamlit collects garbage after each, for
which the work has to stand still, so that looking often would slow it down."""


@st.fragment(run_every=BEAT)
def draw_progress(job: Job[Any]) -> None:
    """A bar that moves by itself; the whole page is drawn again when the work is done."""
    if not job.is_running:
        st.rerun()
    st.progress(job.share, job.stage)
