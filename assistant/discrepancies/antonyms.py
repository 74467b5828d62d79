"""Words of opposite meaning, from `antonyms.tsv`.

Each row holds two sides; words on one side may stand for each other in political prose, and
each is the opposite of every word on the other. A word counts in all forms that share its
stem; irregular forms are listed. An entry may be two words ("ruled out"). A row that begins
with `~` holds converses (one wins and the other loses): only who does it tells them apart.
"""

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from assistant.discrepancies.passage import Passage, read


class Side(NamedTuple):
    """A row of the table and the side of it that a word is on: 1 or -1."""

    row: int
    sign: int


class Antonyms(NamedTuple):
    """Sides by the stem of a single word, and by the stems of two.

    `converse` are the rows whose two sides tell of one event from its two ends.
    """

    words: dict[str, tuple[Side, ...]]
    pairs: dict[tuple[str, str], tuple[Side, ...]]
    converse: frozenset[int]


@cache
def antonyms() -> Antonyms:
    """The table; read once."""
    words: dict[str, set[Side]] = defaultdict(set)
    pairs: dict[tuple[str, str], set[Side]] = defaultdict(set)
    listed = files(__package__).joinpath("antonyms.tsv").read_text("utf-8").splitlines()
    for row, line in enumerate(listed[1:]):
        for sign, cell in zip((1, -1), line.lstrip("~").split("\t"), strict=True):
            for entry in cell.split("|"):
                stems = [word.stem or word.low for word in read(entry).words]
                if len(stems) == 1:
                    words[stems[0]].add(Side(row, sign))
                else:
                    pairs[stems[0], stems[1]].add(Side(row, sign))
    return Antonyms(
        {stem: tuple(sorted(sides)) for stem, sides in words.items()},
        {stems: tuple(sorted(sides)) for stems, sides in pairs.items()},
        frozenset(row for row, line in enumerate(listed[1:]) if line.startswith("~")),
    )


def sides_of(passage: Passage, at: int) -> tuple[Side, ...]:
    """The sides that the word at `at` is on; a pair of words counts at its first."""
    table, words = antonyms(), passage.words
    if words[at].low == "end" and at and words[at - 1].low == "the":
        return ()  # "by the end of 2024"
    stem = words[at].stem or words[at].low
    if at + 1 < len(words):
        pair = table.pairs.get((stem, words[at + 1].stem or words[at + 1].low))
        if pair:
            return pair
    before = words[at - 1] if at else None
    if before is not None and (before.stem or before.low, stem) in table.pairs:
        return ()
    return table.words.get(stem, ())
