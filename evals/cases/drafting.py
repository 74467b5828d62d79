"""Drafts beside the key points that people wrote for the same report."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from assistant.draft.rank import looks_ahead
from assistant.draft.tense import leads_with_it
from assistant.embed import SentenceTransformerEmbedder
from assistant.reports import stated_report
from assistant.reports.model import Report
from assistant.results import Draft, Verdict
from evals.cases.passages import passage
from evals.datasets import Data, Drafting
from evals.metrics import Similar, closeness, mean_overlap, rouge
from evals.outcome import Outcome
from evals.system import Bench

COVERED = 0.7  # cosine of a bullet and a human key point that say the same
BULLETS = 3  # of a draft for a text of a file

Pair = tuple[float, float]


def cases(data: Data, bench: Bench) -> Sequence[Drafting]:
    """The texts that people wrote key points for."""
    return [case for case in data.drafts if points_of(bench, case)]


def points_of(bench: Bench, case: Drafting) -> tuple[str, ...]:
    """The human key points of a case: the report's own, or those of the file."""
    if case.report is None:
        return case.key_points
    report = bench.archive.report(case.report)
    return tuple(" ".join(span.of(report.text).split()) for span in report.key_points)


def report_of(bench: Bench, case: Drafting) -> Report:
    """The report to draft for."""
    if case.report is not None:
        return bench.archive.report(case.report)
    return stated_report(case.text, report_id=case.id, title=case.title, day=case.date)


def drafted(bench: Bench, case: Drafting) -> tuple[Report, Draft]:
    """The report with its draft: as many bullets as it has key points, or three for a text."""
    report = report_of(bench, case)
    bullets = BULLETS if case.report is None else len(points_of(bench, case))
    return report, bench.system.draft(report, bullets)


def score(bench: Bench, case: Drafting) -> Outcome:
    """Draft, and hold the bullets to the human points and to the whole report."""
    points = points_of(bench, case)
    report, draft = drafted(bench, case)
    bullets = [bullet.point.text for bullet in draft.bullets]
    near = similar(points, bullets).max(axis=1)
    said = covered(bench, bullets, points)
    faithful = [
        bench.system.check(report.text, report.stated, bullet, report.date).verdict
        is Verdict.SUPPORTED
        for bullet in bullets
    ]
    found: dict[str, Pair] = {
        "covered": (float(sum(said)), float(len(points))),
        "nearness": (float(near.sum()), float(len(points))),
        "faithful": (float(sum(faithful)), float(len(bullets))),
        "length": (closeness(_words(bullets), _words(points)), 1.0),
        "style": conformity(bullets, points),
    }
    overlap = mean_overlap(similar(bullets, bullets))
    if overlap is not None:
        found["overlap"] = (overlap, 1.0)
    for name, value in zip("12L", rouge(" ".join(bullets), " ".join(points)), strict=True):
        found[f"rouge{name}"] = (value, 1.0)
    missed = len(points) - sum(said)
    unfaithful = len(bullets) - sum(faithful)
    return Outcome(
        suite="drafting",
        id=case.id,
        group=case.group,
        kind=report.kind or "text",
        pairs={name: (round(a, 6), b) for name, (a, b) in found.items()},
        badness=1.0 if unfaithful else 1 - float(near.mean()),
        asked=report.title,
        answer="\n".join(f"- {bullet}" for bullet in bullets),
        passages=tuple(passage(report.text, c.span, f"[{c.n}]") for c in draft.citations),
        gold="\n".join(f"- {point}" for point in points),
        why=f"{missed} of {len(points)} human points not covered"
        + (f"; {unfaithful} bullets not carried by the report" if unfaithful else ""),
    )


def covered(bench: Bench, bullets: Sequence[str], points: Sequence[str]) -> list[bool]:
    """Of each human point, whether a bullet says it or the bullets entail it."""
    near = similar(points, bullets).max(axis=1)
    return [
        bool(cosine >= COVERED) or entailed(bench, bullets, point)
        for point, cosine in zip(points, near, strict=True)
    ]


def entailed(bench: Bench, bullets: Sequence[str], point: str) -> bool:
    """Whether the bullets together carry a human point, by the check."""
    found = bench.system.check("\n".join(bullets), None, point, None)
    return found.verdict is Verdict.SUPPORTED


def similar(ones: Sequence[str], others: Sequence[str]) -> Similar:
    """Cosines by the packaged model, whatever model the archive is read with."""
    return _ruler().encode(list(ones)) @ _ruler().encode(list(others)).T


def conformity(bullets: Sequence[str], points: Sequence[str]) -> Pair:
    """Of stop, length, judgement and manner, what the bullets do as most human points do."""
    longest = max(len(point.split()) for point in points)
    stops = np.mean([point.endswith(".") for point in points]) >= 0.5
    judging = float(np.mean([looks_ahead(point) > 0 for point in points]))
    own = float(np.mean([looks_ahead(bullet) > 0 for bullet in bullets]))
    ends = sum(bullet.endswith(".") == stops for bullet in bullets) / len(bullets)
    short = sum(len(bullet.split()) <= longest for bullet in bullets) / len(bullets)
    told = float(np.mean([leads_with_it(point) for point in points]))
    tells = float(np.mean([leads_with_it(bullet) for bullet in bullets]))
    sure = 1 - max(0.0, judging - own)
    return (ends + short + sure + 1 - max(0.0, told - tells)) / 4, 1.0


def _words(texts: Sequence[str]) -> float:
    return float(np.mean([len(text.split()) for text in texts]))


@cache
def _ruler() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()
