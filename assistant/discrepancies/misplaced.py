"""A name or date that the source gives too, but of another thing than the claim says.

What the claim says of it is looked for clause by clause. Where one clause of the source carries
all that can be found anywhere, and holds another name or date in the place of the claim's own,
then the claim has put its own in the wrong place. A clause with a pronoun is left alone, since
the pronoun may mean the claim's name.
"""

from collections.abc import Sequence

from assistant.discrepancies.align import besides, clause_at
from assistant.discrepancies.passage import Passage
from assistant.likeness import Likeness
from assistant.reports.model import Span

_CARRIED = 0.5  # share of the claim's clause that the other clause has to carry
_MORE = 0.05  # more than the clauses that hold the claim's own name or date
_ALL = 0.05  # less than the whole evidence carries
_PRONOUNS = frozenset(
    """he she it they his her its their him them who whom whose which both latter former this
    these that""".split()
)


def misplaced(
    claim: Passage,
    at: Span,
    evidence: Passage,
    own: Sequence[Span],
    rivals: Sequence[Span],
    likeness: Likeness,
) -> Span | None:
    """The one of `rivals` of which the source says what the claim says of the words `at`.

    `own` are the places of the evidence that mean the same as `at`, `rivals` those that mean
    another thing of the same kind.
    """
    clause = clause_at(claim, at)
    if not own or not rivals or clause is None:
        return None
    said = besides(clause, at)
    clauses = {place: clause_at(evidence, place) for place in (*own, *rivals)}

    def carried(place: Span) -> float:
        around = clauses[place]
        return likeness.carried(said, besides(around, place)) if around else 0.0

    best = max(rivals, key=carried)
    score, held = carried(best), max(map(carried, own))
    there = clauses[best]
    if there is None or any(there.start <= place.start < there.end for place in own):
        return None
    if not 0 < held < score - _MORE or score <= _CARRIED or _has_pronoun(evidence, there):
        return None
    anywhere = likeness.carried(said, [Span(0, len(evidence.text))])
    return best if score > anywhere - _ALL else None


def _has_pronoun(passage: Passage, clause: Span) -> bool:
    inside = (word for word in passage.words if clause.start <= word.start < clause.end)
    return any(word.low in _PRONOUNS for word in inside)
