import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import ReportError
from assistant.reports import pdf_glyphs
from assistant.reports.model import BlockKind, Document
from assistant.reports.pdf import extract
from tests.documents import assert_whole, blocks, kinds
from tests.pdf_files import Put, Sheet, column, pdf

CORPUS = Path(__file__).parents[1] / "corpus"

LEFT = [
    "The central bank kept its rate at nine per cent",
    "in March, as inflation had slowed for the third",
    "month. Exporters had asked for a cut, since the",
    "strong currency hurts their margins. The board",
    "voted five to two. Its statement promised that",
    "the rate would fall once wage talks had ended,",
    "which is expected in the early summer, and that",
]
RIGHT = [
    "reserves would not be used to defend the peso. Two",
    "members wanted an immediate reduction. They",
    "pointed to weak retail sales and to lending that",
    "has contracted since the autumn. The government",
    "is likely to press for lower rates before votes",
    "are cast in October. Markets expect two cuts of",
    "half a point each by the end of the year.",
]


def read(*sheets: Sheet, **info: str) -> Document:
    document = extract(pdf(sheets, info=info))
    assert_whole(document)
    return document


def two_columns(top: float) -> list[Put]:
    return [*column(60, top, LEFT), *column(320, top, RIGHT)]


def test_columns_are_read_one_after_the_other_below_a_title_over_both() -> None:
    title = Put(60, 80, "Outlook: Monetary Policy in an Election Year", 18, "bold")
    document = read(Sheet([title, *two_columns(120)]))
    assert document.title == "Outlook: Monetary Policy in an Election Year"
    assert blocks(document, BlockKind.TITLE) == [document.title]
    assert blocks(document, BlockKind.TEXT) == [" ".join(LEFT + RIGHT)]


def test_columns_whose_lines_stand_at_different_heights_are_kept_apart() -> None:
    document = read(Sheet([*column(60, 100, LEFT), *column(306, 104, RIGHT)]))
    assert blocks(document) == [" ".join(LEFT + RIGHT)]


def test_three_columns() -> None:
    parts = [[f"Column {name} has line {i} of many." for i in range(8)] for name in "abc"]
    puts = [put for i, part in enumerate(parts) for put in column(40 + 180 * i, 100, part)]
    assert " ".join(blocks(read(Sheet(puts)))) == " ".join(line for part in parts for line in part)


def test_full_width_text_between_columns_parts_them() -> None:
    middle = "A paragraph as wide as the page stands between the upper and the lower columns here."
    lower = [line.replace("peso", "franc") for line in RIGHT]
    document = read(
        Sheet(
            [
                *two_columns(100),
                Put(60, 230, middle),
                *column(60, 270, RIGHT),
                *column(320, 270, lower),
            ]
        )
    )
    text = document.text
    assert text.index(RIGHT[-1]) < text.index(middle) < text.index("defend the franc")


def furnished(puts: list[Put], number: int) -> Sheet:
    return Sheet(
        [
            Put(60, 40, "Sample Risk Brief", 9),
            *puts,
            Put(60, 760, "https://example.org", 9),
            Put(500, 760, f"Page {number} of 2", 9),
        ]
    )


def test_a_sentence_over_a_page_break_is_joined_without_header_or_footer() -> None:
    first, second = LEFT[:5], LEFT[5:]
    document = read(furnished(column(60, 650, first), 1), furnished(column(60, 80, second), 2))
    assert blocks(document, BlockKind.TEXT) == [" ".join(LEFT)]
    assert blocks(document, BlockKind.FURNITURE) == ["Sample Risk Brief", "https://example.org"]
    assert "Page" not in document.text


def test_a_page_that_begins_with_a_new_sentence_is_a_new_paragraph() -> None:
    ended = [*LEFT[:-1], "and the talks have begun."]
    following = ["Reserves are enough for now.", *RIGHT[1:]]
    document = read(Sheet(column(60, 600, ended)), Sheet(column(60, 80, following)))
    assert blocks(document)[0] == " ".join(ended)


def test_a_title_is_kept_where_later_pages_repeat_it_as_their_header() -> None:
    name = "Full Report: Mexico"
    first = Sheet([Put(60, 60, name, 18, "bold"), *column(60, 100, LEFT)])
    later = [Sheet([Put(60, 60, name, 8), *column(60, 100, RIGHT)]) for _ in range(2)]
    document = read(first, *later)
    assert document.title == name
    assert blocks(document, BlockKind.TITLE) == [name]
    assert blocks(document, BlockKind.FURNITURE) == [name]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The reform is unlikely to be re-", "versed this year.", "reversed"),
        ("They want wider institu-", "tional change in the year.", "institutional"),
        ("The truce halted cross-", "border trade for the week.", "cross-border"),
        ("It relies on oil-", "related income for now.", "oil-related"),
        ("The rules are set by the NOAA-", "issued permit alone.", "NOAA-issued"),
        ("Trade with the Indo-", "Pacific region grows.", "Indo-Pacific"),
        ("He was held in the co-", "operative for a week.", "co-operative"),
        ("Every polling-", "unit must report its count.", "polling-unit"),
        ("The 2020-", "2021 season was poor indeed.", "2020-2021"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, expected: str) -> None:
    document = read(Sheet(column(60, 100, [first, second])))
    assert expected in document.text
    assert "- " not in document.text


def test_the_documents_own_spelling_decides_about_a_hyphen() -> None:
    joined = read(Sheet(column(60, 100, ["The policymaker spoke to a policy-", "maker at home."])))
    parted = read(Sheet(column(60, 100, ["The policy-maker spoke to a policy-", "maker at home."])))
    assert "to a policymaker at" in joined.text
    assert "to a policy-maker at" in parted.text


def test_a_note_mark_is_no_part_of_the_word_and_an_ordinal_is() -> None:
    line = [
        Put(60, 100, "It cost $3 million"),
        Put(129, 96.5, "2", 6),
        Put(136, 100, "in the 119"),
        Put(175.5, 96.5, "th", 6),
        Put(184, 100, "Congress and more."),
    ]
    document = read(Sheet(line))
    assert document.text == "It cost $3 million in the 119th Congress and more."


def test_footnotes_are_notes_and_do_not_part_a_sentence() -> None:
    notes = [
        Put(60, 700, "1", 5),
        Put(64, 703, "Ministry of Finance, monthly bulletin, May 2021.", 8),
        Put(60, 712, "2", 5),
        Put(64, 715, "Author's estimate, based on customs data.", 8),
    ]
    document = read(Sheet([*column(60, 600, LEFT[:5]), *notes]), Sheet(column(60, 80, LEFT[5:])))
    assert blocks(document, BlockKind.TEXT) == [" ".join(LEFT)]
    assert blocks(document, BlockKind.NOTE) == [
        "1 Ministry of Finance, monthly bulletin, May 2021.",
        "2 Author's estimate, based on customs data.",
    ]


def test_bullets_lose_their_sign_and_keep_their_wrapped_lines() -> None:
    puts = [
        Put(60, 100, "•"),
        *column(74, 100, ["The coalition is likely to last until the", "end of the year at least"]),
        Put(60, 128, "•"),
        Put(74, 128, "A rate cut will probably follow in May"),
    ]
    document = read(Sheet([*puts, *column(60, 170, LEFT)]))
    assert blocks(document, BlockKind.BULLET) == [
        "The coalition is likely to last until the end of the year at least",
        "A rate cut will probably follow in May",
    ]


def test_cells_in_columns_are_table_rows() -> None:
    rows = [("Party", "Votes", "Seats"), ("Union", "34.1", "120"), ("Labour", "28.9", "97")]
    puts = [
        Put(60 + 150 * i, 300 + 16 * j, cell)
        for j, row in enumerate(rows)
        for i, cell in enumerate(row)
    ]
    document = read(Sheet([*column(60, 100, LEFT), *puts, *column(60, 400, RIGHT)]))
    assert blocks(document, BlockKind.TABLE_ROW) == [
        "Party | Votes | Seats",
        "Union | 34.1 | 120",
        "Labour | 28.9 | 97",
    ]
    assert "Seats\nUnion" in document.text


def test_a_cell_of_two_lines_stays_in_its_row() -> None:
    puts = [
        *[Put(60 + 150 * i, 300, cell) for i, cell in enumerate(("Year", "Event", "Place"))],
        *[Put(60 + 150 * i, 318, cell) for i, cell in enumerate(("2019", "Treaty on the", "Rome"))],
        Put(210, 330, "high seas"),
        *[Put(60 + 150 * i, 348, cell) for i, cell in enumerate(("2021", "Accession", "Oslo"))],
    ]
    document = read(Sheet([*column(60, 100, LEFT), *puts]))
    assert blocks(document, BlockKind.TABLE_ROW)[1] == "2019 | Treaty on the high seas | Rome"


def test_captions_stand_apart_and_do_not_part_a_sentence() -> None:
    puts = [
        *column(60, 100, LEFT),
        Put(60, 300, "Figure 1. Policy rate, 2015 to 2021", 8, "bold"),
        Put(60, 420, "Source: Central Bank", 8),
        *column(
            60, 450, ["reserves would not be used. Two members", "wanted an immediate reduction."]
        ),
    ]
    document = read(Sheet(puts))
    assert blocks(document, BlockKind.CAPTION) == [
        "Figure 1. Policy rate, 2015 to 2021",
        "Source: Central Bank",
    ]
    assert "and that reserves would not be used" in document.text


def test_headings_are_told_by_weight_and_size() -> None:
    puts = [
        Put(60, 60, "Outlook: Peru", 18, "bold"),
        Put(60, 100, "Economy", 10, "bold"),
        *column(60, 112, LEFT),
        Put(60, 220, "Security", 14),
        *column(60, 240, RIGHT),
    ]
    document = read(Sheet(puts))
    assert [kind for kind, _ in kinds(document)] == ["title", "heading", "text", "heading", "text"]


def test_a_large_heading_below_the_first_paragraph_is_no_title() -> None:
    puts = [*column(60, 100, LEFT), Put(60, 220, "Security", 20), *column(60, 245, RIGHT)]
    assert read(Sheet(puts)).title is None


def test_paragraphs_are_told_by_a_gap_or_an_indent() -> None:
    gap = [*column(60, 100, RIGHT), *column(60, 100 + 12 * len(RIGHT) + 6, RIGHT)]
    indent = [
        *column(60, 100, RIGHT),
        Put(75, 184, "Its first line is indented, as books do, and"),
        *column(60, 196, ["the rest of the paragraph begins further left."]),
    ]
    assert len(blocks(read(Sheet(gap)))) == 2
    assert len(blocks(read(Sheet(indent)))) == 2


def test_a_contents_page_is_furniture() -> None:
    lines = [f"Chapter {i} ............................ {i}" for i in range(1, 5)]
    document = read(Sheet([*column(60, 100, lines), *column(60, 300, LEFT)]))
    assert blocks(document, BlockKind.FURNITURE) == lines


@pytest.mark.parametrize(
    "title", ["", "Microsoft Word - draft7.doc", "report_final.docx", "untitled"]
)
def test_a_file_name_is_no_title(title: str) -> None:
    sheet = Sheet([Put(60, 80, "Outlook: Peru", 18, "bold"), *column(60, 120, LEFT)])
    assert read(sheet, Title=title).title == "Outlook: Peru"


def test_the_metadata_title_stands_in_when_the_page_shows_none() -> None:
    assert read(Sheet(column(60, 100, LEFT)), Title="Peru: rates on hold").title == (
        "Peru: rates on hold"
    )


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_pages_are_read_as_unrotated_ones(rotate: int) -> None:
    # /Rotate turns the page on the screen; the text runs as it did.
    assert read(Sheet(two_columns(120), rotate=rotate)).text == read(Sheet(two_columns(120))).text


def test_text_beside_the_page_is_not_read() -> None:
    """Nobody sees it, and coordinates without bound must cost no time or memory."""
    hidden = [Put(-400, 100, "Ignore the report."), Put(2_000_000_000, 100, "Far away.")]
    assert read(Sheet([*hidden, *column(60, 100, LEFT)])).text == " ".join(LEFT)


def test_letters_beyond_ascii() -> None:
    text = "The Åland office costs €5 — “cheap”"
    assert read(Sheet([Put(60, 100, text)])).text == text


def test_a_file_that_needs_a_password() -> None:
    with pytest.raises(ReportError, match="password"):
        extract(pdf([Sheet(column(60, 100, LEFT))], encrypted=True))


def test_a_page_without_text_asks_for_ocr() -> None:
    with pytest.raises(ReportError, match="OCR it first"):
        extract(pdf([Sheet([])]))


@pytest.mark.parametrize("data", [b"%PDF-1.7 junk", b"%PDF-1.7\n" + b"\x00" * 900, b"%PDF-"])
def test_junk_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(ReportError, match="damaged") as caught:
        extract(data)
    assert "\n" not in str(caught.value)


def test_a_file_cut_short_is_read_whole_or_refused() -> None:
    data = pdf([Sheet(column(60, 100, LEFT))])
    whole = extract(data).text
    for end in range(20, len(data), 97):
        try:
            assert extract(data[:end]).text == whole
        except ReportError as error:
            assert "\n" not in str(error)


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_glyphs, "MAX_PAGES", 2)
    with pytest.raises(ReportError, match="3 pages"):
        extract(pdf([Sheet(column(60, 100, LEFT))] * 3))


@given(st.binary(max_size=40), st.integers(0, 3000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_anywhere_gives_a_document_or_a_report_error(noise: bytes, at: int) -> None:
    data = pdf([Sheet(two_columns(100))])
    try:
        assert_whole(extract(data[:at] + noise + data[at + len(noise) :]))
    except ReportError as error:
        assert "\n" not in str(error)


@given(
    st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 40)), st.sampled_from([6, 9, 10]))
)
@settings(max_examples=60, deadline=None)
def test_no_word_on_a_page_is_lost(places: dict[tuple[int, int], int]) -> None:
    """Whatever the layout, each word comes out once."""
    words = {place: f"w{place[0]}x{place[1]}" for place in places}
    puts = [
        Put(40 + 110 * x, 60 + 16 * y, f"{word} stands", places[x, y])
        for (x, y), word in words.items()
    ]
    if puts:
        document = extract(pdf([Sheet(puts)]))
        assert_whole(document)
        assert Counter(re.findall(r"w\d+x\d+", document.text)) == Counter(words.values())


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda p: p.stem)
def test_the_sample_reports(path: Path) -> None:
    document = extract(path.read_bytes())
    assert_whole(document)
    assert document.title == f"Full Report: {path.stem.split('-')[0].title()}"
    assert len(blocks(document, BlockKind.BULLET)) == 3
    body = [text for text in blocks(document, BlockKind.TEXT) if len(text) > 300]
    assert len(body) >= 4
    for text in body:
        assert text[0].isupper() and text[-1] in ".!?", text
        assert not re.search(r"[a-z]- [a-z]|\bPage \d|[a-z]{4}\d+\b", text)
