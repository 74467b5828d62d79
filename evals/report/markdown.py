"""Results as Markdown tables, which a terminal shows as well as a pull request does."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.render import one_line
from evals.gate import Baseline, Move, Verdict
from evals.outcome import Outcome
from evals.runner import Figure, Run
from evals.sabotage import Sabotage
from evals.suites import Suite

_NAMED = 8  # cases named for a metric that fell


def run_markdown(run: Run, baseline: Baseline | None = None) -> str:
    """Every figure with its interval and counts, beside the baseline's."""
    held = {(f.suite, f.metric): f for f in baseline.figures} if baseline else {}
    lines = _table(
        ("suite", "metric", "value", "95% interval", "cases", "groups", "baseline"),
        (
            (f.suite, f.metric, shown(f.value), interval(f), str(f.cases), str(f.groups),
             shown(held[f.suite, f.metric].value) if (f.suite, f.metric) in held else "")
            for f in run.figures
        ),
    )  # fmt: skip
    judge = run.fingerprint.get("judge")
    by = [f"judge: {one_line(str(judge['model']))}"] if isinstance(judge, dict) else []
    return "\n".join([*lines, "", *_unscored(run.unscored), *by, f"{len(run.outcomes)} cases"])


def compare_markdown(moves: Sequence[Move]) -> str:
    """How each metric moved, with the paired interval and the permutation test."""
    lines = _table(
        ("suite", "metric", "before", "after", "change", "95% interval", "p", "cases"),
        (
            (m.suite, m.metric.name, shown(m.before), shown(m.after), signed(m.difference.value),
             f"[{signed(m.difference.low)}, {signed(m.difference.high)}]",
             shown(m.difference.p), str(m.difference.cases))
            for m in moves
        ),
    )  # fmt: skip
    return "\n".join(lines)


def gate_markdown(verdict: Verdict) -> str:
    """What fell and through which cases, or that nothing did."""
    lines = [f"missing: {case}" for case in verdict.missing] + _unscored(verdict.unscored)
    for move in verdict.fallen:
        lines.append(
            f"FELL {move.suite} {move.metric.name}: {shown(move.before)} -> {shown(move.after)} "
            f"({signed(move.difference.value)} [{signed(move.difference.low)}, "
            f"{signed(move.difference.high)}], p {shown(move.difference.p)})"
        )
        for case in move.worse_cases[:_NAMED]:
            lines.append(
                f"  {one_line(case.id)}: {one_line(case.asked)[:100]} ({one_line(case.why)})"
            )
        if len(move.worse_cases) > _NAMED:
            lines.append(f"  and {len(move.worse_cases) - _NAMED} more")
    moved = [move for move in verdict.moves if move.difference.value and not move.has_fallen]
    held = len(verdict.moves) - len(verdict.fallen)
    for what, names in (
        ("cases that the baseline has not", verdict.new),
        ("metrics without a case of the baseline", verdict.unheld),
    ):
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            shown_names = ", ".join(map(one_line, names[:_NAMED]))
            lines.append(f"not held: {len(names)} {what}: {shown_names}{more}")
    lines.append(f"{held} of {len(verdict.moves)} metrics held, {len(moved)} of them moved")
    lines.append("passed" if verdict.passed else "FAILED")
    return "\n".join(lines)


def list_markdown(suites: Iterable[Suite], results: Iterable[str]) -> str:
    """The suites with their metrics, and the results that are there."""
    lines = []
    for suite in suites:
        lines.append(f"{suite.name}: {suite.what}")
        lines += [f"  {metric.name}: {metric.what}" for metric in suite.metrics]
    return "\n".join([*lines, *(f"result: {result}" for result in results)])


def sabotage_markdown(
    found: Mapping[str, Sequence[Move]], sabotages: Sequence[Sabotage], suites: Sequence[str]
) -> str:
    """Sabotage against suite: the metric that noticed most, of how many that noticed."""
    rows = []
    for sabotage in sabotages:
        cells = []
        for suite in suites:
            fallen = [m for m in found[sabotage.name] if m.suite == suite and m.is_seen]
            fallen.sort(key=lambda m: -abs(m.difference.value))
            cells.append(
                f"{fallen[0].metric.name} {signed(fallen[0].difference.value)} ({len(fallen)})"
                if fallen else ""
            )  # fmt: skip
        rows.append((sabotage.name, *cells))
    return "\n".join(_table(("sabotage", *suites), rows))


def shown(value: float | None) -> str:
    """A figure to three places, or that there is none."""
    return "none" if value is None else f"{_plain_zero(value):.3f}"


def signed(value: float) -> str:
    """A change to three places, with its sign."""
    return f"{_plain_zero(value):+.3f}"


def _plain_zero(value: float) -> float:
    """A value to three places, without the sign of a zero."""
    return round(value, 3) + 0.0


def interval(figure: Figure) -> str:
    """The interval of a figure."""
    return "" if figure.low is None else f"[{shown(figure.low)}, {shown(figure.high)}]"


def _unscored(outcomes: Sequence[Outcome]) -> list[str]:
    return [f"no result: {o.suite} {one_line(o.id)}: {one_line(o.why)}" for o in outcomes]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows padded to equal columns, so that the source reads as a table too."""
    cells = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [lines[0], rule, *lines[1:]]
