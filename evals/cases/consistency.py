"""The check: a claim that its source carries, or one with a fault."""

from collections.abc import Sequence

from assistant.reports.model import Span
from assistant.results import CheckedText, Verdict
from evals.cases.passages import passage
from evals.datasets import Claim, Data
from evals.outcome import Outcome
from evals.system import Bench

ORIGINS = {"key_points": "gold key points", "pairs": "minimal pairs", "data": "the data file"}


def cases(data: Data, bench: Bench) -> Sequence[Claim]:
    """The key points and both sides of the minimal pairs."""
    return [*data.key_points, *data.pairs]


def checked(bench: Bench, claim: Claim) -> tuple[CheckedText, str]:
    """The claim held to its report or its own source (the best of several), and its text."""
    if claim.report is None:
        sources = (claim.source, *claim.others)
        judged = [bench.system.check(source, None, claim.claim, None) for source in sources]
        best = max(range(len(judged)), key=lambda i: judged[i].score)
        return judged[best], sources[best]
    report = bench.archive.report(claim.report)
    found = bench.system.check(report.text, report.stated, claim.claim, report.date)
    return found, report.text


def score(bench: Bench, claim: Claim) -> Outcome:
    """Check, and hold verdict and score to the label."""
    found, source = checked(bench, claim)
    accepted = float(found.verdict is Verdict.SUPPORTED)
    label = float(claim.label)
    of = claim.origin
    pairs = {
        f"{of}_auc": (label, found.score),
        f"{of}_balanced_accuracy": (label, accepted),
        f"{of}_calibration_error": (label, found.score),
    }
    pairs[f"{of}_accepted" if claim.label else f"{of}_caught"] = (
        accepted if claim.label else 1 - accepted,
        1.0,
    )
    wrong = accepted != label
    return Outcome(
        suite="consistency",
        id=claim.id,
        group=claim.group,
        kind=f"{claim.kind} ({'right' if claim.label else 'wrong'})",
        pairs=pairs,
        badness=abs(label - found.score) if wrong else abs(label - found.score) / 2,
        asked=claim.claim,
        answer=described(found),
        passages=tuple(
            passage(source, Span(e.span.start, e.span.end), claim.report or "source")
            for e in found.evidence
        ),
        gold="carried by the source"
        if claim.label
        else f"not carried: {claim.wrong or claim.kind}",
        why=""
        if not wrong
        else ("refused, though carried" if claim.label else "accepted, though not carried"),
    )


def described(found: CheckedText) -> str:
    """Verdict, score and discrepancies in words."""
    lines = [f"{found.verdict} ({found.score:.2f})"]
    lines += [f"{d.kind}: {d.claim_text!r}: {d.detail}" for d in found.discrepancies]
    return "\n".join(lines)
