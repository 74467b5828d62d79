import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.hyphens import Vocabulary


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("an institu-", "tional change", "an institutional change"),
        ("cross-", "border trade", "cross-border trade"),
        ("import-", "substitution schemes", "import-substitution schemes"),
        ("a south-", "erner", "a southerner"),
        ("nation-", "wide", "nationwide"),
        ("mid-", "year", "mid-year"),
        ("to co-", "opt", "to co-opt"),
        ("the EU-", "wide rule", "the EU-wide rule"),
        ("3-", "5 years", "3-5 years"),
        ("war—", "and peace", "war—and peace"),
        ("see https://example.org/", "a-page", "see https://example.org/a-page"),
        ("a line", "of text", "a line of text"),
        ("", "first", "first"),
    ],
)
def test_join(left: str, right: str, joined: str) -> None:
    assert Vocabulary([left, right]).join(left, right) == joined


def test_the_documents_own_form_wins_over_english() -> None:
    assert Vocabulary(["the nation-wide vote"]).join("nation-", "wide") == "nation-wide"
    assert Vocabulary(["crossborder trade"]).join("cross-", "border") == "crossborder"


@given(st.text(), st.text())
def test_join_loses_at_most_the_hyphen(left: str, right: str) -> None:
    joined = Vocabulary([left, right]).join(left, right)
    assert joined.replace(" ", "") in (
        (left + right).replace(" ", ""),
        (left[:-1] + right).replace(" ", ""),
    )
