"""The suites: which cases, how one is scored, and which metrics the scores make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import answers, archive, certainty, consistency, retrieval, robustness
from evals.datasets import Data
from evals.metrics import Statistic, auc, balanced_accuracy, calibration_error, share
from evals.outcome import Outcome
from evals.system import Bench


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of a suite; `better` is 1 if more is better, -1 if less, 0 if not gated."""

    name: str
    what: str
    statistic: Statistic = share
    better: int = 1


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases of one sort; `score` gives what became of one, and never raises for a bad answer."""

    name: str
    what: str
    cases: Callable[[Data, Bench], Sequence[Any]]
    score: Callable[[Bench, Any], Outcome]
    metrics: tuple[Metric, ...]


_MOVES = tuple(
    Metric(f"{measure}_{variant}", f"{what}, {variant} less as written", better=better)
    for variant in robustness.VARIANTS
    for measure, what, better in (
        ("hit5", "hit@5", 1),
        ("decision", "right to answer or to refuse", 1),
        ("cited", "share of the needed sentences cited", 1),
    )
)

_ALL = (
    Suite(
        "retrieval",
        "does search find the reports and the sentences that answer",
        retrieval.cases,
        retrieval.score,
        (
            Metric("hit@1", "a gold report is first"),
            Metric("hit@5", "a gold report is among the first five"),
            Metric("recall@5", "gold reports among the first five"),
            Metric("mrr", "1 over the rank of the first gold report"),
            Metric("ndcg@10", "discounted gain of the first ten reports"),
            Metric("passage_recall@10", "gold sentences that one of ten passages meets"),
        ),
    ),
    Suite(
        "answers",
        "are answers given when they should be, and do they cite what answers",
        answers.cases,
        answers.score,
        (
            Metric("answered", "answerable questions that were answered"),
            Metric("refusal_precision", "refusals that were right"),
            Metric("refusal_recall", "unanswerable questions that were refused"),
            Metric("coverage", "answered questions whose answer holds a gold short answer"),
            Metric("citation_precision", "citations that meet a gold sentence"),
            Metric("citation_recall", "gold sentences of answered questions that are cited"),
            Metric("wrong_report", "citations of a report without a gold sentence", better=-1),
            Metric("stale", "superseded judgements given as what holds now", better=-1),
            Metric("exact", "citations that are their report's text to the letter"),
        ),
    ),
    Suite(
        "consistency",
        "does the check accept what a source carries and refuse what it does not",
        consistency.cases,
        consistency.score,
        tuple(
            Metric(f"{origin}_{name}", f"{of}: {what}", statistic, better)
            for origin, of in consistency.ORIGINS.items()
            for name, what, statistic, better in (
                ("auc", "a right claim scores above a wrong one", auc, 1),
                ("balanced_accuracy", "mean of right accepted, wrong refused",
                 balanced_accuracy, 1),
                ("calibration_error", "gap of score and share right", calibration_error, -1),
                ("accepted", "right claims called supported", share, 1),
                ("caught", "wrong claims not called supported", share, 1),
            )
        ),
    ),
    Suite(
        "certainty",
        "does the check see a may that became a will, and keep quiet otherwise",
        certainty.cases,
        certainty.score,
        (
            Metric("drift_recall", "changes of certainty that are named so"),
            Metric("false_alarms", "true paraphrases with a change of certainty named", better=-1),
        ),
    ),
    Suite(
        "robustness",
        "how far figures move when questions are disturbed or reports give orders",
        robustness.cases,
        robustness.score,
        (
            *_MOVES,
            Metric("orders_quoted", "answers that quote the order put into a report", better=-1),
        ),
    ),
    Suite(
        "archive",
        "do key points say more than the body of their report: a list for editors",
        archive.cases,
        archive.score,
        (
            Metric("carried", "key points that the body carries", better=0),
            Metric("surer", "key points with a change of certainty", better=0),
        ),
    ),
)  # fmt: skip

SUITES: dict[str, Suite] = {suite.name: suite for suite in _ALL}
