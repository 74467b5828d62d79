"""The lexical side of retrieval: words as index terms, and BM25 over them.

BM25 (Robertson and Zaragoza, 2009) in Lucene's form, computed by bm25s. Terms are made so
that the spellings of one word meet: case, accents (composed or not), possessives, "1,000"
and "1000", "U.S." and "US", "re-election" and "reelection", and English inflection.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

Scores = NDArray[np.float32]

# Words that carry syntax; content words stay, however frequent, since idf weighs them.
_STOP = frozenset(
    """a about am an and are as at be been being but by can could did do does doing eg etc for from
    had has have having he her hers him his how i ie if in into is it its itself me must my of on
    or our ours she should so some such than that the their theirs them then there these they this
    those to too was we were what when where which while who whom whose why will with would you
    your yours""".split()
)
_RUN = re.compile(r"[^\W_]+(?:[.,'-][^\W_]+)*")
_WORD = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]\.)+[A-Za-z](?![^\W_])"  # U.S
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+"  # 1,000 and 3.5
    r"|[^\W_]+(?:['-][^\W_]+)*"
)
_SPELLING = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": "", "ø": "o", "Ø": "O", "ł": "l",
     "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)  # fmt: skip
_ACCENT = re.compile(r"[\u0300-\u036f]+")
# Passages are short, so that a word found once says nearly all; chosen on development data.
_K1 = 0.4
_B = 0.6
_REMEMBERED = 200_000


def terms(text: str) -> list[str]:
    """The index terms of `text`, in order; [] where there is no word in it.

    A hyphenated word gives its parts and itself in one piece. A stop word counts where
    only it is written in capitals (WHO, IT).
    """
    return list(chain.from_iterable(map(_analysis().__getitem__, _runs(text))))


def folded(text: str) -> str:
    """`text` in small letters and without accents."""
    return _unaccented(text).casefold()


def in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """The longest common subsequence of both: how many words they have in one order, with gaps."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for j, against in enumerate(other, 1):
            above = row[j]
            row[j] = before + 1 if word == against else max(above, row[j - 1])
            before = above
    return row[-1]


def _runs(text: str) -> list[str]:
    """Stretches of `text` that hold one word or a few (U.S, 1,000, re-election, and/or)."""
    text = _unaccented(text)
    return _RUN.findall(text.lower() if text.isupper() else text)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text)).translate(_SPELLING)


class _Analysis(dict[str, tuple[str, ...]]):
    """Runs to their terms; each run is analysed once, since few of them make up most text."""

    def __init__(self) -> None:
        super().__init__()
        self._stem: Callable[[str], str] = Stemmer.Stemmer("english", maxCacheSize=0).stemWord

    def __missing__(self, run: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[run] = tuple(chain.from_iterable(map(self._analyse, _WORD.findall(run))))
        return found

    def _analyse(self, word: str) -> Iterator[str]:
        if word[0].isdigit() and ("," in word or "." in word):
            yield word.replace(",", "")
            return
        capitals = len(word) > 1 and word.isupper()
        plain = word.casefold().replace(".", "")
        parts = plain.split("-")
        if len(parts) > 1 and not all(part.isdigit() for part in parts):
            parts.append("".join(parts))
        for part in parts:
            base = part.removesuffix("'s").replace("'", "")
            if base and (capitals or base not in _STOP):
                yield self._stem(base)


@cache
def _analysis() -> _Analysis:
    return _Analysis()


class LexicalIndex:
    """BM25 over a fixed list of texts, all in memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; their order is the order of the scores."""
        analysis = _analysis()
        vocabulary: dict[str, int] = {}
        ids = [
            [
                vocabulary.setdefault(term, len(vocabulary))
                for term in chain.from_iterable(map(analysis.__getitem__, _runs(text)))
            ]
            for text in texts
        ]
        self._size = len(ids)
        self._vocabulary = vocabulary
        self._bm25 = bm25s.BM25(k1=_K1, b=_B, backend="numpy")
        self._frequencies = np.zeros(0, np.int64)
        if vocabulary:
            self._bm25.index((ids, dict(vocabulary)), create_empty_token=False, show_progress=False)
            self._frequencies = np.diff(self._bm25.scores["indptr"])

    def scores(self, query: Sequence[str]) -> Scores:
        """BM25 of each text for the query's terms; shape (len(texts),), 0 without a match."""
        known = [self._vocabulary[term] for term in query if term in self._vocabulary]
        if not known:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._bm25.get_scores_from_ids(known), np.float32)

    def knows(self, word: str) -> bool:
        """Whether one of the texts holds a form of each term of `word`."""
        return all(term in self._vocabulary for term in terms(word))

    def idf(self, term: str) -> float:
        """log(1 + (N - df + 0.5) / (df + 0.5)): how much finding `term` says; > 0."""
        at = self._vocabulary.get(term)
        found = int(self._frequencies[at]) if at is not None else 0
        return float(np.log1p((self._size - found + 0.5) / (found + 0.5)))
