"""An evaluation as the page asks for it, behind what the page needs of the package `evals`.

The assistant does not import how it is evaluated: like the command `eval`, the page opens it
by its name when it is wanted, and knows it by this protocol.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.ui.job import CountedJob

Tell = Callable[[int, int, str], None]
"""Told the cases done, all cases (0 while reports go in), and the suite; what it raises ends it."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """A result in the folder of the evaluation; `label` parts it from the others for a reader."""

    path: Path
    label: str
    report: Path | None  # one HTML file


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in words: value, 95% interval, cases, and the baseline's value."""

    suite: str
    metric: str
    value: str
    interval: str
    cases: str
    baseline: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """How a metric moved between two results, in words; `is_worse` beyond what chance allows."""

    suite: str
    metric: str
    before: str
    after: str
    change: str
    interval: str
    is_worse: bool


class Evaluation(Protocol):
    """What the page needs of the package `evals`."""

    def suites(self) -> Sequence[tuple[str, str]]:
        """The suites with what they measure."""

    def measure(self, settings: Settings, names: Sequence[str], small: bool, tell: Tell) -> Path:
        """Run suites, write the result and its report, and give the result's file."""

    def results(self, settings: Settings) -> Sequence[PastRun]:
        """The results that are there, newest first."""

    def figures(self, path: Path) -> Sequence[FigureRow]:
        """The figures of a result."""

    def moves(self, before: Path, after: Path) -> Sequence[MoveRow]:
        """How the metrics of two results differ on their common cases."""


def evaluation() -> Evaluation:
    """The package, opened by its name."""
    return cast(Evaluation, import_module("evals.page"))


class EvaluationJob(CountedJob[Path]):
    """A run of suites; its outcome is the result's file."""

    def __init__(self, settings: Settings, names: Sequence[str], *, small: bool) -> None:
        """Start at once."""
        self._settings = settings
        self._names = tuple(names)
        self._small = small
        self._suite = ""
        self._is_stopped = False
        super().__init__("evaluation")

    @property
    def stage(self) -> str:
        """What it is doing, for the reader."""
        if self._is_stopped:
            return "Stopping, once what is in hand is done…"
        if not self._total:
            return "Bringing the sample reports in…"
        return f"{self._suite}: {self._done:,} of {self._total:,} cases…"

    def stop(self) -> None:
        """End after the case that is being measured."""
        self._is_stopped = True

    def _work(self) -> Path:
        return evaluation().measure(self._settings, self._names, self._small, self._tell)

    def _tell(self, done: int, total: int, suite: str) -> None:
        if self._is_stopped:
            raise AssistantError(
                "stopped: the finished cases are kept, and a run goes on from them"
            )
        self._done, self._total, self._suite = done, total, suite
