"""What the tests of `assistant.discrepancies` share: a passage and what claims make of it."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant.discrepancies import find_discrepancies
from assistant.results import Discrepancy

Params = list[object]


@dataclass(frozen=True)
class Passage:
    """Evidence with claims that are true to it and claims that are not."""

    text: str
    true: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    context: str = ""
    reported: date | None = None

    def check(self, claim: str) -> tuple[Discrepancy, ...]:
        """What the claim says otherwise than this passage."""
        return find_discrepancies(claim, self.text, context=self.context, reported=self.reported)


def true_claims(passages: list[Passage]) -> Params:
    """A test parameter for each true claim."""
    return [pytest.param(p, claim, id=claim[:60]) for p in passages for claim in p.true]


def false_claims(passages: list[Passage]) -> Params:
    """A test parameter for each false claim."""
    return [pytest.param(p, claim, id=claim[:60]) for p in passages for claim in p.false]
