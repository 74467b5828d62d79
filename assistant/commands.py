"""What each command does once its arguments are parsed: call the pipeline and print."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from shutil import get_terminal_size

from tqdm import tqdm

from assistant import render
from assistant.batch import ClaimLine, Line, QuestionLine, ReportLine, answer_lines, open_lines
from assistant.certainty import Yardstick, mixed_terms
from assistant.doctor import examine
from assistant.errors import QuestionError, ReportError
from assistant.ground import Strictness, judge_together
from assistant.ingest import IngestProgress, IngestResult
from assistant.live import LiveText
from assistant.pipeline import Assistant, open_assistant
from assistant.question import filters_of, interval_of
from assistant.render.jsonable import JsonObject
from assistant.reports import display_name, read_one_report, report_of_bytes, stated_report
from assistant.reports.model import Report
from assistant.results import Draft, Filters, Verdict
from assistant.settings import load_settings
from assistant.written import Hear, unheard

_LEAST_WIDTH = 40


def run(options: Namespace) -> int:
    """Run the command that the options name and give its exit code."""
    assistant = open_assistant(load_settings(options.config, home=options.home))
    return _COMMANDS[options.command](assistant, options)


def _ingest(assistant: Assistant, options: Namespace) -> int:
    with _byte_bar() as show:
        result = assistant.ingest(
            options.paths, prune=options.prune, rebuild=options.rebuild, progress=show
        )
    if options.json:
        _print_json(asdict(result))
    else:
        _print(_ingest_line(result))
        for failure in result.failed:
            where, error = display_name(failure.path), render.one_line(failure.error)
            sys.stderr.write(f"assistant: {where}: {error}\n")
    return 1 if result.failed else 0


def _list(assistant: Assistant, options: Namespace) -> int:
    records = assistant.records(_filters(options))
    if options.json:
        _print_json(render.list_json(records))
    else:
        _print(render.list_text(records, _width()))
    return 0


def _show(assistant: Assistant, options: Namespace) -> int:
    report = assistant.report(options.report_id)
    if options.json:
        chunks = next(r.chunks for r in assistant.records() if r.report_id == report.report_id)
        _print_json(render.report_json(report, chunks))
    else:
        _print(render.report_text(report))
    return 0


def _search(assistant: Assistant, options: Namespace) -> int:
    def answer(line: QuestionLine) -> JsonObject:
        hits = assistant.search(line.question, _line_filters(line), options.k)
        return render.search_json(line.question, hits)

    if options.batch:
        return _batch(options.batch, QuestionLine, answer)
    hits = assistant.search(options.question, _filters(options), options.k)
    if options.json:
        _print_json(render.search_json(options.question, hits))
    else:
        understood = assistant.understood(options.question)
        _print(render.search_text(options.question, understood, hits, date.today(), _width()))
    return 0


def _ask(assistant: Assistant, options: Namespace) -> int:
    def answer(line: QuestionLine) -> JsonObject:
        as_of = interval_of(line.as_of)[1] if line.as_of else None
        if options.dry_run:
            sent = assistant.to_send(line.question, _line_filters(line), as_of=as_of)
            return render.sending_json(sent, assistant.engine_name)
        return render.answer_json(assistant.ask(line.question, _line_filters(line), as_of=as_of))

    if options.batch:
        return _batch(options.batch, QuestionLine, answer)
    as_of = interval_of(options.as_of)[1] if options.as_of else None
    if options.dry_run:
        return _ask_dryly(assistant, options, as_of)
    with _live(quiet=options.json) as hear:
        result = assistant.ask(options.question, _filters(options), as_of=as_of, hear=hear)
    if options.json:
        _print_json(render.answer_json(result))
    else:
        _print(render.answer_text(result, date.today(), _width()))
    return 0


def _ask_dryly(assistant: Assistant, options: Namespace, as_of: date | None) -> int:
    sent = assistant.to_send(options.question, _filters(options), as_of=as_of)
    if options.json:
        _print_json(render.sending_json(sent, assistant.engine_name))
    else:
        embedded = assistant.model is None
        _print(render.sending_text(sent, assistant.engine_name, embedded=embedded))
    return 0


@contextmanager
def _live(*, quiet: bool) -> Iterator[Hear]:
    """Shows on standard error what a model writes; silent when nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield unheard
        return
    live = LiveText(sys.stderr)
    try:
        yield live.hear
    finally:
        live.close()


def _standard_input() -> Report:
    try:
        return report_of_bytes(sys.stdin.buffer.read(), "standard input")
    except ReportError as error:
        raise ReportError(f"standard input: {error}") from None


def _draft(assistant: Assistant, options: Namespace) -> int:
    def drafted(report: Report) -> JsonObject:
        if options.dry_run:
            sent = assistant.draft_to_send(report, bullets=options.bullets)
            return render.sending_json(sent, assistant.engine_name)
        return render.draft_json(draft(report))

    def draft(report: Report) -> Draft:
        return assistant.draft(report, bullets=options.bullets, summary=options.summary)

    def answer(line: ReportLine) -> JsonObject:
        report = stated_report(line.text, report_id=str(line.id), title=line.title, day=line.date)
        return drafted(report)

    if options.batch:
        return _batch(options.batch, ReportLine, answer)
    if options.file == "-":
        report = _standard_input()
    else:
        report = read_one_report(Path(options.file))
    if options.json:
        _print_json(drafted(report))
    elif options.dry_run:
        sent = assistant.draft_to_send(report, bullets=options.bullets)
        embedded = assistant.model is None
        _print(render.draft_sending_text(sent, assistant.engine_name, embedded=embedded))
    else:
        _print(render.draft_text(draft(report), date.today(), _width()))
    return 0


def _check(assistant: Assistant, options: Namespace) -> int:
    yardstick, strictness = Yardstick[options.yardstick.upper()], Strictness(options.strictness)
    checker = assistant.checker(strictness, yardstick)

    def answer(line: ClaimLine) -> JsonObject:
        reported = interval_of(line.date)[0] if line.date else None
        claims = checker.check(checker.source(line.source), line.claim, reported)
        return render.checked_text_json(judge_together(claims))

    if options.batch and not (options.source or options.claims):
        return _batch(options.batch, ClaimLine, answer)
    if options.batch or not (options.source and options.claims):
        raise QuestionError("check wants --source FILE and --claims FILE, or --batch FILE alone")
    report = read_one_report(options.source)
    with open_lines(options.claims) as lines:
        text = lines.read()
    claims = checker.check(checker.source(report.text, report.stated), text, report.date)
    if not claims:
        raise QuestionError(f"{options.claims} holds no claim: write a sentence or a bullet a line")
    if options.json:
        _print_json(render.check_json(claims))
    else:
        _print(render.check_text(claims, mixed_terms(text), _width()))
    return 0 if all(claim.verdict is Verdict.SUPPORTED for claim in claims) else 1


def _doctor(assistant: Assistant, options: Namespace) -> int:
    findings = examine(assistant)
    well = all(finding.well for finding in findings)
    if options.json:
        _print_json({"ok": well, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            mend = f" -> {finding.mend}" if finding.mend and not finding.well else ""
            _print(f"{'ok ' if finding.well else 'NO '} {finding.name}: {finding.detail}{mend}")
    return 0 if well else 1


def _eval(assistant: Assistant, options: Namespace) -> int:
    """Open the evaluation, which knows the assistant, by its name: imports go one way."""
    code: int = import_module("evals.commands").main(assistant.settings, options)
    return code


_COMMANDS: dict[str, Callable[[Assistant, Namespace], int]] = {
    "ingest": _ingest,
    "list": _list,
    "show": _show,
    "search": _search,
    "ask": _ask,
    "draft": _draft,
    "check": _check,
    "doctor": _doctor,
    "eval": _eval,
}


def _filters(options: Namespace) -> Filters:
    return filters_of(options.place, options.kind, options.since, options.until)


def _line_filters(line: QuestionLine) -> Filters:
    return filters_of(line.place, line.kind, line.since, line.until)


def _batch(name: str, form: type[Line], answer: Callable[[Line], JsonObject]) -> int:
    with open_lines(name) as source:
        lines: Iterable[str] = source if name == "-" else source.readlines()
        for result in tqdm(answer_lines(lines, form, answer), unit="line", total=_length(lines)):
            _print_json(result)
    return 0


def _length(lines: Iterable[str]) -> int | None:
    return len(lines) if isinstance(lines, list) else None


@contextmanager
def _byte_bar() -> Iterator[Callable[[IngestProgress], None]]:
    """A bar on standard error with rate and time left; silent when nobody watches."""
    with tqdm(
        unit="B", unit_scale=True, desc="ingest", leave=False, disable=not sys.stderr.isatty()
    ) as bar:

        def show(progress: IngestProgress) -> None:
            bar.total = progress.total
            bar.set_postfix_str(f"{progress.reports} new reports", refresh=False)
            bar.update(progress.done - bar.n)

        yield show


def _ingest_line(result: IngestResult) -> str:
    counts = ", ".join(
        f"{count} {what}"
        for count, what in (
            (result.added, "added"),
            (result.updated, "updated"),
            (result.unchanged, "unchanged"),
            (result.removed, "removed"),
            (len(result.failed), "failed"),
        )
        if count
    )
    return (
        f"{counts or 'nothing to do'} in {result.seconds:.1f} s; "
        f"the store holds {result.reports:,} reports in {result.chunks:,} passages"
    )


def _width() -> int:
    """Columns to fill: those of the terminal, where it is narrower than a comfortable line."""
    if not sys.stdout.isatty():
        return render.WIDTH
    return max(_LEAST_WIDTH, min(render.WIDTH, get_terminal_size().columns))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_json(value: object) -> None:
    # One line, written at once: batch readers get each answer as soon as it is there.
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
