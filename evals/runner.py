"""Cases to outcomes to figures, with what is finished kept so that a run can go on."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from tqdm import tqdm

from assistant.errors import AssistantError, unreadable
from evals.datasets import Data
from evals.fingerprint import Fingerprint
from evals.metrics import Pairs
from evals.outcome import Outcome, Status
from evals.stats import estimate
from evals.suites import Metric, Suite
from evals.system import Bench

Tell = Callable[[int, int, str], None]
"""Told the cases done, all cases (0 while reports go in), and the suite that is measured."""

_NOT_COUNTED = (np.nan, np.nan)


class Figure(BaseModel):
    """A metric with its 95% interval and what it was counted on."""

    model_config = ConfigDict(frozen=True)

    suite: str
    metric: str
    value: float | None
    low: float | None
    high: float | None
    cases: int
    groups: int


class Run(BaseModel):
    """All that a run found; nothing in it depends on when or where it ran."""

    model_config = ConfigDict(frozen=True)

    fingerprint: Fingerprint
    suites: tuple[str, ...]
    figures: tuple[Figure, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def unscored(self) -> tuple[Outcome, ...]:
        """The cases without a result."""
        return tuple(o for o in self.outcomes if o.status is not Status.SCORED)

    def of(self, suite: str) -> tuple[Outcome, ...]:
        """The outcomes of a suite."""
        return tuple(outcome for outcome in self.outcomes if outcome.suite == suite)


class Kept:
    """Finished cases in a file of JSON lines, one file a fingerprint."""

    def __init__(self, path: Path) -> None:
        """Read what is there; a line that an interruption cut off is passed over."""
        self._path = path
        self._outcomes: dict[tuple[str, str], Outcome] = {}
        if path.is_file():
            for line in path.read_bytes().split(b"\n"):
                try:
                    outcome = Outcome.model_validate_json(line)
                except ValidationError:
                    continue
                self._outcomes[outcome.suite, outcome.id] = outcome

    def get(self, suite: str, case: str) -> Outcome | None:
        """The outcome of a case that was finished before."""
        return self._outcomes.get((suite, case))

    def add(self, outcome: Outcome) -> None:
        """Write a finished case at once; one without a result is tried again next time."""
        if outcome.status is not Status.SCORED:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # The line break comes first, so that a line cut off before spoils no other.
            file.write(b"\n" + outcome.model_dump_json().encode())


def silent(done: int, total: int, suite: str) -> None:
    """Progress that nobody asked for."""


def run(
    bench: Bench,
    data: Data,
    suites: Sequence[Suite],
    fingerprint: Fingerprint,
    kept: Kept | None = None,
    tell: Tell = silent,
) -> Run:
    """Score all cases of the suites and make the figures of them; `tell` hears of each case."""
    work = [(suite, case) for suite in suites for case in suite.cases(data, bench)]
    outcomes = []
    with tqdm(work, unit="case", desc="eval", leave=False, disable=None) as bar:
        for done, (suite, case) in enumerate(bar):
            tell(done, len(work), suite.name)
            bar.set_description(suite.name, refresh=False)
            outcome = kept.get(suite.name, case.id) if kept and not suite.timed else None
            if outcome is None:
                outcome = _scored(suite, bench, case)
                if kept and not suite.timed:
                    kept.add(outcome)
            outcomes.append(outcome)
    figures = [figure for suite in suites for figure in _figures(suite, outcomes)]
    return Run(
        fingerprint=fingerprint,
        suites=tuple(suite.name for suite in suites),
        figures=tuple(figures),
        outcomes=tuple(outcomes),
    )


def pairs_of(outcomes: Iterable[Outcome], metric: str) -> Pairs:
    """A metric's pair of each outcome, NaN where the case does not count in it."""
    rows = [outcome.pairs.get(metric, _NOT_COUNTED) for outcome in outcomes]
    return np.array(rows, np.float64).reshape(-1, 2)


def counting(outcomes: Iterable[Outcome], metric: str) -> list[Outcome]:
    """The outcomes that count in a metric."""
    return [outcome for outcome in outcomes if metric in outcome.pairs]


def kinds_of(outcomes: Sequence[Outcome], metric: Metric) -> dict[str, tuple[float | None, int]]:
    """The metric by kind of case, with how many cases count."""
    counted = counting(outcomes, metric.name)
    kinds = Counter(outcome.kind for outcome in counted)
    return {
        kind: (
            metric.statistic(pairs_of([o for o in counted if o.kind == kind], metric.name)),
            kinds[kind],
        )
        for kind in sorted(kinds)
    }


def read_run(path: Path) -> Run:
    """A result that was written before; AssistantError when the file is none."""
    try:
        return Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise AssistantError(unreadable(path, error)) from None
    except ValidationError:
        raise AssistantError(
            f"{path} is no result of `assistant eval run`: see `assistant eval list`"
        ) from None


def _scored(suite: Suite, bench: Bench, case: Any) -> Outcome:  # noqa: ANN401 - any suite's case
    try:
        return suite.score(bench, case)
    except AssistantError as error:
        return Outcome(
            suite=suite.name,
            id=case.id,
            group=case.id,
            kind="unscored",
            status=Status.UNSCORED,
            badness=1.0,
            why=str(error),
        )


def _figures(suite: Suite, outcomes: Sequence[Outcome]) -> Iterable[Figure]:
    own = [outcome for outcome in outcomes if outcome.suite == suite.name]
    for metric in suite.metrics:
        counted = counting(own, metric.name)
        if not counted:
            continue
        found = estimate(
            metric.statistic, pairs_of(counted, metric.name), [o.group for o in counted]
        )
        yield Figure(
            suite=suite.name,
            metric=metric.name,
            value=found.value,
            low=found.low,
            high=found.high,
            cases=found.cases,
            groups=found.groups,
        )
