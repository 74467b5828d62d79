"""What each form of `assistant eval` does once its arguments are parsed."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.errors import AssistantError
from assistant.settings import Settings
from evals.adding import add
from evals.datasets import from_file, gold
from evals.fingerprint import fingerprint, key_of
from evals.gate import BASELINE, Move, compare, hold, read_baseline, write_baseline
from evals.judging import open_judge
from evals.measure import bench_of, kept_cases, measure, measured
from evals.report import (
    compare_markdown,
    gate_markdown,
    list_markdown,
    run_markdown,
    sabotage_markdown,
)
from evals.report.output import print_json, print_text
from evals.runner import read_run, run
from evals.sabotage import SABOTAGES
from evals.suites import STEADY, SUITES, Suite

_OF_QUESTIONS, _OF_CLAIMS, _OF_DRAFTS = ("retrieval", "answers"), ("consistency",), ("drafting",)


def main(settings: Settings, options: Namespace) -> int:
    """Run the form that the options name and give its exit code.

    Raises AssistantError for a folder or file that cannot be used.
    """
    try:
        return _FORMS[options.form](settings, options)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AssistantError(
            f"{error.filename} cannot be used ({error.strerror}): choose another place with --out"
        ) from None


def _run(settings: Settings, options: Namespace) -> int:
    named = bool(options.suite or options.data)
    suites = _suites(options.suite, options.data) if named else ()
    folder = _folder(settings, options)
    judge = None if options.judge is None else open_judge(settings, options.judge)
    written = measured(settings, folder, suites, options.data, small=options.small, judge=judge)
    found = written.run
    if options.json:
        shown = found.model_dump(mode="json", exclude={"outcomes"})
        print_json({**shown, "unscored": len(found.unscored), "result": str(written.result)})
    else:
        print_text(run_markdown(found, written.baseline))
        print_text(f"result: {written.result}\nreport: {written.report}")
    return 1 if found.unscored else 0


def _compare(settings: Settings, options: Namespace) -> int:
    moves = compare(read_run(options.before).outcomes, read_run(options.after).outcomes)
    if not moves:
        raise AssistantError("the two results have no case in common")
    if options.json:
        print_json({"moves": [_move_json(move) for move in moves]})
    else:
        print_text(compare_markdown(moves))
    return 0


def _gate(settings: Settings, options: Namespace) -> int:
    baseline = read_baseline(options.baseline or BASELINE)
    held = {figure.suite for figure in baseline.figures}
    suites = [suite for suite in SUITES.values() if suite.name in held]
    found = measure(settings, _folder(settings, options), suites, None, small=options.small)
    verdict = hold(baseline, found, small=options.small)
    if options.json:
        print_json(
            {
                "passed": verdict.passed,
                "fallen": [_move_json(move) for move in verdict.fallen],
                "unscored": [f"{o.suite} {o.id}: {o.why}" for o in verdict.unscored],
                "missing": list(verdict.missing),
                "new": list(verdict.new),
                "unheld": list(verdict.unheld),
            }
        )
    else:
        print_text(gate_markdown(verdict))
    return 0 if verdict.passed else 1


def _list(settings: Settings, options: Namespace) -> int:
    folder = _folder(settings, options)
    results = sorted(str(path) for path in folder.glob("*.json"))
    if options.json:
        suites = [
            {"name": s.name, "what": s.what, "metrics": [m.name for m in s.metrics]}
            for s in SUITES.values()
        ]
        print_json({"suites": suites, "results": results})
    else:
        print_text(list_markdown(SUITES.values(), results))
    return 0


def _baseline(settings: Settings, options: Namespace) -> int:
    if not options.reason.strip():
        raise AssistantError("a new baseline wants a reason: --reason TEXT")
    path = options.baseline or BASELINE
    found = measure(settings, _folder(settings, options), STEADY, None, small=False)
    moves = compare(read_baseline(path).outcomes, found.outcomes) if path.is_file() else ()
    changed = [move for move in moves if move.difference.value]
    write_baseline(path, found, options.reason)
    if options.json:
        print_json({"baseline": str(path), "moves": [_move_json(move) for move in changed]})
    else:
        print_text(compare_markdown(changed) if changed else run_markdown(found))
        print_text(f"baseline: {path}")
    return 0


def _sabotage(settings: Settings, options: Namespace) -> int:
    folder = _folder(settings, options)
    data = gold(small=options.small)
    bench = bench_of(settings, folder, data, STEADY)
    base = fingerprint(settings, data.hashes)
    honest = run(bench, data, STEADY, base, kept_cases(folder, key_of(base)))
    found: dict[str, Sequence[Move]] = {}
    for sabotage in SABOTAGES:
        sys.stderr.write(f"sabotage: {sabotage.name}\n")
        with sabotage.in_force():
            broken_data = sabotage.data(data) if sabotage.data else data
            broken = run(sabotage.bench(bench), broken_data, STEADY, base)
        found[sabotage.name] = compare(honest.outcomes, broken.outcomes)
    noticed = {(m.suite, m.metric.name) for of in found.values() for m in of if m.is_seen}
    measured = {(figure.suite, figure.metric) for figure in honest.figures}
    blind = sorted(map(" ".join, measured - noticed))
    if options.json:
        moves = {name: [_move_json(m) for m in of if m.is_seen] for name, of in found.items()}
        print_json({"sabotages": moves, "blind": blind})
    else:
        print_text(sabotage_markdown(found, SABOTAGES, [suite.name for suite in STEADY]))
        print_text(f"metrics that noticed nothing: {', '.join(blind) or 'none'}")
    return 1 if blind else 0


_FORMS: dict[str, Callable[[Settings, Namespace], int]] = {
    "run": _run,
    "compare": _compare,
    "gate": _gate,
    "list": _list,
    "add": add,
    "baseline": _baseline,
    "sabotage": _sabotage,
}


def _suites(names: Sequence[str] | None, path: Path | None) -> list[Suite]:
    """The suites of these names; without any, those that the data can feed."""
    there = [suite.name for suite in SUITES.values() if not suite.judges]
    for name in names or ():
        if name not in there:
            raise AssistantError(f"no suite {name!r}: there are {', '.join(there)}")
    if path is None:
        return (
            [suite for suite in SUITES.values() if suite.name in names] if names else list(STEADY)
        )
    data = from_file(path)
    fed = _OF_QUESTIONS if data.questions else _OF_DRAFTS if data.drafts else _OF_CLAIMS
    chosen = [SUITES[name] for name in fed if not names or name in names]
    if not data.drafts and names and "speed" in names:
        chosen.append(SUITES["speed"])
    if not chosen:
        raise AssistantError(f"{path.name} feeds {', '.join(fed)} only")
    return chosen


def _folder(settings: Settings, options: Namespace) -> Path:
    """Where results, finished cases and the archives of the evaluation are kept."""
    return Path(options.out or settings.home / "evals")


def _move_json(move: Move) -> dict[str, object]:
    return {
        "suite": move.suite,
        "metric": move.metric.name,
        "before": round(move.before, 4),
        "after": round(move.after, 4),
        "difference": asdict(move.difference),
        "fallen": move.has_fallen,
        "worse": [outcome.id for outcome in move.worse_cases],
    }
