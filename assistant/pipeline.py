"""The steps wired together: open an archive, fill it, search it, ask it, draft for it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Event as Flag
from threading import RLock

from assistant.archive import ANY_REPORT, Archive
from assistant.asking import EVIDENCE, Asking
from assistant.certainty import Yardstick
from assistant.draft import PASSAGES, Past, draft_report, house_style, past_judgements
from assistant.drafted import EXAMPLE_PASSAGES, bullet_prompts, past_key_points, word_bullets
from assistant.ground import Checker, Strictness
from assistant.ingest import IngestResult, Progress
from assistant.llm import LanguageModel, Message, open_model, spent_today
from assistant.question import parse_question
from assistant.reports.model import Report
from assistant.results import Answer, Draft, Filters, Hit, PastJudgement, Spent, Turn
from assistant.retrieve import Evidence
from assistant.settings import Settings
from assistant.store import ReportRecord
from assistant.written import Hear, unheard


class Assistant:
    """An archive and what can be done with it; may be shared by threads.

    The model, the store and the index are opened at first use. A change of the archive by
    another process is seen at the next call.
    """

    def __init__(
        self,
        settings: Settings,
        model: LanguageModel | None = None,
        archive: Archive | None = None,
    ) -> None:
        """Open nothing yet; `settings` stay as they are, and name what is not given."""
        self.settings = settings
        self._archive = archive or Archive(settings)
        self._lock = RLock()
        self._model = model
        self._model_opened = model is not None
        self._examples: tuple[tuple[str, int], tuple[str, ...]] | None = None

    @property
    def model(self) -> LanguageModel | None:
        """The language model that words the answers; None when the embedded engine does."""
        with self._lock:
            if not self._model_opened:
                self._model = open_model(self.settings)
                self._model_opened = True
            return self._model

    def with_model(self, settings: Settings) -> "Assistant":
        """The same archive with the language model that `settings` name.

        Raises SettingsError at once when they do not go together.
        """
        return Assistant(settings, open_model(settings), self._archive)

    @property
    def spent_today(self) -> Spent:
        """What language models took today (UTC), in all sessions of this home."""
        return spent_today(self.settings.home)

    @property
    def engine_name(self) -> str:
        """The engine that words the answers."""
        return self._asking().engine_name

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> IngestResult:
        """Bring the reports under `paths` into the store; see archive.Archive.ingest."""
        return self._archive.ingest(paths, prune=prune, rebuild=rebuild, progress=progress)

    def records(self, filters: Filters = ANY_REPORT) -> tuple[ReportRecord, ...]:
        """The reports that pass the filters, newest first, undated ones last."""
        return self._archive.records(filters)

    def report(self, report_id: str) -> Report:
        """The report of this id, or of the only id that begins so; ReportError if there is none."""
        return self._archive.report(report_id)

    def remove(self, report_ids: Sequence[str]) -> int:
        """Take reports out of the store; gives how many were there."""
        return self._archive.remove(report_ids)

    def version(self) -> str:
        """Changes whenever the archive does, whoever changed it; empty before there is one."""
        return self._archive.version()

    def understood(self, text: str) -> str:
        """A question as it is read: white space folded, slips of the pen mended; see spelling.

        Raises QuestionError when it is empty or far too long.
        """
        question = parse_question(text).text
        retriever = self._archive.retriever()
        return retriever.mended(question) if retriever else question

    def search(
        self, text: str, filters: Filters = ANY_REPORT, k: int | None = None
    ) -> tuple[Hit, ...]:
        """The best passages, the best one of each report first, then further ones.

        What is searched for is what `understood` gives for `text`.
        """
        wanted = k or self.settings.results
        question = parse_question(text).text
        retriever = self._archive.retriever()
        if retriever is None:
            return ()
        found = retriever.search(retriever.mended(question), filters, 3 * wanted + EVIDENCE)
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
        return self._asking().answer(question, filters, as_of, history, hear, cancelled)

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
        return self._asking().to_send(question, filters, as_of, history)

    def checker(
        self,
        strictness: Strictness = Strictness.NORMAL,
        yardstick: Yardstick = Yardstick.ICD203,
    ) -> Checker:
        """What checks claims against a source; see archive.Archive.checker."""
        return self._archive.checker(strictness, yardstick)

    def draft(
        self,
        report: Report,
        *,
        bullets: int | None = None,
        summary: bool = False,
        cancelled: Flag | None = None,
    ) -> Draft:
        """Key points for `report`, and a summary, from its body; see draft.draft_report.

        The archive gives the house style and what earlier reports judged; it may be empty. A
        language model words the bullets where what it writes holds; see drafted.word_bullets.
        """
        started = time.monotonic()
        made = draft_report(
            report,
            self._archive.embedding(),
            self.checker(),
            self._past(report),
            bullets=bullets,
            summary=summary,
        )
        if self.model is not None:
            strict, examples = self.checker(Strictness.STRICT), self._examples_for(report)
            made = word_bullets(
                self.model, strict, self.checker(), report, made, examples, cancelled=cancelled
            )
        related = self.past_judgements(report, [bullet.point.text for bullet in made.bullets])
        return replace(made, related=related, seconds=round(time.monotonic() - started, 3))

    def draft_to_send(self, report: Report, *, bullets: int | None = None) -> tuple[Message, ...]:
        """The messages that drafting would send to the language model, bullet by bullet.

        Nothing is sent. Empty when there is no model.
        """
        if self.model is None:
            return ()
        past = self._past(report)
        made = draft_report(
            report, self._archive.embedding(), self.checker(), past, bullets=bullets
        )
        prompts = bullet_prompts(report, made, self._examples_for(report), self.model.window)
        return tuple(message for prompt in prompts for message in prompt.messages)

    def past_judgements(self, report: Report, bullets: Sequence[str]) -> tuple[PastJudgement, ...]:
        """What reports before this one judged on the subjects of `bullets`; see draft.past."""
        retriever = self._archive.retriever()
        if retriever is None:
            return ()
        before = _before(report)
        found = [retriever.search(text, before, PASSAGES) for text in bullets]
        return past_judgements(bullets, found, self._archive.embedding())

    def example_questions(self, n: int = 4) -> tuple[str, ...]:
        """Up to `n` questions on the newest reports' places, each of which is answered.

        They are looked up once for each state of the archive, so that none leads to a refusal;
        no model is asked.
        """
        asking = Asking(self._archive, None)
        with self._lock:
            key = self.version(), n
            if self._examples is None or self._examples[0] != key:
                places = dict.fromkeys(record.place for record in self.records() if record.place)
                asked = (f"What do the reports expect in {place}?" for place in places)
                answered = (question for question in asked if asking.is_answered(question))
                self._examples = key, tuple(islice(answered, n))
            return self._examples[1]

    def _examples_for(self, report: Report) -> Callable[[str], tuple[str, ...]]:
        """Key points of reports before this one on the subject of a text, of any place."""
        retriever = self._archive.retriever()
        before = replace(_before(report), place=None)

        def examples(text: str) -> tuple[str, ...]:
            if retriever is None:
                return ()
            found = retriever.search(text, before, EXAMPLE_PASSAGES)
            return past_key_points(found, report.report_id)

        return examples

    def _past(self, report: Report) -> Past:
        """What the archive knows of the reports before this one, on its place if it has one."""
        retriever = self._archive.retriever()
        if retriever is None:
            return Past(style=None, previous=None)
        before = _before(report)
        earlier = [r for r in self.records(before) if r.report_id != report.report_id]
        on_place = earlier if report.place else []
        return Past(
            style=house_style(report, retriever.chunks, {r.report_id: r for r in self.records()}),
            previous=retriever.vectors_of(on_place[0].report_id) if on_place else None,
        )

    def _asking(self) -> Asking:
        return Asking(self._archive, self.model)


def open_assistant(settings: Settings) -> Assistant:
    """The archive that the settings name; nothing heavy is loaded until it is needed."""
    return Assistant(settings)


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
