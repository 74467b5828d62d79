import io
from datetime import date

import pytest
from docx import Document
from markdown_it import MarkdownIt

from assistant.render import age, answer_docx, answer_json, answer_markdown, answer_text, plain
from assistant.reports.model import Span
from assistant.results import Answer, Citation, Claim, Filters, Source, Verdict
from assistant.ui.markup import escape_label, literal, report_page
from assistant.ui.reports import safe_name
from tests.test_chunks import report_of

TODAY = date(2026, 12, 21)
EVIL = "<script>x</script> ![i](http://h/x.png) [9] $x^2$ :smile: &lt; **b** \x1b[31m"
SOURCE = Source("r1", EVIL, date(2020, 12, 21), "Mexico", "Full Report", "r1.txt")
ANSWER = Answer(
    question="q",
    understood="What?",
    filters=Filters(),
    as_of=None,
    answered=True,
    text=f"As of 21 December 2020: {EVIL} [1]",
    claims=(Claim(EVIL, (1,), Verdict.SUPPORTED, 0.5),),
    citations=(Citation(1, SOURCE, Span(3, 3 + len(EVIL)), EVIL),),
    dropped=(),
    closest=(),
    confidence=0.9,
    engine="embedded",
    seconds=0.1,
)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 12, 21), "6 years ago"),
        (date(2026, 12, 20), "1 day ago"),
        (date(2026, 10, 1), "2 months ago"),
        (TODAY, "today"),
    ],
)
def test_age(day: date, said: str) -> None:
    assert age(day, TODAY) == said


def test_json_has_the_contracts_fields() -> None:
    citation = answer_json(ANSWER)["citations"]
    assert isinstance(citation, list)
    assert set(citation[0]) >= {"n", "report_id", "title", "date", "path", "start", "end", "quote"}
    assert citation[0]["quote"] == EVIL


def test_terminal_text_holds_no_control_characters() -> None:
    assert "\x1b" not in answer_text(ANSWER, TODAY)
    assert plain("a\u202eb\u200bc\x07") == "abc"


def test_markdown_renders_literally() -> None:
    html = MarkdownIt("commonmark").render(answer_markdown(ANSWER, TODAY))
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert "![i](http://h/x.png) [9] $x^2$" in html


def test_docx_opens_and_has_the_quote() -> None:
    data = answer_docx(ANSWER, TODAY)
    document = Document(io.BytesIO(data))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any("![i](http://h/x.png)" in cell for cell in cells)


def test_a_report_shows_its_text_literally_with_the_quote_marked() -> None:
    report = report_of(f"3 May 2020\n\nFull Report: Chile\n\nThe {EVIL} law passed in May.\n")
    page = report_page(report, Span(report.text.index("law"), report.text.index("law") + 3))
    assert "<mark>law</mark>" in page
    assert page.count("<script>") == 1 and "&lt;script&gt;" in page
    assert "<b>" not in literal("<b>")


def test_labels_are_escaped() -> None:
    assert escape_label("**a** $x$ :b:") == r"\*\*a\*\* \$x\$ \:b\:"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\nb\x00.pdf", "a_b.pdf"),
        ("..", "report"),
        ("C:\\x\\Brasília 1.docx", "Brasília 1.docx"),
    ],
)
def test_uploads_get_safe_names(name: str, safe: str) -> None:
    assert safe_name(name).rstrip(".") == safe
