"""A run as one HTML file that needs nothing else: figures, kinds, past runs, worst cases.

Questions, answers and reports are untrusted text: every one of them is escaped, and the file
forbids any load from elsewhere and every script but the filter of cases, which it knows by hash.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from evals.cases.certainty import BANDS
from evals.fingerprint import key_of
from evals.gate import Baseline
from evals.metrics import calibration_error, risk_curve
from evals.outcome import Outcome
from evals.report.cases import worst
from evals.report.charts import Bar, bars, calibration, curve, timeline
from evals.report.markdown import shown
from evals.runner import Figure, Run, counting, kinds_of, pairs_of
from evals.suites import SUITES, Suite

_CSS = Path(__file__).with_name("page.css")
_SCRIPT = Path(__file__).with_name("filter.js")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'"


def run_html(run: Run, baseline: Baseline | None = None, past: Sequence[Run] = ()) -> str:
    """The whole page; `past` are earlier runs of the same suites, oldest first."""
    script = _SCRIPT.read_text("utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    held = {(f.suite, f.metric): f.value for f in baseline.figures} if baseline else {}
    suites = [SUITES[name] for name in run.suites]
    links = "".join(f'<a href="#{suite.name}">{suite.name}</a>' for suite in suites)
    key = key_of(run.fingerprint)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation {key}</title><style>{_CSS.read_text('utf-8')}</style></head><body>"
        f"<h1>Evaluation {key}</h1>"
        f'<p class="soft">{len(run.outcomes):,} cases, {_without(run.unscored)}; bars with 95% '
        "intervals by bootstrap over groups of cases; the upright tick is the baseline.</p>"
        f"<nav>{links}</nav>"
        f"{''.join(_suite(suite, run, held, past) for suite in suites)}"
        f"<h2>What this rests on</h2>{_fingerprint(run)}<script>{script}</script></body></html>\n"
    )


def _suite(
    suite: Suite, run: Run, held: dict[tuple[str, str], float | None], past: Sequence[Run]
) -> str:
    outcomes = run.of(suite.name)
    figures = [figure for figure in run.figures if figure.suite == suite.name]
    drawn = [bar for figure in figures if (bar := _bar(figure, held)) is not None]
    return (
        f'<section id="{suite.name}"><h2>{suite.name}</h2>'
        f'<p class="soft">{escape(suite.what)}; {len(outcomes)} cases</p>'
        f"<figure>{bars(drawn, f'Figures of {suite.name}')}</figure>"
        f"{''.join(_calibrations(suite, outcomes))}{_risk(outcomes)}"
        f"<h3>By kind of case</h3>{_by_kind(suite, outcomes)}{_kinds(suite, outcomes)}"
        f"{_confusion(outcomes)}{_timeline(suite, [*past, run])}"
        f"<h3>Worst cases first</h3>{worst(outcomes)}</section>"
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
            title = f"Calibration: {metric.what}; score to the right, share right upwards"
            chart = calibration(pairs_of(counted, metric.name), title)
            yield f"<figure>{chart}<figcaption>{escape(title)}</figcaption></figure>"


def _risk(outcomes: Sequence[Outcome]) -> str:
    """What answering more questions costs, where outcomes say how sure the system was."""
    found = [
        (o.confidence, "refusal_recall" in o.pairs) for o in outcomes if o.confidence is not None
    ]
    if not found:
        return ""
    title = (
        "Coverage against risk, the surest answers first: share of all questions answered to the "
        "right, share of those that have no answer upwards"
    )
    chart = curve(risk_curve(found), title)
    return f"<figure>{chart}<figcaption>{title}</figcaption></figure>"


def _by_kind(suite: Suite, outcomes: Sequence[Outcome]) -> str:
    """A bar a kind of case, by the metric that counts most of them, the suite's first of equals."""
    drawn: dict[str, Bar] = {}
    most: dict[str, int] = {}
    for metric in suite.metrics:
        for kind, (value, cases) in kinds_of(outcomes, metric).items():
            if value is not None and cases > most.get(kind, 0):
                most[kind] = cases
                note = f"{value:.3f}  {metric.name} of {cases}"
                drawn[kind] = Bar(kind, value, value, value, None, note)
    if len(drawn) < 2:
        return ""
    title = f"{suite.name} by kind of case"
    return f"<figure>{bars([drawn[kind] for kind in sorted(drawn)], title)}</figure>"


def _confusion(outcomes: Sequence[Outcome]) -> str:
    """How sure true claims are read to be, against how sure their source is."""
    counts = Counter(outcome.bands for outcome in outcomes if outcome.bands)
    if not counts:
        return ""
    names = [name for name in BANDS if any(name in bands for bands in counts)]
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join(
        f"<tr><td>{one}</td>"
        + "".join(
            f"<td{' class=same' if one == other else ''}>{counts[one, other] or ''}</td>"
            for other in names
        )
        + "</tr>"
        for one in names
    )
    return (
        "<h3>Bands of true paraphrases</h3>"
        '<p class="soft">rows: how sure the cited sentences are at their least sure; columns: how '
        "sure the claim is</p>"
        f'<div class="scroll"><table><tr><th></th>{head}</tr>{rows}</table></div>'
    )


def _timeline(suite: Suite, runs: Sequence[Run]) -> str:
    """Each metric over the runs, oldest first; empty with a single one."""
    held = [run for run in runs if suite.name in run.suites]
    if len(held) < 2:
        return ""
    figures = [{f.metric: f.value for f in run.figures if f.suite == suite.name} for run in held]
    rows = [(m.name, [found.get(m.name) for found in figures]) for m in suite.metrics]
    names = [key_of(run.fingerprint) for run in held]
    title = f"{suite.name} over {len(held)} runs, oldest first"
    chart = timeline([row for row in rows if any(v is not None for v in row[1])], names, title)
    return f"<h3>Past runs</h3><figure>{chart}<figcaption>{title}</figcaption></figure>"


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
