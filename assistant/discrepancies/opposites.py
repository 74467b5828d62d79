"""An opposite said in a clause that otherwise means the same, in whatever words.

Where words are few in common, only a clause that is laid over its counterpart by meaning tells
that "ease" is said of what the source says was tightened. So the bar is high: plain words of
`antonyms.tsv` on both sides, themselves near each other in meaning, in clauses without a denial
or a comparison of which none is nearer to the claim's, and no use of the word's own side anywhere
in the evidence.
"""

from collections.abc import Iterator

from assistant.discrepancies.align import besides, clause_at, clauses
from assistant.discrepancies.antonyms import antonyms, sides_of
from assistant.discrepancies.passage import Passage, discrepancy
from assistant.discrepancies.polarity import find_cues
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_SAME_CLAUSE = 0.5  # likeness of the two clauses, the opposites left out
_KINDRED = 0.4  # likeness of the opposites themselves, by which they are of one thing


def find_opposites(claim: Passage, evidence: Passage, likeness: Likeness) -> Iterator[Discrepancy]:
    """The words of the claim to which the like clause of the evidence has an opposite."""
    if find_cues(claim.text) or _compares(claim, Span(0, len(claim.text))):
        return
    theirs = _sides(evidence)
    for row, uses in _sides(claim).items():
        others = theirs.get(row, {})
        if len(uses) != 1 or len(others) != 1 or uses.keys() == others.keys():
            continue
        (here,), (there,) = uses.values(), others.values()
        pairs = [(i, k) for i in here for k in there]
        pair = next((p for p in pairs if _stand_alike(claim, p[0], evidence, p[1], likeness)), None)
        if pair is not None:
            yield _report(claim, pair[0], evidence, pair[1])


def _sides(passage: Passage) -> dict[int, dict[int, list[int]]]:
    """The places of the words on each side of each row, but for rows of converses."""
    found: dict[int, dict[int, list[int]]] = {}
    for at in range(len(passage.words)):
        for row, sign in sides_of(passage, at):
            if row not in antonyms().converse:
                found.setdefault(row, {}).setdefault(sign, []).append(at)
    return found


def _stand_alike(
    claim: Passage, at: int, evidence: Passage, other: int, likeness: Likeness
) -> bool:
    """Whether two words are kindred and stand in clauses that say the same besides."""
    here, there = claim.span(at, at), evidence.span(other, other)
    mine, theirs = clause_at(claim, here), clause_at(evidence, there)
    if mine is None or theirs is None or _compares(evidence, theirs):
        return False
    if any(theirs.start <= evidence.words[cue.first].start < theirs.end
           for cue in find_cues(evidence.text)):  # fmt: skip
        return False
    if likeness.mutual([here], [there]) <= _KINDRED:
        return False
    said = besides(mine, here)
    alike = likeness.mutual(said, besides(theirs, there))
    others = [clause for clause in clauses(evidence) if clause != theirs]
    nearer = any(likeness.mutual(said, [clause]) > alike for clause in others)
    return alike >= _SAME_CLAUSE and not nearer


def _compares(passage: Passage, within: Span) -> bool:
    return any(
        word.low == "than" and within.start <= word.start < within.end for word in passage.words
    )


def _report(claim: Passage, at: int, evidence: Passage, other: int) -> Discrepancy:
    said, found = claim.span(at, at), evidence.span(other, other)
    detail = (
        f"the claim says “{said.of(claim.text)}”, "
        f"the source says the opposite: “{found.of(evidence.text)}”"
    )
    kind = DiscrepancyKind.NEGATION
    return discrepancy(kind, claim.text, said, evidence.text, found, detail)
