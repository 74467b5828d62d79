"""Which words of a passage are denied, and by which words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.discrepancies.passage import Passage, Word, read

_PLAIN = frozenset("not never cannot hardly barely scarcely rarely seldom".split())
_NOMINAL = frozenset("no without neither nor lack absenc nobody".split())
_TO = frozenset("fail failur refus refusal declin unabl unwil reluct inabl neglect".split())
_BROAD = frozenset("deni denial avoid".split())
_EXEMPT = re.compile(
    r"(?:not\s+(?:only|just|least|merely|simply|to\s+mention|unlike|uncommon)"
    r"|no\s+(?:later|less|fewer|sooner|doubt|matter|wonder)\b"
    r"|no\.?\s*\d|never\s+before|not\s+even\s+half|no\s+stranger)",
    re.I,
)
_AT_MOST = re.compile(r"no[rt]?\s+more\s+than\b", re.I)
_OR_NOT = re.compile(r"\b(?:or|if|whether|why)\s+$", re.I)
_SKIPPED = frozenset(
    """yet even ever longer immedi may might must still also actual necessarili get got want go
    go formal offici public ani much yet so too""".split()
)
_LIGHT = frozenset("make made take took reach give gave hold held have get see saw show".split())
_HOLLOW = frozenset("evid sign indic proof plan intent reason suggest risk chanc prospect".split())
_UNTIL = frozenset(("until", "till", "unless"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A denying word or pair of words and the words that it denies."""

    first: int
    last: int
    targets: tuple[int, ...]


@lru_cache(maxsize=256)
def find_cues(text: str) -> tuple[Cue, ...]:
    """The denials of `text`, in order."""
    passage = read(text)
    found = [cue for at in range(len(passage.words)) if (cue := _cue(passage, at)) is not None]
    by_first = {cue.first: cue for cue in found}
    return tuple(
        Cue(cue.first, cue.last, tuple(j for i in cue.targets for j in _through(i, by_first)))
        for cue in found
    )


def _through(at: int, cues: dict[int, Cue]) -> tuple[int, ...]:
    """What a denial of the word at `at` falls on: the targets where that is a denial too."""
    return cues[at].targets if at in cues else (at,)


def _cue(passage: Passage, at: int) -> Cue | None:
    word, words = passage.words[at], passage.words
    if _AT_MOST.match(passage.text, word.start):
        return Cue(at, at, ())
    if _EXEMPT.match(passage.text, word.start):
        return None
    nxt = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in _PLAIN or word.low.endswith("n't"):
        if _OR_NOT.search(passage.text, max(0, word.start - 10), word.start):
            return None
        targets = _following(passage, at, 1)
        return None if _has_until(passage, at) else Cue(at, at, targets)
    if word.stem in _NOMINAL or word.low in _NOMINAL:
        return Cue(at, at, _following(passage, at, 2))
    if word.stem in _TO and nxt == "to":
        return Cue(at, at + 1, _following(passage, at + 1, 1))
    if word.stem in _BROAD:
        return Cue(at, at, _following(passage, at, 1 if nxt.endswith("ing") else 3))
    if (word.low, nxt) in (("ruled", "out"), ("rule", "out"), ("rules", "out")):
        return Cue(at, at + 1, _following(passage, at + 1, 2))
    return None


def _has_until(passage: Passage, at: int) -> bool:
    """Whether "not ... until" follows, which says that it did happen."""
    bounds = passage.sentence_of(at)
    return any(word.low in _UNTIL for word in passage.words[at : min(at + 10, bounds.stop)])


def _following(passage: Passage, at: int, count: int) -> tuple[int, ...]:
    """The next `count` content words that a denial at `at` falls on."""
    found: list[int] = []
    bounds = passage.sentence_of(at)
    opens = passage.words[at + 1 : at + 2]
    base = (opens if opens and opens[0].low == "that" else passage.words[at : at + 1])[0].clause
    for i in range(at + 1, min(at + 9, bounds.stop)):
        word = passage.words[i]
        if word.segment != passage.words[at].segment and (found or count > 1):
            break
        if word.clause != base and (found or word.low == "and"):
            break
        if not word.stem or _is_passed(word):
            continue
        found.append(i)
        if word.stem in _LIGHT or word.stem in _HOLLOW:
            count += 1 if word.stem in _LIGHT else 2
        if len(found) >= count:
            break
    return tuple(found)


def _is_passed(word: Word) -> bool:
    return word.stem in _SKIPPED or (word.low.endswith("ly") and word.low not in ("ally", "supply"))


def sign_at(cues: tuple[Cue, ...], at: int) -> int:
    """1, or -1 where an odd number of denials falls on the word at `at`."""
    return -1 if sum(at in cue.targets for cue in cues) % 2 else 1


def other_cues(passage: Passage, cues: tuple[Cue, ...], at: int) -> int:
    """How many denials stand in the clause of the word at `at` but do not fall on it."""
    clause = passage.words[at].clause
    return sum(
        at not in cue.targets
        and passage.words[cue.first].clause == clause
        and not cue.first <= at <= cue.last
        for cue in cues
    )
