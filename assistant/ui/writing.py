"""An answer in the making on the chat page, with a button that stops it."""

import streamlit as st

from assistant.ui import markup
from assistant.ui.answers import AnswerJob
from assistant.ui.progress import BEAT


@st.fragment(run_every=BEAT)
def draw_writing(job: AnswerJob, exchange_id: str) -> None:
    """What is written so far; the whole page is drawn again when the answer is there."""
    if not job.is_running:
        st.rerun()
    with st.container(key=f"writing_{exchange_id}"):
        st.html(markup.facts_html([job.stage]))
        if job.text:
            st.html(markup.writing_html(job.text, job.sentences, job.verdicts))
        st.button("Stop", key=f"stop_{exchange_id}", on_click=job.stop)
