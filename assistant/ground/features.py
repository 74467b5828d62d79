"""What speaks for a claim and against it, as numbers for the grounding model.

All of them compare the claim with the source alone; none depends on where the pair comes
from. Shares lie in [0, 1]; the rest are counts.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from assistant.embed import Vectors
from assistant.ground.align import Alignment
from assistant.ground.source import Passages, Source, numbers_in, words_in
from assistant.lexical import in_order

_NAME = re.compile(r"(?<=\W)[A-Z][\w'’-]+")
_CLOSE = 6  # tokens apart at most, for two of the claim's words to be found together
_OPEN = 0.6  # similarity below which a content token of the claim has no counterpart


def features(claim: str, source: Source, read: Passages, alignment: Alignment) -> dict[str, float]:
    """The features of a claim against the passages it was aligned with."""
    words = words_in(claim)
    return {
        **_carried(alignment),
        **_shared_words(words, read, alignment),
        **_together(read, alignment),
        **_missing(claim, source, read, alignment),
        "rank": float(alignment.rank.max()),
    }


def _carried(alignment: Alignment) -> dict[str, float]:
    """How well the tokens are carried: by anything, and by the evidence with its neighbours."""
    weights = alignment.weights
    content = weights > 0.5 if (weights > 0.5).any() else np.ones_like(weights, bool)
    near = alignment.by_sentence[:, list(alignment.near)].max(1)
    anywhere = alignment.by_sentence.max(1)
    return {
        "carried_all": float((weights * anywhere).sum() / weights.sum()),
        "carried_near": float((weights * near).sum() / weights.sum()),
        "weakest_near": _weakest(near[content]),
        "open_run": float(_longest_run(near[content] < _OPEN)),
    }


def _weakest(nearest: Vectors) -> float:
    """The mean of the worst fifth."""
    return float(np.sort(nearest)[: max(1, len(nearest) // 5)].mean())


def _longest_run(marks: Iterable[bool]) -> int:
    longest = run = 0
    for mark in marks:
        run = run + 1 if mark else 0
        longest = max(longest, run)
    return longest


def _shared_words(words: Sequence[str], read: Passages, alignment: Alignment) -> dict[str, float]:
    """Shares of the claim's words, pairs and triples that the source holds as they stand."""
    everything = [word for sentence in read.sentences for word in sentence.words]
    near = [word for i in alignment.near for word in read.sentences[i].words]
    best = read.sentences[alignment.best].words
    return {
        **{f"grams{n}_near": _share(_runs(words, n), _runs(near, n)) for n in (1, 2, 3)},
        "grams3_all": _share(_runs(words, 3), _runs(everything, 3)),
        "in_order": in_order(words, best) / max(1, len(words)),
    }


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def _share(wanted: set[tuple[str, ...]], there: set[tuple[str, ...]]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _together(read: Passages, alignment: Alignment) -> dict[str, float]:
    """Whether neighbouring words of the claim are found near each other, and in order."""
    content = np.flatnonzero(alignment.weights > 0.5)
    if len(content) < 2:
        return {"together": 1.0, "ordered": 1.0}
    allowed = np.isin(read.sentence_of, alignment.near)
    nearest = np.where(allowed, alignment.similarity, -1).argmax(1)[content]
    steps = np.diff(nearest)
    return {
        "together": float((np.abs(steps) <= _CLOSE).mean()),
        "ordered": float((steps > 0).mean()),
    }


def _missing(claim: str, source: Source, read: Passages, alignment: Alignment) -> dict[str, float]:
    """Numbers and names of the claim that the source, or its evidence, does not hold."""
    near = " ".join(read.sentences[i].span.of(source.text) for i in alignment.near)
    numbers = numbers_in(claim)
    names = {name.removesuffix("'s").removesuffix("’s").lower() for name in _NAME.findall(claim)}
    near_lowered = near.lower()
    return {
        "numbers_missing": float(len(numbers - source.numbers)),
        "numbers_not_near": float(len(numbers - numbers_in(near))),
        "names_missing": float(sum(name not in source.lowered for name in names)),
        "names_not_near": float(sum(name not in near_lowered for name in names)),
    }
