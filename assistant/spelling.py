"""Slips of the pen in a question mended, by the words of the archive.

A slip is a word that neither the archive nor the embedding model's vocabulary holds, and that is
one step away from a word of the archive or the name of a place: two neighbouring letters
exchanged, a letter left out, one too many, or in a longer word a wrong one (the steps of Damerau,
1964). The first letter is taken to be right, and so is what stands in double quotation marks.
Whoever asks is shown the question as it was read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from string import ascii_lowercase

from assistant.lexical import folded
from assistant.reports.places import single_names

_WORD = re.compile(r"[^\W\d_]{5,}")
_QUOTED_OR_WORD = re.compile(r"\"[^\"]*\"|“[^”]*”|" + _WORD.pattern)
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly")
_ROOT = 4  # letters that an ending leaves at least
_LONGER = 7  # letters from which on a word that differs in one is hardly another word
_COMMON = 10  # times that a shorter word stands in the archive, to be taken for the one meant


def words_of(texts: Iterable[str]) -> Mapping[str, int]:
    """How often each word stands in the texts; each name of a place counts once at least."""
    counts = Counter(single_names())
    for text in texts:
        counts.update(_WORD.findall(folded(text)))
    return counts


def mended(
    text: str, is_known: Callable[[str], bool], words: Callable[[], Mapping[str, int]]
) -> str:
    """`text` with its slips mended.

    `words` says how often each word is there; it is asked only once a word is not known.
    """

    def mend(found: re.Match[str]) -> str:
        word = folded(found[0])
        if not (word.isascii() and word.isalpha()) or is_known(found[0]):
            return found[0]  # quoted, of another script, or no slip
        meant = _meant(word, words())
        return _in_case_of(found[0], meant) if meant else found[0]

    return _QUOTED_OR_WORD.sub(mend, text)


def plain_forms(word: str) -> list[str]:
    """The word, and what it may be an inflection of."""
    ends = [end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _ROOT]
    roots = [word.removesuffix(end) for end in ends]
    return [word, *roots, *(f"{root}e" for root in roots)]


def _meant(word: str, words: Mapping[str, int]) -> str | None:
    """The most frequent word by the likeliest kind of slip."""
    long = len(word) >= _LONGER
    likeliest_first = (
        (_exchanged(word), 1),
        (_missed(word), 1 if long else _COMMON),
        (_mistaken(word) if long else (), 1),
    )
    for steps, often in likeliest_first:
        there = {step for step in steps if words.get(step, 0) >= often and step != word}
        if there:
            return min(there, key=lambda step: (-words[step], step))
    return None


def _exchanged(word: str) -> Iterator[str]:
    """Two neighbouring letters in each other's place."""
    for i in range(1, len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _missed(word: str) -> Iterator[str]:
    """A letter too many, or one that was left out."""
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]
    for i in range(1, len(word) + 1):
        yield from (word[:i] + letter + word[i:] for letter in ascii_lowercase)


def _mistaken(word: str) -> Iterator[str]:
    """A letter for another."""
    for i in range(1, len(word)):
        yield from (word[:i] + letter + word[i + 1 :] for letter in ascii_lowercase)


def _in_case_of(model: str, word: str) -> str:
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word
