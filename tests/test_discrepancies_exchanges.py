import pytest

from assistant.discrepancies import find_discrepancies
from assistant.results import DiscrepancyKind

EXCHANGED = [
    (
        "The survey relied on an explicit pledge by the donors to fund the camps.",
        "The survey relied on an implicit pledge by the donors to fund the camps.",
        ("implicit", "explicit"),
    ),
    (
        "Lenders granted long maturities to the utility in return for new tariffs.",
        "Lenders granted short maturities to the utility in return for new tariffs.",
        ("short", "long"),
    ),
    (
        "Negotiators described the maritime claims as compatible with the treaty of 1982.",
        "Negotiators described the maritime claims as incompatible with the treaty of 1982.",
        ("incompatible", "compatible"),
    ),
    (
        "Domestic lenders hold most of the bonds that fall due before the summer.",
        "Foreign lenders hold most of the bonds that fall due before the summer.",
        ("Foreign", "Domestic"),
    ),
]
KEPT = [
    ("The survey relied on an explicit pledge.", "The survey relied on a clear pledge."),
    ("The tariff is not fair to small mills.", "The tariff is unfair to small mills."),
    (
        "The upper house met in private, and the lower house in public.",
        "The upper house met in private.",
    ),
    ("The party will form a cabinet.", "The party will inform a cabinet."),
    (
        "Old members of the junta met in private on Sunday. New taxes were decreed.",
        "The junta decreed new taxes.",
    ),
]


@pytest.mark.parametrize(("source", "claim", "words"), EXCHANGED)
def test_an_opposite_in_a_words_place_is_named(
    source: str, claim: str, words: tuple[str, str]
) -> None:
    (found,) = find_discrepancies(claim, source)
    assert found.kind is DiscrepancyKind.NEGATION
    assert (found.claim_text, found.source_text) == words
    assert found.source_span is not None
    assert found.source_span.of(source) == words[1]


@pytest.mark.parametrize(("source", "claim"), KEPT)
def test_what_says_the_same_or_stands_elsewhere_passes(source: str, claim: str) -> None:
    assert find_discrepancies(claim, source) == ()
