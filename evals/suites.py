"""The suites: which cases, how one is scored, and which metrics the scores make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import (
    answers,
    archive,
    certainty,
    consistency,
    drafting,
    judge,
    retrieval,
    robustness,
    speed,
)
from evals.datasets import Data
from evals.metrics import (
    Statistic,
    auc,
    balanced_accuracy,
    calibration_error,
    cohens_kappa,
    ratio_of_percentiles,
    share,
)
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
    timed: bool = False  # its figures differ from run to run: run by its name, never kept or gated
    judges: bool = False  # a model's opinion: asked for with `--judge`, never gated


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
        "drafting",
        "do drafts say what people said of the same report, in the house's manner",
        drafting.cases,
        drafting.score,
        (
            Metric("covered", "human key points that a bullet says or the bullets entail"),
            Metric("nearness", "cosine of a human key point to the nearest bullet"),
            Metric("faithful", "bullets that the whole report carries, by the check"),
            Metric("overlap", "cosine between bullets of a draft", better=-1),
            Metric("length", "shorter over longer of mean words a bullet and a human point"),
            Metric("style", "stop, length, judgement and its place as in the human points"),
            Metric("rouge1", "ROUGE-1 F1 against the human points"),
            Metric("rouge2", "ROUGE-2 F1 against the human points"),
            Metric("rougeL", "ROUGE-L F1 against the human points"),
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
    Suite(
        "speed",
        "time and memory of each step as a multiple of the embedding's alone",
        speed.cases,
        speed.score,
        (
            Metric("ingest", "first ingest over bare encode of its passages", better=0),
            Metric("ingest_again", "ingest of the same again over the first", better=0),
            *(
                Metric(f"{step}_p{percent}", f"{step} over embedding, percentile {percent}",
                       ratio_of_percentiles(percent), 0)
                for step in speed.STEPS
                for percent in (50, 95)
            ),
            Metric("check_rate", "claims checked a second", better=0),
            Metric("ingest_memory", "peak memory of ingest over that of embedding", better=0),
            Metric("ask_memory", "peak memory of ask over that of embedding", better=0),
        ),
        timed=True,
    ),
    Suite(
        "judge",
        "does a language model decide as the metrics do",
        judge.cases,
        judge.score,
        (
            *(
                Metric(f"{task}_{name}", f"{what}: {of}", statistic, 0)
                for task, what in (
                    ("answers", "the answer holds a gold short answer"),
                    ("claims", "the check accepts the claim"),
                    ("points", "the bullets say the human key point"),
                )
                for name, of, statistic in (
                    ("kappa", "agreement of judge and metric beyond chance", cohens_kappa),
                    ("yes", "share that the judge affirms", share),
                )
            ),
            Metric("claims_gold_kappa", "claims: agreement of judge and label", cohens_kappa, 0),
            Metric("refused", "cases that the judge would not judge", better=0),
            Metric("malformed", "replies that are no verdict", better=0),
        ),
        judges=True,
    ),
)  # fmt: skip

SUITES: dict[str, Suite] = {suite.name: suite for suite in _ALL}
STEADY: tuple[Suite, ...] = tuple(suite for suite in _ALL if not (suite.timed or suite.judges))
"""The suites that give the same figures in each run: all that run when none is named."""
