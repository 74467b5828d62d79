"""Whether a claim is surer, less sure or otherwise sure than what its evidence says."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.certainty.estimates import Estimate, Reading, read
from assistant.certainty.lexicon import EstimateKind, Rank, opposite
from assistant.certainty.stance import Stance, content, describes, is_noun, names, stance, stems
from assistant.certainty.yardsticks import Yardstick
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_FLOOR = 0.45  # of shared words, below which two clauses are not about the same
_CROWD = 12  # clauses of a source among which a few shared words are chance
_CROWDED_FLOOR = 0.6
_CLOSE = 0.6  # at which two hedges are compared even if they are about other words
_NEAR_TIE = 0.6  # of the best score: as good a source, so that it can speak for the claim
_LEAST = 0.4  # below which a clause cannot speak for the claim
_NAME = 0.5  # weight of a name or number: a subject shared is less than a predicate shared
_CONTAINED = 0.7  # of a hedged source clause that a longer claim clause must repeat
_KEPT = 0.5  # of a condition's words that the claim must repeat to have kept it
_MIDDLE = 9  # twice the middle of the ranks


@dataclass(frozen=True, slots=True)
class _Side:
    """A clause made ready for comparison."""

    text: str
    reading: Reading
    words: frozenset[str]
    names: frozenset[str]


def certainty_drift(
    claim: str, evidence: str, yardstick: Yardstick = Yardstick.ICD203
) -> tuple[Discrepancy, ...]:
    """What `claim` states more, less or otherwise surely than `evidence`; () for a paraphrase.

    Each clause is compared with the clause that says the same; where none does, nothing is
    found. Whose estimate it is stays the business of attribution.
    """
    claims = _sides(claim, yardstick)
    sources = _sides(evidence, yardstick)
    found: dict[tuple[Span, Span | None], Discrepancy] = {}
    for ours, theirs in _pairs(claims, sources):
        for discrepancy in _compared(ours, theirs, claims, sources, yardstick):
            found.setdefault((discrepancy.claim_span, discrepancy.source_span), discrepancy)
    return tuple(found.values())


def _sides(text: str, yardstick: Yardstick) -> tuple[_Side, ...]:
    return tuple(
        _Side(text, reading, content(reading, text), names(reading, text))
        for reading in read(text, yardstick)
    )


def _pairs(claims: tuple[_Side, ...], sources: tuple[_Side, ...]) -> Iterator[tuple[_Side, _Side]]:
    """Clauses that say the same: each claim clause's best, then hedges that a claim absorbed."""
    floor = _FLOOR if len(sources) <= _CROWD else _CROWDED_FLOOR
    plain = [side for side in claims if not side.reading.clause.is_condition]
    for ours in plain:
        best = max(sources, key=lambda side: _rivalry(ours, side), default=None)
        if best is not None and _overlap(ours, best) >= floor:
            yield ours, best
    for theirs in sources:
        if theirs.reading.clause.is_condition or not _hedged(theirs.reading):
            continue
        ours = max(plain, key=lambda side: _overlap(theirs, side), default=theirs)
        shared = len(ours.words & theirs.words)
        if ours is not theirs and shared >= 2 and shared >= _CONTAINED * len(theirs.words):
            yield ours, theirs


def _hedged(reading: Reading) -> bool:
    """Whether the clause has a hedge of its own; "would" may only follow from another."""
    return any(estimate.key != "would" for estimate in reading.estimates)


def _rivalry(ours: _Side, theirs: _Side) -> tuple[float, bool]:
    """Order of the source's clauses for a claim's: of equals, the one with a hedge."""
    return _overlap(ours, theirs), bool(theirs.reading.estimates)


def _overlap(one: _Side, other: _Side) -> float:
    """Shared words over the smaller side plus one, which keeps two-word clauses humble."""
    named = one.names | other.names

    def weight(words: frozenset[str]) -> float:
        return len(words) - (1 - _NAME) * len(words & named)

    shared = weight(one.words & other.words)
    return shared / (min(weight(one.words), weight(other.words)) + 1)


def _compared(
    ours: _Side,
    theirs: _Side,
    claims: tuple[_Side, ...],
    sources: tuple[_Side, ...],
    yardstick: Yardstick,
) -> Iterator[Discrepancy]:
    conditional = bool(ours.reading.conditions or theirs.reading.conditions)
    here, there = _stances(ours, theirs, conditional)
    if _differ(here, there, ours, theirs, yardstick):
        if not _borne_out(ours, theirs, (here, there), sources, conditional):
            yield _discrepancy(ours, theirs, here, there, yardstick)
            return
    yield from _condition_drift(ours, theirs, claims, sources, there)
    yield from _confidence_drift(ours, theirs, claims, sources)


def _stances(ours: _Side, theirs: _Side, conditional: bool) -> tuple[Stance, Stance]:
    nouns = [{e.key for e in side.reading.estimates if is_noun(e)} for side in (ours, theirs)]
    both = frozenset(nouns[0] & nouns[1])
    return (
        stance(ours.reading, ours.text, ours.words, conditional, both),
        stance(theirs.reading, theirs.text, theirs.words, conditional, both),
    )


def _differ(here: Stance, there: Stance, ours: _Side, theirs: _Side, yardstick: Yardstick) -> bool:
    if here.asserts and there.asserts:
        return False  # at most a negation, which is not a matter of degree
    if theirs.reading.clause.is_condition and not _is_the_condition(ours, theirs, here):
        return False
    if _meet(here.rank, there.rank):
        return _foreign(here.estimate, there.estimate, yardstick)
    if here.estimate is None or there.estimate is None:
        hedge = here.estimate or there.estimate
        other = theirs if hedge is here.estimate else ours
        heads = here.heads or there.heads
        if hedge is None or hedge.key == "can" or not heads & other.words:
            return False
        if stems(hedge.text) & other.words or _described(hedge, other):
            return False  # "plans to cut pensions" and "the pension plans"
    elif not (here.heads & theirs.words or there.heads & ours.words):
        if _overlap(ours, theirs) < _CLOSE:
            return False
    same_matter = here.heads <= theirs.words or there.heads <= ours.words
    if _opposed(here, there) and not same_matter:
        return not _meet(here.rank, opposite(there.rank))  # "unlikely to pass", "likely to fail"
    return True


def _described(hedge: Estimate, other: _Side) -> bool:
    """Whether the other side has the hedge beside a noun: "the likely successor"."""
    return any(
        describes(estimate, other.text) and _meet(estimate.rank, hedge.rank)
        for estimate in other.reading.estimates
    )


def _meet(one: Rank, other: Rank) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _is_the_condition(ours: _Side, theirs: _Side, here: Stance) -> bool:
    """Whether the claim states just what the source only supposes."""
    shared = len(ours.words & theirs.words)
    return here.asserts and shared >= _CONTAINED * len(ours.words)


def _foreign(here: Estimate | None, there: Estimate | None, yardstick: Yardstick) -> bool:
    """Whether the claim brings in another yardstick's band for one of this one."""
    if here is None or there is None or here.key == there.key:
        return False
    banded = here.band is not None and there.band is not None
    return banded and here.foreign_to(yardstick) and bool(there.yardsticks)


def _opposed(here: Stance, there: Stance) -> bool:
    return (sum(here.rank) - _MIDDLE) * (sum(there.rank) - _MIDDLE) < 0 and not (
        here.asserts or there.asserts
    )


def _borne_out(
    ours: _Side,
    theirs: _Side,
    stances: tuple[Stance, Stance],
    sources: tuple[_Side, ...],
    conditional: bool,
) -> bool:
    """Whether another clause of the source says the same nearly as closely, and as surely."""
    here, there = stances
    matter = (there.heads & ours.words) or here.heads
    floor = max(_LEAST, _NEAR_TIE * _overlap(ours, theirs))
    for side in sources:
        if side is theirs or _overlap(ours, side) < floor:
            continue
        rank = stance(side.reading, side.text, side.words, conditional).rank
        if _meet(here.rank, rank) and (not matter or matter & side.words):
            return True
    return False


def _discrepancy(
    ours: _Side, theirs: _Side, here: Stance, there: Stance, yardstick: Yardstick
) -> Discrepancy:
    verdict = _verdict(here, there)
    if here.estimate is not None and here.estimate.foreign_to(yardstick):
        verdict += f", and the word is not one of {yardstick.value}"
    detail = f"the source {_said(there, 'says ')}, the claim {_said(here, '')}: {verdict}"
    return Discrepancy(
        DiscrepancyKind.CERTAINTY,
        here.span, here.span.of(ours.text),
        there.span, there.span.of(theirs.text),
        detail,
    )  # fmt: skip


def _verdict(here: Stance, there: Stance) -> str:
    ours, theirs = sum(here.rank) - _MIDDLE, sum(there.rank) - _MIDDLE
    if there.estimate and there.estimate.kind is EstimateKind.INTENT and here.asserts:
        return "an intention turned into a fact"
    if there.estimate and there.estimate.kind is EstimateKind.CONDITION:
        return "a condition turned into a fact"
    if ours * theirs < 0 and min(abs(ours), abs(theirs)) > 1:
        return "it points the other way"
    if _meet(here.rank, there.rank):
        return "another band than its source's"
    return "surer than its source" if abs(ours) > abs(theirs) else "less sure than its source"


def _said(side: Stance, verb: str) -> str:
    if side.estimate is None:
        return "states it as fact (asserted)" if side.rank[0] else "denies it as fact (asserted)"
    return f'{verb}"{side.estimate.text}" ({side.label})'


def _condition_drift(
    ours: _Side,
    theirs: _Side,
    claims: tuple[_Side, ...],
    sources: tuple[_Side, ...],
    there: Stance,
) -> Iterator[Discrepancy]:
    """A condition that only one of the two sets; one put in other words counts as kept."""
    set_by_source, set_by_claim = theirs.reading.conditions, ours.reading.conditions
    if set_by_source and not any(side.reading.clause.is_condition for side in claims):
        span = set_by_source[0]
        if not _kept(span, theirs.text, claims):
            detail = (
                f'the source says so on a condition ("{span.of(theirs.text)}"), '
                "the claim without one: surer than its source"
            )
            yield _conditional(ours.reading.clause.span, ours, span, theirs, detail)
    if set_by_claim and not any(side.reading.clause.is_condition for side in sources):
        span = set_by_claim[0]
        if there.asserts and not _kept(span, ours.text, sources):
            detail = (
                f'the claim sets a condition ("{span.of(ours.text)}") '
                "that its source does not: less sure than its source"
            )
            yield _conditional(span, ours, theirs.reading.clause.span, theirs, detail)


def _kept(condition: Span, text: str, sides: tuple[_Side, ...]) -> bool:
    wanted = stems(condition.of(text))
    there = frozenset[str]().union(*(side.words for side in sides))
    return bool(wanted) and len(wanted & there) >= _KEPT * len(wanted)


def _conditional(at: Span, ours: _Side, source_at: Span, theirs: _Side, detail: str) -> Discrepancy:
    return Discrepancy(
        DiscrepancyKind.CERTAINTY,
        at, at.of(ours.text), source_at, source_at.of(theirs.text), detail,
    )  # fmt: skip


def _confidence_drift(
    ours: _Side, theirs: _Side, claims: tuple[_Side, ...], sources: tuple[_Side, ...]
) -> Iterator[Discrepancy]:
    """Another analytic confidence, or a low or moderate one left out."""
    here, there = _confidence(ours, claims), _confidence(theirs, sources)
    if there is None or (here is not None and here.rank == there.rank):
        return
    at = here.span if here else ours.reading.clause.span
    if here is None:
        if there.key == "confidence_high":
            return
        said = f"the source has {there.label}, the claim names none: surer than its source"
    else:
        way = "surer" if here.rank > there.rank else "less sure"
        said = f"the source has {there.label}, the claim {here.label}: {way} than its source"
    yield _conditional(at, ours, there.span, theirs, said)


def _confidence(side: _Side, sides: tuple[_Side, ...]) -> Estimate | None:
    for other in sides:
        if other.reading.sentence == side.reading.sentence:
            for estimate in other.reading.estimates:
                if estimate.kind is EstimateKind.CONFIDENCE:
                    return estimate
    return None
