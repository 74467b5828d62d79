"""How far the work of a thread has come, looked at from a page."""

from typing import Protocol

import streamlit as st

BEAT = 2.0
"""Seconds between two looks at work that runs: Streamlit collects garbage after each, for
which the work has to stand still, so that looking often would slow it down."""


class Job(Protocol):
    """Work in a thread of its own; `share` in [0, 1] is done, `stage` says what it is at."""

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""

    @property
    def share(self) -> float:
        """How much is done."""

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""


@st.fragment(run_every=BEAT)
def draw_progress(job: Job) -> None:
    """A bar that moves by itself; the whole page is drawn again when the work is done."""
    if not job.is_running:
        st.rerun()
    st.progress(job.share, job.stage)
