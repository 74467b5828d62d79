"""What the pages share: the open archive, and a conversation that outlives reruns."""

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st

from assistant.chosen_model import with_chosen_model
from assistant.editing import Editor
from assistant.pipeline import Assistant, open_assistant
from assistant.reports.model import Span
from assistant.results import Answer, EditedDraft, Filters, Spent, Turn
from assistant.settings import load_settings
from assistant.ui.answers import AnswerJob
from assistant.ui.checks import CheckJob
from assistant.ui.drafts import DraftJob
from assistant.ui.evaluation import EvaluationJob
from assistant.ui.jobs import IngestJob
from assistant.ui.source_pane import SourceMarks
from assistant.ui.sources import SourceKind


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it: an answer, an error, or nothing yet."""

    id: str
    question: str
    filters: Filters
    as_of: date | None
    answer: Answer | None = None
    error: str | None = None
    stands_alone: bool = False
    """Whether the reader has put a follow-up anew, so that it is asked as it is."""

    @property
    def is_pending(self) -> bool:
        """Whether the question still has to be put to the archive."""
        return self.answer is None and self.error is None


@dataclass(frozen=True, slots=True)
class OpenReport:
    """The report that is open beside the page, and the quote that it is opened at.

    `quote_text` is what stood at `quote` when it was cited; `others` are further quotes of
    the same answer.
    """

    report_id: str
    quote: Span | None = None
    quote_text: str = ""
    others: tuple[Span, ...] = ()


@st.cache_resource(show_spinner="Opening the archive…")
def _opened() -> Assistant:
    """The archive that the environment names; one for all sessions of this server."""
    config = os.environ.get("ASSISTANT_CONFIG")
    return open_assistant(load_settings(Path(config) if config else None))


def archive() -> Assistant:
    """The archive, with the language model of this session if the reader has chosen one."""
    held: Assistant | None = st.session_state.get("with_model")
    return held or _opened()


def choose_model(engine: str, model: str, url: str) -> None:
    """Use another language model from now on in this session; SettingsError if it cannot be."""
    opened = _opened()
    chosen = with_chosen_model(opened.settings, engine, model, url)
    st.session_state["with_model"] = opened.with_model(chosen)
    st.session_state.pop("editor", None)


def note_spent(spent: Spent | None) -> None:
    """Count what a language model took to what this session's took."""
    if spent is not None:
        st.session_state["spent"] = Spent.total((spent_here(), spent))


def spent_here() -> Spent:
    """What language models took in this session."""
    held: Spent | None = st.session_state.get("spent")
    return held or Spent.total(())


def exchanges() -> list[Exchange]:
    """This conversation, oldest first."""
    held: list[Exchange] = st.session_state.setdefault("exchanges", [])
    return held


def ask(question: str, filters: Filters, as_of: date | None, *, stands_alone: bool = False) -> None:
    """Put a question at the end of the conversation; drawing the page answers it."""
    if question.strip():
        new = Exchange(uuid.uuid4().hex[:12], question.strip(), filters, as_of)
        exchanges().append(replace(new, stands_alone=stands_alone))


def answer_job(exchange: Exchange) -> AnswerJob | None:
    """The answer to a question that a model is wording, until it has been taken."""
    held: AnswerJob | None = st.session_state.get(f"answer_job_{exchange.id}")
    return held


def set_answer_job(exchange: Exchange, job: AnswerJob | None) -> None:
    """Remember an answer in the making, or that it has been taken."""
    if job is None:
        st.session_state.pop(f"answer_job_{exchange.id}", None)
    else:
        st.session_state[f"answer_job_{exchange.id}"] = job


def ask_again(exchange_id: str) -> None:
    """Forget an error, so that drawing the page asks the question again."""
    for exchange in exchanges():
        if exchange.id == exchange_id:
            keep(replace(exchange, error=None))


def keep(exchange: Exchange) -> None:
    """Put an exchange in the place of its earlier form."""
    held = exchanges()
    held[:] = [exchange if other.id == exchange.id else other for other in held]


def start_again() -> None:
    """Begin a new conversation; an answer in the making is stopped."""
    for exchange in exchanges():
        job = answer_job(exchange)
        if job is not None:
            job.stop()
            set_answer_job(exchange, None)
    exchanges().clear()
    close_report()


def turns_before(exchange: Exchange, held: Sequence[Exchange]) -> list[Turn]:
    """The answered turns that a question may follow up on, oldest first."""
    if exchange.stands_alone:
        return []
    before = held[: next(i for i, other in enumerate(held) if other.id == exchange.id)]
    answers = [other.answer for other in before if other.answer is not None]
    return [Turn(answer.understood, answer.answered) for answer in answers]


def opened() -> OpenReport | None:
    """The report that is open beside the page."""
    held: OpenReport | None = st.session_state.get("opened")
    return held


def open_report(report: OpenReport) -> None:
    """Show a report beside the page from the next run on."""
    st.session_state["opened"] = report


def close_report() -> None:
    """Show no report beside the page."""
    st.session_state["opened"] = None


def ingest_job() -> IngestJob | None:
    """The ingest that this session started last, until its outcome has been dismissed."""
    held: IngestJob | None = st.session_state.get("ingest_job")
    return held


def set_ingest_job(job: IngestJob | None) -> None:
    """Remember an ingest, or that its outcome has been dismissed."""
    st.session_state["ingest_job"] = job


def check_job() -> CheckJob | None:
    """The check that this session started last, done or not."""
    held: CheckJob | None = st.session_state.get("check_job")
    return held


def set_check_job(job: CheckJob) -> None:
    """Remember a check in the place of the one before."""
    st.session_state["check_job"] = job
    choose_claim(None)


def chosen_claim() -> int | None:
    """The number, from 0, of the checked claim whose evidence is open beside the page."""
    held: int | None = st.session_state.get("chosen_claim")
    return held


def choose_claim(number: int | None) -> None:
    """Show a claim's evidence in the source from the next run on; None closes the source."""
    st.session_state["chosen_claim"] = number


def check_against(report_id: str) -> None:
    """Go to the check page in the next run, with a report picked."""
    st.session_state["check_kind"] = SourceKind.ARCHIVED
    st.session_state["check_report"] = report_id
    st.session_state["page_wanted"] = "check"


def draft_from(report_id: str) -> None:
    """Go to the draft page in the next run, with a report picked and no draft open."""
    st.session_state["draft_kind"] = SourceKind.ARCHIVED
    st.session_state["draft_report"] = report_id
    st.session_state["page_wanted"] = "draft"
    set_edited_draft(None)
    set_draft_fault(None)
    show_beside_draft(None)
    st.query_params.pop("draft", None)


def wanted_page() -> str | None:
    """The address of the page that the reader asked for by a button; says so once."""
    wanted: str | None = st.session_state.pop("page_wanted", None)
    return wanted


def evaluation_job() -> EvaluationJob | None:
    """The run of the evaluation that this session started last, done or not."""
    held: EvaluationJob | None = st.session_state.get("evaluation_job")
    return held


def set_evaluation_job(job: EvaluationJob) -> None:
    """Remember a run in the place of the one before."""
    st.session_state["evaluation_job"] = job


def editor() -> Editor:
    """What changes this session's drafts."""
    if "editor" not in st.session_state:
        st.session_state["editor"] = Editor(archive())
    held: Editor = st.session_state["editor"]
    return held


def draft_job() -> DraftJob | None:
    """The draft that this session is having made, until it is opened or has failed."""
    held: DraftJob | None = st.session_state.get("draft_job")
    return held


def set_draft_job(job: DraftJob | None) -> None:
    """Remember a draft that is being made, or that there is none."""
    st.session_state["draft_job"] = job


def edited_draft() -> EditedDraft | None:
    """The draft that is open on the draft page."""
    held: EditedDraft | None = st.session_state.get("edited_draft")
    return held


def set_edited_draft(draft: EditedDraft | None) -> None:
    """Open a draft, or its changed form, or none."""
    st.session_state["edited_draft"] = draft


def draft_fault() -> str | None:
    """What went wrong with the draft last, until something goes well."""
    held: str | None = st.session_state.get("draft_fault")
    return held


def set_draft_fault(fault: str | None) -> None:
    """Remember what went wrong, or that all is well."""
    st.session_state["draft_fault"] = fault


def beside_draft() -> SourceMarks | OpenReport | None:
    """What is open beside the draft: its source at these marks, or an earlier report."""
    held: SourceMarks | OpenReport | None = st.session_state.get("beside_draft")
    return held


def show_beside_draft(shown: SourceMarks | OpenReport | None) -> None:
    """Open the draft's source or an earlier report beside it; None closes either."""
    st.session_state["beside_draft"] = shown
