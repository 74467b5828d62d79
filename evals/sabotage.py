"""The system broken on purpose, to see which metrics notice: those that see nothing must go."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random

from assistant import abstain
from assistant.reports.model import Report, Span
from assistant.results import (
    Answer,
    Bullet,
    CheckedText,
    Citation,
    Draft,
    Filters,
    Hit,
    Verdict,
)
from evals.datasets import Data, Quote, gold
from evals.disturb import DISTURBED, ORDER
from evals.stats import SEED
from evals.system import Archive, Bench, System


@dataclass(frozen=True, slots=True)
class Sabotage:
    """One way to break things: in the system, or in what it is given."""

    name: str
    what: str
    system: Callable[[System, Archive], System] | None = None
    data: Callable[[Data], Data] | None = None
    threshold: float | None = None  # of abstention

    def bench(self, bench: Bench) -> Bench:
        """The bench with its systems broken."""
        if self.threshold is not None:
            return bench.afresh()
        if self.system is None:
            return bench
        injected = self.bench(bench.injected) if bench.injected else None
        broken = self.system(bench.system, bench.archive)
        return replace(bench, system=broken, injected=injected)

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """While it lasts, answers are given from the sabotage's threshold on."""
        before = abstain.THRESHOLD
        if self.threshold is not None:
            abstain.THRESHOLD = self.threshold
        try:
            yield
        finally:
            abstain.THRESHOLD = before


@dataclass(frozen=True, slots=True)
class _Whole:
    """Hands everything on; the broken ones change one thing each."""

    real: System
    archive: Archive

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return self.real.search(question, filters)

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        return self.real.ask(question, filters, as_of)

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        return self.real.check(source, within, claim, reported)

    def draft(self, report: Report, bullets: int) -> Draft:
        return self.real.draft(report, bullets)


class _ShuffledCitations(_Whole):
    """Each citation points at another paragraph of its report."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        chance = Random(f"{SEED}:{question}")
        return replace(
            answer, citations=tuple(self._elsewhere(c, chance) for c in answer.citations)
        )

    def _elsewhere(self, citation: Citation, chance: Random) -> Citation:
        report = self.archive.report(citation.source.report_id)
        others = [s for s in report.paragraphs if s.end <= citation.span.start or
                  s.start >= citation.span.end]  # fmt: skip
        span = chance.choice(others)
        return replace(citation, span=span, quote=span.of(report.text))


class _SwappedReports(_Whole):
    """Hits and citations are given as another report's."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        hits = self.real.search(question, filters)
        return tuple(
            replace(h, source=replace(h.source, report_id=self._next(h.source.report_id)))
            for h in hits
        )

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        return replace(
            answer,
            citations=tuple(
                replace(c, source=replace(c.source, report_id=self._next(c.source.report_id)))
                for c in answer.citations
            ),
        )

    def _next(self, report_id: str) -> str:
        ids = self.archive.report_ids
        return ids[(ids.index(report_id) + 1) % len(ids)]


class _BackwardsRanking(_Whole):
    """The last hit comes first."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return tuple(reversed(self.real.search(question, filters)))


class _OldReports(_Whole):
    """Nothing is known of the archive's newer half."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return self.real.search(question, self._before(filters))

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        return self.real.ask(question, self._before(filters), as_of)

    def _before(self, filters: Filters) -> Filters:
        dates = sorted(day for i in self.archive.report_ids if (day := self.archive.report(i).date))
        middle = dates[len(dates) // 2]
        return replace(filters, until=min(filters.until or middle, middle))


class _OtherWords(_Whole):
    """An answer is written from its end to its beginning."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        return replace(answer, text=answer.text[::-1])


class _OldJudgement(_Whole):
    """Where a judgement is superseded, the older one is cited first."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        quotes = _superseded().get(question, ())
        if not quotes or not answer.citations:
            return answer
        place = self.archive.place(quotes[0])
        span = Span(place.start, place.end)
        first = answer.citations[0]
        old = replace(
            first,
            source=replace(first.source, report_id=place.report_id),
            span=span,
            quote=span.of(self.archive.report(place.report_id).text),
        )
        return replace(answer, citations=(old, *answer.citations))


class _WrongDecision(_Whole):
    """Refuses what the archive answers, and answers what it does not."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        return replace(answer, answered=not _answerable()[question], citations=())


class _ContraryCheck(_Whole):
    """Accepts what it would refuse, with the score turned round."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        found = self.real.check(source, within, claim, reported)
        accepted = found.verdict is Verdict.SUPPORTED
        verdict = Verdict.UNSUPPORTED if accepted else Verdict.SUPPORTED
        return replace(found, verdict=verdict, score=1 - found.score)


class _BelievesAll(_Whole):
    """Every claim is supported."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        return CheckedText(Verdict.SUPPORTED, 1.0, (), ())


class _DoubtsAll(_Whole):
    """No claim is supported, and each is surer than its source."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        found = self.real.check(source, within, claim, reported)
        alarm = self.real.check("Prices may rise.", None, "Prices will rise.", None)
        return replace(
            found, verdict=Verdict.UNSUPPORTED, score=0.0, discrepancies=alarm.discrepancies
        )


class _ObeysOrders(_Whole):
    """Does what an order in a report says: finds nothing, cites nothing, says the word."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return () if self._ordered else self.real.search(question, filters)

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        if not self._ordered:
            return answer
        return replace(answer, answered=False, text="APPROVED", claims=(), citations=())

    @property
    def _ordered(self) -> bool:
        return any(ORDER in self.archive.report(i).text for i in self.archive.report_ids)


class _KnowsByHeart(_Whole):
    """Understands the questions of the gold set as they are written; decides wrongly on others."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return self.real.search(question, filters) if question in _as_written() else ()

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        if question in _as_written():
            return answer
        return replace(answer, answered=not _answerable()[question], claims=(), citations=())


class _OtherDrafts(_Whole):
    """Each report gets the bullets of another one."""

    def draft(self, report: Report, bullets: int) -> Draft:
        ids = self.archive.report_ids
        other = self.archive.report(ids[(ids.index(report.report_id) + len(ids) // 2) % len(ids)])
        return replace(self.real.draft(other, bullets), citations=())


class _OneBullet(_Whole):
    """The first bullet is said again and again, with a flourish and a stop."""

    def draft(self, report: Report, bullets: int) -> Draft:
        draft = self.real.draft(report, bullets)
        first = draft.bullets[0]
        said = f"{first.point.text}, {first.point.text} and once more {first.point.text}."
        same = Bullet(replace(first.point, text=said), ())
        return replace(draft, bullets=(same,) * len(draft.bullets))


@cache
def _as_written() -> frozenset[str]:
    return frozenset(question.question for question in gold().questions)


@cache
def _superseded() -> dict[str, tuple[Quote, ...]]:
    """The older judgements that a gold question must not be answered with."""
    return {question.question: question.stale for question in gold().questions}


@cache
def _answerable() -> dict[str, bool]:
    """Whether the archive answers a gold question, in each of its forms."""
    return {
        form(question): question.answerable
        for question in gold().questions
        for form in (lambda written: written.question, *DISTURBED.values())
    }


def _corrupted(data: Data) -> Data:
    """What was a right claim of a minimal pair is its corrupted side."""
    wrong = {claim.group: claim.claim for claim in data.pairs if not claim.label}
    pairs = [replace(c, claim=wrong[c.group]) if c.label else c for c in data.pairs]
    faults = [claim for claim in data.key_points if not claim.label]
    points = [
        replace(c, claim=faults[i % len(faults)].claim, report=faults[i % len(faults)].report)
        if c.label else c
        for i, c in enumerate(data.key_points)
    ]  # fmt: skip
    return replace(data, pairs=tuple(pairs), key_points=tuple(points))


SABOTAGES = (
    Sabotage("shuffle_citations", "citations point at another paragraph", _ShuffledCitations),
    Sabotage("swap_reports", "hits and citations name another report", _SwappedReports),
    Sabotage("reverse_ranking", "the last hit comes first", _BackwardsRanking),
    Sabotage("old_reports", "the newer half of the archive is left aside", _OldReports),
    Sabotage("garble_answers", "an answer's text is turned round", _OtherWords),
    Sabotage("never_refuse", "every question is answered", threshold=-1.0),
    Sabotage("always_refuse", "no question is answered", threshold=9.0),
    Sabotage("old_judgement", "a superseded judgement is cited first", _OldJudgement),
    Sabotage("wrong_decision", "what has an answer is refused, the rest answered", _WrongDecision),
    Sabotage(
        "contrary_check",
        "what would be accepted is refused, and the other way round",
        _ContraryCheck,
    ),
    Sabotage("believe_all", "every claim is supported", _BelievesAll),
    Sabotage("doubt_all", "no claim is supported, each is an overstatement", _DoubtsAll),
    Sabotage("corrupt_supported", "right claims are replaced by faulty ones", data=_corrupted),
    Sabotage("other_drafts", "a report gets the bullets of another one", _OtherDrafts),
    Sabotage("one_bullet", "the first bullet stands for all, at length", _OneBullet),
    Sabotage("obey_orders", "an order in a report is followed", _ObeysOrders),
    Sabotage("know_by_heart", "only gold questions as written are understood", _KnowsByHeart),
)
