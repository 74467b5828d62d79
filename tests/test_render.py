import html
import io
import re
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.render import (
    age,
    answer_json,
    answer_markdown,
    answer_pieces,
    answer_text,
    escape_markdown,
    list_text,
    one_line,
    plain,
    report_text,
    search_json,
    search_text,
    source_label,
)
from assistant.render.docx import answer_docx
from assistant.reports.model import Span
from assistant.results import Answer, Citation, Claim, Filters, Hit, Source, Verdict
from assistant.store import ReportRecord
from tests.test_chunks import report_of

TODAY = date(2026, 12, 21)
EVIL = "<script>x</script> ![i](http://h/x.png) [9] $x^2$ :smile: &lt; **b** \x1b[31m\u202e"
SOURCE = Source("r1", EVIL, date(2020, 12, 21), "Mexico", "Full Report", "r1.txt")
ANY_TEXT = st.text(max_size=80)


def answer_of(words: str = EVIL, **changes: object) -> Answer:
    values: dict[str, object] = {
        "question": f"What? {EVIL}",
        "understood": f"What? {EVIL}",
        "filters": Filters(),
        "as_of": None,
        "answered": True,
        "text": f"As of 21 December 2020: {words} [1]",
        "claims": (Claim(words, (1,), Verdict.SUPPORTED, 0.5),),
        "citations": (Citation(1, SOURCE, Span(3, 3 + len(words)), words),),
        "dropped": (),
        "closest": (),
        "confidence": 0.9,
        "engine": "embedded",
        "seconds": 0.1,
    }
    return Answer(**{**values, **changes})  # type: ignore[arg-type]


def rendered(markdown: str, form: str) -> str:
    """The text that a reader of the rendered Markdown sees."""
    shown = re.sub(r"<[^>]*>", "", MarkdownIt(form).render(markdown))
    return " ".join(html.unescape(shown).split())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 12, 21), "6 years ago"),
        (date(2020, 12, 22), "5 years ago"),
        (date(2026, 12, 20), "1 day ago"),
        (date(2026, 11, 22), "29 days ago"),
        (date(2026, 10, 1), "2 months ago"),
        (TODAY, "today"),
        (date(2026, 12, 22), "in the future"),
    ],
)
def test_age(day: date, said: str) -> None:
    assert age(day, TODAY) == said


def test_a_source_is_named_by_place_or_title() -> None:
    assert source_label(SOURCE, TODAY) == "Mexico, 21 Dec 2020 (6 years ago)"
    assert source_label(Source("r", "A\nb", None, None, None, ""), TODAY) == "A b, undated"


def test_json_has_the_contracts_fields() -> None:
    found = answer_json(answer_of())
    wanted = "question answered answer claims citations dropped engine seconds"
    assert set(found) >= set(wanted.split())
    citation = first(found["citations"])
    assert set(citation) == {
        "n", "report_id", "title", "date", "place", "path", "start", "end", "quote",
    }  # fmt: skip
    assert citation["quote"] == EVIL
    hit = first(search_json("q", [Hit(1, 0.5, SOURCE, Span(0, 2), "ab")])["hits"])
    assert set(hit) == {
        "rank", "score", "report_id", "title", "date", "place", "path", "start", "end", "text",
    }  # fmt: skip


def first(listed: object) -> dict[str, object]:
    assert isinstance(listed, list) and isinstance(listed[0], dict)
    return listed[0]


@given(ANY_TEXT)
def test_terminal_text_holds_nothing_that_steers(words: str) -> None:
    unsafe = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
    source = Source(words, words, SOURCE.date, words, words, words)
    record = ReportRecord(words, words, words, SOURCE.date, words, words, "f", 1)
    answer = answer_of(words, question=words, closest=(source,))
    for text in (
        answer_text(answer, TODAY),
        search_text(words, words, [Hit(1, 0.5, source, Span(0, 1), words)], TODAY),
        list_text([record]),
        plain(words),
    ):
        assert not unsafe.search(text)
    assert len(list_text([record]).splitlines()) == 2


def test_a_report_is_shown_with_its_parts() -> None:
    text = report_text(report_of("3 May 2020\n\nFull Report: Chile\n\nThe law \x1b[1m passed.\n"))
    assert "date:  3 May 2020" in text
    assert "\x1b" not in text


@given(ANY_TEXT, st.sampled_from(["commonmark", "js-default"]))
def test_markdown_shows_any_words_as_they_are(words: str, form: str) -> None:
    shown = rendered(f"> {escape_markdown(words)}", form)
    assert shown == " ".join(html.unescape(html.escape(one_line(words))).split())


def test_markdown_holds_question_answer_and_citation() -> None:
    markdown = answer_markdown(answer_of(), TODAY)
    raw = MarkdownIt("commonmark").render(markdown)
    assert "<script" not in raw and "<img" not in raw and "<b>" not in raw
    shown = rendered(markdown, "commonmark")
    assert shown.count(one_line(EVIL)) >= 3  # question, answer, title, quote
    assert "Mexico, 21 Dec 2020 (6 years ago)" in shown
    assert f"r1, characters 3-{3 + len(EVIL)}" in shown
    assert "is not a language model" in shown


def test_a_rewritten_question_is_said_everywhere() -> None:
    answer = answer_of(question="and then?", understood="What happened in Chile?")
    for text in (answer_text(answer, TODAY), answer_markdown(answer, TODAY)):
        assert "Understood as: What happened in Chile?" in text


def test_a_refusal_names_the_closest_reports() -> None:
    answer = answer_of(
        answered=False,
        text="The archive does not answer this.",
        claims=(),
        citations=(),
        closest=(SOURCE,),
    )
    for text in (answer_text(answer, TODAY), answer_markdown(answer, TODAY)):
        assert "Mexico, 21 Dec 2020 (6 years ago)" in text
    document = docx.Document(io.BytesIO(answer_docx(answer, TODAY)))
    assert any("Mexico, 21 Dec 2020" in paragraph.text for paragraph in document.paragraphs)


def test_only_marks_after_a_claim_are_citations() -> None:
    first = Claim("He cites [1] twice.", (1,), Verdict.SUPPORTED, 0.5)
    second = Claim("So it is.", (1, 2), Verdict.UNSUPPORTED, 0.5)
    answer = answer_of(
        text="As of 2020: He cites (1) twice. [1]\n\nUndated: So it is. [1][2]",
        claims=(first, second),
    )
    (lead, claim), (other, flagged) = answer_pieces(answer)
    assert (lead.text, lead.verdict, other.text) == ("As of 2020:", None, "Undated:")
    assert (claim.text, claim.citations) == ("He cites [1] twice.", (1,))
    assert (flagged.citations, flagged.verdict) == ((1, 2), Verdict.UNSUPPORTED)
    assert "So it is. (unsupported)" in answer_markdown(answer, TODAY)


@given(st.text(min_size=1, max_size=60))
def test_docx_opens_with_the_exact_quote(words: str) -> None:
    document = docx.Document(io.BytesIO(answer_docx(answer_of(words), TODAY)))
    cells = document.tables[0].rows[1].cells
    assert cells[0].text == "[1]"
    assert cells[3].text == plain(words)
    assert cells[2].text == "21 Dec 2020 (6 years ago)"


def test_docx_is_the_same_bytes_each_time() -> None:
    assert answer_docx(answer_of(), TODAY) == answer_docx(answer_of(), TODAY)


def test_a_list_keeps_a_report_on_a_line_of_the_terminal() -> None:
    record = ReportRecord(
        "mexico-1", "f", "a long title " * 9, date(2021, 5, 3), "Mexico", None, "p", 5
    )
    lines = list_text([record], 80).splitlines()
    assert max(map(len, lines)) <= 80 and "…" in lines[1] and lines[1].endswith("  mexico-1")
