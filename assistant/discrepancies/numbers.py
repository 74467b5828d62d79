"""Figures of a claim that the evidence gives otherwise."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from assistant.discrepancies.align import SAME_PLACE, beside, kinship
from assistant.discrepancies.figures import Figure, find_figures
from assistant.discrepancies.passage import Passage, discrepancy
from assistant.likeness import Likeness
from assistant.results import Discrepancy, DiscrepancyKind

_ROUNDING = 0.025  # how far a plain number with fewer digits may lie from the evidence's
_ABOUT = 0.1


def find_numbers(
    claim: Passage, evidence: Passage, context: str, likeness: Likeness | None
) -> Iterator[Discrepancy]:
    """The claim's figures without an equal in the evidence, and figures that changed places."""
    mine, theirs = find_figures(claim.text), find_figures(evidence.text)
    if not mine:
        return
    pairs = {f: [e for e in theirs if _agree(f, e)] for f in mine}
    for one, two in pairwise(mine):
        ranges = [e for e in theirs if _spans(one, two, e)]
        pairs[one], pairs[two] = pairs[one] or ranges, pairs[two] or ranges
    matched = {e for found in pairs.values() for e in found}
    swapped = _swapped(claim, evidence, pairs)
    for figure in mine:
        rival = swapped.get(figure)
        if rival is None and not pairs[figure] and not _composed(figure, theirs, evidence):
            free = [e for e in theirs if e not in matched]
            known = _in_context(figure, context)
            rival = _rival(claim, evidence, figure, free)
            rival = rival or (None if known else _alike(figure, free, likeness))
            if rival is None and (_is_idle(figure) or known):
                continue
        elif rival is None:
            continue
        yield _report(claim, evidence, figure, rival)


def _spans(one: Figure, two: Figure, evidence: Figure) -> bool:
    """Whether two of the claim's figures are the ends of a range in the evidence."""
    ends = (evidence.low, evidence.high)
    return evidence.low < evidence.high and (one.high, two.high) == ends


def _report(claim: Passage, evidence: Passage, figure: Figure, rival: Figure | None) -> Discrepancy:
    said = figure.span.of(claim.text)
    if rival is None:
        detail, there = f"the source does not give the figure {said}", None
    else:
        there = rival.span
        detail = f"the claim says {said}, the source {there.of(evidence.text)}"
    return discrepancy(
        DiscrepancyKind.NUMBER, claim.text, figure.span, evidence.text, there, detail
    )


def _agree(claim: Figure, evidence: Figure) -> bool:
    """Whether the evidence's figure bears the claim's out, in unit and in value."""
    if {claim.unit, evidence.unit} == {"times", "%"}:
        share = evidence.high if evidence.unit == "%" else claim.high
        times = claim.high if claim.unit == "times" else evidence.high
        return abs(share - abs(times - 1) * 100) <= 10
    if not _same_unit(claim, evidence):
        return claim.raw == evidence.raw and {claim.unit, evidence.unit} == {"", "days"}
    if claim.unit == "" and claim.bound == evidence.bound == "" and claim.is_small:
        return claim.low == evidence.low and claim.high == evidence.high
    if claim.low < claim.high:
        return _range_holds(claim, evidence)
    if evidence.low < evidence.high:
        middle = evidence.low < claim.high < evidence.high and claim.bound in ("about", "nearly")
        if claim.bound:
            return middle or any(
                _accepts(claim, v, evidence) for v in (evidence.low, evidence.high)
            )
        return False
    return _accepts(claim, evidence.high, evidence)


def _same_unit(claim: Figure, evidence: Figure) -> bool:
    if claim.unit == evidence.unit:
        return True
    if claim.unit == "" or evidence.unit == "":
        return claim.is_money or evidence.is_money or "ordinal" in (claim.unit, evidence.unit)
    return False


def _range_holds(claim: Figure, evidence: Figure) -> bool:
    """Whether the claim's range or vague number holds what the evidence says."""
    slack = 0.02 * claim.high
    return claim.low - slack <= evidence.low and evidence.high <= claim.high + slack


def _accepts(claim: Figure, value: float, evidence: Figure) -> bool:
    """Whether `value` is what the claim means by its figure, with its rounding words."""
    said = claim.high
    gap = abs(value - said)
    if gap <= 1e-9 * max(abs(value), 1):
        opposed = ({"over"}, {"under", "nearly"})
        return not any(
            claim.bound in one and evidence.bound in two
            for one, two in (opposed, tuple(reversed(opposed)))
        )
    if claim.unit == "ordinal" or evidence.unit == "ordinal":
        return False
    if claim.bound == "over":
        return said <= value <= 1.5 * said
    if claim.bound in ("under", "nearly"):
        return (0.6 if claim.bound == "under" else 0.88) * said <= value <= said
    if claim.bound == "about" or evidence.bound == "about":
        return gap <= (_ABOUT if claim.bound else _ROUNDING) * max(said, value)
    rounded = claim.digits < evidence.digits or claim.unit == "days"
    return rounded and gap <= _ROUNDING * max(said, value)


def _composed(figure: Figure, theirs: Sequence[Figure], evidence: Passage) -> bool:
    """Whether the figure follows from two of the evidence's: a sum, a change, a ratio."""
    if figure.is_small:
        return figure.unit == "" and _is_gap(figure, theirs, evidence)
    if figure.unit == "%" and (
        _is_share(figure, theirs, evidence)
        or _is_change(figure, theirs, evidence)
        or _is_most(figure, evidence)
    ):
        return True
    if _is_multiple(figure, theirs):
        return True
    plain = [e.high for e in theirs if e.low == e.high and e.unit != "ordinal"]
    if figure.unit == "times":
        ratios = [a / b for a in plain for b in plain if b and a != b]
        return any(abs(ratio - figure.high) <= 0.1 * figure.high for ratio in ratios)
    unit = "%" if figure.unit == "points" else figure.unit
    values = [e.high for e in theirs if e.low == e.high and e.unit == unit]
    # Of several figures some two nearly make any third: only a figure that says it is rounded may
    # be off, or chance bears it out.
    tolerance = (0.01 if figure.bound else 1e-6) * figure.high
    for i, one in enumerate(values):
        for two in values[i + 1 :]:
            made = (abs(one - two),) if unit == "%" else (one + two, abs(one - two))
            if any(abs(value - figure.high) <= tolerance for value in made):
                return True
    return unit == "" and len(values) > 2 and abs(sum(values) - figure.high) <= tolerance


def _is_share(figure: Figure, theirs: Sequence[Figure], evidence: Passage) -> bool:
    """Whether one count is the claim's share of another in its sentence ("9 of the 12")."""
    slack = 4 if figure.bound in ("about", "nearly") else 1
    for one, two in permutations(theirs, 2):
        if one.unit == two.unit == "" and one.high < two.high and one.low == one.high:
            share = 100 * one.high / two.high
            together = evidence.words[one.first].sentence == evidence.words[two.first].sentence
            if together and abs(share - figure.high) <= slack:
                return True
    return False


def _is_change(figure: Figure, theirs: Sequence[Figure], evidence: Passage) -> bool:
    """Whether a figure of a sentence grew or shrank to the next by the claim's "a third"."""
    return figure.is_word and any(
        one.unit == two.unit != "ordinal"
        and one.high > 0
        and abs(abs(100 * two.high / one.high - 100) - figure.high) <= 1
        for one, two in _steps(theirs, evidence)
    )


def _steps(theirs: Sequence[Figure], evidence: Passage) -> Iterator[tuple[Figure, Figure]]:
    """Neighbouring figures of a sentence, the earlier value first ("to 18% from 12%")."""
    for one, two in pairwise(theirs):
        if evidence.words[one.first].sentence == evidence.words[two.first].sentence:
            yield (two, one) if evidence.words[two.first - 1].low == "from" else (one, two)


def _is_gap(figure: Figure, theirs: Sequence[Figure], evidence: Passage) -> bool:
    """Whether a small number is what parts two larger ones of a sentence ("101", "94")."""
    return any(
        one.unit == two.unit == "" and one.high - two.high == figure.high < two.high
        for one, two in permutations(theirs, 2)
        if evidence.words[one.first].sentence == evidence.words[two.first].sentence
    )


def _is_multiple(figure: Figure, theirs: Sequence[Figure]) -> bool:
    """Whether the evidence gives the figure times a number, or over it ("600, twice as much")."""
    times = [other.high for other in theirs if other.unit == "times" and other.high]
    same = [other.high for other in theirs if other.unit == figure.unit != "times"]
    made = [value for one in same for many in times for value in (one * many, one / many)]
    return any(abs(value - figure.high) <= 1e-6 * figure.high for value in made)


def _is_most(figure: Figure, evidence: Passage) -> bool:
    """Whether "more than half" stands for the evidence's "most"."""
    majority = any(word.low in ("most", "majority") for word in evidence.words)
    return figure.bound == "over" and figure.high == 50 and majority


def _rival(
    claim: Passage, evidence: Passage, figure: Figure, theirs: Sequence[Figure]
) -> Figure | None:
    """The evidence's figure that stands where the claim's does, if one does."""
    near = _place(claim, figure)
    best, best_score = None, 0.0
    for other in theirs:
        if not _comparable(figure, other):
            continue
        shared = kinship(near, _place(evidence, other))
        nouns = len(figure.nouns & other.nouns)
        score = shared + 2 * nouns + (0 if other.unit in ("", "days") or figure.is_small else 1)
        needed = 2.9 if figure.is_small and not nouns else 1.9
        if figure.is_small and not nouns:
            continue
        if score >= needed and score > best_score:
            best, best_score = other, score
    return best


def _alike(figure: Figure, theirs: Sequence[Figure], likeness: Likeness | None) -> Figure | None:
    """The comparable figure in words of the same meaning, if there is one."""
    if figure.is_small:
        return None
    scored = [(beside(likeness, figure.span, e.span), e) for e in theirs if _comparable(figure, e)]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= SAME_PLACE else None


def _comparable(figure: Figure, other: Figure) -> bool:
    if figure.unit == other.unit:
        return True
    kinds = {figure.unit, other.unit}
    return (figure.is_money and other.is_money) or kinds in ({"%", "points"}, {"%", "times"})


def _is_idle(figure: Figure) -> bool:
    """Whether prose uses such a figure without a count behind it ("one", "the two sides")."""
    if figure.unit in ("ordinal", "times") or figure.is_small:
        return True
    if figure.unit == "days":
        return figure.is_word
    return figure.low < figure.high and figure.is_word


def _in_context(figure: Figure, context: str) -> bool:
    return bool(context) and any(_agree(figure, other) for other in find_figures(context))


def _swapped(
    claim: Passage, evidence: Passage, pairs: dict[Figure, list[Figure]]
) -> dict[Figure, Figure]:
    """Figures that stand in each other's place: both are right, of the other thing."""
    single = [(c, found[0]) for c, found in pairs.items() if len(found) == 1 and not c.is_small]
    result: dict[Figure, Figure] = {}
    for i, (one, its) in enumerate(single):
        for two, other in single[i + 1 :]:
            if one.unit != two.unit or its is other or its.high == other.high:
                continue
            if _crossed(claim, evidence, (one, two), (its, other)):
                result[one] = other
    return result


def _crossed(
    claim: Passage,
    evidence: Passage,
    mine: tuple[Figure, Figure],
    theirs: tuple[Figure, Figure],
) -> bool:
    """Whether each figure's neighbours are, in the evidence, the other one's."""
    a, b = (_place(claim, figure) for figure in mine)
    x, y = (_place(evidence, figure) for figure in theirs)
    straight, crossed = kinship(a, x) + kinship(b, y), kinship(a, y) + kinship(b, x)
    return crossed >= 1.25 * straight + 0.5


def _place(passage: Passage, figure: Figure) -> dict[str, float]:
    """The words around a figure, with the "from" or "to" that it stands after."""
    around = passage.around(figure.first, figure.last)
    weights = {stem: weight for stem, weight in around.items() if not stem[0].isdigit()}
    before = passage.words[figure.first - 1].low if figure.first else ""
    return weights | {before: 1.0} if before in ("from", "to") else weights
