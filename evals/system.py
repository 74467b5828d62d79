"""What is measured: the pipeline behind a small protocol, over an archive that is read whole.

Suites see only the protocol, so that a system broken on purpose can stand in for ours.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from tqdm import tqdm

from assistant.added_cases import find_folded
from assistant.errors import AssistantError
from assistant.ground import Checker, judge_together
from assistant.ingest import IngestProgress
from assistant.pipeline import Assistant, open_assistant
from assistant.reports.model import Report, Span
from assistant.results import Answer, CheckedText, Draft, Filters, Hit
from assistant.settings import Settings
from evals.judging import Judge
from evals.metrics import Place
from evals.schemas import Quote

DEPTH = 10  # passages and reports of a search that are measured
_REMEMBERED = 8_192  # answers, hits and judgements, each


class System(Protocol):
    """The four things that the assistant does."""

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        """The best passages, best first."""

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        """An answer with its citations, or a refusal."""

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        """A claim held to a source, or to its parts `within`."""

    def draft(self, report: Report, bullets: int) -> Draft:
        """Key points for a report."""


class Shipped:
    """The assistant as it is, with the model loaded once.

    What was asked before is remembered: several suites put the same questions and claims.
    """

    def __init__(self, assistant: Assistant) -> None:
        """Load nothing yet."""
        self._assistant = assistant
        self._searched = lru_cache(_REMEMBERED)(assistant.search)
        self._asked = lru_cache(_REMEMBERED)(assistant.ask)
        self._judged = lru_cache(_REMEMBERED)(self._checked)
        self._drafted: dict[tuple[str, int], Draft] = {}

    @cached_property
    def _checker(self) -> Checker:
        return self._assistant.checker()

    def search(self, question: str, filters: Filters) -> tuple[Hit, ...]:
        """See System."""
        return self._searched(question, filters, DEPTH)

    def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
        """See System."""
        return self._asked(question, filters, as_of=as_of)

    def check(
        self, source: str, within: Sequence[Span] | None, claim: str, reported: date | None
    ) -> CheckedText:
        """See System."""
        return self._judged(source, None if within is None else tuple(within), claim, reported)

    def draft(self, report: Report, bullets: int) -> Draft:
        """See System."""
        key = report.fingerprint, bullets
        if key not in self._drafted:
            self._drafted[key] = self._assistant.draft(report, bullets=bullets)
        return self._drafted[key]

    def _checked(
        self, source: str, within: tuple[Span, ...] | None, claim: str, reported: date | None
    ) -> CheckedText:
        return judge_together(
            self._checker.check(self._checker.source(source, within), claim, reported)
        )


class Archive:
    """The reports that questions are put to, found by file name or id."""

    def __init__(self, assistant: Assistant) -> None:
        """Read the list of reports; their texts are read when they are asked for."""
        self._assistant = assistant
        self.report_ids = tuple(sorted(r.report_id for r in assistant.records()))
        files = [(Path(r.path).name, r.report_id) for r in assistant.records()]
        held = Counter(name for name, _ in files)
        self._names = {report_id: name for name, report_id in files if held[name] == 1}
        self._ids = dict(files) | {report_id: report_id for report_id in self.report_ids}
        self._report = cache(assistant.report)

    def report(self, name: str) -> Report:
        """The report of this file name or id; AssistantError if there is none."""
        if name not in self._ids:
            raise AssistantError(f"the archive has no report {name}")
        return self._report(self._ids[name])

    def name(self, report_id: str) -> str:
        """What results call a report: its file, since its id tells where on a disk that lies.

        A report that shares its file with others, as those of JSON lines do, goes by its id.
        """
        return self._names.get(report_id, report_id)

    def place(self, quote: Quote) -> Place:
        """Where a quote stands, white space aside; AssistantError if it does not."""
        report = self.report(quote.report)
        span = find_folded(quote.text, report.text)
        if span is None:
            raise AssistantError(f"{quote.report} does not hold the quote {quote.text[:60]!r}")
        return Place(report.report_id, span.start, span.end)


@dataclass(frozen=True)
class Bench:
    """A system beside its archive; `injected` is the same over reports that give orders.

    `judge` is a model whose opinion is asked, where one is.
    """

    assistant: Assistant
    system: System
    archive: Archive
    injected: "Bench | None" = None
    judge: Judge | None = None

    def afresh(self) -> "Bench":
        """The same with nothing remembered."""
        injected = self.injected.afresh() if self.injected else None
        return replace(self, system=Shipped(self.assistant), injected=injected)


def own_bench(assistant: Assistant) -> Bench:
    """The bench of an archive as it is."""
    return Bench(assistant, Shipped(assistant), Archive(assistant))


def open_bench(
    settings: Settings,
    documents: Path | None,
    home: Path,
    proceed: Callable[[], None] = lambda: None,
) -> Bench:
    """Bring the documents into an archive in `home`, which the user's own never meets.

    `proceed` is called after each file or batch of the ingest; what it raises ends it.
    """
    assistant = open_assistant(settings.model_copy(update={"home": home, "store_url": None}))
    if documents is None:
        return own_bench(assistant)
    with tqdm(unit="B", unit_scale=True, desc="ingest", leave=False, disable=None) as bar:

        def show(progress: IngestProgress) -> None:
            bar.total = progress.total
            bar.update(progress.done - bar.n)
            proceed()

        result = assistant.ingest([documents], prune=True, progress=show)
    if result.failed:
        failure = result.failed[0]
        raise AssistantError(f"{failure.path} cannot be evaluated on: {failure.error}")
    return own_bench(assistant)
