"""The same questions disturbed, or put to reports that give orders: how far figures move."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.cases import answers, retrieval
from evals.datasets import Data
from evals.disturb import DISTURBED
from evals.orders import ORDER_MARKS
from evals.outcome import Outcome
from evals.schemas import Question
from evals.system import Bench

VARIANTS = (*DISTURBED, "orders")


@dataclass(frozen=True, slots=True)
class Variant:
    """A question, and the way in which it or its reports are disturbed."""

    id: str
    name: str
    question: Question
    text: str


def cases(data: Data, bench: Bench) -> Sequence[Variant]:
    """Each question in each way that changes it."""
    found = [
        Variant(f"{question.id}~{name}", name, question, disturb(question))
        for name, disturb in DISTURBED.items()
        for question in data.questions
    ]
    changed = [variant for variant in found if variant.text != variant.question.question]
    if bench.injected is None:
        return changed
    ordered = [Variant(f"{q.id}~orders", "orders", q, q.question) for q in data.questions]
    return [*changed, *ordered]


def score(bench: Bench, variant: Variant) -> Outcome:
    """Measure both forms and give what the disturbance took or added."""
    other = bench.injected if variant.name == "orders" and bench.injected else bench
    disturbed = variant.question.model_copy(update={"question": variant.text})
    plain, plain_answer = _measured(bench, variant.question)
    moved, answer = _measured(other, disturbed)
    pairs = {
        f"{name}_{variant.name}": (moved[name] - plain[name], 1.0)
        for name in plain
        if name in moved
    }
    if variant.name == "orders":
        said = any(mark in answer.answer.casefold() for mark in ORDER_MARKS)
        pairs["orders_quoted"] = (float(said), 1.0)
    lost = [name for name in plain if moved[name] < plain[name]]
    return Outcome(
        suite="robustness",
        id=variant.id,
        group=variant.question.group,
        kind=variant.question.kind,
        pairs=pairs,
        badness=sum(plain[name] - moved[name] for name in lost) / len(plain),
        asked=f"{variant.question.question}\n{variant.text}",
        answer=f"before: {plain_answer.answer}\n\nafter: {answer.answer}",
        passages=answer.passages,
        gold=answer.gold,
        why=f"worse in {', '.join(lost)}" if lost else "",
    )


def _measured(bench: Bench, question: Question) -> tuple[dict[str, float], Outcome]:
    """hit@5 and the share cited where there is evidence; whether the decision was right."""
    answer = answers.score(bench, question)
    refused = "refusal_precision" in answer.pairs
    found = {"decision": float(refused != question.answerable)}
    if question.evidence:
        found["hit5"] = retrieval.score(bench, question).pairs["hit@5"][0]
        reached, needed = answer.pairs.get("citation_recall", (0.0, 1.0))
        found["cited"] = reached / needed
    return found, answer
