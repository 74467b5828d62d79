import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReportError
from assistant.reports.model import BlockKind
from assistant.reports.text import breaks_off, decode, is_caption, text_document

SENTENCE = "López Obrador’s reform – “the most ambitious” – costs €5 billion.\n"
MARKER = re.compile(r"[•▪▫◦‣⁃●○■□◆◇➢➤►✓✔·∙\uf0b7*+–—-]|o|\d{1,2}[.)]|\(\w{1,4}\)|[a-z]\)")


def blocks(text: str) -> list[tuple[str, str]]:
    document = text_document(text)
    assert document.text == text
    return [(block.kind.value, block.span.of(text)) for block in document.blocks]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_usual_encodings_are_read(codec: str, ends: str) -> None:
    assert decode(SENTENCE.replace("\n", ends).encode(codec)) == SENTENCE


def test_a_marked_utf_16_of_either_order_is_read() -> None:
    assert decode(b"\xfe\xff" + SENTENCE.encode("utf-16-be")) == SENTENCE
    assert decode(b"\xff\xfe" + SENTENCE.encode("utf-16-le")) == SENTENCE


def test_composed_and_decomposed_accents_stay_as_they_are() -> None:
    assert decode("Gu\u0301zman Guzmán".encode()) == "Gu\u0301zman Guzmán"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50),
        b"text with a \x00 in it",
        b"abc\x01\x02\x03\x04def",
        b"caf\x81\x8d",
    ],
)
def test_binary_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_report_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ReportError:
        return
    assert text.strip() and "\0" not in text and "\r" not in text


def test_blank_lines_and_short_lines_part_blocks() -> None:
    text = "21 December 2020\nFull Report: Mexico\n\n\nThe Chamber voted.\nThe Senate did not.\n"
    assert blocks(text) == [
        ("text", "21 December 2020"),
        ("text", "Full Report: Mexico"),
        ("text", "The Chamber voted."),
        ("text", "The Senate did not."),
    ]


PROSE = (
    "The Chamber of Deputies, the lower house of Congress, approved amendments\n"
    "to the National Security Law limiting the role of foreign law enforcement\n"
    "agents inside Mexico on 15 December. The changes, which were already\n"
    "approved by the Senate, establish that foreign agents must share any\n"
    "intelligence with the authorities."
)


def test_hard_wrapped_prose_is_one_block() -> None:
    assert blocks(PROSE) == [("text", PROSE)]
    assert blocks(PROSE.replace("\n", "\r\n")) == [("text", PROSE.replace("\n", "\r\n"))]


def test_a_title_right_above_wrapped_prose_stays_apart() -> None:
    assert blocks(f"Full Report: Mexico\n{PROSE}") == [
        ("text", "Full Report: Mexico"),
        ("text", PROSE),
    ]


def test_a_year_or_a_dash_at_a_wrapped_line_opens_no_bullet() -> None:
    text = (
        "The Chamber of Deputies approved the amendments by a wide margin of\n"
        "15. The Senate has yet to meet on the law and its members, who are not\n"
        "of one mind so far, will vote on it in the first days of December, and\n"
        "- as the budget is due as well, and as most of them would rather be at\n"
        "home then - few of them will stay, however much is at stake, longer and\n"
        "in their own states than in the capital."
    )
    assert [kind for kind, _ in blocks(text)] == ["text"]


def test_fields_one_a_line_are_blocks_of_their_own() -> None:
    lines = ["Capital: name: Lisbon; etymology: unknown", "Population: 10.2 million (2024 est.)"]
    assert blocks("\n".join(lines)) == [("text", line) for line in lines]


@pytest.mark.parametrize(
    "marker",
    ["•", "-", "*", "–", "—", "▪", "o", "1.", "2)", "(a)", "(iv)", "b)", "\u2219", "\uf0b7"],
)
@pytest.mark.parametrize("gap", [" ", "\t", "   ", "\u00a0"])
def test_a_bullet_starts_after_its_marker(marker: str, gap: str) -> None:
    text = f"  {marker}{gap}Relations will improve over the next year, and trade with them will"
    body = text.lstrip()[len(marker) :].strip()
    assert blocks(f"{text}\n  {marker}{gap}Another.") == [("bullet", body), ("bullet", "Another.")]


def test_a_bullet_takes_its_wrapped_lines_along() -> None:
    text = (
        "- Moves to limit US security agencies’ operations in Mexico will hamper\n"
        "  cooperation against crime\n"
        "- Biden and the president of Mexico will reach agreement on various issues,\n"
        "including migration\n"
        "The Chamber approved the law."
    )
    assert [(k, t[:9]) for k, t in blocks(text)] == [
        ("bullet", "Moves to "),
        ("bullet", "Biden and"),
        ("text", "The Chamb"),
    ]


def test_lines_set_in_by_a_tab_are_bullets() -> None:
    text = "\tThe president will win\n\tThe army will stay out"
    assert [kind for kind, _ in blocks(text)] == ["bullet", "bullet"]


@pytest.mark.parametrize(
    "line", ["-5% growth", "1. Background", "12. April 2021", "* Sample only *", "-", "a b"]
)
def test_what_only_looks_like_a_bullet_is_text(line: str) -> None:
    assert blocks(line) == [("text", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Source: US Drug Enforcement Administration",
        "Image source: Reuters",
        "Photo: Presidency of Mexico",
        "Photo by A. Photographer",
        "Credit: Ministry of Defence",
        "Figure 2. Exports by country",
        "Table 1: Seats by party",
    ],
)
def test_a_caption_is_told_by_its_opening(line: str) -> None:
    assert blocks(f"\n{line}\n") == [("caption", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Sources close to the president deny it.",
        "Figure 2 shows that exports fell.",
        "Photographers were banned from the trial.",
        "Source: " + "word " * 60,
    ],
)
def test_a_sentence_is_no_caption(line: str) -> None:
    assert not is_caption(line.strip())


def test_text_breaks_off_at_a_word_that_ends_nothing() -> None:
    assert breaks_off("the army and the") and breaks_off("the army,")
    assert not breaks_off("The army") and not breaks_off("The army left.")


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "  ", "\t", "\f", PROSE, "• a point", "  - a point", "1. One", "(a) x"]
        ),
        st.sampled_from(
            ["Source: X", "o Point", "* * *", "—", "\ttab", "Title", "\u2028", "\ufeffx"]
        ),
        st.text(max_size=90),
    ),
    max_size=14,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_is_in_one_block_or_a_marker(lines: list[str], ends: str) -> None:
    text = ends.join(lines)
    document = text_document(text)
    assert document.text == text
    end = 0
    for block in document.blocks:
        start = block.span.start
        assert end <= start < block.span.end <= len(text)
        content = block.span.of(text)
        assert content == content.strip()
        before = text[end:start].strip()
        assert before == "" or (block.kind is BlockKind.BULLET and MARKER.fullmatch(before))
        end = block.span.end
    assert text[end:].strip() == ""
