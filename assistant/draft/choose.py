"""Which sentences make up a draft: the best ones that say different things.

Maximal marginal relevance (Carbonell and Goldstein, 1998): each choice is the best sentence
less what it repeats of those chosen before, so that the set covers the report's themes.
"""

from collections.abc import Callable, Sequence

import numpy as np

from assistant.draft.body import BodySentence
from assistant.embed import Vectors
from assistant.lexical import Scores

_REPEATS = 1.0  # weight of the cosine to what is chosen
_SAME_PARAGRAPH = 0.25
_SAME = 0.8  # cosine from which on two sentences say the same


def choose(
    sentences: Sequence[BodySentence],
    scores: Scores,
    vectors: Vectors,
    take: Callable[[int], bool],
    most: int,
    chosen: Sequence[int] = (),
) -> list[int]:
    """Numbers of up to `most` further sentences besides `chosen`, best first.

    `take` says of a sentence whether it can be had; it is asked in the order of choice and
    at most once of each. Ties go to the earlier sentence.
    """
    paragraphs = np.array([s.paragraph for s in sentences])
    left = np.ones(len(sentences), np.bool_)
    penalty = np.zeros(len(sentences), np.float32)
    taken: list[int] = []

    def keep(number: int) -> None:
        nonlocal penalty
        alike = vectors @ vectors[number]
        left[alike >= _SAME] = False
        repeats = _REPEATS * alike + _SAME_PARAGRAPH * (paragraphs == paragraphs[number])
        penalty = np.maximum(penalty, repeats)

    for number in chosen:
        left[number] = False
        keep(number)
    while len(taken) < most and left.any():
        number = int(np.argmax(np.where(left, scores - penalty, -np.inf)))
        left[number] = False
        if take(number):
            taken.append(number)
            keep(number)
    return taken
