"""Where a claim is surer or less sure than its source, by shared words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.certainty import certainty_drift, mixed_terms
from assistant.results import DiscrepancyKind
from tests.certainty_cases import DRIFT, PARAPHRASES, WORDS, pairs


@pytest.mark.parametrize(("source", "claim"), list(pairs(DRIFT)))
def test_drift_is_seen(source: str, claim: str) -> None:
    found = certainty_drift(claim, source)
    assert found
    for discrepancy in found:
        assert discrepancy.kind is DiscrepancyKind.CERTAINTY
        assert discrepancy.claim_span.of(claim) == discrepancy.claim_text
        assert discrepancy.source_span is not None
        assert discrepancy.source_span.of(source) == discrepancy.source_text
        assert "\n" not in discrepancy.detail


@pytest.mark.parametrize(("source", "claim"), list(pairs(PARAPHRASES)))
def test_paraphrases_stay_silent(source: str, claim: str) -> None:
    assert certainty_drift(claim, source) == ()


@pytest.mark.parametrize("text", [text for pair in pairs(DRIFT) for text in pair])
def test_a_text_never_drifts_from_itself(text: str) -> None:
    assert certainty_drift(text, text) == ()


@pytest.mark.parametrize(
    ("source", "claim", "detail"),
    [
        (
            "The coalition may collapse.",
            "The coalition will collapse.",
            'the source says "may" (possible), the claim "will" (asserted): surer than its source',
        ),
        (
            "The coalition will collapse.",
            "The coalition may collapse.",
            'the source says "will" (asserted), the claim "may" (possible): '
            "less sure than its source",
        ),
        (
            "The coalition is likely to collapse.",
            "The coalition is unlikely to collapse.",
            'the source says "likely" (likely), the claim "unlikely" (unlikely): '
            "it points the other way",
        ),
        (
            "The coalition is likely to collapse.",
            "The coalition collapsed.",
            'the source says "likely" (likely), the claim states it as fact (asserted): '
            "surer than its source",
        ),
        (
            "The ministry plans to cut subsidies.",
            "The ministry will cut subsidies.",
            'the source says "plans to" (intended), the claim "will" (asserted): '
            "an intention turned into a fact",
        ),
        (
            "If the talks fail, the EU will reimpose sanctions.",
            "The EU will reimpose sanctions.",
            'the source says so on a condition ("If the talks fail"), the claim without one: '
            "surer than its source",
        ),
        (
            "There is a roughly even chance that the bill passes.",
            "There is a realistic possibility that the bill passes.",
            'the source says "roughly even chance" (an even chance), the claim "realistic '
            "possibility\" (a realistic possibility): another band than its source's, "
            "and the word is not one of ICD 203",
        ),
        (
            "We assess with low confidence that the regime will survive.",
            "The regime will survive.",
            "the source has low confidence, the claim names none: surer than its source",
        ),
    ],
)
def test_detail_names_both_sides(source: str, claim: str, detail: str) -> None:
    assert [found.detail for found in certainty_drift(claim, source)] == [detail]


def test_nothing_is_claimed_of_unrelated_clauses() -> None:
    source = "Inflation fell to 4% in June. The president may visit Riyadh."
    assert certainty_drift("The army will leave the northern garrison.", source) == ()


@pytest.mark.parametrize("empty", ["", " \n", ";,;", "If"])
def test_empty_texts(empty: str) -> None:
    assert certainty_drift(empty, "A coup is likely.") == ()
    assert certainty_drift("A coup is likely.", empty) == ()
    assert mixed_terms(empty) == ()


@given(st.lists(WORDS, max_size=24).map(" ".join), st.lists(WORDS, max_size=24).map(" ".join))
def test_any_two_texts_can_be_compared(claim: str, source: str) -> None:
    for discrepancy in certainty_drift(claim, source):
        assert discrepancy.claim_span.of(claim) == discrepancy.claim_text
