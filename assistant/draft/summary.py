"""A summary of 60 to 120 words: what happened first, then what follows from it."""

from collections.abc import Sequence

from assistant.draft.body import BodySentence
from assistant.draft.choose import choose
from assistant.draft.wording import Worded, Wording
from assistant.embed import Vectors
from assistant.lexical import Scores

LEAST_WORDS, MOST_WORDS = 60, 120
_ENOUGH = 90  # words after which no further sentence is looked for


def summarise(
    sentences: Sequence[BodySentence], scores: Scores, vectors: Vectors, word: Wording
) -> list[Worded]:
    """The points of the summary, in the report's order; fewer words where the body has fewer.

    The best sentence of the first paragraph comes in first, since a reader of a summary has
    not read the report; the others are chosen as bullets are.
    """
    chosen: dict[int, Worded] = {}
    length = 0

    def take(number: int) -> bool:
        nonlocal length
        point = word(number)
        if length >= _ENOUGH or not isinstance(point, Worded):
            return False
        words = len(point.text.split())
        if length + words > MOST_WORDS:
            return False
        chosen[number] = point
        length += words
        return True

    opening = [i for i, s in enumerate(sentences) if s.paragraph == sentences[0].paragraph]
    opening.sort(key=lambda i: (-scores[i], i))
    next((i for i in opening if take(i)), None)
    choose(scores, vectors, take, len(sentences), tuple(chosen))
    return [chosen[number] for number in sorted(chosen)]
