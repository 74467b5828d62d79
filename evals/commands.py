"""What each form of `assistant eval` does once its arguments are parsed."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from assistant.added_cases import Correction, add_case
from assistant.errors import AssistantError
from assistant.feedback import Feedback, Rating, read_feedback
from assistant.pipeline import open_assistant
from assistant.question import filters_of, interval_of
from assistant.render import one_line
from assistant.settings import Settings
from evals.datasets import Data, from_file, gold
from evals.disturb import give_orders
from evals.fingerprint import fingerprint, key_of
from evals.gate import BASELINE, Baseline, Move, compare, judge, read_baseline, write_baseline
from evals.report import (
    compare_markdown,
    gate_markdown,
    list_markdown,
    run_html,
    run_markdown,
    sabotage_markdown,
)
from evals.runner import Kept, Run, Tell, read_run, run, silent
from evals.sabotage import SABOTAGES
from evals.suites import STEADY, SUITES, Suite
from evals.system import Bench, open_bench, own_bench

_OF_QUESTIONS, _OF_CLAIMS, _OF_DRAFTS = ("retrieval", "answers"), ("consistency",), ("drafting",)

_NEWEST = 5  # answers named when the one that is wanted is not found


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
    written = measured(settings, folder, suites, options.data, small=options.small)
    found = written.run
    if options.json:
        shown = found.model_dump(mode="json", exclude={"outcomes"})
        _print_json({**shown, "unscored": len(found.unscored), "result": str(written.result)})
    else:
        _print(run_markdown(found, written.baseline))
        _print(f"result: {written.result}\nreport: {written.report}")
    return 1 if found.unscored else 0


@dataclass(frozen=True, slots=True)
class Written:
    """A run with the files that hold it."""

    run: Run
    baseline: Baseline | None
    result: Path
    report: Path


def measured(
    settings: Settings,
    folder: Path,
    suites: Sequence[Suite],
    data: Path | None,
    *,
    small: bool,
    tell: Tell = silent,
) -> Written:
    """Run suites, all without a choice, and write the result and its report into `folder`."""
    found = _measure(settings, folder, suites or STEADY, data, small=small, tell=tell)
    baseline = None if data or not BASELINE.is_file() else read_baseline(BASELINE)
    chosen = [suite.name for suite in suites] or ["all"]
    name = "-".join([key_of(found.fingerprint), *["small"] * small, *chosen])
    result = _write(folder / f"{name}.json", found.model_dump_json(indent=1))
    page = run_html(found, baseline, _past(folder, f"{name}.json"))
    return Written(found, baseline, result, _write(folder / f"{name}.html", page))


def _compare(settings: Settings, options: Namespace) -> int:
    moves = compare(read_run(options.before).outcomes, read_run(options.after).outcomes)
    if not moves:
        raise AssistantError("the two results have no case in common")
    if options.json:
        _print_json({"moves": [_move_json(move) for move in moves]})
    else:
        _print(compare_markdown(moves))
    return 0


def _gate(settings: Settings, options: Namespace) -> int:
    baseline = read_baseline(options.baseline or BASELINE)
    held = {figure.suite for figure in baseline.figures}
    suites = [suite for suite in SUITES.values() if suite.name in held]
    found = _measure(settings, _folder(settings, options), suites, None, small=options.small)
    verdict = judge(baseline, found, small=options.small)
    if options.json:
        _print_json(
            {
                "passed": verdict.passed,
                "fallen": [_move_json(move) for move in verdict.fallen],
                "unscored": [f"{o.suite} {o.id}: {o.why}" for o in verdict.unscored],
                "missing": list(verdict.missing),
            }
        )
    else:
        _print(gate_markdown(verdict))
    return 0 if verdict.passed else 1


def _list(settings: Settings, options: Namespace) -> int:
    folder = _folder(settings, options)
    results = sorted(str(path) for path in folder.glob("*.json"))
    if options.json:
        suites = [
            {"name": s.name, "what": s.what, "metrics": [m.name for m in s.metrics]}
            for s in SUITES.values()
        ]
        _print_json({"suites": suites, "results": results})
    else:
        _print(list_markdown(SUITES.values(), results))
    return 0


def _baseline(settings: Settings, options: Namespace) -> int:
    if not options.reason.strip():
        raise AssistantError("a new baseline wants a reason: --reason TEXT")
    path = options.baseline or BASELINE
    found = _measure(settings, _folder(settings, options), STEADY, None, small=False)
    moves = compare(read_baseline(path).outcomes, found.outcomes) if path.is_file() else ()
    changed = [move for move in moves if move.difference.value]
    write_baseline(path, found, options.reason)
    if options.json:
        _print_json({"baseline": str(path), "moves": [_move_json(move) for move in changed]})
    else:
        _print(compare_markdown(changed) if changed else run_markdown(found))
        _print(f"baseline: {path}")
    return 0


def _sabotage(settings: Settings, options: Namespace) -> int:
    folder = _folder(settings, options)
    data = gold(small=options.small)
    suites = [s for s in STEADY if any(metric.better for metric in s.metrics)]
    bench = _bench(settings, folder, data, suites)
    base = fingerprint(settings, data.hashes)
    honest = run(bench, data, suites, base, _kept(folder, key_of(base)))
    found: dict[str, Sequence[Move]] = {}
    for sabotage in SABOTAGES:
        sys.stderr.write(f"sabotage: {sabotage.name}\n")
        with sabotage.in_force():
            broken_data = sabotage.data(data) if sabotage.data else data
            broken = run(sabotage.bench(bench), broken_data, suites, base)
        found[sabotage.name] = compare(honest.outcomes, broken.outcomes)
    gated = {f"{s.name} {m.name}" for s in suites for m in s.metrics if m.better}
    measured = {f"{figure.suite} {figure.metric}" for figure in honest.figures}
    blind = sorted((gated & measured) - _noticed(found))
    if options.json:
        moves = {name: [_move_json(m) for m in of if m.has_fallen] for name, of in found.items()}
        _print_json({"sabotages": moves, "blind": blind})
    else:
        _print(sabotage_markdown(found, SABOTAGES, [suite.name for suite in suites]))
        _print(f"metrics that noticed nothing: {', '.join(blind) or 'none'}")
    return 1 if blind else 0


def _add(settings: Settings, options: Namespace) -> int:
    assistant = open_assistant(settings)
    filters = filters_of(options.place, None, options.since, options.until)
    as_of = interval_of(options.as_of)[1] if options.as_of else None
    question = options.question
    if options.feedback:
        rated = _rated_down(settings.home, options.feedback)
        held = {name: rated.filters.get(name) for name in ("place", "kind", "since", "until")}
        filters = filters_of(**held)
        as_of = interval_of(rated.as_of)[1] if rated.as_of else None
        question = str(rated.answer.get("question") or "")
    correction = Correction(
        not options.unanswerable, tuple(options.answer or ()), tuple(options.quote or ())
    )
    path = add_case(assistant, question, correction, filters=filters, as_of=as_of)
    if options.json:
        _print_json({"question": question, "file": str(path)})
    else:
        _print(f"added to {path}: measure it with `assistant eval run --data {path}`")
    return 0


def _rated_down(home: Path, wanted: str) -> Feedback:
    """The answer with a thumbs down whose id begins as `wanted`."""
    down = [f for f in read_feedback(home) if f.rating is Rating.DOWN]
    found = [feedback for feedback in down if feedback.answer_id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    newest = "; ".join(
        one_line(f"{f.answer_id} {f.answer.get('question')}") for f in down[-_NEWEST:]
    )
    raise AssistantError(
        f"{len(found)} answers with a thumbs down have an id that begins with {wanted!r}: "
        f"the newest are {newest or 'none'}"
    )


_FORMS: dict[str, Callable[[Settings, Namespace], int]] = {
    "run": _run,
    "compare": _compare,
    "gate": _gate,
    "list": _list,
    "add": _add,
    "baseline": _baseline,
    "sabotage": _sabotage,
}


def _measure(
    settings: Settings,
    folder: Path,
    suites: Sequence[Suite],
    path: Path | None,
    *,
    small: bool,
    tell: Tell = silent,
) -> Run:
    """Run the suites on the gold sets, or on a file, going on from what is finished."""
    data = from_file(path) if path else gold(small=small)
    bench = _bench(settings, folder, data, suites)
    own = {"archive": bench.assistant.version()} if data.documents is None else {}
    found = fingerprint(settings, data.hashes | own)
    return run(bench, data, suites, found, _kept(folder, key_of(found)), tell)


def _bench(settings: Settings, folder: Path, data: Data, suites: Sequence[Suite]) -> Bench:
    """The archive that the data are about, and the one that gives orders where it is wanted."""
    if data.documents is None and data.questions:
        return own_bench(open_assistant(settings))
    name = "none" if data.documents is None else data.documents.name.removesuffix(".docs.jsonl")
    bench = open_bench(settings, data.documents, folder / "archives" / name)
    if data.documents is None or not any(suite.name == "robustness" for suite in suites):
        return bench
    ordered = folder / "archives" / "orders-reports"
    give_orders(data.documents, ordered)
    other = open_bench(settings, ordered, folder / "archives" / "orders")
    return replace(bench, injected=other)


def _suites(names: Sequence[str] | None, path: Path | None) -> list[Suite]:
    """The suites of these names; without any, those that the data can feed."""
    for name in names or ():
        if name not in SUITES:
            raise AssistantError(f"no suite {name!r}: there are {', '.join(SUITES)}")
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


def _past(folder: Path, name: str) -> list[Run]:
    """Earlier results of the same form as the one of this name, oldest first."""
    form = name.partition("-")[2]
    paths = [path for path in folder.glob(f"*-{form}") if path.name != name]
    paths = [path for path in paths if path.name.partition("-")[2] == form]
    found = []
    for path in sorted(paths, key=lambda path: path.stat().st_mtime):
        try:
            found.append(read_run(path))
        except AssistantError:
            continue  # of another version, or damaged: the timeline does without it
    return found


def _kept(folder: Path, key: str) -> Kept:
    return Kept(folder / "cases" / f"{key}.jsonl")


def _noticed(found: dict[str, Sequence[Move]]) -> set[str]:
    return {f"{m.suite} {m.metric.name}" for moves in found.values() for m in moves if m.has_fallen}


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


def _write(path: Path, text: str) -> Path:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_text(text, encoding="utf-8")
    return new.replace(path)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
