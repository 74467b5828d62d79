import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ReportError
from assistant.reports.html import extract
from assistant.reports.model import BlockKind, Document
from tests.documents import assert_whole, blocks, kinds

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "The central bank kept its rate at nine per cent in March, as inflation had slowed."


def read(markup: str) -> Document:
    document = extract(markup.encode())
    assert_whole(document)
    return document


def page(content: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>")


def test_kinds_follow_the_elements() -> None:
    document = page(
        f"<article><h1>Outlook: Peru</h1><p>{TEXT}</p><h2>Key points</h2>"
        "<ul><li>One<ul><li>Inner</li></ul></li><li><p>Two</p></li></ul><ol><li>Three</li></ol>"
        "<figure><img alt='A bank'><figcaption>The bank</figcaption></figure>"
        "<dl><dt>Rate</dt><dd>9%</dd></dl><blockquote>Quoted text.</blockquote></article>"
    )
    assert kinds(document) == [
        ("title", "Outlook: Peru"),
        ("text", TEXT),
        ("heading", "Key points"),
        ("bullet", "One"),
        ("bullet", "Inner"),
        ("bullet", "Two"),
        ("bullet", "Three"),
        ("caption", "The bank"),
        ("text", "Rate: 9%"),
        ("text", "Quoted text."),
    ]


def test_what_is_around_the_content_is_left_out() -> None:
    document = page(
        "<nav><a href=/>Home</a></nav><header><a href=/>Site</a></header>"
        "<script>var x = 'no';</script><style>p {}</style><noscript>no</noscript>"
        f"<div class='cookie-banner'>We use cookies</div><article><p>{TEXT}</p>"
        "<aside>Related</aside><div class='share-buttons'>Share</div><form><p>Subscribe</p></form>"
        "<p hidden>no</p><p style='display: none'>no</p><span class='sr-only'>no</span></article>"
        "<footer>All rights reserved</footer><!-- no -->"
    )
    assert document.text == TEXT


def test_a_form_or_class_that_holds_the_whole_page_is_content() -> None:
    assert page(f"<form><div class='sidebar'><p>{TEXT}</p></div></form>").text == TEXT


def test_a_page_without_main_parts_is_read_from_the_body() -> None:
    assert blocks(page(f"Loose <b>text</b><p>{TEXT}</p>tail<div>box</div>")) == [
        "Loose text",
        TEXT,
        "tail",
        "box",
    ]


def test_tables() -> None:
    document = page(
        f"<p>{TEXT}</p><table><caption>Seats</caption><thead><tr><th>Party<th>Seats</tr></thead>"
        "<tr><td>A &amp; B<td>12</tr></table>"
        f"<table><tr><td><p>{TEXT}</p></td></tr></table>"
    )
    assert kinds(document)[1:] == [
        ("caption", "Seats"),
        ("table_row", "Party | Seats"),
        ("table_row", "A & B | 12"),
        ("text", TEXT),
    ]


def test_marks_and_notes() -> None:
    document = page(
        "<p>It cost $3 million<sup><a href='#n1'>1</a></sup> in the 119<sup>th</sup> Congress"
        "<a class='footnote-ref' href='#n2'>2</a>, over 40 km<sup>2</sup>.</p>"
        "<section class='footnotes'><ol><li id='fn1'>First note. "
        "<a href='#r'>↩</a></li></ol></section>"
    )
    assert kinds(document) == [
        ("text", "It cost $3 million in the 119th Congress, over 40 km²."),
        ("note", "1 First note."),
    ]


def test_line_breaks_part_short_lines_and_paragraphs_only() -> None:
    long = TEXT + " It may be cut"
    document = page(f"<p>12 June 2019<br>Full Report: Peru</p><p>{long}<br>soon.<br><br>Next.</p>")
    assert blocks(document) == ["12 June 2019", "Full Report: Peru", f"{long} soon.", "Next."]


@pytest.mark.parametrize(
    ("head", "content", "title"),
    [
        ("<title>Peru | Sample Brief</title>", "", "Peru"),
        ("<title>Site</title>", "<h1>Outlook: Peru</h1>", "Outlook: Peru"),
        ("<title>B - Site</title>", "<h1>Site</h1><h1>B</h1>", "Site"),
        (
            "<title>x</title><meta property='og:title' content='Peru &amp; Chile'>",
            "",
            "Peru & Chile",
        ),
        ("<title>untitled</title>", "", None),
    ],
)
def test_titles(head: str, content: str, title: str | None) -> None:
    assert page(f"{content}<p>{TEXT}</p>", head).title == title


@pytest.mark.parametrize(
    ("head", "content"),
    [
        ("<meta property='article:published_time' content='2021-05-04T10:00:00Z'>", ""),
        ("<meta name='DC.date' content='2021-05-04'>", ""),
        ('<script type=\'application/ld+json\'>{"datePublished": "2021-05-04"}</script>', ""),
        ("", "<time datetime='2021-05-04'>4 May</time>"),
        ("", "<p><time datetime='2021-05-04T09:00'>4 May</time></p>"),
    ],
)
def test_days(head: str, content: str) -> None:
    assert page(f"{content}<p>{TEXT}</p>", head).day == date(2021, 5, 4)


def test_a_time_inside_a_sentence_does_not_date_the_page() -> None:
    assert page(f"<p>{TEXT} <time datetime='1999-01-01'>Then</time></p>").day is None


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=iso-8859-2><p>Wałęsa</p>".encode("iso-8859-2"),
        "<p>Wałęsa</p>".encode("utf-16"),
        "<p>Wałęsa</p>".encode("utf-8-sig"),
        "<?xml version='1.0' encoding='utf-8'?><html><p>Wałęsa</p></html>".encode(),
        b"<p>Wa&#322;&#x119;sa</p>",
        "<meta charset=no-such-code><p>Wałęsa</p>".encode(),
    ],
)
def test_character_sets(data: bytes) -> None:
    assert extract(data).text == "Wałęsa"


def test_markup_in_text_stays_text() -> None:
    assert page("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>").text == "<script>alert(1)</script>"


def test_a_page_drawn_by_a_script() -> None:
    with pytest.raises(ReportError, match="no text"):
        page("<div id=app></div><script>draw()</script>")


def test_deep_nesting_ends() -> None:
    assert page("<div>" * 150 + TEXT).text == TEXT
    with pytest.raises(ReportError, match="nested"):
        page("<div>" * 5000 + TEXT)


@given(st.text(alphabet="<>/abp uldivtrsn=\"'&;!-\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_a_document_or_a_report_error(markup: str) -> None:
    try:
        read(markup)
    except ReportError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.html")), ids=lambda p: p.stem)
def test_the_sample_reports(path: Path) -> None:
    document = extract(path.read_bytes())
    assert_whole(document)
    assert len(blocks(document, BlockKind.BULLET)) == 3
    assert len([text for text in blocks(document, BlockKind.TEXT) if len(text) > 300]) >= 4
    assert not re.search(r"cookie|dataLayer|Subscribe", document.text)
