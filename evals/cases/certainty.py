"""Drift of certainty: named where there is one, and nowhere else."""

from collections.abc import Sequence

from assistant.results import DiscrepancyKind
from evals.cases.consistency import checked, described
from evals.datasets import Claim, Data
from evals.outcome import Outcome
from evals.system import Bench


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
        asked=claim.claim,
        answer=described(found),
        gold="as sure as its source" if claim.label else f"surer or less sure: {claim.wrong}",
        why="" if not wrong else ("a change is named" if named else "no change is named"),
    )
