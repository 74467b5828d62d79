"""Which sentences make up a draft: good ones that together stand for the whole body.

Facility location (Lin and Bilmes, 2011): a body is covered as far as each of its sentences is
like the nearest chosen one, and each choice is the sentence that adds most to that, its own
worth counted in. A theme that many sentences treat is taken before one that few do.
"""

from collections.abc import Callable, Sequence

import numpy as np

from assistant.embed import Vectors
from assistant.lexical import Scores

_WORTH = 0.4  # weight of a sentence's score beside the share of the body that it adds
_SAME = 0.8  # cosine from which on two sentences say the same


def choose(
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
    alike = np.maximum(vectors @ vectors.T, 0)
    whole = max(float(alike.sum(1).mean()), 1e-6)
    left = np.ones(len(scores), np.bool_)
    covered = np.zeros(len(scores), np.float32)
    taken: list[int] = []

    def keep(number: int) -> None:
        nonlocal covered
        left[alike[number] >= _SAME] = False
        covered = np.maximum(covered, alike[number])

    for number in chosen:
        left[number] = False
        keep(number)
    while len(taken) < most and left.any():
        added = (np.maximum(alike, covered).sum(1) - covered.sum()) / whole
        number = int(np.argmax(np.where(left, added + _WORTH * scores, -np.inf)))
        left[number] = False
        if take(number):
            taken.append(number)
            keep(number)
    return taken
