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
_BOTH_HEDGED = 0.15
_PLAINLY = 0.55  # likeness from which a clause is the counterpart, whatever others there are
_APART = 0.25  # by which a less near one has to be nearer than any other hedge
_ADDED = (0.68, 0.4)  # nearness, and share of the source's clause, where only the claim hedges
_DROPPED = (0.55, 0.28)  # where only the source does, or neither
_ADDS = 0.07  # by which those words nevertheless bear on what is claimed
_AS_GOOD = 0.9  # of the best counterpart's score: it may be this clause that has the hedge
_OF_ANOTHER = 0.25  # by which a hedge's own words are less near than the rest that is claimed
_HEDGED = 1.2  # a claim's hedge rather has a hedge as its counterpart
_PLACE = 0.15  # what a shared country adds to likeness
_AHEAD = (EstimateKind.INTENT, EstimateKind.EXPECTATION)
_OWNED = re.compile(r"\b(?:our|its|their|his|her|the|an?|this|that)\s+$", re.IGNORECASE)
# Words that turn what a clause says comes about: two clauses with the same ones are put the same
# way round. A denial, something that goes on, something that ends, another thing than this one.
_TURNS = {
    "denied": re.compile(
        r"\b(?:not|no|nor|neither|none|never|without|against|fail\w*|refus\w*|reject\w*|declin\w*|"
        r"block(?:s|ed|ing)?|avoid\w*|prevent\w*|lack\w*|los[es]\w*|lost|loss|oppos(?:e|es|ed|ing)|resist\w*|drop(?:s|ped)?|"
        r"abandon\w*|abstain\w*|absen\w*|miss(?:es|ed)?|short|escap\w*|turn(?:s|ed)?\s+down|"
        r"rul(?:e|es|ed|ing)\s+out|deny|denies|denied|veto\w*|vot(?:e|es|ed)\s+down|defeat\w*|"
        r"strik(?:e|es|ing)\s+down|struck\s+down|withh[eo]ld\w*|spurn\w*|boycott\w*|shun\w*|away|"
        r"less|fewer|lower(?!\s+(?:house|chamber|court)\b)|fall(?:s|ing)?|fell|"
        r"(?:drop\w*|vot\w+|pull\w*|opt\w*|back\w*|kept|keep\w*|throw\w*|push\w*|stay\w*)\s+out)\b|n't\b",
        re.IGNORECASE,
    ),
    "going on": re.compile(
        r"\b(?:remain\w*|stay\w*|keep\w*|kept|hold(?:s|ing)?\s+on|surviv\w*|outlast\w*|outliv\w*|extend(?:s|ed|ing)?(?!\s+to\b)|prolong\w*|endur\w*|"
        r"lasts|lasted|lasting|persist\w*|unchanged|still|same(?!\s+time)|cling\w*|retain\w*|maintain\w*)\b",
        re.IGNORECASE,
    ),
    "ending": re.compile(
        r"\b(?:shut(?:s|ting|down)?|clos(?:e|es|ed|ing|ure)|ends?|ended|ending|collaps\w*|postpon\w*|delay\w*|put\s+off|"
        r"suspend\w*|suspension|cancel\w*|break(?:s|ing)?\s+(?:down|up)|unravel\w*|fall(?:s|ing)?\s+apart|"
        r"resign\w*|quit(?:s|ting)?|halt\w*|stop\w*|ceas(?:e|es|ed|ing)|lapse\w*)\b",
        re.IGNORECASE,
    ),
    "other": re.compile(
        r"\b(?:other|different\w*|rather|instead)\b",
        re.IGNORECASE,
    ),
}
# "probable, if not yet assured": what is granted does not turn the outcome.
_CONCEDED = re.compile(
    r"\b(?:if|though|although|albeit|but)\s+(?:still\s+|by\s+)?(?:not|no|never)\b.*", re.I
)
_RELATIVE = ("who ", "which ", "whose ", "whom ", "where ")
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
    plain = [s for s in texts.claims if s.words and not s.reading.clause.is_condition]
    met: list[tuple[Side, Side, float]] = []
    for ours in plain:
        best = max(texts.sources, key=lambda side: rivalry(ours, side, texts), default=None)
        if best is not None and (score := rivalry(ours, best, texts)[0]) >= _floor(texts):
            met.append((ours, best, 0.0 if _is_relative(ours) else score))
    for ours, best, score in met:
        if ours.reading.estimates or not any(
            theirs is best and other * _AS_GOOD > score for _, theirs, other in met
        ):
            yield ours, best
            yield from ((ours, side) for side in _governed(best, texts))
    for theirs in texts.sources:
        if theirs.reading.clause.is_condition or not has_hedge(theirs.reading):
            continue
        ours = max(plain, key=lambda side: overlap(theirs, side), default=theirs)
        shared = len(ours.words & theirs.words)
        if ours is not theirs and shared >= 2 and shared >= CONTAINED * len(theirs.words):
            yield ours, theirs


def _is_relative(side: Side) -> bool:
    """Whether a clause only says more of what another names, so that it yields to that one."""
    return side.text.startswith(_RELATIVE, side.reading.clause.span.start)


def _governed(condition: Side, texts: Texts) -> Iterator[Side]:
    """The clauses for which a clause sets the condition; none where it sets none."""
    if condition.reading.clause.is_condition:
        for side in texts.sources:
            if condition.reading.clause.span in side.reading.conditions:
                yield side


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
        and not side.reading.clause.is_condition
        and _is_in_doubt(side.reading)
        and rivalry(ours, side, texts)[0] > best - _APART
        and not _is_another_ones(side, ours, texts)
        for side in texts.sources
    )


def _is_another_ones(side: Side, ours: Side, texts: Texts) -> bool:
    """Whether another clause of the claim is the counterpart of a source's clause."""
    return max(texts.claims, key=lambda claim: rivalry(claim, side, texts)) is not ours


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
    said = [_CONCEDED.sub("", piece.of(side.text)) for piece in side.matter]
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
    the words after it have to be near to the other side as well: one that the source sets
    about as near as all that the claim says ("was arrested after attempting to flee" is
    plainly an arrest). Against the clause counts what only other sentences of the evidence
    carry.
    """
    mutual = nearness(ours, theirs, likeness)
    lost = likeness.carried(ours.matter, [_EVERYWHERE])
    lost -= likeness.carried(ours.matter, [theirs.reading.sentence])
    if here is not None and there is not None:
        return mutual - lost >= _BOTH_HEDGED
    head, (least, returned) = mutual, _DROPPED
    if here is not None:
        head = likeness.carried([_after(here, ours)], theirs.matter)
        least, returned = _ADDED
    elif there is not None:
        head = likeness.kept([_after(there, theirs)], ours.matter)
        if _is_owned(there, theirs) or is_of_another(there, ours, theirs, likeness):
            return False
    close = mutual + 0.5 * (head or mutual) - lost >= least
    return close and likeness.kept(theirs.matter, ours.matter) >= returned


def is_of_another(hedge: Estimate, ours: Side, theirs: Side, likeness: Likeness) -> bool:
    """Whether a hedge of the source's is about other words than those that the claim repeats."""
    after = _after(hedge, theirs)
    head = likeness.kept([after], ours.matter)
    carried = likeness.carried(ours.matter, theirs.matter)
    if not 0 < head < carried - _OF_ANOTHER:
        return False
    return carried - likeness.carried(ours.matter, _but(theirs.matter, after)) < _ADDS


def _but(spans: tuple[Span, ...], hole: Span) -> list[Span]:
    """`spans` without what lies in `hole`."""
    cut = [
        piece
        for span in spans
        for piece in (
            Span(span.start, min(span.end, hole.start)),
            Span(max(span.start, hole.end), span.end),
        )
    ]
    return [piece for piece in cut if piece.end > piece.start]


def _is_owned(hedge: Estimate, side: Side) -> bool:
    """Whether what is planned or expected is spoken of as known: "in line with our forecast"."""
    before = side.text[max(0, hedge.span.start - 12) : hedge.span.start]
    return hedge.kind in _AHEAD and bool(_OWNED.search(before))


def _after(hedge: Estimate, side: Side) -> Span:
    """The words that a hedge stands before, as far as its clause goes."""
    end = min(hedge.span.end + _REACH, side.reading.clause.span.end)
    return Span(hedge.span.end, max(hedge.span.end, end))
