"""The steps wired together: open an archive, fill it, search it, ask it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event as Flag
from threading import RLock

from assistant.abstain import Judgement, closest, judge
from assistant.certainty import Yardstick
from assistant.chunks import CHUNKING
from assistant.compose import Composed, arrange, compose
from assistant.conversation import standalone
from assistant.draft import PASSAGES, Past, draft_report, house_style, past_judgements
from assistant.embed import (
    DEFAULT_MODEL,
    SentenceTransformerEmbedder,
    TokenEncoder,
    default_identity,
)
from assistant.embedded import EmbeddedEngine
from assistant.errors import ReportError
from assistant.ground import Checker, Strictness
from assistant.ingest import IngestProgress, IngestResult, Progress, ingest
from assistant.llm import LanguageModel, Message, open_model
from assistant.question import Question, parse_question
from assistant.relevance import Candidate, candidates
from assistant.reports.model import Report
from assistant.results import Answer, Draft, Filters, Hit, PastJudgement, Spent, Turn
from assistant.retrieve import Evidence, Retriever, is_allowed
from assistant.settings import Settings
from assistant.store import (
    ReportRecord,
    Store,
    StoreIdentity,
    StoreLocation,
    open_store,
    reset_store,
)
from assistant.written import (
    Hear,
    condensed,
    fitted,
    follow_up_prompt,
    prompt,
    spent,
    unheard,
    with_call,
    write,
)

ANY_REPORT = Filters()

_EVIDENCE = 30
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


class Assistant:
    """An archive and what can be done with it; may be shared by threads.

    The model, the store and the index are opened at first use. A change of the archive by
    another process is seen at the next call.
    """

    def __init__(self, settings: Settings, model: LanguageModel | None = None) -> None:
        """Open nothing yet; `settings` stay as they are, and name the model if none is given."""
        self.settings = settings
        self._engine = EmbeddedEngine()
        self._lock = RLock()
        self._model = model
        self._model_opened = model is not None
        self._store: Store | None = None
        self._embedder: SentenceTransformerEmbedder | None = None
        self._token_encoder: TokenEncoder | None = None
        self._index: tuple[str, Retriever] | None = None
        self._examples: tuple[tuple[str, int], tuple[str, ...]] | None = None
        self._listed: tuple[str, tuple[ReportRecord, ...]] | None = None

    @property
    def model(self) -> LanguageModel | None:
        """The language model that words the answers; None when the embedded engine does."""
        with self._lock:
            if not self._model_opened:
                self._model = open_model(self.settings)
                self._model_opened = True
            return self._model

    @property
    def engine_name(self) -> str:
        """The engine that words the answers."""
        return self.model.name if self.model else self._engine.name

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> IngestResult:
        """Bring the reports under `paths` into the store; see ingest.ingest.

        With `rebuild` the store is emptied first, whatever model it was made with.
        """
        if rebuild:
            self._rebuild()
        return ingest(
            paths,
            self._opened(create=True),
            self._embedding,
            prune=prune,
            wait=self.settings.writer_wait,
            progress=progress or _silent,
        )

    def records(self, filters: Filters = ANY_REPORT) -> tuple[ReportRecord, ...]:
        """The reports that pass the filters, newest first, undated ones last."""
        with self._lock:
            version = self.version()
            if self._listed is None or self._listed[0] != version:
                held = self._opened(create=False).records().values() if version else ()
                self._listed = version, tuple(sorted(held, key=_newest_first))
        return tuple(record for record in self._listed[1] if is_allowed(record, filters))

    def report(self, report_id: str) -> Report:
        """The report of this id, or of the only id that begins so; ReportError if there is none."""
        known = [record.report_id for record in self.records()]
        matches = [report_id] if report_id in known else []
        matches = matches or [known_id for known_id in known if known_id.startswith(report_id)]
        if len(matches) > 1:
            raise ReportError(f"{report_id!r} begins {len(matches)} report ids: give more of it")
        if not matches or not report_id:
            raise ReportError(f"no report {report_id!r} in the store: see `assistant list`")
        return self._opened(create=False).report(matches[0])

    def remove(self, report_ids: Sequence[str]) -> int:
        """Take reports out of the store; gives how many were there."""
        with self._opened(create=False).writer(self.settings.writer_wait) as writer:
            return writer.remove(report_ids)

    def version(self) -> str:
        """Changes whenever the archive does, whoever changed it; empty before there is one."""
        if not self._exists():
            return ""
        return self._opened(create=False).version()

    def search(
        self, text: str, filters: Filters = ANY_REPORT, k: int | None = None
    ) -> tuple[Hit, ...]:
        """The best passages, the best one of each report first, then further ones."""
        wanted = k or self.settings.results
        question = parse_question(text)
        retriever = self._retriever()
        if retriever is None:
            return ()
        found = retriever.search(question.text, filters, 3 * wanted + _EVIDENCE)
        return tuple(
            Hit(
                rank=rank,
                score=round(item.score, 4),
                source=item.source,
                span=item.chunk.span,
                text=item.chunk.text,
            )
            for rank, item in enumerate(_one_a_report(found)[:wanted], start=1)
        )

    def ask(
        self,
        question: str,
        filters: Filters = ANY_REPORT,
        *,
        as_of: date | None = None,
        history: Sequence[Turn] = (),
        hear: Hear = unheard,
        cancelled: Flag | None = None,
    ) -> Answer:
        """Answer with cited sentences, or say that the archive does not answer.

        With `as_of`, or when the question says "as of", reports after that day are left
        aside. `history` are the turns before this one, oldest first; a follow-up is answered
        as the standalone question in the result's `understood`. With a language model `hear`
        is told how it gets on, and `cancelled` stops it: CancelledError.
        """
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
        self,
        question: str,
        filters: Filters = ANY_REPORT,
        *,
        as_of: date | None = None,
        history: Sequence[Turn] = (),
    ) -> tuple[Message, ...]:
        """The messages that asking would send to the language model first; nothing is sent.

        Empty when there is no model, or when the archive does not answer. A follow-up is put
        anew by a call of its own, whose messages come first; what follows rests on the rules.
        """
        if self.model is None:
            return ()
        asked = self._asked(standalone(question, history), filters, as_of)
        first = follow_up_prompt(question, history) if history else ()
        if asked.judgement.refusal is not None:
            return first
        shown = fitted(asked.question.text, asked.ranked, self.model.window)
        return (*first, *prompt(asked.question.text, shown))

    def _standalone(
        self, question: str, history: Sequence[Turn], cancelled: Flag | None
    ) -> tuple[str, Spent | None]:
        """A follow-up as it is asked alone: in the model's words if they hold, else by rule."""
        if self.model is None or not history:
            return standalone(question, history), None
        put, usage = condensed(self.model, question, history, cancelled=cancelled)
        return put or standalone(question, history), spent(usage)

    def _answers(self, question: str) -> bool:
        return self._asked(question, ANY_REPORT, None).judgement.refusal is None

    def _asked(self, understood: str, filters: Filters, as_of: date | None) -> _Asked:
        question = parse_question(understood)
        as_of = _earliest(as_of, question.as_of)
        allowed = replace(filters, until=_earliest(filters.until, as_of))
        retriever = self._retriever()
        ranked = _ranked(retriever, question, allowed) if retriever else []
        places = retriever.places(allowed) if retriever else frozenset()
        return _Asked(question, as_of, ranked, judge(question, ranked, allowed, places))

    def _worded(
        self, asked: _Asked, took: Spent | None, hear: Hear, cancelled: Flag | None
    ) -> _Worded:
        """The answer by the model if there is one and what it says holds, else by quoting."""
        quoting = compose(self._engine, asked.question, asked.ranked)
        if self.model is None:
            return _Worded(quoting, self._engine.name, (), None)
        written = write(
            self.model,
            self.checker(Strictness.STRICT),
            asked.question,
            asked.ranked,
            self._engine.compose(asked.question, asked.ranked),
            hear=hear,
            cancelled=cancelled,
        )
        took = with_call(took, written.spent)
        if not written.sentences:
            quoting = replace(quoting, dropped=(*quoting.dropped, *written.dropped))
            return _Worded(quoting, self._engine.name, written.notices, took)
        composed = arrange(written.sentences, written.dropped)
        return _Worded(composed, self.model.name, written.notices, took)

    def checker(
        self,
        strictness: Strictness = Strictness.NORMAL,
        yardstick: Yardstick = Yardstick.ICD203,
    ) -> Checker:
        """What checks claims against a source; it reads with the default model alone."""
        return Checker(self._grounding(), strictness, yardstick)

    def draft(self, report: Report, *, bullets: int | None = None, summary: bool = False) -> Draft:
        """Key points for `report`, and a summary, from its body; see draft.draft_report.

        The archive gives the house style and what earlier reports judged; it may be empty.
        """
        past = self._past(report)
        return draft_report(
            report, self._embedding(), self.checker(), past, bullets=bullets, summary=summary
        )

    def past_judgements(self, report: Report, bullets: Sequence[str]) -> tuple[PastJudgement, ...]:
        """What reports before this one judged on the subjects of `bullets`; see draft.past."""
        retriever = self._retriever()
        if retriever is None:
            return ()
        before = _before(report)
        found = [retriever.search(text, before, PASSAGES) for text in bullets]
        return past_judgements(bullets, found, self._embedding())

    def example_questions(self, n: int = 4) -> tuple[str, ...]:
        """Up to `n` questions on the newest reports' places, each of which is answered.

        They are looked up once for each state of the archive, so that none leads to a refusal;
        no model is asked.
        """
        with self._lock:
            key = self.version(), n
            if self._examples is None or self._examples[0] != key:
                places = dict.fromkeys(record.place for record in self.records() if record.place)
                asked = (f"What do the reports expect in {place}?" for place in places)
                answered = (question for question in asked if self._answers(question))
                self._examples = key, tuple(islice(answered, n))
            return self._examples[1]

    def _past(self, report: Report) -> Past:
        """What the archive knows of the reports before this one, on its place if it has one."""
        retriever = self._retriever()
        if retriever is None:
            return Past(style=None, previous=None, search=lambda text: ())
        before = _before(report)
        earlier = [r for r in self.records(before) if r.report_id != report.report_id]
        on_place = earlier if report.place else []
        return Past(
            style=house_style(report, retriever.chunks, {r.report_id: r for r in self.records()}),
            previous=retriever.vectors_of(on_place[0].report_id) if on_place else None,
            search=lambda text: retriever.search(text, before, PASSAGES),
        )

    def _retriever(self) -> Retriever | None:
        """The index of the archive as it is now; None before there is one."""
        with self._lock:
            version = self.version()
            if not version:
                return None
            if self._index is None or self._index[0] != version:
                held = self._opened(create=False).snapshot()
                index = Retriever(held.chunks, held.vectors, held.records, self._embedding())
                self._index = version, index
            return self._index[1]

    def _embedding(self) -> SentenceTransformerEmbedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = SentenceTransformerEmbedder(self.settings.embedding_model)
            return self._embedder

    def _grounding(self) -> TokenEncoder:
        """The encoder that the grounding model was fitted on, whatever the store's own is."""
        with self._lock:
            if self._token_encoder is None:
                default = self.settings.embedding_model == DEFAULT_MODEL
                self._token_encoder = (
                    self._embedding() if default else SentenceTransformerEmbedder()
                )
            return self._token_encoder

    def _identity(self) -> StoreIdentity:
        if self.settings.embedding_model == DEFAULT_MODEL:
            name, dimensions = default_identity()
        else:
            name, dimensions = self._embedding().identity, self._embedding().dimensions
        return StoreIdentity(name, dimensions, CHUNKING)

    def _location(self) -> StoreLocation:
        if self.settings.store_url is None:
            return StoreLocation(str(self.settings.home / "store"))
        token = self.settings.store_token
        headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        return StoreLocation(self.settings.store_url, headers=headers)

    def _exists(self) -> bool:
        """Whether there is a store to read; a server always counts."""
        return self.settings.store_url is not None or (self.settings.home / "store").is_dir()

    def _opened(self, *, create: bool) -> Store:
        with self._lock:
            if self._store is None:
                create = create or self.settings.store_url is not None
                self._store = open_store(self._location(), self._identity(), create=create)
            return self._store

    def _rebuild(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = reset_store(self._location(), self._identity(), self.settings.writer_wait)


def open_assistant(settings: Settings) -> Assistant:
    """The archive that the settings name; nothing heavy is loaded until it is needed."""
    return Assistant(settings)


def _ranked(retriever: Retriever, question: Question, filters: Filters) -> list[Candidate]:
    """The sentences that may answer, best first."""
    vector = retriever.encode(question.text)
    evidence = retriever.search(question.text, filters, _EVIDENCE, vector)
    cosines = partial(retriever.cosines, vector)
    return candidates(question, evidence, retriever.lexical.idf, cosines)


def _one_a_report(found: Sequence[Evidence]) -> list[Evidence]:
    """Each report's best passage in order, then the passages that are left."""
    first: dict[str, Evidence] = {}
    for item in found:
        first.setdefault(item.source.report_id, item)
    chosen = set(map(id, first.values()))
    return [*first.values(), *(item for item in found if id(item) not in chosen)]


def _before(report: Report) -> Filters:
    """The reports before this one, on its place if it has one."""
    day = (report.date or date.max).toordinal()
    return Filters(place=report.place, until=date.fromordinal(max(1, day - 1)))


def _newest_first(record: ReportRecord) -> tuple[int, str]:
    return -(record.date or date.min).toordinal(), record.report_id


def _earliest(*days: date | None) -> date | None:
    return min(filter(None, days), default=None)


def _silent(progress: IngestProgress) -> None:
    """Progress that nobody asked for."""
