from hypothesis import given
from hypothesis import strategies as st

from assistant.ground.claims import split_claims


def spans(text: str) -> list[str]:
    return [claim.span.of(text) for claim in split_claims(text)]


def test_bullets_and_sentences_are_claims_without_their_marks() -> None:
    text = "- The law passed. It may be amended.\n* Turnout fell\n2. The army withdrew.\n"
    assert spans(text) == [
        "The law passed.",
        "It may be amended.",
        "Turnout fell",
        "The army withdrew.",
    ]


def test_a_wrapped_line_goes_on() -> None:
    assert spans("Relations will improve, and trade\nwill grow.\nThe peso fell.") == [
        "Relations will improve, and trade\nwill grow.",
        "The peso fell.",
    ]


def test_clauses_are_named_where_each_can_be_false_alone() -> None:
    text = "The party won 40 seats in Lagos but it lost its majority in the senate."
    (claim,) = split_claims(text)
    assert [clause.of(text) for clause in claim.clauses] == [
        "The party won 40 seats in Lagos",
        "it lost its majority in the senate.",
    ]


def test_a_list_of_nouns_is_one_claim() -> None:
    (claim,) = split_claims("Security and trade were discussed by ministers in Lima.")
    assert claim.clauses == ()


@given(st.text(max_size=300))
def test_every_claim_is_an_exact_part_of_the_text(text: str) -> None:
    end = 0
    for claim in split_claims(text):
        assert end <= claim.span.start < claim.span.end <= len(text)
        end = claim.span.end
        assert all(claim.span.start <= c.start < c.end <= claim.span.end for c in claim.clauses)
