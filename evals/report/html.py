"""A run as one HTML file that needs nothing else: figures, kinds, worst cases.

Questions, answers and reports are untrusted text: every one of them is escaped, and the file
forbids scripts and any load from elsewhere.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from evals.fingerprint import key_of
from evals.gate import Baseline
from evals.metrics import calibration_error
from evals.outcome import Outcome, Passage
from evals.report.charts import Bar, bars, calibration
from evals.report.markdown import shown
from evals.runner import Figure, Run, counting, kinds_of, pairs_of
from evals.suites import SUITES, Suite

_CSS = Path(__file__).with_name("page.css")
_WORST = 25
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def run_html(run: Run, baseline: Baseline | None = None) -> str:
    """The whole page."""
    held = {(f.suite, f.metric): f.value for f in baseline.figures} if baseline else {}
    suites = [SUITES[name] for name in run.suites]
    links = "".join(f'<a href="#{suite.name}">{suite.name}</a>' for suite in suites)
    key = key_of(run.fingerprint)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation {key}</title><style>{_CSS.read_text('utf-8')}</style></head><body>"
        f"<h1>Evaluation {key}</h1>"
        f'<p class="soft">{len(run.outcomes):,} cases, {_without(run.unscored)}; bars with 95% '
        "intervals by bootstrap over groups of cases; the upright tick is the baseline.</p>"
        f"<nav>{links}</nav>"
        f"{''.join(_suite(suite, run, held) for suite in suites)}"
        f"<h2>What this rests on</h2>{_fingerprint(run)}</body></html>\n"
    )


def _suite(suite: Suite, run: Run, held: dict[tuple[str, str], float | None]) -> str:
    outcomes = run.of(suite.name)
    figures = [figure for figure in run.figures if figure.suite == suite.name]
    drawn = [bar for figure in figures if (bar := _bar(figure, held)) is not None]
    return (
        f'<section id="{suite.name}"><h2>{suite.name}</h2>'
        f'<p class="soft">{escape(suite.what)}; {len(outcomes)} cases</p>'
        f"<figure>{bars(drawn, f'Figures of {suite.name}')}</figure>"
        f"{''.join(_calibrations(suite, outcomes))}"
        f"<h3>By kind of case</h3>{_kinds(suite, outcomes)}"
        f"<h3>Worst cases first</h3>{_worst(outcomes)}</section>"
    )


def _bar(figure: Figure, held: dict[tuple[str, str], float | None]) -> Bar | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    note = f"{figure.value:.3f}  of {figure.cases} in {figure.groups}"
    baseline = held.get((figure.suite, figure.metric))
    return Bar(figure.metric, figure.value, figure.low, figure.high, baseline, note)


def _calibrations(suite: Suite, outcomes: Sequence[Outcome]) -> Iterable[str]:
    for metric in suite.metrics:
        counted = counting(outcomes, metric.name)
        if metric.statistic is calibration_error and counted:
            title = f"Calibration: {metric.what}"
            chart = calibration(pairs_of(counted, metric.name), title)
            yield f"<figure>{chart}<figcaption>{escape(title)}</figcaption></figure>"


def _kinds(suite: Suite, outcomes: Sequence[Outcome]) -> str:
    tables = {metric.name: kinds_of(outcomes, metric) for metric in suite.metrics}
    tables = {
        name: found
        for name, found in tables.items()
        if any(value is not None for value, _ in found.values())
    }
    kinds = sorted({kind for found in tables.values() for kind in found})
    head = "".join(f"<th>{escape(name)}</th>" for name in tables)
    rows = "".join(
        f"<tr><td>{escape(kind)}</td>"
        + "".join(f"<td>{_cell(*found.get(kind, (None, 0)))}</td>" for found in tables.values())
        + "</tr>"
        for kind in kinds
    )
    return f'<div class="scroll"><table><tr><th>kind</th>{head}</tr>{rows}</table></div>'


def _cell(value: float | None, cases: int) -> str:
    return f'{shown(value)} <span class="soft">of {cases}</span>' if value is not None else ""


def _worst(outcomes: Sequence[Outcome]) -> str:
    bad = sorted((o for o in outcomes if o.badness > 0), key=lambda o: (-o.badness, o.id))
    if not bad:
        return "<p>none</p>"
    rest = f'<p class="soft">and {len(bad) - _WORST} more</p>' if len(bad) > _WORST else ""
    return "".join(map(_case, bad[:_WORST])) + rest


def _case(outcome: Outcome) -> str:
    rows = (("asked", outcome.asked), ("answer", outcome.answer), ("gold", outcome.gold))
    listed = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    quotes = "".join(map(_passage, outcome.passages))
    if quotes:
        listed += f"<dt>quoted</dt><dd>{quotes}</dd>"
    return (
        f'<article><header>{escape(outcome.id)} <span class="soft">{escape(outcome.kind)}</span> '
        f'<span class="bad">{escape(outcome.why)}</span></header><dl>{listed}</dl></article>'
    )


def _passage(passage: Passage) -> str:
    return (
        f"<blockquote>{escape(passage.before)} <mark>{escape(passage.quote)}</mark> "
        f'{escape(passage.after)}<br><span class="soft">{escape(passage.source)}</span>'
        "</blockquote>"
    )


def _without(unscored: Sequence[Outcome]) -> str:
    return f"{len(unscored)} without a result" if unscored else "each with a result"


def _fingerprint(run: Run) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(str(value))}</td></tr>"
        for name, value in run.fingerprint.items()
        if name != "data"
    )
    files = run.fingerprint.get("data")
    count = len(files) if isinstance(files, dict) else 0
    rows += f"<tr><td>data</td><td>{count} files</td></tr>"
    return f'<div class="scroll"><table class="long">{rows}</table></div>'
