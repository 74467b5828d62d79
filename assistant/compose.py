"""Evidence to a cited answer: an engine proposes sentences, this module holds it to them.

An engine gives sentences with the passages that carry them. Each one must stand in its
source to the letter (the embedded engine) to be shown as supported; marks are numbered
1..N in order of first use, and what does not hold is dropped with a reason.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

from assistant.question import Question
from assistant.relevance import Candidate
from assistant.reports.model import Span
from assistant.results import Citation, Claim, Dropped, Source, Verdict

# A number in brackets inside a quote would read as a mark of ours: it is shown in parentheses.
_NOT_A_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of a report: `text == report.text[span.start:span.end]`."""

    source: Source
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that an engine proposes, with the quotes it rests on; score in [0, 1]."""

    text: str
    quotes: tuple[Quote, ...]
    score: float


class Engine(Protocol):
    """Words an answer from candidates; the only thing that differs between engines."""

    @property
    def name(self) -> str:
        """How results and pages name the engine."""

    def propose(self, question: Question, ranked: Sequence[Candidate]) -> list[Sentence]:
        """Sentences of the answer, best first; `ranked` is never empty."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of an answer that composing decides."""

    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]


def compose(proposed: Sequence[Sentence]) -> Composed:
    """The answer of what an engine proposes and its quotes carry, newest report first."""
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    for sentence in proposed:
        if _is_held(sentence):
            kept.append(sentence)
        else:
            dropped.append(Dropped(sentence.text, "not in the passage that it cites"))
    kept.sort(key=lambda sentence: sentence.quotes[0].span)
    return arrange(kept, dropped)


def arrange(kept: Sequence[Sentence], dropped: Sequence[Dropped] = ()) -> Composed:
    """Sentences that their quotes carry as an answer, the newest report first, dates said.

    Sentences on one report keep their order. Marks are numbered here.
    """
    citations: dict[Quote, Citation] = {}
    paragraphs: list[str] = []
    claims: list[Claim] = []
    for source, sentences in groupby(_by_report(kept), key=lambda s: s.quotes[0].source):
        parts = []
        for sentence in sentences:
            numbers = tuple(_number(quote, citations) for quote in sentence.quotes)
            text = " ".join(sentence.text.split())
            claims.append(Claim(text, numbers, Verdict.SUPPORTED, round(sentence.score, 4)))
            shown = _NOT_A_MARK.sub(r"(\1)", text)
            parts.append(f"{shown} {''.join(f'[{n}]' for n in numbers)}")
        paragraphs.append(f"{_opening(source)} {' '.join(parts)}")
    return Composed(
        "\n\n".join(paragraphs), tuple(claims), tuple(citations.values()), tuple(dropped)
    )


def _is_held(sentence: Sentence) -> bool:
    """Whether there are quotes and each of them holds the sentence, white space aside."""
    wanted = " ".join(sentence.text.split())
    held = [wanted in " ".join(quote.text.split()) for quote in sentence.quotes]
    return bool(held) and all(held)


def _by_report(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Newest report first, so that no older judgement reads as the current one."""

    def key(sentence: Sentence) -> tuple[int, str]:
        source = sentence.quotes[0].source
        return -(source.date or date.min).toordinal(), source.report_id

    return sorted(sentences, key=key)


def _number(quote: Quote, citations: dict[Quote, Citation]) -> int:
    if quote not in citations:
        n = len(citations) + 1
        citations[quote] = Citation(n, quote.source, quote.span, quote.text)
    return citations[quote].n


def _opening(source: Source) -> str:
    if source.date is None:
        return "Undated:"
    return f"As of {source.date.day} {source.date:%B %Y}:"
