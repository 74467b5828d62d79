"""A run against a baseline: which metrics fell by more than chance, and through which cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import AssistantError
from evals.datasets import FOLDER
from evals.fingerprint import Fingerprint
from evals.metrics import share
from evals.outcome import Outcome, Status
from evals.runner import Figure, Run, counting, pairs_of
from evals.stats import Difference, difference
from evals.suites import SUITES, Metric

BASELINE = FOLDER / "baseline.json"


class Baseline(BaseModel):
    """The figures that a change is held to, with each case's part in them."""

    model_config = ConfigDict(frozen=True)

    reason: str
    fingerprint: Fingerprint
    figures: tuple[Figure, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """How a metric moved on the cases that both sides have."""

    suite: str
    metric: Metric
    before: float
    after: float
    difference: Difference
    worse_cases: tuple[Outcome, ...]  # as they are now, worst first

    @property
    def has_fallen(self) -> bool:
        """Whether it is worse by more than the interval of the paired difference allows."""
        best = self.difference.high if self.metric.better > 0 else -self.difference.low
        return self.metric.better != 0 and best < 0

    @property
    def is_seen(self) -> bool:
        """Whether it has fallen, or moved as surely where neither way is the worse."""
        if self.metric.better:
            return self.has_fallen
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says; it is passed when nothing fell and every case has a result."""

    moves: tuple[Move, ...]
    unscored: tuple[Outcome, ...]
    missing: tuple[str, ...]  # cases of the baseline that the run should have and has not
    new: tuple[str, ...]  # cases that the baseline has not, and so no metric is held on
    unheld: tuple[str, ...]  # metrics of the baseline that no common case counts in

    @property
    def fallen(self) -> tuple[Move, ...]:
        """The metrics that fell."""
        return tuple(move for move in self.moves if move.has_fallen)

    @property
    def passed(self) -> bool:
        """Whether the change may go in."""
        return not (self.fallen or self.unscored or self.missing)


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> tuple[Move, ...]:
    """How each metric moved from one run to another, on the cases of both."""
    earlier = {(o.suite, o.id): o for o in before if o.status is Status.SCORED}
    both = [o for o in after if (o.suite, o.id) in earlier and o.status is Status.SCORED]
    moves = []
    for suite in SUITES.values():
        now = [outcome for outcome in both if outcome.suite == suite.name]
        was = [earlier[outcome.suite, outcome.id] for outcome in now]
        moves += [_move(suite.name, metric, was, now) for metric in suite.metrics]
    return tuple(move for move in moves if move is not None)


def hold(baseline: Baseline, run: Run, *, small: bool) -> Verdict:
    """Hold a run to the baseline; a small one need not have all of its cases."""
    held = {(o.suite, o.id) for o in run.outcomes}
    missing = () if small else tuple(
        f"{o.suite} {o.id}"
        for o in baseline.outcomes
        if o.suite in run.suites and (o.suite, o.id) not in held
    )  # fmt: skip
    known = {(o.suite, o.id) for o in baseline.outcomes}
    new = tuple(f"{suite} {case}" for suite, case in sorted(held - known))
    moves = compare(baseline.outcomes, run.outcomes)
    moved = {(move.suite, move.metric.name) for move in moves}
    unheld = tuple(
        f"{f.suite} {f.metric}"
        for f in baseline.figures
        if f.suite in run.suites and (f.suite, f.metric) not in moved
    )
    return Verdict(moves, run.unscored, missing, new, unheld)


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; AssistantError when there is none."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise AssistantError(
            f"no baseline in {path} ({error.strerror}): write one with `assistant eval baseline`"
        ) from None
    except ValidationError:
        raise AssistantError(
            f"{path} is no baseline: write one with `assistant eval baseline`"
        ) from None


def write_baseline(path: Path, run: Run, reason: str) -> None:
    """Keep a run's figures and each case's part in them, a case a line for a readable diff."""
    if run.unscored:
        raise AssistantError(f"{len(run.unscored)} cases have no result: mend them first")
    whole = Baseline(
        reason=reason, fingerprint=run.fingerprint, figures=run.figures, outcomes=()
    ).model_dump_json(indent=1)
    lines = [
        outcome.model_dump_json(include={"suite", "id", "group", "kind", "pairs"})
        for outcome in run.outcomes
    ]
    text = whole.replace('"outcomes": []', '"outcomes": [\n' + ",\n".join(lines) + "\n]")
    path.write_text(text + "\n", encoding="utf-8")


def _move(
    suite: str, metric: Metric, was: Sequence[Outcome], now: Sequence[Outcome]
) -> Move | None:
    counted = [
        (b, a) for b, a in zip(was, now, strict=True)
        if metric.name in b.pairs or metric.name in a.pairs
    ]  # fmt: skip
    if not counted:
        return None
    before, after = ([pair[side] for pair in counted] for side in (0, 1))
    moved = difference(
        metric.statistic,
        pairs_of(before, metric.name),
        pairs_of(after, metric.name),
        [outcome.group for outcome in before],
    )
    if moved is None:
        return None
    value = metric.statistic(pairs_of(counting(before, metric.name), metric.name)) or 0.0
    worse = [a for b, a in counted if _is_worse(metric, b, a)]
    worse.sort(key=lambda outcome: (-outcome.badness, outcome.id))
    return Move(suite, metric, value, value + moved.value, moved, tuple(worse))


def _is_worse(metric: Metric, before: Outcome, after: Outcome) -> bool:
    """Whether the case's own part in the metric got worse."""
    was, now = before.pairs.get(metric.name), after.pairs.get(metric.name)
    if was is None or now is None:
        # It counts in a share on one side only: bad if what came in is a fault, or what left a hit.
        only = now if now is not None else was
        return only is not None and (only[0] == 0) is (now is not None) is (metric.better > 0)
    if metric.statistic is not share:  # a label and a score
        return abs(now[0] - now[1]) > abs(was[0] - was[1])
    gained = now[0] / (now[1] or 1) - was[0] / (was[1] or 1)
    return gained * metric.better < 0
