"""Which sentences of the evidence answer the question, not merely resemble it.

Each sentence of the best passages is measured against what the question asks for: its
words by their weight, its names, the places and dates that it names, and the kind of thing
that would be an answer. Demands of place and date must be met by the sentence, its passage
or its report; a sentence about another year is no answer, however similar.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.chunks import Chunk, Section
from assistant.lexical import terms
from assistant.question import Question, Wants
from assistant.reports.dates import find_dates
from assistant.reports.model import Span
from assistant.reports.places import covers, find_places
from assistant.retrieve import Evidence

PASSAGES = 10
"""Passages whose sentences are looked at."""

_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|half|third)\b")
_CAPITALISED = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z\u00c0-\u00de][\w'\u2019-]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what speaks for it; all measures lie in [0, 1].

    `words`: the share of the question's subject, by idf, that the sentence says; `context`:
    the same for sentence, neighbours and header together; `pairs`: the share of the
    subject's word pairs that stand close together in the sentence; `names`: the share of
    the question's names found in the context; `place` and `day`: how far the demands of
    place and date are met (1 when there is none); `kind`: whether it holds the kind of
    thing asked for; `dense`: cosine of question and passage; `standing`: 1 for the best
    passage, falling with rank.
    """

    evidence: Evidence
    span: Span
    text: str
    words: float
    context: float
    pairs: float
    names: float
    place: float
    day: float
    kind: float
    dense: float
    standing: float
    score: float


def candidates(
    question: Question, evidence: Sequence[Evidence], idf: Callable[[str], float]
) -> list[Candidate]:
    """The sentences of the best passages, best first; ties by report and place in the text."""
    subject = _Subject(question, idf)
    found = [
        candidate
        for rank, item in enumerate(evidence[:PASSAGES])
        for candidate in _of_passage(subject, item, rank)
    ]
    key = lambda c: (-c.score, c.evidence.chunk.report_id, c.span)  # noqa: E731
    return sorted(found, key=key)


class _Subject:
    """The question prepared for comparison with many sentences."""

    def __init__(self, question: Question, idf: Callable[[str], float]) -> None:
        self.question = question
        words = terms(question.subject) or terms(question.text)
        self.sequence = words
        self.weights = {word: idf(word) for word in words}
        self.total = sum(self.weights.values())
        self.names = {word for name in question.names for word in terms(name)}
        self.asked = set(terms(question.text))

    def share(self, words: Iterable[str]) -> float:
        """The share of the subject, by idf, that `words` say."""
        there = set(words)
        said = sum(weight for word, weight in self.weights.items() if word in there)
        return said / self.total if self.total else 0.0

    def pairs(self, words: Sequence[str]) -> float:
        """The share of the subject's neighbouring word pairs within four words there."""
        wanted = list(zip(self.sequence, self.sequence[1:], strict=False))
        if not wanted:
            return self.share(words)
        at: dict[str, list[int]] = {}
        for position, word in enumerate(words):
            at.setdefault(word, []).append(position)
        near = sum(
            any(abs(i - j) <= 4 for i in at.get(a, ()) for j in at.get(b, ())) for a, b in wanted
        )
        return near / len(wanted)


def _of_passage(subject: _Subject, item: Evidence, rank: int) -> list[Candidate]:
    chunk = item.chunk
    texts = [Span(s.start - chunk.span.start, s.end - chunk.span.start).of(chunk.text)
             for s in chunk.sentences]  # fmt: skip
    words = [terms(text) for text in texts]
    header = terms(chunk.header)
    whole = [*header, *(word for sentence in words for word in sentence)]
    names = _share(subject.names, whole)
    place = _place(subject.question, item)
    found = []
    for i, (span, text) in enumerate(zip(chunk.sentences, texts, strict=True)):
        near = [*header, *(word for sentence in words[max(0, i - 1) : i + 2] for word in sentence)]
        measures = {
            "words": subject.share(words[i]),
            "context": subject.share(near),
            "pairs": subject.pairs(words[i]),
            "names": names,
            "place": place,
            "day": _day(subject.question, text, item.source.date),
            "kind": _kind(subject, text),
            "dense": max(0.0, item.dense),
            "standing": 1 / (1 + 0.15 * rank),
        }
        score = _score(measures) * _form(text, words[i], chunk)
        found.append(Candidate(item, span, text, **measures, score=score))
    return found


def _score(m: dict[str, float]) -> float:
    """How well a sentence answers, in [0, 1]: what it says, gated by place and date."""
    said = (
        0.34 * m["words"] + 0.16 * m["context"] + 0.10 * m["pairs"] + 0.08 * m["names"]
        + 0.08 * m["kind"] + 0.14 * m["dense"] + 0.10 * m["standing"]
    )  # fmt: skip
    return said * (0.25 + 0.75 * m["place"]) * (0.25 + 0.75 * m["day"])


def _form(text: str, words: Sequence[str], chunk: Chunk) -> float:
    """Questions and scraps answer nothing, however many words they share."""
    if text.rstrip().endswith("?"):
        return 0.4
    if len(words) < 4 and chunk.section is not Section.KEY_POINTS:
        return 0.5
    return 1.0


def _share(wanted: set[str], words: Iterable[str]) -> float:
    return len(wanted & set(words)) / len(wanted) if wanted else 1.0


def _place(question: Question, item: Evidence) -> float:
    """The share of the question's places that the passage or its report is about."""
    if not question.places:
        return 1.0
    named = {found.name for found in find_places(f"{item.chunk.header}\n{item.chunk.text}")}
    if item.source.place:
        named.add(item.source.place)
    met = sum(any(covers(place, other) for other in named) for place in question.places)
    return met / len(question.places)


def _day(question: Question, text: str, reported: date | None) -> float:
    """Whether the sentence speaks of the time asked about: by its own dates, else its report's."""
    if question.interval is None:
        return 1.0
    first, last = question.interval
    said = find_dates(text)
    if any(found.start <= last and found.end >= first for found in said):
        return 1.0
    if reported is not None and first <= reported <= last:
        return 0.9
    return 0.0 if said or reported is not None else 0.4


def _kind(subject: _Subject, text: str) -> float:
    """Whether the sentence holds the kind of thing asked for, beyond the question's words."""
    wants = subject.question.wants
    if wants is Wants.NUMBER:
        return float(bool(_NUMBER.search(text)))
    if wants is Wants.DATE:
        return float(bool(find_dates(text)))
    if wants is Wants.OTHER:
        return 1.0
    new = [name for name in _CAPITALISED.findall(text) if not set(terms(name)) <= subject.asked]
    return float(bool(new))
