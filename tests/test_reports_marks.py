import pytest

from assistant.reports.marks import (
    is_caption,
    is_contents_line,
    raised,
    strip_bullet,
    without_marks,
)


@pytest.mark.parametrize(
    ("mark", "before", "added"),
    [
        ("2", "It cost $3 million", ""),
        ("12, 13", "he said.", ""),
        ("[4]", "the vote", ""),
        ("b", "$2.3 billion", ""),
        ("*", "estimate", ""),
        ("th", "the 119", "th"),
        ("2", "an area of 40 km", "²"),
        ("6", "3 × 10", "^6"),
        ("TM", "the brand", "TM"),
        ("7", "", "7 "),
    ],
)
def test_raised(mark: str, before: str, added: str) -> None:
    assert raised(mark, before) == added


def test_superscript_characters() -> None:
    assert without_marks("The vote fell.³ It covers 40 km² now¹,² and more") == (
        "The vote fell. It covers 40 km² now and more"
    )
    assert without_marks("¹ A note") == "¹ A note"


@pytest.mark.parametrize(
    "text",
    [
        "Figure 1. Growth",
        "Table 2: Seats",
        "Source: IMF",
        "Image source: Reuters",
        "Photo: Parliament",
        "Notes: rounded",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    ["Figure 1 shows growth", "Sources say that talks failed.", "The table is set.", "Note that"],
)
def test_sentences_are_no_captions(text: str) -> None:
    assert not is_caption(text)


def test_contents_lines() -> None:
    assert is_contents_line("Introduction ........ 12")
    assert is_contents_line("Annex . . . . . . iv")
    assert not is_contents_line("He paused ... and went on.")


def test_bullet_signs() -> None:
    assert strip_bullet("•\tA point") == (True, "A point")
    assert strip_bullet("– A point") == (True, "A point")
    assert strip_bullet("-5% growth") == (False, "-5% growth")
