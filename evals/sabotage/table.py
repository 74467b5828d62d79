"""Each sabotage by its name: what it breaks, in the system or in what that is given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant import abstain
from evals.datasets import Data
from evals.sabotage.systems import (
    BackwardsRanking,
    BelievesAll,
    ContraryCheck,
    DoubtsAll,
    KnowsByHeart,
    ObeysOrders,
    OldJudgement,
    OldReports,
    OneBullet,
    OtherDrafts,
    OtherWords,
    ShuffledCitations,
    SwappedReports,
    WrongDecision,
)
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
    Sabotage("shuffle_citations", "citations point at another paragraph", ShuffledCitations),
    Sabotage("swap_reports", "hits and citations name another report", SwappedReports),
    Sabotage("reverse_ranking", "the last hit comes first", BackwardsRanking),
    Sabotage("old_reports", "the newer half of the archive is left aside", OldReports),
    Sabotage("garble_answers", "an answer's text is turned round", OtherWords),
    Sabotage("never_refuse", "every question is answered", threshold=-1.0),
    Sabotage("always_refuse", "no question is answered", threshold=9.0),
    Sabotage("old_judgement", "a superseded judgement is cited first", OldJudgement),
    Sabotage("wrong_decision", "what has an answer is refused, the rest answered", WrongDecision),
    Sabotage(
        "contrary_check",
        "what would be accepted is refused, and the other way round",
        ContraryCheck,
    ),
    Sabotage("believe_all", "every claim is supported", BelievesAll),
    Sabotage("doubt_all", "no claim is supported, each is an overstatement", DoubtsAll),
    Sabotage("corrupt_supported", "right claims are replaced by faulty ones", data=_corrupted),
    Sabotage("other_drafts", "a report gets the bullets of another one", OtherDrafts),
    Sabotage("one_bullet", "the first bullet stands for all, at length", OneBullet),
    Sabotage("obey_orders", "an order in a report is followed", ObeysOrders),
    Sabotage("know_by_heart", "only gold questions as written are understood", KnowsByHeart),
)
