"""Which sentences of the evidence answer the question, not merely resemble it.

Each sentence of the best passages is measured against what the question asks for: its
words by their weight, its names, the places and times that it names, and the kind of thing
that would be an answer. The best few are then compared with the question by the embedding
model, each alone and not as part of its passage: that tells an act from another act of the
same person. A logistic model makes of these measures the probability that a sentence
answers. scripts/fit_abstention.py fits its weights; docs/abstention.md says how well it does.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from assistant.demands import day_met, kind_met, place_met
from assistant.lexical import terms
from assistant.question import Question
from assistant.reports.model import Span
from assistant.retrieve import Evidence

PASSAGES = 10
"""Passages whose sentences are looked at."""

COMPARED = 4
"""Sentences that the embedding model compares with the question."""

EXCERPT = 200
"""Characters of a sentence that it reads: reading is most of what an answer costs."""

_FEWEST_WORDS = 2

Cosines = Callable[[Sequence[str]], Sequence[float]]
"""The cosine of the question to each of some texts."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What speaks for a sentence as an answer; all lie in [0, 1].

    `words`: the share of the question's subject, by idf, that the sentence says. `act` and
    `names`: the shares of the question's other words and of its names that it, its
    neighbours and the header say. `place` and `day`: how far the demands of place and time
    are met (1 when there is none). `kind`: whether it holds the kind of thing asked for.
    `passage`: cosine of question and passage. `standing`: 1 for the best passage, falling
    with rank. `sentence`: cosine of question and sentence, 0 for those not compared.
    """

    words: float
    act: float
    names: float
    place: float
    day: float
    kind: float
    passage: float
    standing: float
    sentence: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what speaks for it.

    `score` is the probability that it answers; only sentences that were compared with the
    question have one above that of a sentence which has nothing to do with it.
    """

    evidence: Evidence
    span: Span
    text: str
    measures: Measures
    score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model: weights of the measures, by name.

    `first` orders all sentences, to choose those that are compared; `answers` and `bias`
    give the log odds that a compared sentence answers; `threshold` is the probability from
    which on the archive is taken to answer.
    """

    first: Mapping[str, float]
    answers: Mapping[str, float]
    bias: float
    threshold: float


@cache
def weights() -> Weights:
    """The weights that come with the program."""
    text = files(__package__).joinpath("relevance.json").read_text("utf-8")
    return Weights(**json.loads(text))


def candidates(
    question: Question,
    evidence: Sequence[Evidence],
    idf: Callable[[str], float],
    cosines: Cosines,
) -> list[Candidate]:
    """The sentences of the best passages, best first; ties by report and place in the text."""
    found = measured(question, evidence, idf)
    compared = [
        _scored(replace(one, measures=replace(one.measures, sentence=max(0.0, cosine))))
        for one, cosine in zip(found, cosines(excerpts(found[:COMPARED])), strict=False)
    ]
    rest = [_scored(one) for one in found[COMPARED:]]
    return [*sorted(compared, key=_best_first), *rest]


def measured(
    question: Question, evidence: Sequence[Evidence], idf: Callable[[str], float]
) -> list[Candidate]:
    """The sentences of the best passages by all measures but `sentence`, best first."""
    subject = _Subject(question, idf)
    found = [
        candidate
        for rank, item in enumerate(evidence[:PASSAGES])
        for candidate in _of_passage(subject, item, rank)
    ]
    return sorted(found, key=_best_first)


def excerpts(found: Sequence[Candidate]) -> list[str]:
    """What the embedding model reads of some sentences."""
    return [" ".join(candidate.text.split())[:EXCERPT] for candidate in found]


def _best_first(candidate: Candidate) -> tuple[float, str, Span]:
    return -candidate.score, candidate.evidence.chunk.report_id, candidate.span


class _Subject:
    """The question prepared for comparison with many sentences: its words with their idf."""

    def __init__(self, question: Question, idf: Callable[[str], float]) -> None:
        self.question = question
        self.words = {word: idf(word) for word in terms(question.subject) or terms(question.text)}
        self.names = {word: idf(word) for name in question.names for word in terms(name)}
        self.act = {word: idf for word, idf in self.words.items() if word not in self.names}


def _of_passage(subject: _Subject, item: Evidence, rank: int) -> list[Candidate]:
    chunk = item.chunk
    texts = [Span(s.start - chunk.span.start, s.end - chunk.span.start).of(chunk.text)
             for s in chunk.sentences]  # fmt: skip
    words = [terms(text) for text in texts]
    header = terms(chunk.header)
    place = place_met(subject.question, item)
    found = []
    for i, (span, text) in enumerate(zip(chunk.sentences, texts, strict=True)):
        if len(words[i]) < _FEWEST_WORDS or text.endswith("?"):
            continue  # a scrap or a question answers nothing, however many words it shares
        near = slice(max(0, i - 1), i + 2)
        around = {*header, *(word for sentence in words[near] for word in sentence)}
        measures = Measures(
            words=_share(subject.words, words[i]),
            act=_share(subject.act, around),
            names=_share(subject.names, around),
            place=place,
            day=day_met(subject.question, text, " ".join(texts[near]), item.source.date),
            kind=kind_met(subject.question, text),
            passage=max(0.0, item.dense),
            standing=1 / (1 + 0.15 * rank),
        )
        found.append(Candidate(item, span, text, measures, _sum(weights().first, measures)))
    return found


def _share(wanted: Mapping[str, float], words: Iterable[str]) -> float:
    """The share of what is wanted, by weight, that `words` say; 1 when nothing is wanted."""
    total = sum(wanted.values())
    there = set(words)
    return sum(weight for word, weight in wanted.items() if word in there) / total if total else 1.0


def _sum(weighed: Mapping[str, float], measures: Measures) -> float:
    return sum(weight * float(getattr(measures, name)) for name, weight in weighed.items())


def _scored(candidate: Candidate) -> Candidate:
    odds = _sum(weights().answers, candidate.measures) + weights().bias
    return replace(candidate, score=round(1 / (1 + math.exp(-odds)), 4))
