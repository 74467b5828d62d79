from collections.abc import Mapping

import pytest

from assistant.spelling import mended, plain_forms, words_of

TEXTS = (
    *("Mexico voted in the presidential election.",) * 10,
    "President Erdoğan lost the Mauro vote; leaders of the policies were called.",
)
KNOWN = frozenset("voted leaders called policy which party policies".split())


def mend(question: str) -> str:
    return mended(question, lambda word: word.casefold() in KNOWN, lambda: words_of(TEXTS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Which party won in Mexcio?", "Which party won in Mexico?"),  # exchanged
        ("the presidental election", "the presidential election"),  # left out
        ("the electtion", "the election"),  # too many
        ("the presidentiel vote", "the presidential vote"),  # another letter
        ("Mexco", "Mexico"),  # a shorter word, often in the archive
        ("MEXCIO", "MEXICO"),
        ("erdogna", "erdogan"),  # without its accent
        ("Brzail", "Brazil"),  # a place that no report is on
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert mend(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Which policies were called?",
        "Maduro",  # "Mauro" is there once: a shorter word and another name
        "rexico",  # the first letter is taken to be right
        "vot",
        "election2024 election",
        '"Mexcio" and “electoin” as they are written',
        "выборы",
        "JustinTrudeau",
    ],
)
def test_what_may_be_meant_is_left(typed: str) -> None:
    assert mend(typed) == typed


def test_the_archive_is_read_only_where_a_word_is_unknown() -> None:
    def words() -> Mapping[str, int]:
        raise AssertionError("the archive was read")

    assert mended("Which party", lambda word: True, words) == "Which party"


def test_inflections_are_known_by_their_roots() -> None:
    assert plain_forms("lenders") == ["lenders", "lender", "lend", "lendere", "lende"]
    assert plain_forms("minding") == ["minding", "mind", "minde"]
    assert plain_forms("vote") == ["vote"]
