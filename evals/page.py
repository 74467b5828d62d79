"""What the page of the assistant shows of the evaluation: see `assistant.ui.evaluation`."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from assistant.settings import Settings
from assistant.ui.evaluation import FigureRow, MoveRow, PastRun, Tell
from evals.gate import BASELINE, compare, read_baseline
from evals.measure import measured
from evals.report.markdown import interval, shown, signed
from evals.runner import read_run
from evals.suites import STEADY, SUITES


def suites() -> Sequence[tuple[str, str]]:
    """The suites that give the same figures in each run, with what they measure."""
    return [(suite.name, suite.what) for suite in STEADY]


def measure(settings: Settings, names: Sequence[str], small: bool, tell: Tell) -> Path:
    """Run suites (all without names), write the result and its report; the result's file."""
    chosen = [SUITES[name] for name in SUITES if name in names]
    return measured(settings, _folder(settings), chosen, None, small=small, tell=tell).result


def results(settings: Settings) -> Sequence[PastRun]:
    """The results that are there, newest first."""
    paths = sorted(_folder(settings).glob("*.json"), key=lambda p: (-p.stat().st_mtime, p.name))
    return [_past_run(path) for path in paths]


def figures(path: Path) -> Sequence[FigureRow]:
    """The figures of a result beside the baseline's."""
    baseline = read_baseline(BASELINE).figures if BASELINE.is_file() else ()
    held = {(f.suite, f.metric): shown(f.value) for f in baseline}
    return [
        FigureRow(
            f.suite,
            f.metric,
            shown(f.value),
            interval(f),
            f"{f.cases:,}",
            held.get((f.suite, f.metric), ""),
        )
        for f in read_run(path).figures
    ]


def moves(before: Path, after: Path) -> Sequence[MoveRow]:
    """How the metrics of two results differ on their common cases."""
    return _moves(before, _written(before), after, _written(after))


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(8)
def _moves(before: Path, written: int, after: Path, rewritten: int) -> Sequence[MoveRow]:
    """Worked out once for two files as they are: the intervals take seconds."""
    return [
        MoveRow(
            m.suite,
            m.metric.name,
            shown(m.before),
            shown(m.after),
            signed(m.difference.value),
            f"[{signed(m.difference.low)}, {signed(m.difference.high)}]",
            m.has_fallen,
        )
        for m in compare(read_run(before).outcomes, read_run(after).outcomes)
    ]


def _past_run(path: Path) -> PastRun:
    key, _, form = path.stem.partition("-")
    when = datetime.fromtimestamp(path.stat().st_mtime)
    label = f"{when:%d %b %Y %H:%M}, {form.replace('-', ', ')} ({key[:6]})"
    page = path.with_suffix(".html")
    return PastRun(path, label, page if page.is_file() else None)


def _folder(settings: Settings) -> Path:
    return settings.home / "evals"
