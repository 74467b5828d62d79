"""Terms that should not stand together: likelihood with confidence, and two yardsticks.

ICD 203 forbids a degree of confidence and a likelihood in the same sentence; a report that
draws on two yardsticks leaves the reader to guess which percentages are meant.
"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.certainty.estimates import Estimate, read
from assistant.certainty.lexicon import EstimateKind
from assistant.certainty.yardsticks import Yardstick
from assistant.reports.model import Span


class MixedKind(StrEnum):
    """What is mixed."""

    CONFIDENCE = "likelihood and confidence"
    YARDSTICKS = "two yardsticks"


@dataclass(frozen=True, slots=True)
class MixedTerms:
    """Terms that should not stand together, at `spans` of the text."""

    kind: MixedKind
    spans: tuple[Span, ...]
    detail: str


def mixed_terms(text: str) -> tuple[MixedTerms, ...]:
    """Sentences that mix likelihood with confidence, then terms of two yardsticks in `text`."""
    by_sentence: dict[Span, list[Estimate]] = {}
    for reading in read(text, Yardstick.ICD203):
        by_sentence.setdefault(reading.sentence, []).extend(reading.estimates)
    found = [mix for estimates in by_sentence.values() for mix in _confidence(estimates)]
    everywhere = [estimate for estimates in by_sentence.values() for estimate in estimates]
    return (*found, *_yardsticks(everywhere))


def _confidence(estimates: list[Estimate]) -> list[MixedTerms]:
    confidence = [e for e in estimates if e.kind is EstimateKind.CONFIDENCE]
    likelihood = [e for e in estimates if e.kind is EstimateKind.LIKELIHOOD]
    if not confidence or not likelihood:
        return []
    first, second = confidence[0], likelihood[0]
    detail = f'one sentence states confidence ("{first.text}") and likelihood ("{second.text}")'
    spans = tuple(sorted(e.span for e in (*confidence, *likelihood)))
    return [MixedTerms(MixedKind.CONFIDENCE, spans, detail)]


def _yardsticks(estimates: list[Estimate]) -> list[MixedTerms]:
    only = {
        yardstick: sorted(
            (e for e in estimates if e.yardsticks == {yardstick}), key=lambda e: e.span
        )
        for yardstick in Yardstick
    }
    if not all(only.values()):
        return []
    named = " and ".join(f'"{group[0].text}" ({name.value})' for name, group in only.items())
    spans = tuple(sorted(e.span for group in only.values() for e in group))
    return [MixedTerms(MixedKind.YARDSTICKS, spans, f"terms of two yardsticks: {named}")]
