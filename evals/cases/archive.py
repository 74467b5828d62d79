"""Every key point of every report against its own body: what says more than its source."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.results import DiscrepancyKind, Verdict
from evals.cases.consistency import described
from evals.cases.passages import passage
from evals.datasets import Data
from evals.outcome import Outcome
from evals.system import Bench


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """The key point of this number, from 0, of a report."""

    id: str
    report: str
    number: int


def cases(data: Data, bench: Bench) -> Sequence[KeyPoint]:
    """All key points of the archive."""
    return [
        KeyPoint(f"{name}#{number + 1}", name, number)
        for name in sorted(map(bench.archive.name, bench.archive.report_ids))
        for number in range(len(bench.archive.report(name).key_points))
    ]


def score(bench: Bench, point: KeyPoint) -> Outcome:
    """Check the key point against the paragraphs alone."""
    report = bench.archive.report(point.report)
    claim = report.key_points[point.number].of(report.text)
    found = bench.system.check(report.text, report.paragraphs, claim, report.date)
    carried = found.verdict is Verdict.SUPPORTED
    surer = any(d.kind is DiscrepancyKind.CERTAINTY for d in found.discrepancies)
    return Outcome(
        suite="archive",
        id=point.id,
        group=point.report,
        kind=found.verdict.value,
        pairs={"carried": (float(carried), 1.0), "surer": (float(surer), 1.0)},
        badness=0.0 if carried else 1 - found.score,
        asked=" ".join(claim.split()),
        answer=described(found),
        passages=tuple(passage(report.text, e.span, point.report) for e in found.evidence),
        gold="the body of the same report",
        why="" if carried else "the body is not found to carry it",
    )
