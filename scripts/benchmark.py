"""Print the table of docs/speed.md: what ingest, search and ask cost beside the model itself.

    .venv/bin/python scripts/benchmark.py DOCS.jsonl [--questions FILE.jsonl] [--json]

DOCS holds `{"doc_id", "title", "date", "text"}` a line, the questions `{"question"}` a line (by
default those of `NAME.jsonl` beside `NAME.docs.jsonl`). All targets are ratios of times taken
in turns within one run. Keep the machine free all the same: the model's threads suffer more
from other load than the rest does, which makes the ratios too good. Each part runs in a process
of its own, whose peak memory is its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.embed import has_native_bfloat16
from assistant.errors import AssistantError
from evals.timing import (
    IngestTimes,
    QueryTimes,
    apart,
    measure_ask_memory,
    measure_ingest,
    measure_queries,
    percentile,
    tell,
    timed,
)

_HELP_RUNS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; one without a `target` is only stated."""

    what: str
    value: float
    unit: str = ""
    target: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the value is at most the target; None where there is none."""
        return None if self.target is None else self.value <= self.target


def main() -> None:
    """Measure what the command line names, and print it."""
    options = parse_options()
    questions = read_questions(options.questions or beside(options.docs))[: options.limit]
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        if (home / "store").exists():
            sys.exit(f"{home} holds an archive already: give a folder without one")
        tell(f"first ingest of {options.docs.name}, in turns with bare encode")
        try:
            ingest = apart(measure_ingest, options.docs, home)
        except AssistantError as error:
            sys.exit(str(error))
        tell(f"embedding alone, search and ask of {len(questions)} questions, in turns")
        queries = apart(measure_queries, questions, home)
        ask_mb = apart(measure_ask_memory, questions, home)
    tell("assistant --help")
    rows = rows_of(ingest, queries, ask_mb, measure_help())
    if options.json:
        found = {"rows": [{**asdict(row), "is_met": row.is_met} for row in rows]}
        sys.stdout.write(json.dumps({**found, **asdict(ingest), **machine()}) + "\n")
    else:
        sys.stdout.write(table(rows))


def parse_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Reproduce the table of docs/speed.md.")
    parser.add_argument("docs", type=Path, metavar="DOCS.jsonl")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="default: beside DOCS")
    parser.add_argument("--limit", type=int, default=100, help="questions to ask (100)")
    parser.add_argument("--home", type=Path, help="folder in which the archive is kept")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def beside(docs: Path) -> Path:
    """The questions that belong to NAME.docs.jsonl: NAME.jsonl."""
    return docs.with_name(docs.name.removesuffix(".docs.jsonl") + ".jsonl")


def read_questions(path: Path) -> list[str]:
    """The questions of a file, in its order."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        sys.exit(f"no questions in {path} ({error.strerror}): give their file with --questions")
    return [json.loads(line)["question"] for line in lines]


def measure_help() -> float:
    """Median seconds of `assistant --help`, from start to exit."""
    command = [str(Path(sys.executable).with_name("assistant")), "--help"]
    runs = [timed(subprocess.run, command, stdout=subprocess.DEVNULL, check=True)[1]
            for _ in range(_HELP_RUNS)]  # fmt: skip
    return percentile(runs, 50)


def machine() -> dict[str, object]:
    """What of the machine decides the times."""
    return {"cores": os.cpu_count(), "bfloat16": has_native_bfloat16()}


def rows_of(
    ingest: IngestTimes, queries: QueryTimes, ask_mb: float, help_seconds: float
) -> list[Row]:
    """The table's rows: each target with what was found, then what lies behind it."""
    ms = {
        (name, share): 1000 * percentile(getattr(queries, name), share)
        for name in ("embedding", "search", "ask")
        for share in (50, 95)
    }
    return [
        Row("first ingest / bare encode of its chunks", ingest.first / ingest.bare, "", 1.15),
        Row("ingest again, unchanged / first ingest", ingest.again / ingest.first, "", 0.03),
        Row("search p50 / embedding p50", ms["search", 50] / ms["embedding", 50], "", 2),
        Row("search p95 / embedding p95", ms["search", 95] / ms["embedding", 95]),
        Row("ask p50 / embedding p50", ms["ask", 50] / ms["embedding", 50], "", 4),
        Row("ask p95 / embedding p95", ms["ask", 95] / ms["embedding", 95]),
        Row("assistant --help", help_seconds, "s", 0.3),
        Row("first ingest", ingest.first, "s"),
        Row("ingest again", ingest.again, "s"),
        *(Row(f"{name} p{share}", found, "ms") for (name, share), found in ms.items()),
        Row("peak memory of ingest", ingest.peak_mb, "MB"),
        Row("peak memory of ask", ask_mb, "MB"),
    ]


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    marks = {True: "yes", False: "**no**", None: ""}
    lines = ["| | found | at most | met |", "|---|--:|--:|---|"]
    for row in rows:
        bound = "" if row.target is None else f"{row.target:g}"
        value = f"{row.value:.3g}" if row.value < 1000 else f"{row.value:.0f}"
        found = f"{value} {row.unit}".rstrip()
        lines.append(f"| {row.what} | {found} | {bound} | {marks[row.is_met]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
