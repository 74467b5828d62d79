"""Sentences and quotes in the form in which they are laid beside each other."""

import pytest

from assistant.written.guards import unheld
from assistant.written.plain import statement


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Yes, the sol fell sharply.", "The sol fell sharply."),
        ("Well, I think that the sol fell.", "The sol fell."),
        ("According to the passage, the sol fell.", "The sol fell."),
        ("The answer is: the sol fell.", "The sol fell."),
        ("The report states that the sol fell.", "The sol fell."),
        ("yes the sol fell sharply", "the sol fell sharply"),
        ("Well-known teachers won seats.", "Well-known teachers won seats."),
        ("Indeed it fell.", "Indeed it fell."),
        (
            "According to the opposition, the sol fell.",
            "According to the opposition, the sol fell.",
        ),
        ("So far the sol has held.", "So far the sol has held."),
        ("Right-wing parties won the vote.", "Right-wing parties won the vote."),
    ],
)
def test_words_that_only_open_a_reply_go(sentence: str, stated: str) -> None:
    assert statement(sentence) == stated


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The premier did n't sign the law.", "The premier didn't sign the law."),
        ("Peru 's sol fell by 3 per cent.", "Peru's sol fell by 3%."),
        ("The USA left the pact.", "The United States left the pact."),
        ("It sent two ships.", "It sent 2 ships."),
    ],
)
def test_another_spelling_says_the_same(sentence: str, quote: str) -> None:
    assert unheld(sentence, quote, "") is None


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The premier did sign the law.", "The premier did n't sign the law."),
        ("It sent three ships.", "It sent 2 ships."),
        ("The UK left the pact.", "The United States left the pact."),
    ],
)
def test_another_statement_does_not(sentence: str, quote: str) -> None:
    assert unheld(sentence, quote, "")
