"""How many differences of each kind are named where a claim is reworded far, and how many wrongly.

`reworded_pairs.txt` has a source, a true paraphrase and a claim with one thing wrong. The floors
are what the rules do now; negations and exchanged roles in other words are mostly not seen.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground import Checker


class Pair(NamedTuple):
    """A source, a claim that says the same, and one that does not."""

    kind: str
    source: str
    same: str
    other: str


@cache
def pairs() -> tuple[Pair, ...]:
    written = Path(__file__).with_name("reworded_pairs.txt").read_text("utf-8")
    blocks = (block.strip().splitlines() for block in written.split("\n\n")[1:])
    return tuple(Pair(kind, *(line[3:] for line in lines)) for kind, *lines in blocks)


@cache
def named() -> tuple[tuple[str, bool, bool], ...]:
    """Each pair's kind, and whether it is named of the other claim and of the same one."""
    checker = Checker(SentenceTransformerEmbedder())

    def is_named(pair: Pair, claim: str) -> bool:
        checked = checker.check(checker.source(pair.source), claim)
        return any(found.kind.value == pair.kind for one in checked for found in one.discrepancies)

    return tuple((p.kind, is_named(p, p.other), is_named(p, p.same)) for p in pairs())


def shares(kind: str) -> tuple[float, float]:
    """How often the kind is named of claims with something wrong, and of true ones."""
    rows = [(other, same) for named_kind, other, same in named() if named_kind == kind]
    return sum(o for o, _ in rows) / len(rows), sum(s for _, s in rows) / len(rows)


def test_the_set_is_broad() -> None:
    kinds = [pair.kind for pair in pairs()]
    assert len(kinds) >= 200
    assert kinds.count("certainty") >= 150
    assert {kinds.count(kind) >= 10 for kind in kinds} == {True}
    assert len(set(pairs())) == len(kinds)


@pytest.mark.parametrize(
    ("kind", "floor"), [("certainty", 0.85), ("date", 0.6), ("name", 0.5), ("number", 0.6)]
)
def test_differences_are_named(kind: str, floor: float) -> None:
    assert shares(kind)[0] >= floor


@pytest.mark.parametrize("kind", ["certainty", "date", "name", "negation", "attribution"])
def test_paraphrases_are_seldom_named(kind: str) -> None:
    assert shares(kind)[1] <= 0.05
