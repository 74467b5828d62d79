"""Claim and evidence as clauses, and which clauses of the two say the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.certainty.estimates import Estimate, Reading, read
from assistant.certainty.lexicon import EstimateKind
from assistant.certainty.stance import content, matter, names
from assistant.certainty.yardsticks import Yardstick
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.reports.places import find_places

CONTAINED = 0.7
"""Share of one clause's words that another must repeat to hold what it says."""

_FLOOR = 0.45  # of shared words, below which two clauses are not about the same
_CROWD = 12  # clauses of a source among which a few shared words are chance
_CROWDED_FLOOR = 0.6
_NAME = 0.5  # weight of a name or number: a subject shared is less than a predicate shared
_CONDITION = 0.85  # a claim's main clause rather has a main clause as its counterpart
_MATTER = 3  # content words, below which a clause ("she said") is the counterpart of few
_HOLLOW = 0.7
_BOTH_HEDGED = 0.2
_PLAINLY = 0.55  # likeness from which a clause is the counterpart, whatever others there are
_APART = 0.25  # by which a less near one has to be nearer than any other hedge
_ONE_HEDGED = 0.68
_RETURNED = 0.4  # of the source's clause that the claim's has to carry
_HEDGED = 1.1  # a claim's hedge rather has a hedge as its counterpart
_PLACE = 0.15  # what a shared country adds to likeness
_AHEAD = (EstimateKind.INTENT, EstimateKind.EXPECTATION)
_INTENDED = 0.5  # likeness of what is planned or expected; the rest may be told as fact
_SAME_MATTER = 0.75  # likeness of two clauses that are of one matter, whatever their verbs
_OWNED = re.compile(r"\b(?:our|its|their|his|her|the|an?|this|that)\s+$", re.IGNORECASE)
# Words that turn what a clause says comes about: two clauses with the same ones are put the same
# way round. A denial, something that goes on, something that ends, another thing than this one.
_TURNS = {
    "denied": re.compile(
        r"\b(?:not|no|nor|neither|none|never|without|against|fail\w*|refus\w*|reject\w*|declin\w*|"
        r"block\w*|avoid\w*|prevent\w*|lack\w*|los[es]\w*|lost|loss|oppos\w*|resist\w*|drop(?:s|ped)?|"
        r"abandon\w*|abstain\w*|absen\w*|miss(?:es|ed)?|short|escap\w*|turn(?:s|ed)?\s+down|"
        r"rul(?:e|es|ed|ing)\s+out|deny|denies|denied|veto\w*|vot(?:e|es|ed)\s+down|defeat\w*|"
        r"strik(?:e|es|ing)\s+down|struck\s+down|withh[eo]ld\w*|spurn\w*|boycott\w*|shun\w*|away|"
        r"less|fewer|lower|fall(?:s|ing)?|fell|out)\b|n't\b",
        re.IGNORECASE,
    ),
    "going on": re.compile(
        r"\b(?:remain\w*|stay\w*|keep\w*|kept|hold\w*|surviv\w*|outlast\w*|outliv\w*|endur\w*|"
        r"last(?:s|ed|ing)?|persist\w*|unchanged|still|same|cling\w*|retain\w*|maintain\w*)\b",
        re.IGNORECASE,
    ),
    "ending": re.compile(
        r"\b(?:shut\w*|clos(?:e|es|ed|ing|ure)|ends?|ended|ending|collaps\w*|postpon\w*|delay\w*|put\s+off|"
        r"suspend\w*|suspension|cancel\w*|break(?:s|ing)?\s+(?:down|up)|unravel\w*|fall(?:s|ing)?\s+apart|"
        r"resign\w*|quit\w*|halt\w*|stop\w*|ceas\w*|lapse\w*|late)\b",
        re.IGNORECASE,
    ),
    "other": re.compile(
        r"\b(?:other|different\w*|rather|instead)\b",
        re.IGNORECASE,
    ),
}
_REACH = 40  # characters after a hedge
_EVERYWHERE = Span(0, 1 << 30)
_ALIKE = 0.2  # mean cosine below which two clauses are about different things


@dataclass(frozen=True, slots=True)
class Side:
    """A clause made ready for comparison."""

    text: str
    reading: Reading
    words: frozenset[str]
    names: frozenset[str]
    matter: tuple[Span, ...]  # the clause without its hedges
    places: frozenset[str]  # the countries that it names, by any of their names


@dataclass(frozen=True, slots=True)
class Texts:
    """Claim and evidence in clauses; `likeness` is None where there are only words to go by."""

    claims: tuple[Side, ...]
    sources: tuple[Side, ...]
    yardstick: Yardstick
    likeness: Likeness | None


def texts_of(claim: str, evidence: str, yardstick: Yardstick, likeness: Likeness | None) -> Texts:
    """Claim and evidence cut into clauses."""
    return Texts(_sides(claim, yardstick), _sides(evidence, yardstick), yardstick, likeness)


def _sides(text: str, yardstick: Yardstick) -> tuple[Side, ...]:
    return tuple(_side(text, reading) for reading in read(text, yardstick))


def _side(text: str, reading: Reading) -> Side:
    said = " ".join(piece.of(text) for piece in reading.clause.pieces)
    places = frozenset(place.name for place in find_places(said))
    words, named = content(reading, text), names(reading, text)
    return Side(text, reading, words, named, matter(reading), places)


def pairs(texts: Texts) -> Iterator[tuple[Side, Side]]:
    """Clauses that say the same: each claim clause's best, then hedges that a claim absorbed."""
    plain = [side for side in texts.claims if not side.reading.clause.is_condition]
    met: list[tuple[Side, Side, float]] = []
    for ours in plain:
        best = max(texts.sources, key=lambda side: rivalry(ours, side, texts), default=None)
        if best is not None and (score := rivalry(ours, best, texts)[0]) >= _floor(texts):
            met.append((ours, best, score))
    for ours, best, score in met:
        if ours.reading.estimates or not any(
            theirs is best and other > score for _, theirs, other in met
        ):
            yield ours, best
    for theirs in texts.sources:
        if theirs.reading.clause.is_condition or not has_hedge(theirs.reading):
            continue
        ours = max(plain, key=lambda side: overlap(theirs, side), default=theirs)
        shared = len(ours.words & theirs.words)
        if ours is not theirs and shared >= 2 and shared >= CONTAINED * len(theirs.words):
            yield ours, theirs


def has_hedge(reading: Reading) -> bool:
    """Whether the clause has a hedge of its own; "would" may only follow from another."""
    return any(estimate.key != "would" for estimate in reading.estimates)


def stands_out(ours: Side, theirs: Side, texts: Texts) -> bool:
    """Whether a source's clause is plainly a claim's counterpart, or its only near hedge."""
    if texts.likeness is None or nearness(ours, theirs, texts.likeness) >= _PLAINLY:
        return True
    best = rivalry(ours, theirs, texts)[0]
    return not any(
        side is not theirs
        and _is_in_doubt(side.reading)
        and rivalry(ours, side, texts)[0] > best - _APART
        for side in texts.sources
    )


def _is_in_doubt(reading: Reading) -> bool:
    """Whether the clause says how sure it is, rather than that it is or will be so."""
    return any(e.key not in ("would", "asserted", "asserted_not") for e in reading.estimates)


def _floor(texts: Texts) -> float:
    """How near two clauses have to be to be about the same."""
    if texts.likeness is not None:
        return _ALIKE
    return _FLOOR if len(texts.sources) <= _CROWD else _CROWDED_FLOOR


def nearness(ours: Side, theirs: Side, likeness: Likeness) -> float:
    """How alike two clauses are in meaning; a country under two names is one."""
    shared = _PLACE if ours.places & theirs.places else 0.0
    return likeness.mutual(ours.matter, theirs.matter) + shared


def rivalry(ours: Side, theirs: Side, texts: Texts) -> tuple[float, bool]:
    """Order of the source's clauses for a claim's: of equals, the one with a hedge."""
    if texts.likeness is not None:
        alike = nearness(ours, theirs, texts.likeness)
        weight = _CONDITION if theirs.reading.clause.is_condition else 1.0
        if len(theirs.words) < _MATTER <= len(ours.words) and not has_hedge(theirs.reading):
            weight *= _HOLLOW
        if _is_in_doubt(ours.reading) and _is_in_doubt(theirs.reading):
            weight *= _HEDGED
        return weight * alike, bool(theirs.reading.estimates)
    return overlap(ours, theirs), bool(theirs.reading.estimates)


def turns(side: Side) -> frozenset[str]:
    """Which ways a clause turns its outcome: into a refusal, a standstill, an end, another."""
    said = [piece.of(side.text) for piece in side.matter]
    return frozenset(way for way, words in _TURNS.items() if any(map(words.search, said)))


def overlap(one: Side, other: Side) -> float:
    """Shared words over the smaller side plus one, which keeps two-word clauses humble."""
    named = one.names | other.names

    def weight(words: frozenset[str]) -> float:
        return len(words) - (1 - _NAME) * len(words & named)

    shared = weight(one.words & other.words)
    return shared / (min(weight(one.words), weight(other.words)) + 1)


def is_close(
    here: Estimate | None, there: Estimate | None, ours: Side, theirs: Side, likeness: Likeness
) -> bool:
    """Whether two clauses are near enough for their hedges to be compared.

    A hedge that only one side has could be about anything else that the clause says, so that
    the words after it have to be near to the other side as well. Against the clause counts
    what only other sentences of the evidence carry.
    """
    mutual = nearness(ours, theirs, likeness)
    lost = likeness.carried(ours.matter, [_EVERYWHERE])
    lost -= likeness.carried(ours.matter, [theirs.reading.sentence])
    if here is not None and there is not None:
        return mutual - lost >= _BOTH_HEDGED
    head = mutual
    if here is not None:
        head = likeness.carried([_after(here, ours)], theirs.matter)
    elif there is not None:
        head = likeness.kept([_after(there, theirs)], ours.matter)
        before = theirs.text[max(0, there.span.start - 12) : there.span.start]
        strange = head < _INTENDED and mutual < _SAME_MATTER
        if there.kind in _AHEAD and (strange or _OWNED.search(before)):
            return False  # "in line with our forecast of a low turnout"
    close = mutual + 0.5 * (head or mutual) - lost >= _ONE_HEDGED
    return close and likeness.kept(theirs.matter, ours.matter) >= _RETURNED


def _after(hedge: Estimate, side: Side) -> Span:
    """The words that a hedge stands before, as far as its clause goes."""
    end = min(hedge.span.end + _REACH, side.reading.clause.span.end)
    return Span(hedge.span.end, max(hedge.span.end, end))
