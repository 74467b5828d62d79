"""Fit the weights of `assistant/relevance.json` and print the tables of docs/abstention.md.

    .venv/bin/python scripts/fit_abstention.py [--data FOLDER] [--home FOLDER] [--write]

Questions come from evals/calibration and from factbook and qmsum_committee_train in `--data`;
each collection is ingested into a home of its own (kept with --home). Every answerable question
is also put with its evidence withheld, as one that is not answerable. Folds are by report, so
that no fold is fitted on questions about its own reports; weights and threshold are both chosen
inside the fold. Seeds are fixed: the same data, the same output.
"""

import argparse
import json
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.embed import SentenceTransformerEmbedder
from assistant.pipeline import open_assistant
from assistant.question import Question, filters_of, parse_question
from assistant.relevance import COMPARED, Candidate, excerpts, measured
from assistant.results import Filters
from assistant.retrieve import Retriever
from assistant.settings import Settings
from assistant.store import StoreLocation, open_store

_ROOT = Path(__file__).resolve().parents[1]
_CALIBRATION = _ROOT / "evals" / "calibration" / "questions.jsonl"
_WEIGHTS = _ROOT / "assistant" / "relevance.json"
_DATA = _ROOT.parent / "shared" / "data" / "qa"
COLLECTIONS = ("corpus", "factbook", "qmsum_committee_train")
_HAND_WRITTEN = "calibration: "

FIRST = ("words", "act", "place", "day", "kind", "passage", "standing")
ANSWERS = (*FIRST, "sentence")

# How much a question counts: templates and withheld copies are many and easy.
_WEIGHT = {"factbook": 0.2, "qmsum_committee_train": 0.3}
_WITHHELD = 0.3
_BESIDE = 0.1  # a sentence beside the evidence, which may well answer too
_RIDGE = 3.0
_ROUNDS = 4  # of choosing the best sentence by the weights, and fitting them to it
_FOLDS = 10
_DEPTH = 30  # passages retrieved, as in the pipeline
_ANSWERED, _REFUSED = 0.8, 0.7  # targets: the shares of questions rightly answered and refused
_AS_GOOD = 0.01  # a margin this near the best is as good, and the lower threshold answers more
_RESAMPLES = 2_000

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to its collection, with the sentences that may answer it."""

    set: str
    collection: str
    kind: str
    group: str
    answerable: bool
    withheld: bool
    first: Numbers  # measures of every sentence, one row each, best rank first
    sentence: Numbers  # cosine of question and sentence
    gold: Flags  # sentences that are evidence

    @property
    def weight(self) -> float:
        """How much the question counts in the fit."""
        return _WEIGHT.get(self.set, 1.0) * (_WITHHELD if self.withheld else 1.0)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights as `assistant/relevance.json` holds them."""

    first: Numbers
    answers: Numbers
    bias: float
    threshold: float

    def best(self, asked: Asked) -> tuple[int, float]:
        """The best sentence and the probability that it answers."""
        at = np.argsort(-asked.first @ self.first, kind="stable")[:COMPARED]
        odds = _measures(asked, at) @ self.answers + self.bias
        return int(at[odds.argmax()]), float(1 / (1 + np.exp(-odds.max())))


def main() -> None:
    """Fit, print the tables, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description="Fit assistant/relevance.json.")
    parser.add_argument("--data", type=Path, default=_DATA)
    parser.add_argument("--home", type=Path, help="folder in which the archives are kept")
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"no questions in {options.data}: give their folder with --data")
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        questions = [q for name in COLLECTIONS for q in asked_of(name, options.data, home)]
    sys.stdout.write(tables_of(questions))
    fitted = fit(questions)
    text = as_json(fitted)
    sys.stdout.write(text)
    if options.write:
        _WEIGHTS.write_text(text, "utf-8")


def as_json(fitted: Fitted) -> str:
    """The weights, rounded, in the form that assistant.relevance reads."""
    held = {
        "first": dict(zip(FIRST, fitted.first.round(2).tolist(), strict=True)),
        "answers": dict(zip(ANSWERS, fitted.answers.round(2).tolist(), strict=True)),
        "bias": round(fitted.bias, 2),
        "threshold": round(fitted.threshold, 2),
    }
    return json.dumps(held, indent=2) + "\n"


# From questions to measures


def asked_of(name: str, data: Path, home: Path) -> Iterator[Asked]:
    """Every question on a collection, and every answerable one with its evidence withheld."""
    source = _ROOT / "corpus" if name == "corpus" else data / f"{name}.docs.jsonl"
    archive = open_assistant(Settings(home=home / name))
    archive.ingest([source])
    with open_store(StoreLocation(str(home / name / "store")), None, create=False) as store:
        held = store.snapshot()
    embedder = SentenceTransformerEmbedder()
    retriever = Retriever(held.chunks, held.vectors, held.records, embedder)
    files = {Path(r.path).name: id for id, r in held.records.items()} if name == "corpus" else {}
    for row in rows_of(name, data):
        evidence = [(files.get(doc, doc), " ".join(text.split())) for doc, text in row["evidence"]]
        put = partial(_put, retriever, row | {"evidence": evidence, "collection": name})
        yield put(frozenset())
        if row["answerable"] and evidence:
            yield put(_to_withhold(name, row["answers"], evidence, retriever))


def rows_of(name: str, data: Path) -> Iterator[dict[str, Any]]:
    """The questions on a collection in one form, hand-written ones first."""
    for row in map(json.loads, _CALIBRATION.read_text("utf-8").splitlines()):
        if row["corpus"] == name:
            found = [(e["report"], e["quote"]) for e in row["evidence"]]
            yield row | {"set": _HAND_WRITTEN + name, "evidence": found}
    if name == "corpus":
        return
    for row in map(json.loads, (data / f"{name}.jsonl").read_text("utf-8").splitlines()):
        found = [(e["doc_id"], e["text"]) for e in row["evidence"]]
        yield row | {"set": name, "evidence": found, "kind": ""}


def _to_withhold(
    name: str, answers: Sequence[str], evidence: Sequence[tuple[str, str]], retriever: Retriever
) -> frozenset[str]:
    """The reports without which the question has no answer; a meeting goes as a whole."""
    gold = {doc for doc, _ in evidence}
    if name == "corpus":
        said = [answer.casefold() for answer in answers if len(answer) > 3]
        chunks = retriever.chunks
        gold |= {c.report_id for c in chunks if any(a in c.text.casefold() for a in said)}
    if name == "qmsum_committee_train":
        meetings = {doc.split("#")[0] for doc in gold}
        reports = {c.report_id for c in retriever.chunks}
        gold = {report for report in reports if report.split("#")[0] in meetings}
    return frozenset(gold)


def _put(retriever: Retriever, row: dict[str, Any], withheld: frozenset[str]) -> Asked:
    question = parse_question(row["question"])
    vector = retriever.encode(question.text)
    found = retriever.search(question.text, _filters(row, question), 3 * _DEPTH, vector)
    evidence = [item for item in found if item.chunk.report_id not in withheld][:_DEPTH]
    ranked = measured(question, evidence, retriever.lexical.idf)
    texts = excerpts(ranked[: 2 * COMPARED])
    cosines = np.zeros(len(ranked))
    cosines[: len(texts)] = np.maximum(0, retriever.cosines(vector, texts))
    nearest = evidence[0].chunk.report_id if evidence else ""
    return Asked(
        set=row["set"],
        collection=row["collection"],
        kind=row["kind"],
        group=row["evidence"][0][0] if row["evidence"] else nearest,
        answerable=row["answerable"] and not withheld,
        withheld=bool(withheld),
        first=np.array([[getattr(c.measures, name) for name in FIRST] for c in ranked]),
        sentence=cosines,
        gold=np.array([not withheld and _is_evidence(c, row["evidence"]) for c in ranked], bool),
    )


def _filters(row: dict[str, Any], question: Question) -> Filters:
    filters = filters_of(**{key: row[key] for key in ("place", "since", "until") if key in row})
    as_of = date.fromisoformat(row["as_of"]) if "as_of" in row else None
    until = min(filter(None, (filters.until, as_of, question.as_of)), default=None)
    return replace(filters, until=until)


def _is_evidence(candidate: Candidate, evidence: Sequence[tuple[str, str]]) -> bool:
    text = " ".join(candidate.text.split())
    report = candidate.evidence.chunk.report_id
    return any(report == doc and (text in quote or quote in text) for doc, quote in evidence)


def _measures(asked: Asked, at: NDArray[np.int64]) -> Numbers:
    """The measures of some sentences, in the order of ANSWERS."""
    return np.column_stack([asked.first[at], asked.sentence[at]])


# The fit


def fit(questions: Sequence[Asked]) -> Fitted:
    """Weights and threshold from some questions."""
    questions = [q for q in questions if len(q.first)]
    first = fit_first([q for q in questions if q.gold.any()])
    answers, bias = fit_answers(questions, first)
    fitted = Fitted(first, answers, bias, 0.5)
    put = [q for q in questions if not q.withheld]
    return replace(fitted, threshold=threshold_of(put, np.array([fitted.best(q)[1] for q in put])))


def fit_first(questions: Sequence[Asked]) -> Numbers:
    """Weights that put a sentence of the evidence first: softmax over a question's sentences."""

    def loss(w: Numbers) -> tuple[float, Numbers]:
        total, slope = float(_RIDGE * (w / 10) @ (w / 10)), 2 * _RIDGE * w / 100
        for q in questions:
            s = q.first @ w
            p = np.exp(s - s.max())
            gold = np.where(q.gold, p, 0)
            total -= q.weight * float(np.log(gold.sum() / p.sum()))
            slope -= q.weight * (q.first.T @ (gold / gold.sum() - p / p.sum()))
        return total, slope

    return np.asarray(minimize(loss, np.ones(len(FIRST)), jac=True, method="L-BFGS-B").x)


def fit_answers(questions: Sequence[Asked], first: Numbers) -> tuple[Numbers, float]:
    """Logistic weights: the best sentence of each question answers if the question can be.

    The best sentence depends on the weights, so both are found in turns. Then scale and bias
    are set anew for the best sentences alone, so that the result is a probability.
    """
    compared = []
    for q in questions:
        at = np.argsort(-q.first @ first, kind="stable")[:COMPARED]
        compared.append((_measures(q, at), q.gold[at]))
    wanted = np.array([q.answerable for q in questions], float)
    weight = np.array([q.weight for q in questions])
    w = np.ones(len(ANSWERS))
    for _ in range(_ROUNDS):
        rows: list[Numbers] = []
        labels: list[float] = []
        counts: list[float] = []
        for (rates, gold), q in zip(compared, questions, strict=True):
            scores = rates @ w
            best = int(np.where(gold, scores, -np.inf).argmax() if gold.any() else scores.argmax())
            rows.append(rates[best])
            labels.append(float(q.answerable))
            counts.append(q.weight)
            if gold.any():
                rows.extend(rates[~gold])
                labels.extend([0.0] * int((~gold).sum()))
                counts.extend([_BESIDE * q.weight] * int((~gold).sum()))
        w, _ = logistic(np.array(rows), np.array(labels), np.array(counts), _RIDGE)
    top = np.array([(rates @ w).max() for rates, _ in compared])
    scale, bias = logistic(top[:, None], wanted, weight, 0.01)
    return w * scale[0], bias


def logistic(x: Numbers, y: Numbers, weight: Numbers, ridge: float) -> tuple[Numbers, float]:
    """Weights and bias of a logistic regression, with a penalty on standardised weights."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    w = np.zeros(z.shape[1])
    for _ in range(30):  # Newton's method
        p = 1 / (1 + np.exp(-z @ w))
        slope = z.T @ (weight * (p - y)) + penalty @ w
        w = w - np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + penalty, slope)
    plain = w[:-1] / spread
    return plain, float(w[-1] - plain @ mean)


def threshold_of(questions: Sequence[Asked], probability: Numbers) -> float:
    """The threshold with the best margin to the worse-kept target, averaged over the sets.

    Refusal precision follows from both shares and from how many of a set's questions are
    answerable, which differs from one archive to the next; so it is no target of its own.
    """
    answerable = np.array([q.answerable for q in questions])
    sets = np.array([q.set for q in questions])
    masks = [sets == name for name in np.unique(sets)]

    def margin(threshold: float) -> float:
        answered = probability >= threshold
        kept = [rates(answerable[mask], answered[mask]) for mask in masks]
        margins = [min([rate[0] - _ANSWERED, *(rate[2:] - _REFUSED)]) for rate in kept]
        return float(np.mean(margins))

    choices = np.arange(0.2, 0.8, 0.01)
    found = np.array([margin(choice) for choice in choices])
    return float(choices[found >= found.max() - _AS_GOOD].min())


def rates(answerable: Flags, answered: Flags) -> Numbers:
    """Answered share of the answerable; where not all are, refusal precision and recall."""
    share = answered[answerable].mean()
    if answerable.all():
        return np.array([share])
    right = (~answered & ~answerable).sum()
    return np.array([share, right / max(1, (~answered).sum()), right / (~answerable).sum()])


# The tables


def tables_of(questions: Sequence[Asked]) -> str:
    """Cross-validated by report, and with the whole collection left out."""
    parts = []
    for title, fold_of in (("report", _fold), ("collection", lambda q: q.collection)):
        probability, answered = predicted(questions, fold_of)
        parts.append(f"\nLeft out: the {title}\n\n{_table(questions, answered)}")
        if fold_of is _fold:
            parts.append(f"\n{_kinds(questions, answered)}\n{_error(questions, probability)}")
    return "".join(parts) + "\n"


def _fold(asked: Asked) -> str:
    return str(zlib.crc32(f"{asked.collection}/{asked.group}".encode()) % _FOLDS)


def predicted(questions: Sequence[Asked], fold_of: Callable[[Asked], str]) -> tuple[Numbers, Flags]:
    """The probability of an answer and whether one is given, each fitted on other folds."""
    probability = np.zeros(len(questions))
    answered = np.zeros(len(questions), bool)
    folds = np.array([fold_of(q) for q in questions])
    for fold in np.unique(folds):
        fitted = fit([q for q, f in zip(questions, folds, strict=True) if f != fold])
        for i in map(int, np.flatnonzero(folds == fold)):
            if len(questions[i].first):
                _, probability[i] = fitted.best(questions[i])
                answered[i] = probability[i] >= fitted.threshold
    return probability, answered


def _table(questions: Sequence[Asked], answered: Flags) -> str:
    """Rates by set with 95% bootstrap intervals over the questions."""
    lines = [
        "| questions | answerable / not | answered | refusal precision | refusal recall |\n"
        "|---|---|---|---|---|\n"
    ]
    real = np.array([not q.withheld for q in questions])
    truth = np.array([q.answerable for q in questions])
    for name in dict.fromkeys(q.set for q in questions):
        mine = real & np.array([q.set == name for q in questions])
        y, a = truth[mine], answered[mine]
        cells = [
            f"{value:.3f} [{low:.3f}, {high:.3f}]"
            for value, low, high in zip(rates(y, a), *_interval(y, a), strict=True)
        ]
        cells += ["-"] * (3 - len(cells))
        lines.append(f"| {name} | {y.sum()} / {(~y).sum()} | " + " | ".join(cells) + " |\n")
    return "".join(lines)


def _interval(answerable: Flags, answered: Flags) -> Numbers:
    draws = np.random.default_rng(0).integers(0, len(answered), (_RESAMPLES, len(answered)))
    found = np.array([rates(answerable[draw], answered[draw]) for draw in draws])
    return np.asarray(np.quantile(found, (0.025, 0.975), axis=0))


def _kinds(questions: Sequence[Asked], answered: Flags) -> str:
    """The share answered of each kind of hand-written question."""
    by_kind: dict[tuple[bool, str, str], list[bool]] = {}
    for q, is_answered in zip(questions, answered, strict=True):
        if q.set.startswith(_HAND_WRITTEN) and not q.withheld:
            key = not q.answerable, q.kind, q.collection
            by_kind.setdefault(key, []).append(bool(is_answered))
    lines = ["| answerable | kind | collection | answered |\n|---|---|---|---|\n"]
    for (unanswerable, kind, collection), found in sorted(by_kind.items()):
        said = "no" if unanswerable else "yes"
        lines.append(f"| {said} | {kind} | {collection} | {sum(found)} of {len(found)} |\n")
    return "".join(lines)


def _error(questions: Sequence[Asked], probability: Numbers) -> str:
    """Expected calibration error on the hand-written questions, in ten equal bins."""
    mine = np.array([q.set.startswith(_HAND_WRITTEN) and not q.withheld for q in questions])
    y = np.array([q.answerable for q in questions], float)[mine]
    p = probability[mine]
    bins = np.minimum((p * 10).astype(int), 9)
    gaps = [abs((y - p)[bins == b].sum()) for b in range(10)]
    return f"Expected calibration error of the confidence: {sum(gaps) / len(y):.3f}\n"


if __name__ == "__main__":
    main()
