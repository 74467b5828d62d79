"""A sentence of the body worded as a point of the draft, and checked at every edit.

An edit stays only while the body still supports the wording and its certainty is what it
was; otherwise it is undone. A sentence that cannot be had that way is dropped, with a reason.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.certainty import certainty_drift, find_estimates
from assistant.draft.body import BodySentence
from assistant.draft.estimate import certainty_of
from assistant.draft.refer import is_known, resolve
from assistant.draft.shorten import opened, shorter, slimmed, stopped
from assistant.draft.standing import POINTS_BACK, fault_in
from assistant.draft.turns import Turn
from assistant.ground import Checker, Source, judge_together
from assistant.results import Dropped, Verdict

MOST_WORDS = 30
"""Words of a bullet at most."""

_MOST_TRIED = 3  # wordings of one sentence that are checked
_TOO_LONG = f"longer than {MOST_WORDS} words, and cannot be cut without loss"
_NOT_SUPPORTED = "the check does not find it supported by the body"


@dataclass(frozen=True, slots=True)
class Worded:
    """A point of a draft: a whole sentence, and the body's sentences that carry it."""

    text: str
    basis: tuple[BodySentence, ...]
    score: float
    certainty: str


@dataclass(frozen=True, slots=True)
class Held:
    """The body that wordings are held to, with its turns; `reported` is the report's date."""

    body: tuple[BodySentence, ...]
    turns: Mapping[int, Turn]
    checker: Checker
    source: Source
    reported: date | None

    def support(self, text: str) -> float | None:
        """How well the body supports `text`, in [0, 1]; None where the check finds it does not."""
        checked = judge_together(self.checker.check(self.source, text, self.reported))
        return checked.score if checked.verdict is Verdict.SUPPORTED else None


def worded(sentence: BodySentence, held: Held, wanted: int) -> Worded | Dropped:
    """`sentence` as a point of `wanted` words or, failing that, of at most MOST_WORDS."""
    whole = stopped(sentence.text)
    plain = _edited(whole, opened(whole), sentence.text)
    slim = plain
    for cut in slimmed(plain):
        slim = _edited(slim, cut, sentence.text)
    slim = _edited(slim, opened(slim), sentence.text)
    found = _standing(sentence, slim, held, wanted)
    if isinstance(found, Dropped) and found.reason == _NOT_SUPPORTED and slim != plain:
        return _standing(sentence, plain, held, wanted)
    return found


def keeps_certainty(wording: str, text: str) -> bool:
    """Whether a wording has the very estimates of `text` and drifts from none of them."""
    return _estimates(wording) == _estimates(text) and not certainty_drift(wording, text)


def _estimates(text: str) -> list[tuple[str, str]]:
    return [(estimate.key, estimate.text.casefold()) for estimate in find_estimates(text)]


def _edited(before: str, after: str, original: str) -> str:
    return after if after == before or keeps_certainty(after, original) else before


def _standing(sentence: BodySentence, text: str, held: Held, wanted: int) -> Worded | Dropped:
    """A wording as a point, what its head points to named; dropped if it cannot stand alone."""
    basis: tuple[BodySentence, ...] = (sentence,)
    fault = fault_in(text)
    if fault == POINTS_BACK or (fault is None and not is_known(sentence, text, held.body)):
        resolved = resolve(sentence, text, held.body)
        if resolved is not None and keeps_certainty(resolved.text, sentence.text):
            text, basis, fault = resolved.text, resolved.basis, fault_in(resolved.text)
    if fault:
        return Dropped(sentence.text, fault)
    point = _fitted(sentence, text, basis, held, wanted)
    return _told(point, held.turns.get(sentence.number), held)


def _told(point: Worded | Dropped, turn: Turn | None, held: Held) -> Worded | Dropped:
    """The point with its speaker's name before it, where a transcript gives one and there is room.

    Nothing is cut for the name: who says it stands in the sentence cited beside it.
    """
    if turn is None or isinstance(point, Dropped):
        return point
    text = f"{turn.name} {point.text}"
    score = held.support(text) if len(text.split()) <= MOST_WORDS else None
    if score is None:
        return point
    return Worded(text, (turn.opening, *point.basis), score, point.certainty)


def _fitted(
    sentence: BodySentence,
    text: str,
    basis: tuple[BodySentence, ...],
    held: Held,
    wanted: int,
) -> Worded | Dropped:
    """The first supported wording of those that fit, the least cut first."""
    fitting = [text] if len(text.split()) <= wanted else _cuts(text, wanted, sentence.text)
    if not fitting and wanted < MOST_WORDS:
        fitting = (
            [text] if len(text.split()) <= MOST_WORDS else _cuts(text, MOST_WORDS, sentence.text)
        )
    if not fitting:
        return Dropped(sentence.text, _TOO_LONG)
    for wording in fitting:
        score = held.support(wording)
        if score is not None:
            return Worded(wording, basis, score, certainty_of(wording))
    return Dropped(sentence.text, _NOT_SUPPORTED)


def _cuts(text: str, most: int, original: str) -> list[str]:
    """Shorter wordings that are as sure as the sentence and have no estimate of their own."""
    return [
        wording
        for wording in shorter(text, most, freely=most == MOST_WORDS)
        if certainty_of(wording) == certainty_of(original)
        and set(_estimates(wording)) <= set(_estimates(original))
        and not certainty_drift(wording, original)
        and fault_in(wording) is None
    ][:_MOST_TRIED]


Wording = Callable[[int], Worded | Dropped]
"""The sentence of a number as a point, or why it cannot be one."""


def remembered(sentences: Sequence[BodySentence], held: Held, wanted: int) -> Wording:
    """The wording of each sentence, made when it is first asked for."""
    made: dict[int, Worded | Dropped] = {}

    def word(number: int) -> Worded | Dropped:
        if number not in made:
            made[number] = worded(sentences[number], held, wanted)
        return made[number]

    return word
