"""How much each word piece of a text matters for what it says."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.embed import Vectors

_FUNCTION_WEIGHT = 0.15
_FUNCTION_WORDS = frozenset(
    """a an the of to in on at by for with from as is are was were be been being and or but that
    which who whom this these those it its he she they them his her their i you we our your my me
    him us do does did has have had there here than then so if when while where what how why also
    just only very more most some any all each other such into about over after before under
    between during up down out off again further s t now""".split()
)
_WORDLIKE = re.compile(r"(?:##)?\w")


def token_weights(pieces: Sequence[str]) -> Vectors:
    """Content words count in full, function words and punctuation little."""
    light = [p in _FUNCTION_WORDS or not _WORDLIKE.match(p) for p in pieces]
    return np.where(light, _FUNCTION_WEIGHT, 1.0).astype(np.float32)
