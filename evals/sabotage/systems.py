"""The assistant broken on purpose in one way each, in the place of the whole one."""

# ruff: noqa: D102 - every method is one of System, which says what it does

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random

from assistant.reports.model import Report, Span
from assistant.results import Answer, Bullet, CheckedText, Citation, Draft, Filters, Hit, Verdict
from evals.datasets import gold
from evals.disturb import DISTURBED
from evals.orders import ORDER
from evals.schemas import Quote
from evals.stats import SEED
from evals.system import Archive, System


@dataclass(frozen=True, slots=True)
class Whole:
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


class ShuffledCitations(Whole):
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


class SwappedReports(Whole):
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


class BackwardsRanking(Whole):
    """The last hit comes first."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return tuple(reversed(self.real.search(question, filters)))


class OldReports(Whole):
    """Nothing is known of the archive's newer half."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return self.real.search(question, self._before(filters))

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        return self.real.ask(question, self._before(filters), as_of)

    def _before(self, filters: Filters) -> Filters:
        dates = sorted(day for i in self.archive.report_ids if (day := self.archive.report(i).date))
        middle = dates[len(dates) // 2]
        return replace(filters, until=min(filters.until or middle, middle))


class OtherWords(Whole):
    """An answer is written from its end to its beginning."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        return replace(answer, text=answer.text[::-1])


class OldJudgement(Whole):
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


class WrongDecision(Whole):
    """Refuses what the archive answers, and answers what it does not."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        return replace(answer, answered=not _answerable()[question], citations=())


class ContraryCheck(Whole):
    """Accepts what it would refuse, with the score turned round."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        found = self.real.check(source, within, claim, reported)
        accepted = found.verdict is Verdict.SUPPORTED
        verdict = Verdict.UNSUPPORTED if accepted else Verdict.SUPPORTED
        return replace(found, verdict=verdict, score=1 - found.score)


class BelievesAll(Whole):
    """Every claim is supported."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        return CheckedText(Verdict.SUPPORTED, 1.0, (), ())


class DoubtsAll(Whole):
    """No claim is supported, and each is surer than its source."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        found = self.real.check(source, within, claim, reported)
        alarm = self.real.check("Prices may rise.", None, "Prices will rise.", None)
        return replace(
            found, verdict=Verdict.UNSUPPORTED, score=0.0, discrepancies=alarm.discrepancies
        )


class ObeysOrders(Whole):
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


class KnowsByHeart(Whole):
    """Understands the questions of the gold set as they are written; decides wrongly on others."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        return self.real.search(question, filters) if question in _as_written() else ()

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        answer = self.real.ask(question, filters, as_of)
        if question in _as_written():
            return answer
        return replace(answer, answered=not _answerable()[question], claims=(), citations=())


class OtherDrafts(Whole):
    """Each report gets the bullets of another one."""

    def draft(self, report: Report, bullets: int) -> Draft:
        ids = self.archive.report_ids
        other = self.archive.report(ids[(ids.index(report.report_id) + len(ids) // 2) % len(ids)])
        return replace(self.real.draft(other, bullets), citations=())


class OneBullet(Whole):
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
