from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.model import Span
from assistant.sentences import sentence_spans, text_sentences


def test_a_bullet_without_a_stop_ends_at_the_blank_line() -> None:
    text = "• Friction is likely\n\nThe house passed\nthe law. It is new.\n \nEnd"
    assert [span.of(text) for span in text_sentences(text)] == [
        "• Friction is likely",
        "The house passed\nthe law.",
        "It is new.",
        "End",
    ]


def test_a_stop_that_stands_by_itself_ends_a_sentence_in_small_letters_too() -> None:
    text = "ministers met on friday . they paid $ 3.5 million ! \nthe rest . . . waits"
    sentences = [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]
    assert sentences[:2] == ["ministers met on friday .", "they paid $ 3.5 million !"]
    assert " ".join(" ".join(sentences).split()) == " ".join(text.split())


def test_a_sentence_that_opens_in_small_letters_is_one_of_its_own() -> None:
    text = "They must leave. the league counts. 'Will it?' the judge asked. See etc. the rest"
    assert [span.of(text) for span in sentence_spans(text, Span(0, len(text)))] == [
        "They must leave.",
        "the league counts.",
        "'Will it?' the judge asked.",
        "See etc. the rest",
    ]


@given(st.text(alphabet="aB. \n", max_size=60))
def test_sentences_of_a_text_hold_all_but_white_space(text: str) -> None:
    spans = text_sentences(text)
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
    assert all(one.end <= two.start for one, two in zip(spans, spans[1:], strict=False))
    assert all(span.of(text).strip() for span in spans)
    if "\n" not in text.strip():
        start = len(text) - len(text.lstrip())
        assert spans == sentence_spans(text, Span(start, len(text)))
