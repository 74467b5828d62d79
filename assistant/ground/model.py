"""The grounding model: features and discrepancies in, the chance of support and a verdict out.

An additive logistic model whose every term may only help or only hurt: a word found in the
source never counts against a claim, a discrepancy never for it. Shares enter with hinges at
their quantiles, so that the step from "nearly all words" to "all words" can weigh more than
the steps before. Fitted by `scripts/fit_grounding.py`, which writes `weights.json`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.results import Discrepancy, DiscrepancyKind, Verdict

_CAP = 2.0  # more of the same discrepancy says no more

_CONTRADICTING = frozenset((DiscrepancyKind.NUMBER, DiscrepancyKind.DATE, DiscrepancyKind.NEGATION))


class Strictness(StrEnum):
    """How much support a claim needs; `error_rates` says what each one costs."""

    STRICT = "strict"
    NORMAL = "normal"
    LENIENT = "lenient"


@dataclass(frozen=True, slots=True)
class Term:
    """`weight * max(0, value - knot)` of a feature; without a knot, `weight * value`."""

    feature: str
    knot: float | None
    weight: float

    def of(self, values: Mapping[str, float]) -> float:
        """What the term adds to the logit."""
        value = values[self.feature]
        return self.weight * (value if self.knot is None else max(0.0, value - self.knot))


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """How often a verdict errs, in [0, 1]: the mean over the sets of docs/grounding.md.

    `false_accepts` is the share of the claims that their source does not carry which are
    called supported, `false_rejects` the share of those that it does carry which are not.
    """

    false_accepts: float
    false_rejects: float


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted terms, the score that each strictness asks for, and how often that errs."""

    bias: float
    terms: tuple[Term, ...]
    thresholds: dict[Strictness, float]
    rates: dict[Strictness, ErrorRates]


def probability(inputs: Mapping[str, float]) -> float:
    """The chance, in [0, 1], that the source carries the claim, were both equally common.

    `inputs` are those of `model_inputs`.
    """
    model = shipped_model()
    logit = model.bias + sum(term.of(inputs) for term in model.terms)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def model_inputs(
    features: Mapping[str, float], discrepancies: Sequence[Discrepancy]
) -> dict[str, float]:
    """All that the model may look at: the features, and how many discrepancies of each kind."""
    counts = {
        f"found_{kind.value}": sum(d.kind is kind for d in discrepancies)
        for kind in DiscrepancyKind
    }
    conflicts = sum(_conflicts(d) for d in discrepancies)
    found = {**counts, "found_conflict": conflicts}
    limited = {name: min(float(count), _CAP) for name, count in found.items()}
    missing = {
        name: min(value, _CAP)
        for name, value in features.items()
        if name.startswith(("numbers_", "names_"))
    }
    return {**features, **missing, **limited}


def verdict_of(
    score: float, discrepancies: Sequence[Discrepancy], strictness: Strictness
) -> Verdict:
    """The verdict on a claim: what differs from the source is never called supported."""
    if any(d.kind in _CONTRADICTING and d.source_span is not None for d in discrepancies):
        return Verdict.CONTRADICTED
    if discrepancies:
        return Verdict.UNSUPPORTED
    needed = shipped_model().thresholds[strictness]
    return Verdict.SUPPORTED if score >= needed else Verdict.UNSUPPORTED


def error_rates(strictness: Strictness) -> ErrorRates:
    """How often the verdicts of the shipped model err, as measured when it was fitted."""
    return shipped_model().rates[strictness]


def _conflicts(found: Discrepancy) -> bool:
    kinds = (*_CONTRADICTING, DiscrepancyKind.NAME)
    return found.kind in kinds and found.source_span is not None


@cache
def shipped_model() -> Model:
    """The model that comes with the package."""
    held = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(
        bias=held["bias"],
        terms=tuple(Term(t["feature"], t["knot"], t["weight"]) for t in held["terms"]),
        thresholds={Strictness(name): value for name, value in held["thresholds"].items()},
        rates={Strictness(name): ErrorRates(**value) for name, value in held["rates"].items()},
    )
