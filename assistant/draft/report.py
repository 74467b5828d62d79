"""A report in, its draft out: rank, choose, word, summarise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.draft.body import BodySentence, body_sentences
from assistant.draft.choose import choose
from assistant.draft.rank import Surroundings, rank
from assistant.draft.summary import summarise
from assistant.draft.turns import turns
from assistant.draft.wording import MOST_WORDS, Held, Worded, Wording, remembered
from assistant.embed import Embedder, Vectors
from assistant.errors import ReportError
from assistant.ground import Checker
from assistant.lexical import Scores
from assistant.reports.model import Report, Span
from assistant.reports.places import canonical
from assistant.reports.subject import kind_and_subject
from assistant.results import (
    Bullet,
    Citation,
    Draft,
    DraftPoint,
    Dropped,
    HouseStyle,
    Source,
    Verdict,
)

BULLETS = 3
"""Bullets of a draft where neither the user nor the archive says otherwise."""

_ALTERNATIVES = 2  # for each bullet
_EVEN_SHARE = 0.5
_STOP = re.compile(r"(?<![A-Z.])\.\Z")  # not that of an initialism


@dataclass(frozen=True, slots=True)
class Past:
    """What the archive knows: its style, and the previous report's passages.

    `previous` has shape (passages, dimensions).
    """

    style: HouseStyle | None
    previous: Vectors | None


def draft_report(
    report: Report,
    embedder: Embedder,
    checker: Checker,
    past: Past,
    *,
    bullets: int | None = None,
    summary: bool = False,
) -> Draft:
    """Draft key points for `report`, as many as the house has, unless `bullets` says how many.

    `related` is left for the caller to look up, once the bullets have their last words, and so is
    the time that all of it took. Raises ReportError when the body has no sentence that can stand
    as a bullet.
    """
    style = past.style
    body = body_sentences(report)
    if not body:
        raise ReportError("the report has no body text to draft from: add its paragraphs")
    source = checker.source(report.text, report.paragraphs)
    held = Held(body, turns(body), checker, source, report.date)
    word = remembered(body, held, min(MOST_WORDS, style.most_words) if style else MOST_WORDS)
    vectors, scores = _ranked(report, body, embedder, past)
    most = bullets or (style.bullets if style else BULLETS)
    chosen, dropped = _chosen(scores, vectors, word, most)
    if not chosen:
        raise ReportError(
            "no sentence of the report's body can stand as a bullet: give it whole sentences"
        )
    others = _alternatives(list(chosen), scores, vectors, word)
    told = summarise(body, scores, vectors, word) if summary else []
    cite = _Citations(report)
    written = [cite.point(point, style) for point in chosen.values()]
    in_full = tuple(cite.point(point) for point in told)
    swaps = [tuple(cite.point(point, style) for point in group) for group in others]
    return Draft(
        title=report.title,
        date=report.date,
        bullets=tuple(map(Bullet, written, swaps)),
        summary=in_full,
        citations=cite.made,
        related=(),
        dropped=dropped,
        style=style,
        key_points=tuple(" ".join(span.of(report.text).split()) for span in report.key_points),
        engine="embedded",
        seconds=0.0,
    )


def _ranked(
    report: Report, body: Sequence[BodySentence], embedder: Embedder, past: Past
) -> tuple[Vectors, Scores]:
    """The vectors and scores of the body's sentences."""
    subject = _subject(report)
    encoded = embedder.encode([*(sentence.text for sentence in body), subject])
    emphasis = _EVEN_SHARE + past.style.judging if past.style else 1.0
    around = Surroundings(
        title=encoded[-1] if subject else None,
        year=report.date.year if report.date else None,
        previous=past.previous,
        emphasis=emphasis,
        style=past.style,
    )
    return encoded[:-1], rank(body, encoded[:-1], around)


def _subject(report: Report) -> str:
    """What the title says beyond kind and place, which every sentence of the report shares."""
    _, subject = kind_and_subject(report.title)
    return "" if canonical(subject) else subject


def _chosen(
    scores: Scores, vectors: Vectors, word: Wording, most: int
) -> tuple[dict[int, Worded], tuple[Dropped, ...]]:
    """The bullets by their sentence, in the report's order, and what was refused on the way."""
    taken: dict[int, Worded] = {}
    dropped: list[Dropped] = []

    def take(number: int) -> bool:
        found = word(number)
        if isinstance(found, Worded):
            taken[number] = found
            return True
        dropped.append(found)
        return False

    choose(scores, vectors, take, most)
    return dict(sorted(taken.items())), tuple(dropped)


def _alternatives(
    chosen: Sequence[int], scores: Scores, vectors: Vectors, word: Wording
) -> list[list[Worded]]:
    """What could stand in each bullet's place: near its theme, good in itself, best first.

    Bullets take turns, so that no sentence is offered twice while there are others.
    """
    offered: dict[int, dict[int, Worded]] = {number: {} for number in chosen}
    taken = set(chosen)
    for number in [*chosen] * _ALTERNATIVES:
        worth = scores + vectors @ vectors[number]
        order = [int(i) for i in np.argsort(-worth, kind="stable") if i not in chosen]
        for other in sorted(order, key=taken.__contains__):
            point = word(other)
            if isinstance(point, Worded) and other not in offered[number]:
                offered[number][other] = point
                taken.add(other)
                break
    return [list(group.values()) for group in offered.values()]


class _Citations:
    """Numbers the quotes of a draft 1..N in order of first use."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._source = Source(
            report_id=report.report_id,
            title=report.title,
            date=report.date,
            place=report.place,
            kind=report.kind,
            path=report.path,
        )
        self._made: dict[Span, Citation] = {}

    @property
    def made(self) -> tuple[Citation, ...]:
        """The citations so far."""
        return tuple(self._made.values())

    def point(self, point: Worded, style: HouseStyle | None = None) -> DraftPoint:
        """The point with its citations, punctuated as the house does."""
        bare = style is not None and style.stopped < _EVEN_SHARE
        return DraftPoint(
            text=_STOP.sub("", point.text) if bare else point.text,
            citations=tuple(self._number(sentence.span) for sentence in point.basis),
            verdict=Verdict.SUPPORTED,
            score=point.score,
            certainty=point.certainty,
        )

    def _number(self, span: Span) -> int:
        if span not in self._made:
            n = len(self._made) + 1
            self._made[span] = Citation(n, self._source, span, span.of(self._report.text))
        return self._made[span].n
