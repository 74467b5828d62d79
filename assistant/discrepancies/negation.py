"""Statements turned into their opposite: by a denial, an antonym, a quantifier, an order."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.discrepancies.align import kinship, overlap
from assistant.discrepancies.antonyms import antonyms, sides_of
from assistant.discrepancies.exchanges import find_exchanges
from assistant.discrepancies.opposites import find_opposites
from assistant.discrepancies.order import find_order
from assistant.discrepancies.passage import Passage, discrepancy
from assistant.discrepancies.polarity import Cue, find_cues, other_cues, sign_at
from assistant.discrepancies.quantifiers import find_quantifiers
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_MARGIN = 1.1  # by how much the opposite has to lie nearer than a use that agrees
_LEAST = 0.3
_SUBJECT = 1.2  # the square root of what a shared word before the verb adds
_UNLIKELY = frozenset("unlikely improbable doubtful implausible inconceivable doubt".split())
_OPEN = "< "
_SAME_EVENT = 0.5  # the overlap, without the word itself, that makes sentences comparable

_Concept = int | str  # a row of the antonym table, or a stem


class _Use(NamedTuple):
    """A word as a passage uses it: asserted (1) or denied (-1), as one side of a concept."""

    at: int
    sign: int
    is_denied: bool


class _Side(NamedTuple):
    passage: Passage
    cues: tuple[Cue, ...]
    uses: dict[_Concept, list[_Use]]


def find_negations(
    claim: Passage, evidence: Passage, likeness: Likeness | None
) -> Iterator[Discrepancy]:
    """Where the claim asserts what the evidence denies, or says the opposite of its words."""
    mine, theirs = _side(claim), _side(evidence)
    done: set[int] = set()
    for concept, uses in mine.uses.items():
        others = theirs.uses.get(concept)
        if others is None:
            continue
        for use in uses:
            rival = None if use.at in done else _opposed(mine, use, theirs, others)
            if rival is not None and concept in antonyms().converse:
                rival = rival if _same_subject(mine, use, theirs, rival) else None
            if rival is not None:
                done.add(use.at)
                yield _report(mine, use, theirs, rival)
    further = [*find_exchanges(claim, evidence)]
    if likeness is not None:
        further += find_opposites(claim, evidence, likeness)
    for found in further:
        at = set(claim.words_in(found.claim_span))
        if not done & at:
            yield found
        done |= at
    yield from find_quantifiers(claim, evidence)
    yield from find_order(claim, evidence)


def _side(passage: Passage) -> _Side:
    cues = find_cues(passage.text)
    inside = {i for cue in cues for i in range(cue.first, cue.last + 1)}
    uses: dict[_Concept, list[_Use]] = {}
    for at, word in enumerate(passage.words):
        if at in inside:
            continue
        denied = sign_at(cues, at)
        if word.stem:
            uses.setdefault(word.stem, []).append(_Use(at, denied, denied < 0))
            if word.low.startswith("un") and len(word.low) > 6:
                uses.setdefault(word.stem[2:], []).append(_Use(at, -denied, denied < 0))
        for row, sign in sides_of(passage, at):
            uses.setdefault(row, []).append(_Use(at, sign * denied, denied < 0))
    return _Side(passage, cues, uses)


def _opposed(mine: _Side, use: _Use, theirs: _Side, others: list[_Use]) -> _Use | None:
    """The evidence's use that says the opposite, unless another agrees as well or better."""
    near = _place(mine, use.at)
    against = [other for other in others if other.sign != use.sign]
    if not against:
        return None
    stem = mine.passage.words[use.at].stem
    agreeing = (_score(near, theirs, o) for o in others if o.sign == use.sign)
    best = max(against, key=lambda other: _score(near, theirs, other))
    score = _score(near, theirs, best)
    if score < max(_LEAST, _MARGIN * max(agreeing, default=0.0)):
        return None
    if not mine.passage.clause_of(use.at) & theirs.passage.clause_of(best.at):
        return None
    if not _same_event(mine.passage, use.at, theirs.passage, best.at, stem):
        return None
    if _is_unlikely(mine.passage, use.at) != _is_unlikely(theirs.passage, best.at):
        return None  # "unlikely to devalue" and "will probably not devalue"
    extra = other_cues(mine.passage, mine.cues, use.at)
    return best if (extra - other_cues(theirs.passage, theirs.cues, best.at)) % 2 == 0 else None


def _is_unlikely(passage: Passage, at: int) -> bool:
    bounds = passage.sentence_of(at)
    return any(w.low in _UNLIKELY for w in passage.words[bounds.start : bounds.stop])


def _same_subject(mine: _Side, use: _Use, theirs: _Side, rival: _Use) -> bool:
    return bool(_before(mine.passage, use.at) & _before(theirs.passage, rival.at))


def _before(passage: Passage, at: int) -> frozenset[str]:
    """The stems before a word in its clause, or in its sentence where it opens the clause."""
    words = passage.words[passage.sentence_of(at).start : at]
    own = frozenset(w.stem for w in words if w.stem and w.clause == passage.words[at].clause)
    return own or frozenset(w.stem for w in words if w.stem)


def _score(near: dict[str, float], theirs: _Side, use: _Use) -> float:
    place = _place(theirs, use.at)
    is_open = _OPEN in place and any(key.startswith("< ") for key in near)
    return kinship(near, place) + (_SUBJECT**2 if is_open and _OPEN not in near else 0.0)


def _place(side: _Side, at: int) -> dict[str, float]:
    """The words around a word, with those right before and after it in its clause once more.

    A clause without a subject of its own takes the one before's, so that its place before
    the verb is open.
    """
    passage, clause = side.passage, side.passage.words[at].clause
    bounds = passage.sentence_of(at)
    weights = passage.around(at, at)
    left = next((w for w in reversed(passage.words[bounds.start : at]) if w.stem), None)
    right = next((w for w in passage.words[at + 1 : bounds.stop] if w.stem), None)
    if left is not None:
        weights["< " + left.stem if left.clause == clause else _OPEN] = _SUBJECT
    if right is not None and right.clause == clause:
        weights["> " + right.stem] = 1.0
    return weights


def _same_event(claim: Passage, at: int, evidence: Passage, there: int, stem: str) -> bool:
    """Whether the two sentences tell of the same thing, leaving the compared words out."""
    left_out = {stem, evidence.words[there].stem}
    mine = claim.stems(claim.sentence_of(at)) - left_out
    return overlap(mine, evidence.stems(evidence.sentence_of(there))) >= _SAME_EVENT


def _report(mine: _Side, use: _Use, theirs: _Side, rival: _Use) -> Discrepancy:
    at, there = _span(mine, use), _span(theirs, rival)
    said, found = at.of(mine.passage.text), there.of(theirs.passage.text)
    detail = f"the claim says “{said}”, the source says the opposite: “{found}”"
    kind = DiscrepancyKind.NEGATION
    return discrepancy(kind, mine.passage.text, at, theirs.passage.text, there, detail)


def _span(side: _Side, use: _Use) -> Span:
    """The word with the denial that falls on it."""
    starts = [cue.first for cue in side.cues if use.at in cue.targets]
    return side.passage.span(min([*starts, use.at]), use.at)
