"""How far two judges of the same cases agree beyond what chance gives them."""

from evals.metrics.share import Pairs


def cohens_kappa(pairs: Pairs) -> float | None:
    """Agreement of two yes-or-no judgements, 1 or 0 each, less what chance would give.

    (observed - expected) / (1 - expected), expected from how often each says yes (Cohen, 1960).
    None without cases, and where both always say the same one thing: chance explains it all.
    """
    if not len(pairs):
        return None
    one, other = pairs[:, 0], pairs[:, 1]
    yes, also = float(one.mean()), float(other.mean())
    expected = yes * also + (1 - yes) * (1 - also)
    if expected == 1:
        return None
    return (float((one == other).mean()) - expected) / (1 - expected)
