"""Dates of a claim that the evidence gives otherwise or not at all."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum

from assistant.discrepancies.align import beside, kinship
from assistant.discrepancies.misplaced import misplaced
from assistant.discrepancies.passage import Passage, discrepancy
from assistant.discrepancies.periods import Period, find_periods, reckoned
from assistant.likeness import Likeness
from assistant.results import Discrepancy, DiscrepancyKind

_FIRM = 1.2  # the same, where the source knows the claim's date too
_RIVAL = 0.3  # kinship of the places of two dates that are of the same thing
_PLACED = 1.0  # the same, of a date that ousts one which the source gives as well
_MORE = 2  # times as near as that one
_MEANT = 2.0  # what likeness above _UNLIKE adds to kinship
_UNLIKE = 0.3
_VAGUE = re.compile(r"(?:the\s+)?(?:early|mid|late|beginning|start|middle|end)\b")
_ONGOING = re.compile(
    r"\b(?:ever since|since then|(?:go(?:es|ing)?|went|dat(?:e|es|ed|ing)) (?:back to|from))\b",
    re.I,
)
_STARTING = frozenset(
    """begin began begun start launch sinc found enter introduc took take elect open creat establish
    impos ban close shut come came assum becam becom appoint join leav left end stop ceas suspend
    halt seiz lose lost""".split()
)
_RELATIVE_DAYS = ("yesterday", "today", "tomorrow")
# Openings that cannot both hold of one event with the same date.
_OPPOSED = (
    {"before", "after"}, {"until", "since"}, {"until", "after"}, {"before", "since"},
    {"before", ""}, {"since", "by"}, {"after", "by"},
)  # fmt: skip


class _Fit(Enum):
    HOLDS = 0
    UNKNOWN = 1  # nothing says whether the two are the same
    NARROWER = 2  # the claim is more exact than the evidence
    CLASHES = 3


def find_dates_discrepancies(
    claim: Passage,
    evidence: Passage,
    context: str,
    reported: date | None,
    likeness: Likeness | None,
) -> Iterator[Discrepancy]:
    """The claim's dates that the evidence contradicts, or that the source does not give."""
    mine = find_periods(claim.text, reported)
    if not mine:
        return
    theirs = find_periods(evidence.text, reported)
    for period in mine:
        fits = [_fit(period, other) for other in theirs]
        if any(_fit(period, other) is _Fit.HOLDS for other in reckoned(evidence.text, theirs)):
            continue
        scores = [_nearness(claim, evidence, period, other, likeness) for other in theirs]
        if _Fit.HOLDS in fits:
            rival = _reversed_opening(claim, evidence, period, theirs, fits, scores)
            rival = rival or _displaced(theirs, fits, scores)
            if rival is None and likeness is not None:
                rival = _misplaced(claim, evidence, period, context, reported, likeness)
            if rival is not None:
                yield _report(claim, evidence, period, rival)
        else:
            known = _in_context(period, context, reported)
            rival = _rival(period, theirs, fits, scores, known)
            if rival is not None or not (known or _is_vague(period, fits)):
                yield _report(claim, evidence, period, rival)


def _misplaced(
    claim: Passage,
    evidence: Passage,
    period: Period,
    context: str,
    reported: date | None,
    likeness: Likeness,
) -> Period | None:
    """The date at which the source sets what the claim sets at another that it gives as well."""
    ours = find_periods(claim.text, reported)
    theirs = find_periods(evidence.text, reported)
    clashing = {
        other.span: other
        for other in theirs
        if all(_fit(one, other) is _Fit.CLASHES for one in ours)
    }
    own = [other.span for other in theirs if _fit(period, other) is not _Fit.CLASHES]
    everywhere = find_periods(context, reported) if context else ()
    if sum(_fit(period, other) is not _Fit.CLASHES for other in everywhere) > len(own):
        return None
    there = misplaced(claim, period.span, evidence, own, list(clashing), likeness)
    return clashing[there] if there else None


def _report(claim: Passage, evidence: Passage, period: Period, rival: Period | None) -> Discrepancy:
    said = period.span.of(claim.text)
    if rival is None:
        there, detail = None, f"the source does not give the date {said}"
    else:
        there = rival.span
        detail = f"the claim says {said}, the source {there.of(evidence.text)}"
    kind = DiscrepancyKind.DATE
    return discrepancy(kind, claim.text, period.span, evidence.text, there, detail)


def _fit(claim: Period, evidence: Period) -> _Fit:
    """How the claim's date stands to the evidence's, apart from "since" and the like."""
    if claim.months or evidence.months:
        return _fit_months(claim, evidence)
    if claim.start and claim.end and evidence.start and evidence.end:
        if evidence.is_range and not claim.is_range and claim.mode:
            return _fit_end(claim.mode, claim.start, claim.end, evidence.start, evidence.end)
        if claim.is_range and evidence.is_range:
            same = (claim.start, claim.end) == (evidence.start, evidence.end)
            return _Fit.HOLDS if same else _Fit.CLASHES
        if evidence.is_range and _holds_end(claim.start, claim.end, evidence):
            return _Fit.HOLDS
        fit = _fit_intervals(claim.start, claim.end, evidence.start, evidence.end)
        return _Fit.HOLDS if fit is _Fit.NARROWER and _VAGUE.match(evidence.words) else fit
    if claim.is_relative and evidence.is_relative:
        return _fit_words(claim.words, evidence.words)
    if claim.is_relative or evidence.is_relative:
        return _Fit.UNKNOWN
    return _fit_parts(claim, evidence)


def _fit_months(claim: Period, evidence: Period) -> _Fit:
    """How two dates stand of which one is a season or a half, whose bounds are loose."""
    if claim.start and claim.end and evidence.start and evidence.end:
        apart = claim.start.year - evidence.end.year, evidence.start.year - claim.end.year
        if max(apart) > (1 if 12 in claim.months | evidence.months else 0):
            return _Fit.CLASHES
    if claim.months and evidence.months:
        return _Fit.HOLDS if claim.months & evidence.months else _Fit.CLASHES
    part, other = (claim, evidence) if claim.months else (evidence, claim)
    named = _months_of(other)
    if not named:
        return _Fit.UNKNOWN if part is evidence else _Fit.NARROWER
    near = {(month + step - 1) % 12 + 1 for month in part.months for step in (-1, 0, 1)}
    return _Fit.HOLDS if named & (near if len(part.months) < 6 else part.months) else _Fit.CLASHES


def _months_of(period: Period) -> frozenset[int]:
    """The months that a date may lie in; none where it does not say."""
    if period.month:
        return frozenset((period.month,))
    if period.quarter:
        return frozenset(range(3 * period.quarter - 2, 3 * period.quarter + 1))
    if not (period.start and period.end) or (period.end - period.start).days > 300:
        return frozenset()
    months = range(
        period.start.month, period.end.month + 12 * (period.end.year - period.start.year) + 1
    )
    return frozenset((month - 1) % 12 + 1 for month in months)


def _fit_end(mode: str, start: date, end: date, low: date, high: date) -> _Fit:
    """How one end of a span of time stands to the whole: "until 2017" ends 1997 to 2017."""
    if mode in ("since", "after"):
        return _Fit.CLASHES if end >= high else _fit_intervals(start, end, low, high)
    if mode in ("until", "before") and start <= low:
        return _Fit.CLASHES
    return _Fit.HOLDS if end == high else _fit_intervals(start, end, low, high)


def _holds_end(start: date, end: date, evidence: Period) -> bool:
    """Whether the claim's date is that of the first or last day that a span of time gives."""
    ends = (evidence.start, evidence.end)
    return any(day is not None and start <= day <= end for day in ends)


def _fit_intervals(start: date, end: date, low: date, high: date) -> _Fit:
    if start <= low and high <= end:
        return _Fit.HOLDS
    if low <= start and end <= high:
        return _Fit.NARROWER
    return _Fit.CLASHES if high < start or end < low else _Fit.NARROWER


def _fit_words(claim: str, evidence: str) -> _Fit:
    if claim == evidence or {claim, evidence} <= {"last year", "previous year", "past year"}:
        return _Fit.HOLDS
    if claim in _RELATIVE_DAYS and evidence in _RELATIVE_DAYS:
        return _Fit.CLASHES
    (which, *unit), (other, *others) = claim.split(), evidence.split()
    if unit != others or "ago" in unit or which in ("previous", "past"):
        return _Fit.UNKNOWN
    alike = ({"this", "current"}, {"next", "coming"}, {"last", "past", "previous"})
    same = any({which, other} <= group for group in alike)
    return _Fit.HOLDS if same else _Fit.CLASHES


def _fit_parts(claim: Period, evidence: Period) -> _Fit:
    """Dates of which one lacks the year, by the parts that both give."""
    mine, theirs = _parts(claim), _parts(evidence)
    shared = mine.keys() & theirs.keys()
    if not shared:
        return _Fit.UNKNOWN
    if any(mine[part] != theirs[part] for part in shared):
        return _Fit.CLASHES
    if "day" in mine and "day" not in theirs:
        return _Fit.NARROWER
    return _Fit.HOLDS


def _parts(period: Period) -> dict[str, int]:
    found: dict[str, int] = {}
    if period.start and period.end:
        found["quarter"] = (period.start.month - 1) // 3 + 1
        if (period.end - period.start).days <= 31:
            found["month"] = period.start.month
        if period.start == period.end:
            found |= {"day": period.start.day, "weekday": period.start.weekday()}
        elif (period.end - period.start).days > 92:
            return {}
    values = {
        "month": period.month, "day": period.day, "quarter": period.quarter,
        "weekday": period.weekday if period.weekday >= 0 else 0,
    }  # fmt: skip
    found |= {part: value for part, value in values.items() if value}
    if period.weekday == 0:
        found["weekday"] = 0
    if period.month:
        found["quarter"] = (period.month - 1) // 3 + 1
    return found


def _near(passage: Passage, period: Period) -> dict[str, float]:
    at = passage.words_in(period.span)
    return passage.around(at.start, at.stop - 1) if at else {}


def _nearness(
    claim: Passage, evidence: Passage, mine: Period, other: Period, likeness: Likeness | None
) -> float:
    """How much two dates are of the same thing, by the words around them and their meaning."""
    shared = kinship(_near(claim, mine), _near(evidence, other))
    return shared + _MEANT * max(0.0, beside(likeness, mine.span, other.span) - _UNLIKE)


def _rival(
    period: Period,
    theirs: Sequence[Period],
    fits: Sequence[_Fit],
    scores: Sequence[float],
    known: bool,
) -> Period | None:
    """The evidence's date that stands where the claim's does and differs, if one does."""
    best = None
    best_score = _FIRM if known and period.is_absolute else _RIVAL
    for other, fit, score in zip(theirs, fits, scores, strict=True):
        if fit not in (_Fit.CLASHES, _Fit.NARROWER):
            continue
        if fit is _Fit.NARROWER and not period.is_absolute:
            continue
        if score >= best_score:
            best, best_score = other, score
    return best


def _in_context(period: Period, context: str, reported: date | None) -> bool:
    """Whether the rest of the source, or the report's own date, knows the claim's date.

    A stretch of more than a month is known where a longer one that holds it is.
    """
    if period.start is None or period.end is None:
        return False
    if reported is not None and period.start <= reported <= period.end:
        return True
    is_long = (period.end - period.start).days > 31
    enough = (_Fit.HOLDS, _Fit.NARROWER) if is_long else (_Fit.HOLDS,)
    others = find_periods(context, reported) if context else ()
    return any(_fit(period, other) in enough for other in others)


def _is_vague(period: Period, fits: list[_Fit]) -> bool:
    """Whether nothing can be missing: no calendar date, or one that cannot be compared."""
    if not period.is_absolute:
        return True
    return _Fit.UNKNOWN in fits and _Fit.CLASHES not in fits


def _reversed_opening(
    claim: Passage,
    evidence: Passage,
    period: Period,
    theirs: Sequence[Period],
    fits: Sequence[_Fit],
    scores: Sequence[float],
) -> Period | None:
    """The same date opened by an opposed word ("before 2020", "after 2020"), if only so."""
    if _ONGOING.search(claim.text) or _ONGOING.search(evidence.text):
        return None
    near = _near(claim, period).keys()
    same = [i for i, fit in enumerate(fits) if fit is _Fit.HOLDS]
    for i in same:
        if not _opposed(period, theirs[i], near | _near(evidence, theirs[i]).keys()):
            return None
        if scores[i] < _RIVAL:
            return None
    return theirs[same[0]] if same else None


def _opposed(claim: Period, evidence: Period, near: AbstractSet[str]) -> bool:
    modes = {claim.mode, evidence.mode}
    if modes in _OPPOSED:
        return True
    dated = claim.start is not None and claim.start == evidence.start
    return modes == {"since", ""} and not near & _STARTING and dated


def _displaced(
    theirs: Sequence[Period], fits: Sequence[_Fit], scores: Sequence[float]
) -> Period | None:
    """Another date that stands just where the claim's does, where its own is of something else."""
    held = max(s for s, fit in zip(scores, fits, strict=True) if fit is _Fit.HOLDS)
    clashing = [
        (score, other)
        for score, other, fit in zip(scores, theirs, fits, strict=True)
        if fit is _Fit.CLASHES and score >= max(_PLACED, _MORE * held)
    ]
    return max(clashing, key=lambda pair: pair[0])[1] if clashing else None
