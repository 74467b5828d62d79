from datetime import date
from pathlib import Path

import pytest

from assistant.compose import Composed, Quote, Sentence, compose
from assistant.pipeline import open_assistant
from assistant.reports.model import Span
from assistant.results import Source, Verdict
from assistant.settings import load_settings

JUDGEMENT = (
    "The ruling coalition in Chile {} approve the copper royalty of {}% on sales by large mines "
    "before the end of the year because the Senate committee under its new chair has dropped its "
    "main objections to the bill."
)
QUESTION = "Will the coalition in Chile approve the copper royalty on large mines?"


def quote(text: str, name: str = "a", day: date | None = None) -> Quote:
    return Quote(Source(name, name, day, None, None, name), Span(0, len(text)), text)


def composed(*sentences: Sentence) -> Composed:
    return compose(sentences)


@pytest.mark.parametrize(
    ("first", "second"), [(("may", 8), ("will", 8)), (("may", 8), ("may", 80))]
)
def test_sentences_that_differ_in_a_word_do_not_carry_each_other(
    tmp_path: Path, first: tuple[str, int], second: tuple[str, int]
) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for file, month, words in zip(files, ("March", "May"), (first, second), strict=True):
        body = f"Other news of {month} comes first. {JUDGEMENT.format(*words)}"
        file.write_text(f"3 {month} 2021\n\nFull Report: Chile\n\n{body}\n")
    assistant = open_assistant(load_settings(home=tmp_path / "home"))
    assistant.ingest(files)
    answer = assistant.ask(QUESTION)
    assert answer.answered
    for claim in answer.claims:
        for n in claim.citations:
            assert claim.text in " ".join(answer.citations[n - 1].quote.split())


def test_the_same_words_in_two_reports_are_one_claim_with_two_citations(tmp_path: Path) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for file, month in zip(files, ("March", "May"), strict=True):
        body = " ".join(f"In {month} {thing} was calm." for thing in ("trade", "sport", "crime"))
        text = f"3 {month} 2021\n\nFull Report: Chile\n\n{body} {JUDGEMENT.format('may', 8)}\n"
        file.write_text(text)
    assistant = open_assistant(load_settings(home=tmp_path / "home"))
    assistant.ingest(files)
    (claim, *_) = assistant.ask(QUESTION).claims
    assert claim.citations == (1, 2)
    assert claim.text == JUDGEMENT.format("may", 8)


def test_a_sentence_that_one_of_its_quotes_does_not_hold_is_dropped() -> None:
    said = "The vote may pass."
    result = composed(Sentence(said, (quote(said), quote("The vote will pass.", "b")), 0.9))
    assert (result.text, result.claims, result.citations) == ("", (), ())
    assert [dropped.text for dropped in result.dropped] == [said]


def test_a_sentence_without_a_quote_is_dropped() -> None:
    assert composed(Sentence("The vote passed.", (), 0.9)).claims == ()


def test_newest_first_numbered_in_order_and_foreign_marks_are_no_marks() -> None:
    old = quote("It failed [7] then.", "old", date(2020, 1, 2))
    new = quote("It passed\nin May.", "new", date(2021, 3, 4))
    result = composed(Sentence(old.text, (old,), 0.9), Sentence("It passed in May.", (new,), 0.8))
    assert result.text == (
        "As of 4 March 2021: It passed in May. [1]\n\nAs of 2 January 2020: It failed (7) then. [2]"
    )
    assert [c.quote for c in result.citations] == [new.text, old.text]
    assert {claim.verdict for claim in result.claims} == {Verdict.SUPPORTED}
