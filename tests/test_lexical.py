import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lexical import LexicalIndex, in_order, terms

TEXTS = (
    "Mexico votes in the mid-term election.",
    "The re-election of Mexico's president is barred by the constitution.",
    "Nigeria's naira lost 1,000 points.",
    "",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elections", "election"),
        ("MÉXICO", "mexico"),
        ("São Paulo", unicodedata.normalize("NFD", "São Paulo")),
        ("Erdoğan", "Erdogan"),
        ("Łódź", "lodz"),
        ("Mexico's", "Mexico"),
        ("Mexico’s", "Mexico's"),
        ("1,000", "1000"),
        ("1,234,567.5", "1234567.5"),
        ("U.S.", "US"),
        ("the U.N.", "UN"),
        ("O'Brien", "OBrien"),
        ("the of and", ""),
    ],
)
def test_spellings_of_a_word_meet(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_hyphenated_words_are_found_whole_and_by_their_parts() -> None:
    assert terms("re-election") == ["re", "elect", "reelect"]
    assert terms("Covid\u201119") == ["covid", "19", "covid19"]
    assert terms("2020-12-21") == ["2020", "12", "21"]


def test_numbers_stay_whole() -> None:
    assert terms("3.5% of 12,500 in 2021") == ["3.5", "12500", "2021"]


def test_a_stop_word_counts_where_only_it_is_in_capitals() -> None:
    assert terms("who told the WHO") == ["told", "who"]
    assert terms("WHO RULES MEXICO") == terms("Who rules Mexico")


def test_a_text_without_words_has_no_terms() -> None:
    assert terms("") == terms(" \n… ?! — ._-'") == []


@given(st.text())
def test_any_text_gives_terms_without_white_space(text: str) -> None:
    found = terms(text)
    assert all(term and not any(c.isspace() for c in term) for term in found)


@given(st.text(max_size=60))
def test_composed_and_decomposed_text_have_the_same_terms(text: str) -> None:
    assert terms(unicodedata.normalize("NFC", text)) == terms(unicodedata.normalize("NFD", text))


def test_scores_are_bm25_in_lucenes_form() -> None:
    index = LexicalIndex(["naira naira falls", "naira", "election"])
    mean_length = 5 / 3
    idf = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def score(frequency: int, length: int) -> float:
        return float(idf * frequency / (frequency + 0.4 * (1 - 0.6 + 0.6 * length / mean_length)))

    found = index.scores(terms("the naira"))
    assert found == pytest.approx([score(2, 3), score(1, 1), 0.0], rel=1e-5)
    assert index.idf("naira") == pytest.approx(idf)


def test_scores_have_one_row_a_text_and_are_zero_without_a_match() -> None:
    index = LexicalIndex(TEXTS)
    scores = index.scores(terms("president of Mexico"))
    assert scores.dtype == np.float32
    assert int(scores.argmax()) == 1
    assert scores[2] == scores[3] == 0
    assert not index.scores(terms("volcano")).any()
    assert not index.scores([]).any()


def test_a_rarer_term_says_more_and_an_unknown_one_most() -> None:
    index = LexicalIndex(TEXTS)
    common, rare, unknown = (index.idf(term) for term in (*terms("Mexico naira"), "volcano"))
    assert 0 < common < rare < unknown


@pytest.mark.parametrize("texts", [(), ("", "the"), ("!?",)])
def test_an_index_without_words_scores_zero(texts: tuple[str, ...]) -> None:
    index = LexicalIndex(texts)
    assert index.scores(["naira"]).tolist() == [0.0] * len(texts)
    assert index.idf("naira") > 0


def test_words_in_one_order_are_counted_with_gaps() -> None:
    assert in_order("a b c d".split(), "a x c d".split()) == 3
    assert in_order("won lost".split(), "lost won".split()) == 1
    assert in_order([], ["a"]) == in_order(["a"], []) == 0
