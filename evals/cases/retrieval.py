"""Search: reports by their best passage, and the sentences that the passages meet."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.results import Filters, Hit
from evals.cases.passages import listed, passage
from evals.datasets import Data
from evals.metrics import (
    Place,
    hit_at,
    ndcg_at,
    reached_share,
    recall_at,
    reciprocal_rank,
)
from evals.outcome import Outcome
from evals.schemas import Question
from evals.system import DEPTH, Bench


def cases(data: Data, bench: Bench) -> Sequence[Question]:
    """The questions that some sentence answers."""
    return [question for question in data.questions if question.evidence]


def score(bench: Bench, question: Question) -> Outcome:
    """Rank reports by their best passage and hold them to those of the evidence."""
    needed = [bench.archive.place(quote) for quote in question.evidence]
    relevant = {place.report_id for place in needed}
    hits = bench.system.search(question.question, allowed(question))
    ranking = list(dict.fromkeys(hit.source.report_id for hit in hits))[:DEPTH]
    found, wanted = reached_share([_place(hit) for hit in hits[:DEPTH]], needed)
    names = [bench.archive.name(report_id) for report_id in ranking]
    gain = ndcg_at(DEPTH, ranking, relevant)
    return Outcome(
        suite="retrieval",
        id=question.id,
        group=question.group,
        kind=question.kind,
        pairs={
            "hit@1": (hit_at(1, ranking, relevant), 1),
            "hit@5": (hit_at(5, ranking, relevant), 1),
            "recall@5": (recall_at(5, ranking, relevant), 1),
            "mrr": (reciprocal_rank(ranking, relevant), 1),
            "ndcg@10": (gain, 1),
            "passage_recall@10": (found / wanted, 1),
        },
        badness=1 - gain,
        asked=question.question,
        answer="\n".join(f"{rank}. {name}" for rank, name in enumerate(names, 1)),
        passages=tuple(
            passage(bench.archive.report(hit.source.report_id).text, hit.span, names[0])
            for hit in hits[:1]
        ),
        gold=listed(question.evidence),
        why=_why(names, set(map(bench.archive.name, relevant))),
    )


def allowed(question: Question) -> Filters:
    """The question's filters, with reports after its day left aside."""
    until = min(filter(None, (question.filters.until, question.last_day)), default=None)
    return replace(question.filters, until=until)


def _place(hit: Hit) -> Place:
    return Place(hit.source.report_id, hit.span.start, hit.span.end)


def _why(ranking: Sequence[str], relevant: set[str]) -> str:
    ranks = [f"{r} at {ranking.index(r) + 1}" if r in ranking else f"{r} not in the first {DEPTH}"
             for r in sorted(relevant)]  # fmt: skip
    return "; ".join(ranks)
