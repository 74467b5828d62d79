"""Likelihood and confidence in one sentence, terms of two yardsticks in one text."""

from assistant.certainty import MixedKind, mixed_terms


def test_likelihood_and_confidence_in_one_sentence() -> None:
    text = "We judge with high confidence that a coup is very likely. A split is unlikely."
    (mixed,) = mixed_terms(text)
    assert mixed.kind is MixedKind.CONFIDENCE
    assert [span.of(text) for span in mixed.spans] == ["with high confidence", "very likely"]
    assert mixed_terms("We have high confidence in this. A coup is very likely.") == ()


def test_two_yardsticks_in_one_report() -> None:
    text = "A coup is very unlikely. There is a realistic possibility of a split."
    (mixed,) = mixed_terms(text)
    assert mixed.kind is MixedKind.YARDSTICKS
    assert mixed.detail == (
        'terms of two yardsticks: "very unlikely" (ICD 203) and "realistic possibility" (PHIA)'
    )
    assert [span.of(text) for span in mixed.spans] == ["very unlikely", "realistic possibility"]
    assert mixed_terms("A coup is unlikely. A split is likely.") == ()
