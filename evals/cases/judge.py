"""A model's opinion beside the metric's of the same case; where they differ, one is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.results import Verdict
from evals.cases import answers, consistency, drafting
from evals.datasets import Claim, Data, Drafting
from evals.judging import Opinion, prompts
from evals.outcome import Outcome
from evals.schemas import Question
from evals.system import Bench

TASKS = {"answers": prompts.ANSWER, "claims": prompts.CLAIM, "points": prompts.POINT}
_OF = {"answers": "answers", "claims": "consistency", "points": "drafting"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, a claim, or the human key point of this number, from 0, of a drafted report."""

    id: str
    task: str
    case: Question | Claim | Drafting
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the judge is shown, and what the metric says of it; None: there is nothing to judge."""

    blocks: Mapping[str, str]
    ours: bool | None
    group: str
    kind: str
    right: bool | None = None  # by the gold set, where it says


def cases(data: Data, bench: Bench) -> Sequence[Judged]:
    """What `coverage`, the check and `covered` decide, of the suites that the judge is for."""
    found = [
        *(Judged(f"answer {q.id}", "answers", q) for q in data.questions
          if q.answerable and q.answers),
        *(Judged(f"claim {c.id}", "claims", c) for c in consistency.cases(data, bench)),
        *(Judged(f"point {d.id}#{number + 1}", "points", d, number)
          for d in drafting.cases(data, bench)
          for number in range(len(drafting.points_of(bench, d)))),
    ]  # fmt: skip
    if bench.judge is None:
        raise AssistantError("the suite `judge` needs a model: name one with --judge")
    return [one for one in found if _OF[one.task] in bench.judge.suites]


def score(bench: Bench, judged: Judged) -> Outcome:
    """Ask the judge, and hold its opinion to the metric's."""
    shown = _shown(bench, judged)
    if shown.ours is None or bench.judge is None:
        return _outcome(judged, shown, {}, "", "")
    opinion, reply = bench.judge.opinion(TASKS[judged.task], shown.blocks)
    pairs = {
        name: (float(opinion is said), 1.0)
        for name, said in (("refused", Opinion.REFUSED), ("malformed", Opinion.MALFORMED))
    }
    if opinion in {Opinion.REFUSED, Opinion.MALFORMED}:
        return _outcome(judged, shown, pairs, reply, f"the judge's reply is {opinion}")
    yes = float(opinion is Opinion.YES)
    pairs[f"{judged.task}_yes"] = yes, 1.0
    pairs[f"{judged.task}_kappa"] = float(shown.ours), yes
    if shown.right is not None:
        pairs[f"{judged.task}_gold_kappa"] = float(shown.right), yes
    ours = Opinion.YES if shown.ours else Opinion.NO
    why = "" if ours is opinion else f"the metric says {ours}, the judge {opinion}"
    return _outcome(judged, shown, pairs, reply, why)


def _shown(bench: Bench, judged: Judged) -> _Shown:
    if isinstance(judged.case, Question):
        return _answer(bench, judged.case)
    if isinstance(judged.case, Claim):
        return _claim(bench, judged.case)
    return _point(bench, judged.case, judged.number)


def _answer(bench: Bench, question: Question) -> _Shown:
    found = answers.score(bench, question)
    covered = found.pairs.get("coverage")
    blocks = {
        "QUESTION": question.question,
        "RIGHT ANSWERS": "\n".join(question.answers),
        "ANSWER": found.answer,
    }
    ours = None if covered is None else bool(covered[0])
    return _Shown(blocks, ours, question.group, question.kind)


def _claim(bench: Bench, claim: Claim) -> _Shown:
    found, source = consistency.checked(bench, claim)
    if claim.report is not None:
        report = bench.archive.report(claim.report)
        source = "\n".join(span.of(report.text) for span in report.stated)
    return _Shown(
        {"SOURCE": source, "CLAIM": claim.claim},
        found.verdict is Verdict.SUPPORTED,
        claim.group,
        claim.kind,
        bool(claim.label),
    )


def _point(bench: Bench, case: Drafting, number: int) -> _Shown:
    report, draft = drafting.drafted(bench, case)
    bullets = [bullet.point.text for bullet in draft.bullets]
    point = drafting.points_of(bench, case)[number]
    return _Shown(
        {"BULLETS": "\n".join(bullets), "KEY POINT": point},
        drafting.covered(bench, bullets, [point])[0],
        case.group,
        report.kind or "text",
    )


def _outcome(
    judged: Judged, shown: _Shown, pairs: dict[str, tuple[float, float]], reply: str, why: str
) -> Outcome:
    said = "\n\n".join(f"{name}: {text}" for name, text in shown.blocks.items())
    return Outcome(
        suite="judge",
        id=judged.id,
        group=shown.group,
        kind=f"{judged.task}: {shown.kind}",
        pairs=pairs,
        badness=1.0 if f"{judged.task}_yes" in pairs and why else 0.5 * bool(why),
        asked=said,
        answer=reply or "nothing to judge: refused",
        gold="" if shown.ours is None else f"the metric says {'yes' if shown.ours else 'no'}",
        why=why,
    )
