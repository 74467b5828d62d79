"""The command line: parse the arguments, call the pipeline, print the result.

Results go to standard output, progress and errors to standard error. Exit 0 is success, 1 a
check that failed, 2 bad usage or input. Nothing heavy is imported before a command runs.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from assistant import __version__
from assistant.errors import AssistantError

OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

EXAMPLES = {
    "assistant": (
        "assistant ingest corpus",
        'assistant ask "Who won the 2019 presidential election in Nigeria?"',
        "assistant COMMAND --help",
    ),
    "ingest": ("assistant ingest corpus", "assistant ingest reports/ more.jsonl --prune"),
    "list": ("assistant list", "assistant list --place Nigeria --since 2020"),
    "show": ("assistant show mexico-2021",),
    "search": ('assistant search "central bank governor" --place Nigeria -k 5',),
    "ask": (
        'assistant ask "Who won the 2019 presidential election in Nigeria?"',
        'assistant ask "What is expected of the peso?" --place Mexico --as-of 2021-06',
        "assistant ask --batch questions.jsonl",
    ),
    "draft": (
        "assistant draft report.docx --bullets 3 --summary",
        "assistant draft - --json < report.txt",
    ),
    "check": (
        "assistant check --source report.pdf --claims claims.txt",
        "assistant check --batch pairs.jsonl --strictness strict",
    ),
    "doctor": ("assistant doctor",),
    "run": (
        "assistant eval run --small",
        "assistant eval run --suite answers --data questions.jsonl",
    ),
    "compare": ("assistant eval compare before.json after.json",),
    "gate": ("assistant eval gate --small",),
    "baseline": ('assistant eval baseline --reason "the check is fitted anew"',),
    "add": (
        'assistant eval add "Who won in Poland in 2025?" --answer Nawrocki',
        'assistant eval add "What is the inflation rate in Bhutan?" --unanswerable',
    ),
}
"""What the help of a command ends with; a test parses each."""


class _Help(TypedDict):
    """What a parser is told of the end of its help."""

    epilog: str | None
    formatter_class: type[argparse.HelpFormatter]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        from assistant.commands import run

        return run(options)
    except AssistantError as error:
        sys.stderr.write(f"assistant: {error}\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        sys.stderr.write("assistant: interrupted; what was finished is kept\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assistant",
        description="Ask an archive of political-risk reports; every answer is an exact, "
        "dated quote.",
        **_examples("assistant"),
    )
    parser.add_argument("--version", action="version", version=f"assistant {__version__}")
    parser.add_argument("--home", type=Path, metavar="DIR", help="folder of the archive")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings in TOML")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_list(commands)
    _add_show(commands)
    _add_search(commands)
    _add_ask(commands)
    _add_draft(commands)
    _add_check(commands)
    _add_eval(commands)
    _add_command(commands, "doctor", "say what is installed, configured and ready offline")
    return parser


def _add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str
) -> argparse.ArgumentParser:
    described = summary[:1].upper() + summary[1:] + ("" if summary.endswith("?") else ".")
    command = commands.add_parser(name, help=summary, description=described, **_examples(name))
    command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _examples(name: str) -> "_Help":
    """What ends the help of a command, its lines as they are."""
    lines = "".join(f"\n  {line}" for line in EXAMPLES.get(name, ()))
    return {
        "epilog": f"examples:{lines}" if lines else None,
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def _add_ingest(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "ingest", "bring reports into the archive")
    command.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="files or folders: .txt, .md, .html, .docx, .pdf, .jsonl",
    )
    command.add_argument(
        "--prune", action="store_true", help="remove reports that are no longer under PATH"
    )
    command.add_argument(
        "--rebuild", action="store_true", help="empty the archive first (new embedding model)"
    )


def _add_list(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "list", "list the reports in the archive")
    _add_filters(command)


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "show", "show one report and its parts")
    command.add_argument("report_id", metavar="ID", help="report id, or enough of its beginning")


def _add_search(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "search", "find the passages nearest to a question")
    _add_question(command, "QUERY")
    command.add_argument("-k", type=_count, metavar="N", help="how many passages (default 10)")


def _add_ask(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "ask", "answer a question with cited quotes")
    _add_question(command, "QUESTION")
    command.add_argument(
        "--as-of",
        metavar="DATE",
        help="answer as of this date, written as for --since: later reports are not used",
    )
    _add_dry_run(command)


def _add_dry_run(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--dry-run", action="store_true", help="print what a model would be sent, and send nothing"
    )


def _add_draft(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "draft", "draft key points for a report from its body")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file", nargs="?", metavar="FILE", help='the report: any report file; "-" is standard input'
    )
    what.add_argument(
        "--batch",
        metavar="FILE",
        help='JSON lines {"id", "title", "date", "text"}; "-" is standard input',
    )
    command.add_argument(
        "--bullets", type=_bullets, metavar="N", help="how many (default: as the house does, or 3)"
    )
    command.add_argument(
        "--summary", action="store_true", help="add a summary of 60 to 120 words, cited"
    )
    _add_dry_run(command)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add_command(commands, "check", "check claims against their source")
    command.add_argument("--source", type=Path, metavar="FILE", help="the source: any report file")
    command.add_argument(
        "--claims",
        metavar="FILE",
        help='text to check, a sentence or a bullet a line; "-" is standard input',
    )
    command.add_argument(
        "--batch",
        metavar="FILE",
        help='JSON lines {"id", "source", "claim"}; "-" is standard input',
    )
    command.add_argument(
        "--strictness",
        choices=("strict", "normal", "lenient"),
        default="normal",
        help="how much support a claim needs (default normal)",
    )
    command.add_argument(
        "--yardstick",
        choices=("icd203", "phia"),
        default="icd203",
        help='whose bands say how likely "likely" is: US ICD 203 (default) or UK PHIA',
    )


def _add_eval(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    summary = "measure answers and checks, and stop a change that makes them worse"
    command = commands.add_parser("eval", help=summary, description=summary.capitalize() + ".")
    forms = command.add_subparsers(dest="form", required=True, metavar="FORM")
    run = _add_command(forms, "run", "measure suites and write a result and a report")
    run.add_argument("--suite", action="append", metavar="S", help="only this one; may be repeated")
    run.add_argument("--data", type=Path, metavar="FILE", help="questions or claims, JSON lines")
    run.add_argument(
        "--judge", nargs="?", const="", metavar="ENGINE/MODEL",
        help="ask a language model too, the configured one or this; never gated",
    )  # fmt: skip
    compare = _add_command(forms, "compare", "say how each metric moved between two results")
    compare.add_argument("before", type=Path, metavar="A", help="result of a run")
    compare.add_argument("after", type=Path, metavar="B", help="result of a later run")
    gate = _add_command(forms, "gate", "fail when a metric fell by more than its interval")
    listed = _add_command(forms, "list", "list the suites, their metrics and past results")
    baseline = _add_command(forms, "baseline", "show what moved and write a new baseline")
    baseline.add_argument("--reason", required=True, metavar="TEXT", help="why it may change")
    sabotage = _add_command(forms, "sabotage", "break things on purpose: which metrics notice?")
    add = _add_command(
        forms, "add", "make a question, an answer rated down or an edited bullet a case"
    )
    asked = add.add_mutually_exclusive_group(required=True)
    asked.add_argument("question", nargs="?", metavar="QUESTION", help="in plain language")
    asked.add_argument("--feedback", metavar="ID", help="an answer that was rated down")
    asked.add_argument("--draft", metavar="ID", help="a saved draft, with --bullet")
    add.add_argument("--bullet", type=_count, metavar="N", help="its bullet as it should be")
    add.add_argument("--false", action="store_true", help="as drafted, it said what is not so")
    add.add_argument(
        "--answer", action="append", metavar="TEXT", help="a right short answer, or bullet"
    )
    add.add_argument("--quote", action="append", metavar="TEXT", help="words that answer it")
    add.add_argument("--unanswerable", action="store_true", help="the archive has no answer")
    for name in ("--place", "--since", "--until", "--as-of"):
        add.add_argument(name, metavar="X", help="as for `assistant ask`")
    for form in (gate, baseline):
        form.add_argument(
            "--baseline", type=Path, metavar="FILE", help="default evals/baseline.json"
        )
    for form in (run, gate, sabotage):
        form.add_argument("--small", action="store_true", help="a fixed third of the cases")
    for form in (run, gate, listed, baseline, sabotage):
        form.add_argument("--out", type=Path, metavar="DIR", help="default `evals` in the home")


def _add_question(command: argparse.ArgumentParser, name: str) -> None:
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", metavar=name, help="in plain language")
    what.add_argument(
        "--batch",
        metavar="FILE",
        help='JSON lines {"id", "question"}; "-" is standard input',
    )
    _add_filters(command)


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--place", metavar="P", help="country or region, any common name")
    command.add_argument("--kind", metavar="K", help='kind of report, such as "Full Report"')
    command.add_argument(
        "--since", metavar="D", help="only reports from this date on: 2021-03-04, 2021-03 or 2021"
    )
    command.add_argument(
        "--until", metavar="D", help="only reports up to this date, written as for --since"
    )


def _count(text: str) -> int:
    return _bounded(text, 1000)


def _bullets(text: str) -> int:
    return _bounded(text, 20)


def _bounded(text: str, most: int) -> int:
    value = int(text) if text.isdecimal() else 0
    if not 1 <= value <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most}")
    return value


if __name__ == "__main__":
    sys.exit(main())
