"""A question answered over the archive: searched, judged, worded, and what came of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import Event as Flag

from assistant.abstain import Judgement, closest, judge
from assistant.archive import ANY_REPORT, Archive
from assistant.compose import Composed, arrange, compose
from assistant.conversation import standalone
from assistant.embedded import EmbeddedEngine
from assistant.ground import Strictness
from assistant.llm import LanguageModel, Message
from assistant.question import Question, parse_question
from assistant.relevance import Candidate, candidates
from assistant.results import Answer, Filters, Spent, Turn
from assistant.retrieve import Retriever
from assistant.written import Hear, condensed, fitted, follow_up_prompt, prompt, spent, write

EVIDENCE = 30
"""Passages retrieved for a question."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with all that the archive has to say to it, before anything is worded."""

    question: Question
    as_of: date | None
    ranked: Sequence[Candidate]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class _Worded:
    """An answer with what worded it, what there is to say about that, and what it took."""

    composed: Composed
    engine: str
    notices: tuple[str, ...]
    spent: Spent | None


class Asking:
    """The archive and what words its answers: a model if there is one, else by quoting."""

    def __init__(self, archive: Archive, model: LanguageModel | None) -> None:
        """Ask nothing yet."""
        self._archive = archive
        self._model = model
        self._engine = EmbeddedEngine()

    @property
    def engine_name(self) -> str:
        """The engine that words the answers."""
        return self._model.name if self._model else self._engine.name

    def answer(
        self,
        question: str,
        filters: Filters,
        as_of: date | None,
        history: Sequence[Turn],
        hear: Hear,
        cancelled: Flag | None,
    ) -> Answer:
        """The answer; see pipeline.Assistant.ask."""
        started = time.monotonic()
        understood, took = self._standalone(question, history, cancelled)
        asked = self._asked(understood, filters, as_of)
        refusal = asked.judgement.refusal
        if refusal is None:
            worded = self._worded(asked, took, hear, cancelled)
        else:
            worded = _Worded(Composed(refusal, (), (), ()), self._engine.name, (), took)
        composed = worded.composed
        return Answer(
            question=question,
            understood=asked.question.text,
            filters=filters,
            as_of=asked.as_of,
            answered=refusal is None,
            text=composed.text,
            claims=composed.claims,
            citations=composed.citations,
            dropped=composed.dropped,
            closest=closest(asked.ranked) if refusal is not None else (),
            confidence=asked.judgement.confidence,
            engine=worded.engine,
            seconds=round(time.monotonic() - started, 3),
            notices=worded.notices,
            spent=worded.spent,
        )

    def to_send(
        self, question: str, filters: Filters, as_of: date | None, history: Sequence[Turn]
    ) -> tuple[Message, ...]:
        """The messages that the answer would begin with; see pipeline.Assistant.to_send."""
        if self._model is None:
            return ()
        asked = self._asked(standalone(question, history), filters, as_of)
        first = follow_up_prompt(question, history) if history else ()
        if asked.judgement.refusal is not None:
            return first
        shown = fitted(asked.question.text, asked.ranked, self._model.window)
        return (*first, *prompt(asked.question.text, shown))

    def is_answered(self, question: str) -> bool:
        """Whether the archive answers; no model is asked."""
        return self._asked(question, ANY_REPORT, None).judgement.refusal is None

    def _standalone(
        self, question: str, history: Sequence[Turn], cancelled: Flag | None
    ) -> tuple[str, Spent | None]:
        """A follow-up as it is asked alone: in the model's words if they hold, else by rule."""
        if self._model is None or not history:
            return standalone(question, history), None
        put, usage = condensed(self._model, question, history, cancelled=cancelled)
        return put or standalone(question, history), spent(usage)

    def _asked(self, understood: str, filters: Filters, as_of: date | None) -> _Asked:
        question = parse_question(understood)
        retriever = self._archive.retriever()
        mended = retriever.mended(question.text) if retriever else question.text
        if mended != question.text:
            question = parse_question(mended)
        as_of = _earliest(as_of, question.as_of)
        allowed = replace(filters, until=_earliest(filters.until, as_of))
        ranked = _ranked(retriever, question, allowed) if retriever else []
        places = retriever.places(allowed) if retriever else frozenset()
        return _Asked(question, as_of, ranked, judge(question, ranked, allowed, places))

    def _worded(
        self, asked: _Asked, took: Spent | None, hear: Hear, cancelled: Flag | None
    ) -> _Worded:
        """The answer by the model if there is one and what it says holds, else by quoting."""
        proposed = self._engine.propose(asked.question, asked.ranked)
        if self._model is None:
            return _Worded(compose(proposed), self._engine.name, (), None)
        written = write(
            self._model,
            self._archive.checker(Strictness.STRICT),
            asked.question,
            asked.ranked,
            proposed,
            hear=hear,
            cancelled=cancelled,
        )
        took = Spent.total(filter(None, (took, written.spent)))
        if written.sentences:
            composed = arrange(written.sentences, written.dropped)
            return _Worded(composed, self._model.name, written.notices, took)
        quoting = compose(proposed)
        quoting = replace(quoting, dropped=(*quoting.dropped, *written.dropped))
        return _Worded(quoting, self._engine.name, written.notices, took)


def _ranked(retriever: Retriever, question: Question, filters: Filters) -> list[Candidate]:
    """The sentences that may answer, best first."""
    vector = retriever.encode(question.text)
    evidence = retriever.search(question.text, filters, EVIDENCE, vector)
    cosines = partial(retriever.cosines, vector)
    return candidates(question, evidence, retriever.lexical.idf, cosines)


def _earliest(*days: date | None) -> date | None:
    return min(filter(None, days), default=None)
