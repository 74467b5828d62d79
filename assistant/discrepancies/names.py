"""Persons, organisations and places that a claim names and its source does not."""

from collections.abc import Iterator

from assistant.discrepancies.align import sentence_matches
from assistant.discrepancies.mentions import Mention, find_mentions, is_known, vocabulary
from assistant.discrepancies.misplaced import misplaced
from assistant.discrepancies.offices import find_office_swaps
from assistant.discrepancies.passage import Passage, discrepancy, read
from assistant.discrepancies.roles import find_role_swaps
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_REACH = 5
_FIRM = 0.55  # the overlap that makes two sentences tell of the same event


def find_names(
    claim: Passage, evidence: Passage, context: str, likeness: Likeness | None
) -> Iterator[Discrepancy]:
    """Names that are new, that stand in another's place, swap roles, or change office."""
    theirs = find_mentions(evidence.text)
    here, around = vocabulary(evidence.text), vocabulary(context)
    flagged: list[Mention] = []
    for mention in find_mentions(claim.text):
        is_here = is_known(claim, mention, here)
        elsewhere = is_here or (bool(context) and is_known(claim, mention, around))
        there = None
        if not is_here or not _is_beside(claim, mention, evidence):
            rival = _rival(claim, mention, evidence, theirs, elsewhere)
            there = rival.span if rival else None
        if is_here and there is None and likeness is not None:
            there = _displaced(claim, mention, evidence, context, likeness)
        if there is None and elsewhere:
            continue
        flagged.append(mention)
        yield _report(claim, mention.span, evidence, there)
    for span, there in find_office_swaps(claim, evidence, context):
        yield _report(claim, span, evidence, there)
    if not flagged:
        yield from find_role_swaps(claim, evidence, likeness)


def _report(claim: Passage, at: Span, evidence: Passage, there: Span | None) -> Discrepancy:
    said = at.of(claim.text)
    if there is None:
        detail = f"the source does not name {said}"
    else:
        detail = f"the claim names {said}, the source {there.of(evidence.text)}"
    return discrepancy(DiscrepancyKind.NAME, claim.text, at, evidence.text, there, detail)


def _displaced(
    claim: Passage, mention: Mention, evidence: Passage, context: str, likeness: Likeness
) -> Span | None:
    """The name of which the source says what the claim says of another that it knows as well."""
    theirs, ours = find_mentions(evidence.text), find_mentions(claim.text)
    own = [other.span for other in theirs if _same(claim, mention, evidence, other)]
    rivals = [
        other.span
        for other in theirs
        if (other.place is None) == (mention.place is None)
        and not any(_same(claim, one, evidence, other) for one in ours)
    ]
    there = misplaced(claim, mention.span, evidence, own, rivals, likeness)
    if there is None:
        return None
    whole = read(context)
    everywhere = (_same(claim, mention, whole, other) for other in find_mentions(context))
    return there if sum(everywhere) <= len(own) else None


def _same(claim: Passage, mention: Mention, evidence: Passage, other: Mention) -> bool:
    """Whether two names mean the same, whichever of them is the fuller."""
    if mention.place is not None and mention.place == other.place:
        return True
    return is_known(claim, mention, vocabulary(other.span.of(evidence.text))) or is_known(
        evidence, other, vocabulary(mention.span.of(claim.text))
    )


def _is_beside(claim: Passage, mention: Mention, evidence: Passage) -> bool:
    """Whether the sentence that the claim's corresponds to, if any, names the same."""
    sentence = claim.sentence_of(mention.first)
    for match in sentence_matches(claim, evidence):
        if match.claim == sentence:
            there = evidence.span(match.evidence.start, match.evidence.stop - 1)
            known = vocabulary(there.of(evidence.text))
            only_city = mention.place in known.cities and not mention.is_city
            return is_known(claim, mention, known) and not only_city
    return True


def _rival(
    claim: Passage,
    mention: Mention,
    evidence: Passage,
    theirs: tuple[Mention, ...],
    strict: bool,
) -> Mention | None:
    """The evidence's name that stands where the claim's does, if one does.

    `strict` asks for the very same place beside the same words, in a sentence that tells
    of the same event: then the source knows the claim's name, but of something else.
    """
    mine = vocabulary(claim.text)
    near = claim.near(mention.first, mention.last, _REACH)
    best, best_score = None, 0.5
    for other in theirs:
        if (other.place is None) != (mention.place is None) or is_known(evidence, other, mine):
            continue
        if strict and not _same_slot(claim, mention, evidence, other):
            continue
        score = len(near & evidence.near(other.first, other.last, _REACH))
        if score > best_score:
            best, best_score = other, score
    return best


def _same_slot(claim: Passage, mention: Mention, evidence: Passage, other: Mention) -> bool:
    """Whether both names stand right beside the same word, in sentences much alike."""
    sentence = claim.sentence_of(mention.first)
    matches = [m for m in sentence_matches(claim, evidence) if m.claim == sentence]
    if not matches or matches[0].evidence != evidence.sentence_of(other.first):
        return False
    if matches[0].score < _FIRM:
        return False
    mine = _beside(claim, mention)
    theirs = _beside(evidence, other)
    return any(a and a == b for a, b in zip(mine, theirs, strict=True))


def _beside(passage: Passage, mention: Mention) -> tuple[str, str]:
    """The content word right before and right after the name, across up to two others."""
    bounds = passage.sentence_of(mention.first)
    before = passage.words[max(bounds.start, mention.first - 3) : mention.first]
    after = passage.words[mention.last + 1 : min(bounds.stop, mention.last + 4)]
    return (
        next((word.stem for word in reversed(before) if word.stem), ""),
        next((word.stem for word in after if word.stem), ""),
    )
