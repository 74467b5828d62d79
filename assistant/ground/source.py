"""A source made ready for checking claims: sentences, their words, and their tokens' vectors.

The source is cut into windows of whole sentences that fit the encoder. Of a long source only
the windows that share the claim's telling words are read, so that a claim costs the same
against a book as against a report; windows that have been read are kept.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.embed import TokenEncoder, TokenVectors, Vectors
from assistant.ground.weights import token_weights
from assistant.lexical import terms
from assistant.reports.model import Span
from assistant.sentences import sentence_spans

WINDOW = 900
"""Characters of a window: about 200 tokens, inside the model's 256."""

_MOST_WINDOWS = 12  # read for one claim
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the source (or a piece of one too long for a window)."""

    span: Span
    words: tuple[str, ...]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passages:
    """Windows of a source, read: `n` sentences with `t` tokens in all.

    `sentence_of` gives each token's index in `sentences` and never falls, `starts` where it
    begins in the source, `weights` how much it matters; `vectors` has shape (t, dimensions),
    `means` (n, dimensions); all rows have length 1.
    """

    sentences: tuple[Sentence, ...]
    sentence_of: NDArray[np.int64]
    starts: NDArray[np.int64]
    weights: Vectors
    vectors: Vectors
    means: Vectors


class Source:
    """A text against which claims are checked."""

    def __init__(
        self, text: str, encoder: TokenEncoder, within: Sequence[Span] | None = None
    ) -> None:
        """Cut `text`, or only its parts `within`, into sentences and windows."""
        self.text = text
        self.lowered = text.lower()
        self.numbers = numbers_in(text)
        self._encoder = encoder
        parts = within if within is not None else [Span(0, len(text))]
        self._windows = _windows([s for part in parts for s in _sentences(text, part)])
        stems = [frozenset().union(*(s.stems for s in window)) for window in self._windows]
        seen = Counter(stem for window in stems for stem in window)
        self._stems = stems
        self._idf = {stem: math.log(1 + len(stems) / n) for stem, n in seen.items()}
        self._read: dict[int, Passages] = {}

    def passages(self, claim: str) -> Passages | None:
        """The windows to check `claim` against, in their order; None for an empty source."""
        chosen = self._choose(claim)
        unread = [i for i in chosen if i not in self._read]
        encoded = self._encoder.encode_tokens([self._text_of(i) for i in unread])
        for i, tokens in zip(unread, encoded, strict=True):
            weights = token_weights(self._encoder.token_texts(tokens.ids))
            self._read[i] = _passages(self._windows[i], tokens, weights)
        return _joined([self._read[i] for i in chosen]) if chosen else None

    def _choose(self, claim: str) -> list[int]:
        if len(self._windows) <= _MOST_WINDOWS:
            return list(range(len(self._windows)))
        asked = frozenset(terms(claim))
        worth = [sum(self._idf[stem] for stem in asked & stems) for stems in self._stems]
        best = sorted(range(len(worth)), key=lambda i: (-worth[i], i))[:_MOST_WINDOWS]
        return sorted(best)

    def _text_of(self, window: int) -> str:
        sentences = self._windows[window]
        return self.text[sentences[0].span.start : sentences[-1].span.end]


def words_in(text: str) -> tuple[str, ...]:
    """The words in lower case, as they stand."""
    return tuple(_WORD.findall(text.lower()))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers written in figures, without the marks that part thousands."""
    return frozenset(found.rstrip(".,").replace(",", "") for found in _NUMBER.findall(text))


def _sentences(text: str, within: Span) -> list[Sentence]:
    found: list[Sentence] = []
    for line in re.finditer(r"[^\n]+", within.of(text)):
        start = within.start + line.start()
        for span in sentence_spans(text, Span(start, start + len(line[0]))):
            found.extend(_sentence(text, piece) for piece in _pieces(text, span))
    return found


def _sentence(text: str, span: Span) -> Sentence:
    return Sentence(span, words_in(span.of(text)), frozenset(terms(span.of(text))))


def _pieces(text: str, span: Span) -> list[Span]:
    """A sentence longer than a window, cut at spaces."""
    cuts = [span.start]
    while span.end - cuts[-1] > WINDOW:
        space = text.rfind(" ", cuts[-1] + WINDOW // 2, cuts[-1] + WINDOW)
        cuts.append(space + 1 if space > 0 else cuts[-1] + WINDOW)
    return [Span(start, end) for start, end in pairwise([*cuts, span.end])]


def _windows(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    windows: list[list[Sentence]] = []
    for sentence in sentences:
        if windows and sentence.span.end - windows[-1][0].span.start <= WINDOW:
            windows[-1].append(sentence)
        else:
            windows.append([sentence])
    return windows


def _passages(window: list[Sentence], tokens: TokenVectors, weights: Vectors) -> Passages:
    starts = np.array(tokens.starts, np.int64) + window[0].span.start
    bounds = np.array([sentence.span.start for sentence in window])
    places = np.searchsorted(bounds, starts, side="right") - 1
    means = np.zeros((len(window), tokens.vectors.shape[1]), np.float32)
    np.add.at(means, places, tokens.vectors)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
    return Passages(tuple(window), places, starts, weights, tokens.vectors, means)


def _joined(parts: Sequence[Passages]) -> Passages:
    offsets = np.cumsum([0, *(len(part.sentences) for part in parts)])
    return Passages(
        tuple(sentence for part in parts for sentence in part.sentences),
        np.concatenate([p.sentence_of + o for p, o in zip(parts, offsets, strict=False)]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.vectors for part in parts]),
        np.concatenate([part.means for part in parts]),
    )
