"""Who says a sentence of a transcript: the name before a colon that opens the speaker's turn."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.draft.body import BodySentence

SPEAKER = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*\s+){1,5}[^\W\d_a-z][\w.’'-]*(?:\s+\([^()]{1,120}\))?:\s+(?=\w)"
)
"""A name of two words or more, maybe with an office in brackets, and its colon."""

_SHARE = 0.5  # of the paragraphs of a transcript that open with a name


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's name with its colon, and the sentence that it opens."""

    name: str
    opening: BodySentence


def speakers(sentences: Sequence[BodySentence]) -> Mapping[int, str]:
    """The name that a sentence opens with, by the sentence's number.

    Empty where no two speakers take turns: a caption may open with a name and a colon too.
    """
    named = {s.number: _name(m[0]) for s in sentences if (m := SPEAKER.match(s.text))}
    openings = [sentence.number for sentence in sentences if sentence.place == 0]
    opened = [named[number] for number in openings if number in named]
    return named if len(set(opened)) > 1 and len(opened) >= _SHARE * len(openings) else {}


def turns(sentences: Sequence[BodySentence]) -> Mapping[int, Turn]:
    """The turn of each sentence of a transcript by its number, but for those that open one.

    A paragraph that opens with no name may be somebody else's, so that it has none.
    """
    named = speakers(sentences)
    found: dict[int, Turn] = {}
    turn: Turn | None = None
    for sentence in sentences:
        if sentence.number in named:
            turn = Turn(named[sentence.number], sentence)
        elif sentence.place == 0:
            turn = None
        elif turn:
            found[sentence.number] = turn
    return found


def _name(label: str) -> str:
    """The name with its colon, without the office."""
    return re.sub(r"\s+\([^()]*\)(?=:)", "", label).strip()
