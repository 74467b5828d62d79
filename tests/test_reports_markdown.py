import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ReportError
from assistant.reports.markdown import extract
from assistant.reports.markdown_mend import mended
from assistant.reports.model import BlockKind, Document
from tests.documents import assert_whole, blocks, kinds

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = (
    "The central bank kept its rate at nine per cent in March, as inflation had slowed for the "
    "third month and exporters had asked for a cut."
)


def read(text: str) -> Document:
    document = extract(text.encode())
    assert_whole(document)
    return document


def test_kinds_follow_the_markup() -> None:
    document = read(
        f"# Outlook: Peru\n\n{TEXT}\n\n## Key points\n\n* One *point*\n  - Inner\n* [ ] Two\n\n"
        "1. Three\n\n> Quoted `text`.\n\n![The bank in Lima](x.png)\n\n---\n\n*Source: IMF*\n"
    )
    assert kinds(document) == [
        ("title", "Outlook: Peru"),
        ("text", TEXT),
        ("heading", "Key points"),
        ("bullet", "One point"),
        ("bullet", "Inner"),
        ("bullet", "Two"),
        ("bullet", "Three"),
        ("text", "Quoted text."),
        ("text", "The bank in Lima"),
        ("caption", "Source: IMF"),
    ]


def test_links_entities_and_inline_html() -> None:
    document = read(
        "See [the *report*](https://x.org/a_(b)) &amp; more <b>now</b>, 119<sup>th</sup> in all"
        "<sup>2</sup>.<br>Line"
    )
    assert document.text.startswith("See the report & more now, 119th in all.")


def test_html_blocks_are_read_as_html() -> None:
    document = read("<table><tr><td>A</td><td>1</td></tr></table>\n\n<script>no</script>\n\nText.")
    assert kinds(document) == [("table_row", "A | 1"), ("text", "Text.")]


def test_tables_with_and_without_closing_bars() -> None:
    document = read(
        f"{TEXT}\n\n| Year | Seats |\n|---|---:|\n| 2019 | **12** |\n\nBetween.\n\n"
        "| Year | Action \n| 2021 | Talks \n| 2022 | \n"
    )
    assert blocks(document, BlockKind.TABLE_ROW) == [
        "Year | Seats",
        "2019 | 12",
        "Year | Action",
        "2021 | Talks",
        "2022",
    ]


def test_a_framed_figure_gives_captions() -> None:
    document = read(
        f"{TEXT}\n\n| Figure 1. Spending \n(in 2025 dollars) \n|  \n"
        "| Source: Budget office. \nNotes: Rounded. \n"
    )
    assert blocks(document, BlockKind.CAPTION) == [
        "Figure 1. Spending (in 2025 dollars)",
        "Source: Budget office.",
        "Notes: Rounded.",
    ]


def test_letters_of_table_notes_are_taken_off_the_cells() -> None:
    document = read(
        "Table 1. Grants\n\n($ in millions)\n\n| Year | Sum \n| 2006 | —a \n"
        "| 2024 | $454 millionb \n"
        "| 2025 | $2 million \n\n**Source: **Office.\n\n"
        "a. None was given.\n\nb. Of this, half is new.\n"
    )
    assert kinds(document) == [
        ("caption", "Table 1. Grants"),
        ("caption", "($ in millions)"),
        ("table_row", "Year | Sum"),
        ("table_row", "2006 | —"),
        ("table_row", "2024 | $454 million"),
        ("table_row", "2025 | $2 million"),
        ("caption", "Source: Office."),
        ("note", "a. None was given."),
        ("note", "b. Of this, half is new."),
    ]


def test_footnotes() -> None:
    document = read(
        "It cost $3 million[^1] in May.[^b]\n\n[^1]: Ministry of *Finance*,\n    bulletin 3.\n"
        "[^b]: An estimate.\n\nNext."
    )
    assert kinds(document) == [
        ("text", "It cost $3 million in May."),
        ("text", "Next."),
        ("note", "1 Ministry of Finance, bulletin 3."),
        ("note", "b An estimate."),
    ]


def test_a_table_of_footnotes() -> None:
    document = read(
        f"{TEXT}\n\n# Footnotes\n\n| 1. | Ministry of Finance. \n| 2. | An estimate. \n"
    )
    assert blocks(document, BlockKind.NOTE) == ["1. Ministry of Finance.", "2. An estimate."]


def test_front_matter() -> None:
    document = read(
        '---\ntitle: "Full Report: Kenya"\ndate: 2021-08-23\nplace: Kenya\nkind: Full Report\n'
        f"tags: [a, b]\n---\n\n{TEXT}\n"
    )
    assert (document.title, document.day) == ("Full Report: Kenya", date(2021, 8, 23))
    assert (document.place, document.kind) == ("Kenya", "Full Report")
    assert document.text == TEXT


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert TEXT in read(f"---\n{TEXT}\n\n---\nMore.").text


@pytest.mark.parametrize(
    ("stated", "written", "day"),
    [
        ("04/10/2026", "Updated April 10, 2026", date(2026, 4, 10)),
        ("04/10/2026", "It ended on 4 October 2026.", date(2026, 10, 4)),
        ("04/22/2026", "", date(2026, 4, 22)),
        ("04/10/2026", "On March 3, 2025, and May 5, 2025, it met.", date(2026, 4, 10)),
        ("2026-04-10", "", date(2026, 4, 10)),
        ("10 April 2026", "", date(2026, 4, 10)),
    ],
)
def test_statements_at_the_head(stated: str, written: str, day: date) -> None:
    document = read(
        f"# Outlook: Peru\n\n**Product Type:** Insight\n**Publication Date:** {stated}\n\n"
        f"{TEXT} {written}\n"
    )
    assert (document.title, document.kind, document.day) == ("Outlook: Peru", "Insight", day)
    assert blocks(document, BlockKind.FURNITURE)[0] == "Product Type: Insight"


SAVED_PAGE = """# Russia’s Arsenal

**Product Type:** In Depth
**Publication Date:** 04/22/2026

---
[Citation](https://x.org#c)[Share](https://x.org#s)[Top](https://x.org) > [All](https://x.org) > A12

# Russia’s Arsenal

## A PRODUCT

[Hide Overview](https://x.org#)

| **Product Number:** | AB12
| **Author:** | Doe, Ann

[Download (310KB)](https://x.org/d.pdf)      | [History](https://x.org#)

- [April 22, 2026 (AB12 - Version: 2)](https://x.org/2.pdf)
- [May 22, 2025 (AB12 - Version: 1)](https://x.org/1.pdf)
[Listen](https://x.org/listen)Russia's ArsenalUpdated April 22, 2026             (AB12)

# Contents

- [Forces](https://x.org#_Toc1)
- [Doctrine](https://x.org#_Toc2)

Forces

BODY

- [State](https://x.org/a) should publish its plans in full by May.
- Others, [as noted](https://x.org/b), should follow.
"""


def test_a_saved_web_page_keeps_its_text_and_marks_the_rest() -> None:
    document = read(SAVED_PAGE.replace("BODY", TEXT))
    assert document.title == "Russia’s Arsenal"
    assert document.day == date(2026, 4, 22)
    assert [pair for pair in kinds(document) if pair[0] != "furniture"] == [
        ("title", "Russia’s Arsenal"),
        ("text", "Forces"),
        ("text", TEXT),
        ("bullet", "State should publish its plans in full by May."),
        ("bullet", "Others, as noted, should follow."),
    ]
    furniture = " ".join(blocks(document, BlockKind.FURNITURE))
    for words in (
        "Citation Share Top",
        "A PRODUCT",
        "Version: 1",
        "Listen",
        "Doctrine",
        "Doe, Ann",
    ):
        assert words in furniture


def test_a_bibliography_is_no_menu() -> None:
    text = "Report R1, [A Long Title About Trade](https://x.org/1), by Ann Doe and Bob Roe"
    assert kinds(read(f"{TEXT}\n\n{text}"))[1][0] == "text"


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("a triad of****the sort, of course, the best", "a triad of the sort"),
        ("**Health**** C****are**** — **for all", "Health Care — for all"),
        ("**Source****s****: **the budget", "Sources: the budget"),
        ("It [often](https://x.org)creates new work and creates it often", "It often creates new"),
        ("the [rule](https://x.org)s of May", "the rules of May"),
        (
            "offering[deals](https://x.org)(i.e., contracts) for deals",
            "offering deals (i.e., contracts)",
        ),
        ("by _The Hague_,__and others", "by The Hague, and others"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
    ],
)
def test_lost_spaces_and_stray_signs(damaged: str, text: str) -> None:
    document = read(damaged)
    assert text in document.text
    assert "**" not in document.text


def test_code_is_left_alone() -> None:
    assert mended("`a****b` and ```\nx****y\n```") == "`a****b` and ```\nx****y\n```"


def test_empty_files() -> None:
    with pytest.raises(ReportError):
        read("---\ntitle: Only a head\n---\n")


@given(st.text(alphabet="#*_[](){}|-^:`<>!\\ \nab1.", max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_document_or_a_report_error(text: str) -> None:
    try:
        read(text)
    except ReportError as error:
        assert "\n" not in str(error)


@given(st.lists(st.text("abcdefgh ", min_size=5).filter(str.strip), min_size=1, max_size=8))
def test_plain_paragraphs_come_in_word_for_word(paragraphs: list[str]) -> None:
    document = read("\n\n".join(paragraph.strip() for paragraph in paragraphs))
    assert document.text.split() == " ".join(paragraphs).split()


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*-*.md")), ids=lambda p: p.stem)
def test_the_sample_reports(path: Path) -> None:
    if not re.search(r"\d{4}-\d\d-\d\d", path.stem):
        return
    document = extract(path.read_bytes())
    assert_whole(document)
    assert document.title is not None and ": " in document.title
    assert len(blocks(document, BlockKind.BULLET)) == 3
    assert not re.search(r"\*\*|\]\(|\[\^", document.text)
