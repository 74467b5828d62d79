"""Whether two passages say the same, so that a search need show only one of them.

Most of their words being shared is not enough: what a reader relies on may hang on one
word. Passages count as the same only if their figures, dates, negations and words of
certainty agree too, in the same order.
"""

import re
from dataclasses import dataclass

_SHINGLE = 3
_SHARED = 0.8  # Jaccard of the shingles
_DECISIVE = re.compile(
    r"\d[\d.,]*(?<![.,])|\b(?:"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|trillions?|half|twice|first|second|third|"
    r"january|february|march|april|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"not?|cannot|\w+n['\u2019]t|never|none|nobody|nothing|neither|nor|without|"
    r"may|might|can|could|will|would|shall|should|must|"
    r"(?:un)?likely|(?:im)?probabl[ey]|(?:im)?possibl[ey]|(?:im)?possibility|perhaps|maybe|"
    r"(?:un)?certain(?:ly|ty)?|almost|nearly|hardly|doubt(?:ful)?|apparently|reportedly|allegedly|"
    r"expect(?:s|ed)?|risks?|chances?"
    r")\b"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What two passages are compared by."""

    shingles: frozenset[tuple[str, ...]]  # runs of three words; all words if there are fewer
    decisive: tuple[str, ...]  # figures, dates, negations and words of certainty, in order


def wording_of(text: str) -> Wording:
    """The wording of `text`, without regard to case and white space."""
    text = text.casefold()
    words = re.findall(r"\w+", text)
    runs = [tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))]
    return Wording(frozenset(runs), tuple(_DECISIVE.findall(text)))


def are_same(first: Wording, second: Wording) -> bool:
    """Whether one says what both do, so that nothing is lost by leaving the other out."""
    if first.decisive != second.decisive:
        return False
    small, large = sorted((len(first.shingles), len(second.shingles)))
    if small < _SHARED * large:
        return False
    shared = len(first.shingles & second.shingles)
    return shared >= _SHARED * (len(first.shingles) + len(second.shingles) - shared)
