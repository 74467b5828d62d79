"""Whether a claim is surer, less sure or otherwise sure than what its evidence says."""

import re
from collections.abc import Iterator

from assistant.certainty.estimates import Estimate
from assistant.certainty.lexicon import OPEN, EstimateKind, Rank, opposite
from assistant.certainty.omissions import (
    condition_drift,
    confidence_drift,
    repeated,
    turned_to_fact,
)
from assistant.certainty.sides import (
    CONTAINED,
    Side,
    Texts,
    has_hedge,
    is_close,
    overlap,
    pairs,
    rivalry,
    stands_out,
    texts_of,
    turns,
)
from assistant.certainty.stance import (
    Stance,
    describes,
    is_confidence,
    is_done,
    is_noun,
    is_past,
    is_reported,
    is_soft,
    stance,
)
from assistant.certainty.yardsticks import Yardstick
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_CLOSE = 0.6  # at which two hedges are compared even if they are about other words
_NEAR_TIE = 0.6  # of the best score: as good a source, so that it can speak for the claim
_LEAST = 0.4  # below which a clause cannot speak for the claim
_ROUNDING = 3.0  # points of probability
_SAME = 3  # shared words, names aside, that show two clauses to be put the same way round
_MIDDLE = 9  # twice the middle of the ranks
_HEDGED_TIE = 0.7  # for a hedge of the claim's against a plain statement: another hedge as sure
_TOLD = re.compile(r"(?:indicat|suggest|impl)", re.IGNORECASE)
_ALIKE_TIE = 0.87  # of the best one: as good a source


def certainty_drift(
    claim: str,
    evidence: str,
    yardstick: Yardstick = Yardstick.ICD203,
    likeness: Likeness | None = None,
) -> tuple[Discrepancy, ...]:
    """What `claim` states more, less or otherwise surely than `evidence`; () for a paraphrase.

    Each clause is compared with the clause that says the same, by `likeness` if it is given,
    else by shared words; where none does, nothing is found. Whose estimate it is stays the
    business of attribution.
    """
    texts = texts_of(claim, evidence, yardstick, likeness)
    found: dict[tuple[Span, Span | None], Discrepancy] = {}
    for ours, theirs in pairs(texts):
        for discrepancy in _compared(ours, theirs, texts):
            found.setdefault((discrepancy.claim_span, discrepancy.source_span), discrepancy)
    return tuple(found.values())


def _compared(ours: Side, theirs: Side, texts: Texts) -> Iterator[Discrepancy]:
    if is_confidence(ours.reading, ours.words):
        yield from confidence_drift(ours, theirs, texts.claims, texts.sources)
        return
    conditional = bool(ours.reading.conditions or theirs.reading.conditions)
    here, there = _stances(ours, theirs, conditional)
    if not stands_out(ours, theirs, texts):
        return
    hedges = (None, None) if here.asserts and there.asserts else (here.estimate, there.estimate)
    if texts.likeness and not is_close(*hedges, ours, theirs, texts.likeness):
        return
    if _differ(here, there, ours, theirs, texts):
        if not _borne_out(ours, theirs, (here, there), texts, conditional):
            yield _discrepancy(ours, theirs, here, there, texts.yardstick)
            return
    if here.asserts:
        yield from turned_to_fact(ours, theirs, texts.likeness)
    yield from condition_drift(ours, theirs, texts, there)
    yield from confidence_drift(ours, theirs, texts.claims, texts.sources)


def _stances(ours: Side, theirs: Side, conditional: bool) -> tuple[Stance, Stance]:
    """What each side commits to; a noun of both ("the risk of") is left out."""
    nouns = [{e.key for e in side.reading.estimates if is_noun(e)} for side in (ours, theirs)]
    whole = [_stance(side, conditional, frozenset()) for side in (ours, theirs)]
    if _same_intent(whole[0], whole[1]):
        return whole[0], whole[1]
    both = frozenset(nouns[0] & nouns[1])
    return _stance(ours, conditional, both), _stance(theirs, conditional, both)


def _same_intent(here: Stance, there: Stance) -> bool:
    """Whether both tell of a plan, and not both by the same noun."""
    one, other = here.estimate, there.estimate
    if one is None or other is None or (is_noun(one) and is_noun(other)):
        return False
    return one.kind is other.kind is EstimateKind.INTENT and _meet(here.rank, there.rank)


def _stance(side: Side, conditional: bool, without: frozenset[str]) -> Stance:
    return stance(side.reading, side.text, side.words, conditional, without)


def _differ(here: Stance, there: Stance, ours: Side, theirs: Side, texts: Texts) -> bool:
    if here.asserts and there.asserts:
        return False  # at most a negation, which is not a matter of degree
    if theirs.reading.clause.is_condition and not _is_the_condition(ours, theirs, here):
        return False
    keys = {s.estimate.key if s.estimate else "" for s in (here, there)}
    if keys == {"would"}:
        return False
    if keys == {"numeric"}:
        return _other_numbers(here.estimate, there.estimate)
    if _meet(here.rank, there.rank):
        return _foreign(here.estimate, there.estimate, texts.yardstick)
    if not _comparable(here, there, ours, theirs, texts):
        return False
    if _opposed(here, there, turned=turns(ours) != turns(theirs)) and not _same_way(
        here, there, ours, theirs, texts
    ):
        return not _meet(here.rank, opposite(there.rank))  # "unlikely to pass", "likely to fail"
    return True


def _comparable(here: Stance, there: Stance, ours: Side, theirs: Side, texts: Texts) -> bool:
    """Whether two stances that differ are about the same matter."""
    by_words = texts.likeness is None
    if _is_advice(here, there) or _is_habit(ours, there) or _is_report(here, there, theirs):
        return False
    if _is_open(here) or (_is_open(there) and not _settles(ours, here)):
        return False
    if here.estimate is not None and there.estimate is not None:
        shared = here.heads & theirs.words or there.heads & ours.words
        return not by_words or bool(shared) or overlap(ours, theirs) >= _CLOSE
    hedge = here.estimate or there.estimate
    other = theirs if hedge is here.estimate else ours
    if hedge is None or hedge.key == "can":
        return False
    if not by_words and hedge is here.estimate and _is_loose(hedge):
        return False
    if not by_words and hedge is there.estimate and is_soft(ours.reading, ours.text):
        return False
    if by_words and not (here.heads or there.heads) & other.words:
        return False
    if hedge is here.estimate:
        if _only_followed(ours, theirs) or _is_general(ours, theirs, hedge):
            return False
    # "plans to cut pensions" and "the pension plans"
    return not (repeated(hedge, other) or _described(hedge, other))


def _is_advice(here: Stance, there: Stance) -> bool:
    """Whether the claim says what ought to be done, and the source what is, in its own modal."""
    if here.estimate is None or here.estimate.key != "should" or there.estimate is None:
        return False
    return there.estimate.text.lower() in ("shall", "must", "can", "may")


def _is_open(stated: Stance) -> bool:
    """Whether a clause only names a question ("whether the truce holds")."""
    return stated.estimate is not None and stated.estimate.key == OPEN


def _settles(ours: Side, here: Stance) -> bool:
    """Whether the claim answers a question: it tells what will be, or what has been done."""
    return here.asserts and (here.estimate is not None or is_done(ours.reading, ours.text))


def _is_report(here: Stance, there: Stance, theirs: Side) -> bool:
    """Whether the claim has for the source's "said" a word of showing: "they indicated that"."""
    if here.estimate is None or here.estimate.key != "seems" or there.estimate is not None:
        return False
    return bool(_TOLD.match(here.estimate.text)) and is_reported(theirs.reading, theirs.text)


def _is_habit(ours: Side, there: Stance) -> bool:
    """Whether the source tells with "would" what used to happen: the claim has it as past."""
    return (
        there.estimate is not None
        and there.estimate.key == "would"
        and is_past(ours.reading, ours.text)
    )


def _is_loose(hedge: Estimate) -> bool:
    """Whether a hedge of the claim's is mostly no doubt of what a clause in other words states."""
    return hedge.key == "should" or hedge.kind is EstimateKind.INTENT


def _is_general(ours: Side, theirs: Side, hedge: Estimate) -> bool:
    """Whether the claim tells with "may" what happens at times: nothing is named on either side."""
    return hedge.key == "may" and not (ours.names or theirs.names)


def _only_followed(ours: Side, theirs: Side) -> bool:
    """Whether the source tells what has happened, and the claim what may come of it."""
    past = is_past(theirs.reading, theirs.text)
    return past and not is_past(ours.reading, ours.text)


def _other_numbers(here: Estimate | None, there: Estimate | None) -> bool:
    """Whether two written probabilities lie apart by more than rounding."""
    if here is None or there is None:
        return False
    return here.low > there.high + _ROUNDING or there.low > here.high + _ROUNDING


def _same_way(here: Stance, there: Stance, ours: Side, theirs: Side, texts: Texts) -> bool:
    """Whether the two hedges are about the same outcome, and not about contrary ones."""
    if texts.likeness is not None:
        return turns(ours) == turns(theirs)
    if here.heads <= theirs.words or there.heads <= ours.words:
        return True
    shared = (ours.words & theirs.words) - ours.names - theirs.names
    return len(shared) >= _SAME


def _described(hedge: Estimate, other: Side) -> bool:
    """Whether the other side has the hedge beside a noun: "the likely successor"."""
    return any(
        describes(estimate, other.text) and _meet(estimate.rank, hedge.rank)
        for estimate in other.reading.estimates
    )


def _meet(one: Rank, other: Rank) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _is_the_condition(ours: Side, theirs: Side, here: Stance) -> bool:
    """Whether the claim states just what the source only supposes."""
    shared = len(ours.words & theirs.words)
    stated = here.asserts and not ours.reading.conditions
    return stated and shared >= CONTAINED * len(ours.words)


def _foreign(here: Estimate | None, there: Estimate | None, yardstick: Yardstick) -> bool:
    """Whether the claim brings in another yardstick's band for one of this one."""
    if here is None or there is None or here.key == there.key:
        return False
    banded = here.band is not None and there.band is not None
    return banded and here.foreign_to(yardstick) and bool(there.yardsticks)


def _opposed(here: Stance, there: Stance, *, turned: bool) -> bool:
    """Whether two stances lie on the two sides of even; a fact only of an outcome put otherwise."""
    contrary = (sum(here.rank) - _MIDDLE) * (sum(there.rank) - _MIDDLE) < 0
    return contrary and (turned or not (here.asserts or there.asserts))


def _borne_out(
    ours: Side,
    theirs: Side,
    stances: tuple[Stance, Stance],
    texts: Texts,
    conditional: bool,
) -> bool:
    """Whether another clause of the source says the same nearly as closely, and as surely."""
    here, there = stances
    best = rivalry(ours, theirs, texts)[0]
    by_words = texts.likeness is None
    heads = ((there.heads & ours.words) or here.heads) if by_words else frozenset[str]()
    hedged = not (by_words or here.asserts) and there.asserts
    floor = max(_LEAST, _NEAR_TIE * best) if by_words else _ALIKE_TIE * best
    for side in texts.sources:
        tie = _HEDGED_TIE * best if hedged and has_hedge(side.reading) else floor
        if side is theirs or rivalry(ours, side, texts)[0] < tie:
            continue
        rank = stance(side.reading, side.text, side.words, conditional).rank
        if _is_future(here) and not side.reading.estimates:
            continue
        if _meet(here.rank, rank) and (not heads or heads & side.words):
            return True
    return False


def _is_future(stated: Stance) -> bool:
    """Whether a clause says what will be."""
    return stated.asserts and stated.estimate is not None


def _discrepancy(
    ours: Side, theirs: Side, here: Stance, there: Stance, yardstick: Yardstick
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
