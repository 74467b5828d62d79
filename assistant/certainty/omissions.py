"""What a claim leaves out of its source's doubts, or adds: conditions, confidence, hearsay."""

import re
from collections.abc import Iterator

from assistant.certainty.estimates import Estimate
from assistant.certainty.lexicon import EstimateKind
from assistant.certainty.sides import Side, Texts, is_of_another
from assistant.certainty.stance import Stance, is_done, is_reported, stems, waves_aside
from assistant.lexical import terms
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_KEPT = 0.5  # of a condition's words that the claim must repeat to have kept it
_KEPT_ALIKE = 0.5  # mean cosine at which a condition is there in other words
# Classes of what is still to come.
_AHEAD = ("scheduled", "decided", "expected", "poised", "plan", "seek", "considering")
_PARTICIPLE = re.compile(r"(?:set|due|slated|scheduled|expected|poised|planned)\b", re.IGNORECASE)
_BE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|looks?|seems?|appears?|and|or|,)|'s|'re)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"(?:contingent|conditional|subject|hing\w+|depend(?!ing)\w*|provided|unless|only\s+if|on\s+condition)\b",
    re.IGNORECASE,
)


def turned_to_fact(ours: Side, theirs: Side, likeness: Likeness | None) -> Iterator[Discrepancy]:
    """A "reportedly" or "is to" of the source, where the claim has the thing said or done."""
    word = _unsaid(ours, theirs)
    if word is not None and (likeness is None or not is_of_another(word, ours, theirs, likeness)):
        what = "only reported" if word.key == "reported" else "still to come"
        detail = (
            f'in the source it is {what} ("{word.text}"), '
            "in the claim a fact: surer than its source"
        )
        yield _found(ours.reading.clause.span, ours, word.span, theirs, detail)


def _unsaid(ours: Side, theirs: Side) -> Estimate | None:
    before = theirs.reading.estimates
    if (hearsay := _first(before, "reported")) and not is_reported(ours.reading, ours.text):
        return hearsay
    ahead = next((e for e in before if e.key in _AHEAD and not _is_aside(e, theirs.text)), None)
    done = ahead and is_done(ours.reading, ours.text) and not repeated(ahead, ours)
    return ahead if done else None


def _is_aside(hedge: Estimate, text: str) -> bool:
    """Whether a participle only describes a noun: "the team set to travel"."""
    before = text[max(0, hedge.span.start - 24) : hedge.span.start]
    return bool(_PARTICIPLE.match(hedge.text)) and not _BE.search(before)


def _first(estimates: tuple[Estimate, ...], key: str) -> Estimate | None:
    return next((estimate for estimate in estimates if estimate.key == key), None)


def condition_drift(ours: Side, theirs: Side, texts: Texts, there: Stance) -> Iterator[Discrepancy]:
    """A condition that only one of the two sets; one put in other words counts as kept."""
    set_by_source, set_by_claim = theirs.reading.conditions, ours.reading.conditions
    if set_by_source and not any(side.reading.clause.is_condition for side in texts.claims):
        span = set_by_source[0]
        if _is_open(span, theirs) and not _is_kept(span, theirs.text, texts):
            detail = (
                f'the source says so on a condition ("{span.of(theirs.text)}"), '
                "the claim without one: surer than its source"
            )
            yield _found(ours.reading.clause.span, ours, span, theirs, detail)
    if set_by_claim and not any(side.reading.clause.is_condition for side in texts.sources):
        span = set_by_claim[0]
        if there.asserts and not _is_there(span, ours.text, texts):
            detail = (
                f'the claim sets a condition ("{span.of(ours.text)}") '
                "that its source does not: less sure than its source"
            )
            yield _found(span, ours, theirs.reading.clause.span, theirs, detail)


def _is_open(condition: Span, side: Side) -> bool:
    """Whether what hangs on a condition is still to come: "if asked, she helped" is past."""
    return bool(side.reading.estimates or _HANGS.match(condition.of(side.text)))


def _is_kept(condition: Span, text: str, texts: Texts) -> bool:
    """Whether the claim says what the source's condition does, and does not wave it aside."""
    if any(waves_aside(side.reading, side.text) for side in texts.claims):
        return False
    whole = [piece for side in texts.claims for piece in side.reading.clause.pieces]
    if texts.likeness is not None:
        return texts.likeness.kept([condition], whole) >= _KEPT_ALIKE
    return _shares(condition, text, texts.claims)


def _is_there(condition: Span, text: str, texts: Texts) -> bool:
    """Whether the source says what the claim's condition does."""
    whole = [piece for side in texts.sources for piece in side.reading.clause.pieces]
    if texts.likeness is not None:
        return texts.likeness.carried([condition], whole) >= _KEPT_ALIKE
    return _shares(condition, text, texts.sources)


def _shares(condition: Span, text: str, sides: tuple[Side, ...]) -> bool:
    wanted = stems(condition.of(text))
    there = frozenset[str]().union(*(side.words for side in sides))
    return bool(wanted) and len(wanted & there) >= _KEPT * len(wanted)


def confidence_drift(
    ours: Side, theirs: Side, claims: tuple[Side, ...], sources: tuple[Side, ...]
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
    yield _found(at, ours, there.span, theirs, said)


def _confidence(side: Side, sides: tuple[Side, ...]) -> Estimate | None:
    for other in sides:
        if other.reading.sentence == side.reading.sentence:
            for estimate in other.reading.estimates:
                if estimate.kind is EstimateKind.CONFIDENCE:
                    return estimate
    return None


def _found(at: Span, ours: Side, source_at: Span, theirs: Side, detail: str) -> Discrepancy:
    return Discrepancy(
        DiscrepancyKind.CERTAINTY,
        at, at.of(ours.text), source_at, source_at.of(theirs.text), detail,
    )  # fmt: skip


def repeated(hedge: Estimate, other: Side) -> bool:
    """Whether the other side has the hedge's own words, in another form or sense."""
    said = {word for piece in other.reading.clause.pieces for word in terms(piece.of(other.text))}
    return any(
        mine == word or (len(mine) > 5 and word.startswith(mine[:6]))
        for mine in terms(hedge.text)
        for word in said
    )
