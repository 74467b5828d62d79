"""Acts of the law and of speech that a claim names otherwise: an accusation as a conviction."""

from collections.abc import Iterator

from assistant.discrepancies.passage import Passage, discrepancy
from assistant.discrepancies.polarity import find_cues, sign_at
from assistant.results import Discrepancy, DiscrepancyKind

# Stems of words that cannot stand for those in the other column, in either direction.
_OPPOSED = (
    (
        "convict indict indict guilti sentenc prove proven proof",
        "accus suspect suspicion alleg alleg believ presum claim",
    ),
    (
        "deni denial disput reject refut contest",
        "admit admiss conced concess acknowledg confess own apologis apolog accept",
    ),
    ("confirm verifi establish prove proven", "alleg claim suspect report rumour rumor believ"),
)
_PAIRS = tuple(
    pair
    for one, two in ((frozenset(a.split()), frozenset(b.split())) for a, b in _OPPOSED)
    for pair in ((one, two), (two, one))
)


def find_other_acts(
    claim: Passage, sentence: range, evidence: Passage, counterpart: range
) -> Iterator[Discrepancy]:
    """The first word of a claim's sentence for an act that its counterpart names otherwise."""
    mine, theirs = claim.stems(sentence), evidence.stems(counterpart)
    for here, there in _PAIRS:
        if mine & there or theirs & here or not (mine & here and theirs & there):
            continue
        at = next(i for i in sentence if claim.words[i].stem in here)
        other = next(i for i in counterpart if evidence.words[i].stem in there)
        if _is_denied(claim, at) or _is_denied(evidence, other):
            continue
        said, found = claim.span(at, at), evidence.span(other, other)
        detail = (
            f"the claim has this as “{said.of(claim.text)}”, "
            f"the source as “{found.of(evidence.text)}”"
        )
        kind = DiscrepancyKind.ATTRIBUTION
        yield discrepancy(kind, claim.text, said, evidence.text, found, detail)
        return


def _is_denied(passage: Passage, at: int) -> bool:
    return sign_at(find_cues(passage.text), at) < 0
