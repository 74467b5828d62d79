"""Answers: given or refused rightly, and citing what answers."""

from collections.abc import Sequence

from assistant.results import Answer
from evals.cases.passages import cited, listed, place_of
from evals.datasets import Data
from evals.metrics import Place, first_at, overlapping_share, reached_share
from evals.outcome import Outcome
from evals.schemas import Question
from evals.system import Archive, Bench

_PLAIN = str.maketrans("‘’“”", "''\"\"")

Pair = tuple[float, float]


def cases(data: Data, bench: Bench) -> Sequence[Question]:
    """All questions; an answerable one without evidence counts in what needs none."""
    return data.questions


def score(bench: Bench, question: Question) -> Outcome:
    """Ask, and hold the citations to the places that were needed."""
    needed = [bench.archive.place(quote) for quote in question.evidence]
    stale = [bench.archive.place(quote) for quote in question.stale]
    answer = bench.system.ask(question.question, question.filters, question.last_day)
    pairs = _decision(question, answer)
    if question.answerable and answer.answered:
        pairs |= _content(question, answer, needed, stale)
    if answer.citations:
        pairs["exact"] = _exact(bench.archive, answer)
    badness, why = _judged(question, answer, pairs)
    return Outcome(
        suite="answers",
        id=question.id,
        group=question.group,
        kind=question.kind,
        pairs=pairs,
        confidence=answer.confidence,
        badness=badness,
        asked=question.question,
        answer=answer.text,
        passages=cited(bench.archive, answer.citations),
        gold=listed(question.evidence) or "no report answers this",
        why=why,
    )


def _decision(question: Question, answer: Answer) -> dict[str, Pair]:
    refused = float(not answer.answered)
    pairs = {}
    if not answer.answered:
        pairs["refusal_precision"] = (float(not question.answerable), 1.0)
    if question.answerable:
        pairs["answered"] = (1 - refused, 1.0)
    else:
        pairs["refusal_recall"] = (refused, 1.0)
    return pairs


def _content(
    question: Question, answer: Answer, needed: Sequence[Place], stale: Sequence[Place]
) -> dict[str, Pair]:
    places = [place_of(citation) for citation in answer.citations]
    text = _folded(answer.text)
    held = any(_folded(short) in text for short in question.answers)
    pairs = {"coverage": (float(held), 1.0)} if question.answers else {}
    if needed:
        reports = {place.report_id for place in needed}
        elsewhere = sum(place.report_id not in reports for place in places)
        pairs |= {
            "citation_precision": overlapping_share(places, needed),
            "citation_recall": reached_share(places, needed),
            "wrong_report": (float(elsewhere), float(len(places))),
        }
    if stale:
        pairs["stale"] = (float(_is_stale(places, needed, stale)), 1.0)
    return pairs


def _is_stale(places: Sequence[Place], needed: Sequence[Place], stale: Sequence[Place]) -> bool:
    """Whether an older judgement is cited and no newer one before it."""
    old, new = first_at(places, stale), first_at(places, needed)
    return old is not None and (new is None or old < new)


def _exact(archive: Archive, answer: Answer) -> Pair:
    texts = [archive.report(c.source.report_id).text for c in answer.citations]
    exact = [c.span.of(text) == c.quote for c, text in zip(answer.citations, texts, strict=True)]
    return float(sum(exact)), float(len(exact))


def _judged(question: Question, answer: Answer, pairs: dict[str, Pair]) -> tuple[float, str]:
    """How bad the outcome is, and why, for the list of worst cases."""
    if not question.answerable:
        return (1.0, "answered, though no report answers it") if answer.answered else (0.0, "")
    if not answer.answered:
        return 0.9, "refused, though a report answers it"
    if "citation_recall" not in pairs:
        return 0.0, ""
    right, given = pairs["citation_precision"]
    reached, needed = pairs["citation_recall"]
    stale = pairs.get("stale", (0.0, 1.0))[0]
    why = (
        f"{reached:.0f} of {needed:.0f} gold quotes cited, {right:.0f} of {given:.0f} citations fit"
    )
    if stale:
        why += "; an older judgement is given as what holds now"
    precision = right / given if given else 0.0
    return max(stale, 0.85 * (1 - (precision + reached / needed) / 2)), why


def _folded(text: str) -> str:
    return " ".join(text.split()).translate(_PLAIN).casefold()
