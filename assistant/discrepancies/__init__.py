"""What a claim says otherwise than the passage it is checked against, located in both.

`find_discrepancies` is the whole interface. There is one module a kind of difference:
`numbers`, `dates`, `names` (with `roles` and `offices`), `negation` (with `exchanges`,
`opposites`, `quantifiers` and `order`), `attribution` (with `acts`); `misplaced` serves names and
dates. All rest on word forms and hand-written rules, prefer silence to a false alarm, and need no
model. Drift of certainty ("may" to "will") is judged elsewhere.
"""

from datetime import date

from assistant.discrepancies.attribution import find_attributions
from assistant.discrepancies.dates import find_dates_discrepancies
from assistant.discrepancies.names import find_names
from assistant.discrepancies.negation import find_negations
from assistant.discrepancies.numbers import find_numbers
from assistant.discrepancies.passage import read
from assistant.likeness import Likeness
from assistant.results import Discrepancy

__all__ = ["find_discrepancies"]


def find_discrepancies(
    claim: str,
    evidence: str,
    *,
    context: str = "",
    reported: date | None = None,
    likeness: Likeness | None = None,
) -> tuple[Discrepancy, ...]:
    """The differences between `claim` and `evidence`, in the order of the claim's words.

    `evidence` is the passage of a few sentences that best matches the claim; `source_span`
    of each discrepancy points into it, `claim_span` into `claim`. `context` is the rest of
    the source: a number or name found there is not missing from the source, and is only
    reported where the evidence has another in its place. `reported` is the source's date,
    by which "last year" and the like are resolved in both texts. `likeness` lays the two side
    by side by meaning; without it they are compared where they share words.
    """
    if not claim.strip() or not evidence.strip():
        return ()
    mine, theirs = read(claim), read(evidence)
    found = [
        *find_numbers(mine, theirs, context, likeness),
        *find_dates_discrepancies(mine, theirs, context, reported, likeness),
        *find_names(mine, theirs, context, likeness),
        *find_negations(mine, theirs, likeness),
        *find_attributions(mine, theirs, context, likeness),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.claim_span, d.kind)))
