import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.build import DocumentBuilder, clean, is_file_title, manual_lines
from assistant.reports.model import BlockKind
from tests.documents import assert_whole, kinds


def test_clean_folds_spaces_and_drops_what_cannot_be_seen() -> None:
    assert clean(" of\ufb01ce\u00a0 in\tRe\u00adnault\u200b\x07 \u202eevil\u202c ") == (
        "office in Renault evil"
    )
    assert clean("e\u0301") == "é"


@given(st.text())
def test_clean_is_one_line_and_stable(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == clean(cleaned)
    assert "\n" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")


@given(
    st.lists(
        st.one_of(
            st.tuples(st.text(), st.sampled_from(BlockKind)),
            st.lists(st.lists(st.text(), max_size=4), max_size=3),
        ),
        max_size=12,
    )
)
def test_every_document_is_whole(
    parts: list[tuple[str, BlockKind] | list[list[str]]],
) -> None:
    builder = DocumentBuilder()
    for part in parts:
        if isinstance(part, tuple):
            builder.add(*part)
        else:
            builder.add_table(part)
    assert_whole(builder.build())


def test_rows_of_one_table_are_lines_and_tables_are_set_apart() -> None:
    builder = DocumentBuilder()
    builder.add("Before")
    builder.add_table([["a", "", "c"], ["d", "", ""]])
    builder.add_table([["e", "f"]])
    assert builder.build().text == "Before\n\na | | c\nd\n\ne | f"


def test_a_heading_over_nothing_is_text() -> None:
    builder = DocumentBuilder()
    builder.add("Economy", BlockKind.HEADING)
    builder.add("Growth slowed.")
    builder.add("Request a trial", BlockKind.HEADING)
    builder.add("1 A note", BlockKind.NOTE)
    assert [kind for kind, _ in kinds(builder.build())] == ["heading", "text", "text", "note"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("12 June 2019\nFull Report: Mexico", ["12 June 2019", "Full Report: Mexico"]),
        ("x" * 90 + "\ngoes on", ["x" * 90 + " goes on"]),
        ("x" * 90 + ".\nA new one", ["x" * 90 + ".", "A new one"]),
        ("x" * 90 + "\n \nA new one", ["x" * 90, "A new one"]),
        ("\n\n", []),
    ],
)
def test_manual_lines(text: str, lines: list[str]) -> None:
    assert manual_lines(text) == lines


@pytest.mark.parametrize("title", ["Word Document", "draft.docx", "Untitled 3", "2019", ""])
def test_file_titles(title: str) -> None:
    assert is_file_title(title)
    assert not is_file_title("Full Report: Mexico")
