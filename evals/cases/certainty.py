"""Drift of certainty: named where there is one, and nowhere else."""

from collections.abc import Sequence

from assistant.certainty import find_estimates
from assistant.results import DiscrepancyKind, EvidenceSpan
from evals.cases.consistency import checked, described
from evals.datasets import Claim, Data
from evals.outcome import Outcome
from evals.system import Bench

BANDS = (
    "ruled out", "remote", "very unlikely", "unlikely", "below even", "even", "likely",
    "very likely", "almost certain", "asserted",
)  # fmt: skip
"""The names of the ranks of `assistant.certainty.lexicon`, from 0."""


def cases(data: Data, bench: Bench) -> Sequence[Claim]:
    """Claims with a change of certainty, and all that say the same as their source."""
    claims = [*data.key_points, *data.pairs]
    return [claim for claim in claims if claim.label or claim.kind == "certainty"]


def score(bench: Bench, claim: Claim) -> Outcome:
    """Look for a discrepancy of certainty in the check of the claim."""
    found, _ = checked(bench, claim)
    named = float(any(d.kind is DiscrepancyKind.CERTAINTY for d in found.discrepancies))
    wrong = named == claim.label
    return Outcome(
        suite="certainty",
        id=claim.id,
        group=claim.group,
        kind=f"{claim.origin}: {claim.kind} ({'same' if claim.label else 'changed'})",
        pairs={"false_alarms" if claim.label else "drift_recall": (named, 1.0)},
        badness=float(wrong),
        bands=_bands(found.evidence, claim.claim) if claim.label else None,
        asked=claim.claim,
        answer=described(found),
        gold="as sure as its source" if claim.label else f"surer or less sure: {claim.wrong}",
        why="" if not wrong else ("a change is named" if named else "no change is named"),
    )


def _bands(evidence: Sequence[EvidenceSpan], claim: str) -> tuple[str, str] | None:
    """How sure the sentences that carry a claim are, and how sure the claim is."""
    if not evidence:
        return None
    return _band(" ".join(span.quote for span in evidence)), _band(claim)


def _band(text: str) -> str:
    """The band of a text's least sure estimate by the middle of its rank."""
    ranks = [sum(estimate.rank) / 2 for estimate in find_estimates(text)]
    return BANDS[round(min(ranks))] if ranks else BANDS[-1]
