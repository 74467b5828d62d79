"""Footnote marks, captions and contents lines: signs that every format shares.

A footnote mark glued to a word ("million2") makes a false number, and a mark in brackets
("million [2]") looks like one of our own citations. So marks are left out of the sentence;
the note itself stays in the text, with its number.
"""

import re

_MARK = r"(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶#]{1,3})"
_NOTE_MARK = re.compile(rf"[\[(]?{_MARK}(?:\s*[,;–-]\s*{_MARK})*[\])]?[,;]?")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|º|ª)\b")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[cdkm]?m|mi|ft|yd|sq)$")
_POWER = re.compile(r"[×x*·]\s*10$")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

BULLETS = "•●○◦▪■□◼▸►‣⁃∙·➢➤❖✓✔\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0a8\uf071"
_BULLET = re.compile(rf"[{BULLETS}]\s*|[-–—*]\s+(?=\S)|o\s{{2,}}")
_CAPTION = re.compile(
    r"(?:(?:figure|fig\.|table|chart|map|exhibit|graph|graphic|photo|image|box)\s*"
    r"(?:\d{1,3}|[ivxlc]{1,5}|[a-z])(?:[-.]\d{1,2})?\s*[.:–—-]\s*(?=\S)"
    r"|(?:(?:image|photo|data|map|chart)\s+)?(?:sources?|credits?)\s*:"
    r"|(?:figure|table|chart|map|graph|graphic|photo|photograph|image|picture)s?\s*:"
    r"|notes?\s*:\s*\S)",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(
    r"(?:\.[\s\u2009]?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$|…{2,}\s*\d*\s*$"
)


def raised(mark: str, before: str) -> str:
    """What superscript characters add to the text `before` them: nothing for a note mark.

    >>> raised("2", "$3 million"), raised("th", "the 119"), raised("2", "40 km")
    ('', 'th', '²')
    """
    bare = mark.strip()
    if not bare or not before.strip():
        return f"{mark} "  # the number that opens a note
    if _ORDINAL.match(bare) and before[-1:].isdigit():
        return mark
    if bare.isdigit() and _UNIT.search(before):
        return bare.translate(_RAISED_DIGITS)
    if bare.lstrip("-−").isdigit() and _POWER.search(before):
        return f"^{bare}"
    return " " * mark.endswith(" ") if _NOTE_MARK.fullmatch(bare) else mark


def without_marks(text: str) -> str:
    """`text` with note marks written as superscript characters ("word.³") left out."""

    def _kept(match: re.Match[str]) -> str:
        before = text[: match.start()]
        if not before.strip() or before[-1:].isspace():
            return match[0]
        return raised(match[0].translate(_PLAIN_DIGITS), before)

    return _SUPERSCRIPT.sub(_kept, text)


def strip_bullet(text: str) -> tuple[bool, str]:
    """Whether the text opens with a bullet sign, and the text without it."""
    match = _BULLET.match(text)
    return (True, text[match.end() :]) if match else (False, text)


def is_caption(text: str) -> bool:
    """Whether the text opens as a caption does: "Figure 2. ...", "Source: ..."."""
    return _CAPTION.match(text) is not None


def is_contents_line(text: str) -> bool:
    """Whether the text is a line of a table of contents, with its row of dots."""
    return _CONTENTS_LINE.search(text) is not None
