"""Claims against a source, with the real encoder and the shipped model."""

import json
from datetime import date
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground import Checker, Strictness, judge_together
from assistant.ground.model import Term, shipped_model
from assistant.ground.source import Source
from assistant.results import CheckedClaim, DiscrepancyKind, Verdict

SOURCE = (
    "The DEA has about 50 agents based in Mexico, and the new law obliges them to report to the "
    "foreign ministry. Relations may improve next year if the talks succeed. The Senate approved "
    "the law on 15 December by 72 votes to 14. President Andrés Manuel López Obrador said the "
    "law defends sovereignty. Migration is likely to remain the easiest subject."
)


@cache
def encoder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def check(
    claims: str, source: str = SOURCE, strictness: Strictness = Strictness.NORMAL
) -> tuple[CheckedClaim, ...]:
    checker = Checker(encoder(), strictness)
    return checker.check(checker.source(source), claims, date(2020, 12, 21))


@pytest.mark.parametrize(
    "claim",
    [
        "The DEA has roughly 50 agents in Mexico.",
        "The Senate approved the law on 15 December.",
        "The law was approved by the Senate.",
        "Migration will probably remain the easiest subject.",
    ],
)
def test_what_the_source_says_is_supported(claim: str) -> None:
    (found,) = check(claim)
    assert (found.verdict, found.discrepancies) == (Verdict.SUPPORTED, ())
    assert found.evidence


@pytest.mark.parametrize(
    ("claim", "kind", "verdict"),
    [
        ("The DEA has about 500 agents in Mexico.", "number", Verdict.CONTRADICTED),
        ("The Senate rejected the law on 15 December.", "negation", Verdict.CONTRADICTED),
        ("The Senate approved the law on 15 November.", "date", Verdict.CONTRADICTED),
        ("Relations will improve next year if the talks succeed.", "certainty", None),
        ("Migration is unlikely to remain the easiest subject.", "certainty", None),
        ("The law defends sovereignty.", "attribution", None),
    ],
)
def test_what_differs_is_named_and_located(claim: str, kind: str, verdict: Verdict | None) -> None:
    (found,) = check(claim)
    named = [d for d in found.discrepancies if d.kind is DiscrepancyKind(kind)]
    assert named, found
    for d in named:
        assert d.claim_span.of(claim) == d.claim_text
        if d.source_span is not None:
            assert d.source_span.of(SOURCE) == d.source_text
    if kind != "attribution":
        assert found.verdict is not Verdict.SUPPORTED
    if verdict is not None:
        assert found.verdict is verdict


def test_what_the_source_is_silent_on_is_unsupported() -> None:
    (found,) = check("Brazil's central bank raised interest rates to curb inflation.")
    assert found.verdict is Verdict.UNSUPPORTED


def test_the_false_half_of_a_claim_is_named() -> None:
    (found,) = check("The Senate approved the law, but the DEA has about 500 agents in Mexico.")
    assert [clause.verdict for clause in found.clauses] == [
        Verdict.SUPPORTED,
        Verdict.CONTRADICTED,
    ]
    assert found.verdict is Verdict.CONTRADICTED


def test_a_hedge_in_a_bullet_says_nothing_of_the_paragraph_after_it() -> None:
    source = (
        "• Friction likely to be about the law and corruption in the senate\n\n"
        "The Senate, the upper house, approved the law limiting foreign agents on 15 December."
    )
    (claim,) = check("The Senate approved the law on 15 December.", source)
    assert (claim.verdict, claim.discrepancies) == (Verdict.SUPPORTED, ())


def test_a_claim_with_a_false_half_is_not_supported_by_the_other() -> None:
    source = (
        "The bill won 275 votes in the lower house with 223 against. "
        "The Senate followed on 19 April by 87 votes to 20."
    )
    (claim,) = check(
        "The bill won 245 votes with 223 against, and the Senate followed on 19 April by 87 to 20.",
        source,
    )
    assert [clause.verdict for clause in claim.clauses][1] is Verdict.SUPPORTED
    assert claim.verdict is Verdict.CONTRADICTED
    assert "245" in [found.claim_text for found in claim.discrepancies][0]


def test_a_long_source_yields_the_sentence_far_inside_it() -> None:
    filler = "The committee discussed procedure, and members thanked the chair for her work. "
    text = filler * 1500 + SOURCE + " " + filler * 1500
    (found,) = check("The Senate approved the law by 72 votes to 14.", text)
    assert found.verdict is Verdict.SUPPORTED
    assert any("72 votes to 14" in item.quote for item in found.evidence)
    assert all(item.span.of(text) == item.quote for item in found.evidence)


def test_strictness_only_moves_the_bar() -> None:
    claim = "Migration talks stay simple for both governments."
    scores = {strict: check(claim, strictness=strict)[0].score for strict in Strictness}
    assert len(set(scores.values())) == 1
    bars = shipped_model().thresholds
    assert bars[Strictness.LENIENT] < bars[Strictness.NORMAL] < bars[Strictness.STRICT]


def test_several_claims_are_as_good_as_the_worst() -> None:
    claims = check("The Senate approved the law. The DEA has about 500 agents in Mexico.")
    together = judge_together(claims)
    assert together.verdict is Verdict.CONTRADICTED
    assert together.score == min(claim.score for claim in claims)
    assert judge_together(()).verdict is Verdict.UNSUPPORTED


def test_an_empty_source_supports_nothing() -> None:
    (found,) = check("The Senate approved the law.", "  \n ")
    assert (found.verdict, found.score, found.evidence) == (Verdict.UNSUPPORTED, 0.0, ())


def test_the_same_check_gives_the_same_result() -> None:
    claims = "The law was approved by the Senate. Relations may improve."
    assert check(claims) == check(claims)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_checked_with_exact_spans(source: str, claims: str) -> None:
    for claim in check(claims, source):
        assert claim.span.of(claims) == claim.text
        assert 0 <= claim.score <= 1
        assert all(item.span.of(source) == item.quote for item in claim.evidence)
        for d in claim.discrepancies:
            assert d.source_span is None or d.source_span.of(source) == d.source_text


def test_no_term_of_the_model_has_the_wrong_sign() -> None:
    for term in shipped_model().terms:
        hurts = term.feature.startswith(("found_", "numbers_", "names_", "open"))
        assert term.weight < 0 if hurts else term.weight > 0, term


def test_a_hinge_counts_only_what_lies_beyond_its_knot() -> None:
    assert Term("x", 0.5, 2.0).of({"x": 0.4}) == 0
    assert Term("x", 0.5, 2.0).of({"x": 0.75}) == 0.5
    assert Term("x", None, 2.0).of({"x": 0.75}) == 1.5


def test_the_model_is_small_and_its_features_exist() -> None:
    held = files("assistant.ground").joinpath("weights.json").read_text(encoding="utf-8")
    assert len(held) < 100_000
    checker = Checker(encoder())
    inputs = checker.inputs(Source(SOURCE, encoder()), "The Senate approved the law.")
    assert inputs is not None
    assert {term["feature"] for term in json.loads(held)["terms"]} <= set(inputs)


def test_a_source_that_the_encoder_cannot_read_carries_nothing() -> None:
    (found,) = check("0000", source="\U000f0000")
    assert (found.verdict, found.score, found.evidence) == (Verdict.UNSUPPORTED, 0.0, ())
