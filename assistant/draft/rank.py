"""How much each sentence of a body carries the judgement of its report.

Forward-looking and estimative language, centrality, position, the link to the title and
novelty against the previous report on the place, added up. How much position counts is read
off the form of the text (see `form`): news puts the main thing first. In talk a sentence that
says more than a few words is worth more. The weights were set by hand; docs/drafting.md says on
what.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.certainty import EstimateKind, find_estimates
from assistant.draft.body import BodySentence
from assistant.draft.form import FIRST_PERSON, form_of
from assistant.draft.refer import is_known, resolve
from assistant.draft.shorten import opened
from assistant.draft.tense import leads_with_it, looks_to_come
from assistant.embed import Vectors
from assistant.lexical import Scores
from assistant.results import HouseStyle

_CENTRAL = 1.0
_OUTLOOK = 1.0
_MANNER = 0.5  # what it counts to be in the house's tense, and to lead with the judgement
_LEAD = 30.0
_OPENS = 0.15  # the first sentence of a paragraph
_TITLE = 1.0
_NOVEL = 0.3
_BACKGROUND = 0.5
_ASIDE = 0.6
_SHORT = 1.0
_PROCEDURAL = 1.0
_UNNAMED = 1.0
_FULL = 2.0

_FULL_OUTLOOK = 0.15  # share of sentences that look ahead where doing so is what the text is for
_LEAD_SENTENCES = 4.0  # at which the weight of the opening has fallen to 1/e
_FEW_WORDS, _MANY_WORDS = 10, 30
_WORTH = {
    EstimateKind.LIKELIHOOD: 1.0,
    EstimateKind.EXPECTATION: 1.0,
    EstimateKind.POSSIBILITY: 0.8,
    EstimateKind.MODAL: 0.7,
    EstimateKind.INTENT: 0.5,
}
_PERFECT = re.compile(
    r"\b(?:will|would|may|might|could|must)\s+(?:\w+\s+)?have\s+"
    r"\w+(?:ed|en|wn|st|nt|ght|ne|de|ld)\b"
)
_OTHERS = re.compile(
    r"\b(?:said|says|warned|argued?|argues|claimed|claims|promised|according to)\b"
)
# What the house once judged is history, however it was hedged.
_ONCE = re.compile(
    r"\b(?:we|which we)\s+(?:had\s+|once\s+|also\s+)?(?:thought|judged|expected|foresaw|foreseen|"
    r"said|wrote|forecast|gave|assessed|predicted|saw|called|were\s+(?:wrong|right|too)|"
    r"did\s+not\s+(?:foresee|expect|see))\b|\bour\s+(?:\w+\s+){0,3}"
    r"(?:forecasts?|judgements?|expectations?|views?|assessments?|notes?)\b",
    re.IGNORECASE,
)
_OF_OTHERS = 0.5  # what another's judgement counts beside the house's own
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_EXAMPLE = re.compile(r"(?:For (?:instance|example)|In the past|Previously|Historically)\b")
_QUOTED = re.compile(r"[“\"‘](?=\w)")

# What a chair says to lead through a meeting.
_PROCEDURE = re.compile(
    r"\b(?:move|moving|go|going|turn|come|coming)\s+(?:(?:on|back|now|then|straight)\s+)*to\s+"
    r"(?:some|the\s+next|questions?|talk|group|items?|next|a\s+question|[\w’'-]+[’']s?\s+questions?)\b|"
    r"\bquestions?\s+(?:now\s+)?from\b|\bthank\s+you\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a body is ranked against: its title, year and the previous report's passages.

    `title` has shape (dimensions,), `previous` (passages, dimensions), of length 1 each;
    `emphasis` scales what estimative language counts, 1 for a house without a style.
    """

    title: Vectors | None
    year: int | None
    previous: Vectors | None
    emphasis: float
    style: HouseStyle | None


def looks_ahead(text: str) -> float:
    """How far a sentence makes a judgement: 1 for a stated likelihood, 0 for none."""
    if _ONCE.search(text):
        return 0.0
    looking_back = [match.start() for match in _PERFECT.finditer(text)]
    worths = (
        _WORTH.get(estimate.kind, 0.0)
        for estimate in find_estimates(text)
        if estimate.span.start not in looking_back
    )
    return max(worths, default=0.0) * (_OF_OTHERS if _OTHERS.search(text) else 1.0)


def rank(sentences: Sequence[BodySentence], vectors: Vectors, around: Surroundings) -> Scores:
    """The score of each sentence; `vectors[i]` is the vector of `sentences[i]`."""
    outlook = np.array([looks_ahead(s.text) for s in sentences], np.float32)
    share = float((outlook == 1).mean())
    form = form_of(sentences, share)
    number = np.arange(len(sentences))
    score = _CENTRAL * _spread(vectors @ _unit(vectors.mean(0)))
    if around.style:
        score += _MANNER * _manner(sentences, around.style)
    if form.is_talk:
        score += _FULL * np.array([min(1.0, s.words / _MANY_WORDS) for s in sentences], np.float32)
    else:
        score += _OUTLOOK * around.emphasis * min(1.0, share / _FULL_OUTLOOK) * outlook
        score += _LEAD * form.news * np.exp(-number / _LEAD_SENTENCES)
        score += _OPENS * np.array([s.place == 0 for s in sentences], np.float32)
    if around.title is not None:
        score += _TITLE * _spread(vectors @ around.title)
    if around.previous is not None and len(around.previous):
        score += _NOVEL * _spread(-(vectors @ around.previous.T).max(1))
    score -= np.array([_faults(s.text, around.year) for s in sentences], np.float32)
    score -= _UNNAMED * np.array([_is_unnamed(s, sentences) for s in sentences], np.float32)
    return np.asarray(score, np.float32)


def _manner(sentences: Sequence[BodySentence], style: HouseStyle) -> Vectors:
    """How far each sentence is in the house's manner: what is to come, said at once."""
    ahead = np.array([looks_to_come(s.text) for s in sentences], np.float32)
    leads = np.array([leads_with_it(s.text) for s in sentences], np.float32)
    return np.asarray((style.ahead * ahead + style.leading * leads) / 2, np.float32)


def _is_unnamed(sentence: BodySentence, sentences: Sequence[BodySentence]) -> bool:
    """Whether it opens with "The court" and the body has not said which."""
    text = opened(sentence.text)
    return not is_known(sentence, text, sentences) and not resolve(sentence, text, sentences)


def _faults(text: str, year: int | None) -> float:
    """What speaks against a sentence by itself."""
    years = [int(found) for found in _YEAR.findall(text)]
    old = bool(years) and year is not None and max(years) < year - 1
    aside = bool(FIRST_PERSON.search(text)) + bool(_QUOTED.search(text))
    return (
        _BACKGROUND * (old or bool(_EXAMPLE.match(text) or _ONCE.search(text)))
        + _ASIDE * aside
        + _PROCEDURAL * bool(_PROCEDURE.search(text))
        + _SHORT * max(0.0, 1 - len(text.split()) / _FEW_WORDS)
    )


def _spread(values: Vectors) -> Vectors:
    """Values as standard deviations from their mean, halved and kept within [-1, 1]."""
    deviation = float(values.std())
    if deviation < 1e-6:
        return np.zeros_like(values)
    return np.asarray(np.clip((values - values.mean()) / (2 * deviation), -1, 1), np.float32)


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-6)
