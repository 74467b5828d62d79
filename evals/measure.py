"""A run with all that it needs brought together, and the files that keep it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from assistant.errors import AssistantError
from assistant.pipeline import open_assistant
from assistant.settings import Settings
from evals.datasets import Data, from_file, gold
from evals.fingerprint import fingerprint, key_of
from evals.gate import BASELINE, Baseline, read_baseline
from evals.judging import JUDGED, Judge
from evals.orders import give_orders
from evals.report import run_html
from evals.runner import Kept, Run, Tell, read_run, run, silent
from evals.suites import STEADY, SUITES, Suite
from evals.system import Bench, open_bench, own_bench


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
    judge: Judge | None = None,
    tell: Tell = silent,
) -> Written:
    """Run suites, all without a choice, and write the result and its report into `folder`.

    A judge is asked about the cases of the chosen suites.
    """
    names = [suite.name for suite in suites] or ["all"]
    chosen = list(suites or STEADY)
    if judge:
        of = {suite.name for suite in chosen} & JUDGED
        if not of:
            raise AssistantError(f"a judge has a say in {', '.join(sorted(JUDGED))} only")
        judge = replace(judge, suites=frozenset(of))
        chosen.append(SUITES["judge"])
        names.append("judge")
    found = measure(settings, folder, chosen, data, small=small, judge=judge, tell=tell)
    baseline = None if data or not BASELINE.is_file() else read_baseline(BASELINE)
    name = "-".join([key_of(found.fingerprint), *["small"] * small, *names])
    result = _write(folder / f"{name}.json", found.model_dump_json(indent=1))
    page = run_html(found, baseline, _past(folder, f"{name}.json"))
    return Written(found, baseline, result, _write(folder / f"{name}.html", page))


def measure(
    settings: Settings,
    folder: Path,
    suites: Sequence[Suite],
    path: Path | None,
    *,
    small: bool,
    judge: Judge | None = None,
    tell: Tell = silent,
) -> Run:
    """Run the suites on the gold sets, or on a file, going on from what is finished."""
    data = from_file(path) if path else gold(small=small)
    opened = bench_of(settings, folder, data, suites, lambda: tell(0, 0, ""))
    bench = replace(opened, judge=judge)
    own = {"archive": bench.assistant.version()} if data.documents is None else {}
    found = fingerprint(settings, data.hashes | own, judge)
    return run(bench, data, suites, found, kept_cases(folder, key_of(found)), tell)


def bench_of(
    settings: Settings,
    folder: Path,
    data: Data,
    suites: Sequence[Suite],
    proceed: Callable[[], None] = lambda: None,
) -> Bench:
    """The archive that the data are about, and the one that gives orders where it is wanted.

    `proceed` is called as reports go in; what it raises ends the ingest.
    """
    if data.documents is None and data.questions:
        return own_bench(open_assistant(settings))
    archives = folder / "archives"
    if data.documents is None:
        return open_bench(settings, None, archives / "none")
    name = _name(data.documents)
    bench = open_bench(settings, data.documents, archives / name, proceed)
    if not any(suite.name == "robustness" for suite in suites):
        return bench
    ordered = archives / f"{name}-orders-reports"
    give_orders(data.documents, ordered)
    return replace(
        bench, injected=open_bench(settings, ordered, archives / f"{name}-orders", proceed)
    )


def _name(documents: Path) -> str:
    """A name for their archive; those of another place, such as a second checkout, have another."""
    place = sha256(os.fsencode(documents.resolve())).hexdigest()[:8]
    return f"{documents.name.removesuffix('.docs.jsonl')}-{place}"


def kept_cases(folder: Path, key: str) -> Kept:
    """The finished cases of a fingerprint."""
    return Kept(folder / "cases" / f"{key}.jsonl")


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


def _write(path: Path, text: str) -> Path:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_text(text, encoding="utf-8")
    return new.replace(path)
