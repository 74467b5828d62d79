"""What each hedge means: the lexicon's classes, and its phrases ready to be matched.

`lexicon.tsv` has one phrase a line: its class, the phrase, and the yardsticks that list it.
In a phrase a space parts words, `|` parts alternatives of one word, and a word that ends in `?`
may be absent. `{chance}` stands for the words of the line `@chance` above it. What follows
without being in the span comes last: `..ing` asks for a word in "-ing", `..as` for an "as" further
on in the clause. The longest phrase wins.

A class has a rank on one scale from 0 (ruled out) to 9 (asserted), on which the bands of
the yardsticks stand at 1 (remote), 2, 3 (unlikely), 5 (even), 6 (likely), 7, 8 (almost
certain). Vague words cover several ranks: two classes say the same when their ranks meet.
The ranks and per cent of what no yardstick lists are our own reading, set by hand.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.certainty.yardsticks import Yardstick

OPEN = "open"  # the class of "whether ...": a question named, and no hedge of its own
_NEXT = "..ing"
_LATER = ".."
Rank = tuple[int, int]  # lowest and highest, both in 0..9


class EstimateKind(StrEnum):
    """What sort of hedge an estimate is."""

    LIKELIHOOD = "likelihood"
    MODAL = "modal"
    EXPECTATION = "expectation"
    POSSIBILITY = "possibility"
    INTENT = "intent"
    CONDITION = "condition"
    HEARSAY = "hearsay"
    CONFIDENCE = "confidence"  # how good the evidence is: not a likelihood


@dataclass(frozen=True, slots=True)
class Meaning:
    """A class of hedges: its kind, the word that names it, its rank, and per cent."""

    kind: EstimateKind
    label: str
    rank: Rank
    low: float
    high: float
    negated: str | None = None  # the class that "not" makes of it; None: the mirror image


_K = EstimateKind
MEANINGS: dict[str, Meaning] = {
    "impossible": Meaning(_K.LIKELIHOOD, "ruled out", (0, 1), 0, 1, "not_excluded"),
    "remote": Meaning(_K.LIKELIHOOD, "remote", (1, 1), 1, 5, "not_excluded"),
    "very_unlikely": Meaning(_K.LIKELIHOOD, "very unlikely", (2, 2), 5, 20, "not_unlikely"),
    "faint": Meaning(_K.LIKELIHOOD, "remote", (1, 2), 1, 20, "not_unlikely"),
    "slim": Meaning(_K.LIKELIHOOD, "a slim chance", (1, 3), 1, 30, "not_unlikely"),
    "unlikely": Meaning(_K.LIKELIHOOD, "unlikely", (3, 3), 20, 45, "not_unlikely"),
    "doubted": Meaning(_K.LIKELIHOOD, "unlikely", (3, 3), 20, 45, "almost_certain"),
    "surprising": Meaning(_K.LIKELIHOOD, "unlikely", (3, 3), 20, 45, "may_well"),
    "less_likely": Meaning(_K.LIKELIHOOD, "less likely", (3, 4), 20, 50),
    "even": Meaning(_K.LIKELIHOOD, "an even chance", (5, 5), 45, 55, "unlikely"),
    "realistic": Meaning(_K.LIKELIHOOD, "a realistic possibility", (4, 5), 40, 50, "unlikely"),
    "not_unlikely": Meaning(_K.LIKELIHOOD, "not unlikely", (4, 6), 45, 80, "unlikely"),
    "likely": Meaning(_K.LIKELIHOOD, "likely", (6, 6), 55, 80, "unlikely"),
    "strong": Meaning(_K.LIKELIHOOD, "most likely", (6, 7), 60, 90, "unlikely"),
    "very_likely": Meaning(_K.LIKELIHOOD, "very likely", (7, 7), 80, 95, "unlikely"),
    "almost_certain": Meaning(_K.LIKELIHOOD, "almost certain", (8, 8), 95, 99, "uncertain"),
    "certain": Meaning(_K.LIKELIHOOD, "certain", (9, 9), 99, 100, "uncertain"),
    "uncertain": Meaning(_K.POSSIBILITY, "uncertain", (4, 6), 30, 70),
    "unclear": Meaning(_K.POSSIBILITY, "uncertain", (3, 5), 20, 60, "almost_certain"),
    "open": Meaning(_K.POSSIBILITY, "left open", (3, 5), 0, 100),
    "may": Meaning(_K.MODAL, "possible", (4, 5), 20, 60),
    "can": Meaning(_K.MODAL, "possible", (4, 5), 20, 60),
    "would": Meaning(_K.MODAL, "conditional", (6, 8), 55, 95),
    "should": Meaning(_K.MODAL, "expected", (6, 7), 55, 90),
    "asserted": Meaning(_K.MODAL, "asserted", (9, 9), 99, 100, "asserted_not"),
    "asserted_not": Meaning(_K.MODAL, "asserted not", (0, 0), 0, 1, "asserted"),
    "possible": Meaning(_K.POSSIBILITY, "possible", (4, 5), 20, 60, "impossible"),
    "not_excluded": Meaning(_K.POSSIBILITY, "not ruled out", (3, 5), 5, 60, "impossible"),
    "may_well": Meaning(_K.POSSIBILITY, "quite possible", (5, 6), 40, 75, "less_likely"),
    "scheduled": Meaning(_K.EXPECTATION, "set", (7, 9), 80, 100),
    "decided": Meaning(_K.EXPECTATION, "decided", (8, 9), 80, 100),
    "poised": Meaning(_K.EXPECTATION, "expected", (6, 8), 55, 95),
    "expected": Meaning(_K.EXPECTATION, "expected", (6, 7), 55, 90),
    "near": Meaning(_K.POSSIBILITY, "near", (4, 8), 40, 95),
    "feared": Meaning(_K.POSSIBILITY, "feared", (3, 7), 20, 80, "no_sign"),
    "no_sign": Meaning(_K.POSSIBILITY, "no sign of it", (0, 5), 0, 50, "seems"),
    "opinion": Meaning(_K.HEARSAY, "an opinion", (5, 9), 50, 100),
    "seems": Meaning(_K.HEARSAY, "apparent", (4, 8), 50, 95),
    "believed": Meaning(_K.HEARSAY, "believed", (5, 8), 50, 95),
    "reported": Meaning(_K.HEARSAY, "reported", (0, 9), 0, 100),
    "considering": Meaning(_K.INTENT, "under consideration", (4, 5), 20, 60, "no_plan"),
    "seek": Meaning(_K.INTENT, "sought", (4, 6), 20, 80, "no_plan"),
    "plan": Meaning(_K.INTENT, "intended", (6, 7), 50, 90, "no_plan"),
    "no_plan": Meaning(_K.INTENT, "not intended", (0, 2), 0, 20),
    "condition": Meaning(_K.CONDITION, "conditional", (4, 5), 0, 100),
    "confidence_high": Meaning(_K.CONFIDENCE, "high confidence", (3, 3), 0, 100),
    "confidence_moderate": Meaning(_K.CONFIDENCE, "moderate confidence", (2, 2), 0, 100),
    "confidence_low": Meaning(_K.CONFIDENCE, "low confidence", (1, 1), 0, 100),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of the lexicon."""

    key: str  # of MEANINGS
    pattern: re.Pattern[str]
    yardsticks: frozenset[Yardstick]


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """The phrases by their first word, in lower case."""
    table = files("assistant.certainty").joinpath("lexicon.tsv").read_text(encoding="utf-8")
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    families: dict[str, str] = {}
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        key, written, *listed = line.split("\t")
        written = written.format_map(families)
        if key.startswith("@"):
            families[key[1:]] = written
            continue
        yardsticks = frozenset(Yardstick(name) for name in "".join(listed).split(",") if name)
        phrase = Phrase(key, _pattern(written), yardsticks)
        for first in written.split(" ")[0].rstrip(",").split("|"):
            found[first].append(phrase)
    return {first: tuple(group) for first, group in found.items()}


def _pattern(written: str) -> re.Pattern[str]:
    first, *rest = written.split(" ")
    parts = [_alternatives(first)]
    for word in rest:
        if word == _NEXT:
            parts.append(r"(?=\s+\w+ing\b)")
            continue
        if word.startswith(_LATER):
            parts.append(rf"(?=\s[^.;,]*\b{word.removeprefix(_LATER)}\b)")
            continue
        optional = word.endswith("?")
        part = rf"\s+{_alternatives(word.removesuffix('?'))}"
        parts.append(f"(?:{part})?" if optional else part)
    return re.compile("".join(parts) + r"(?![\w'-])", re.IGNORECASE)


def _alternatives(word: str) -> str:
    return f"(?:{'|'.join(re.escape(option) for option in word.split('|'))})"


def opposite(rank: Rank) -> Rank:
    """The rank of the contrary: a 6 (likely) for A is a 3 (unlikely) for not-A."""
    return 9 - rank[1], 9 - rank[0]


def label_of(rank: Rank) -> str:
    """The word for the middle of a rank."""
    return _LABELS[sum(rank) // 2]


_LABELS = (
    "asserted not", "remote", "very unlikely", "unlikely", "possible", "possible", "likely",
    "very likely", "almost certain", "asserted",
)  # fmt: skip
