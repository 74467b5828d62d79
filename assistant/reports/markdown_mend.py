"""Markdown that a converter left damaged: emphasis and links that swallowed spaces.

Web pages turned into Markdown lose the white space around <b>, <i> and <a>: "of****the",
"[often](...)creates". CommonMark then shows stray signs or glued words. A space goes back
in where both sides are words of the document and the glued form is not.
"""

import re
from collections import Counter
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+")
_STARS = re.compile(r"\*{2,}")
_STRAY = re.compile(r"\s*(?<!\w)_+(?=[,.;:])|\*{2,}|(?<!\w)_+|_+(?!\w)")
_EMPTY_ITALICS = re.compile(r"(?<=[\w.,;:])__(?=\w)")
_LINK_END = re.compile(r"(?<=[\w”\"'’])\]\((?:[^()\s]|\([^()\s]*\))*\)(?=[\w(“])")
_LINK_COMMA = re.compile(r"(\]\((?:[^()\s]|\([^()\s]*\))*\)[,;])(?=[A-Za-z“\"])")
_LINK_START = re.compile(r"(?<=[a-z,;:])\[(?=\w)")
# A line right under a list item that is a link is not that item's, though CommonMark says so.
_AFTER_LINK_ITEM = re.compile(r"(?m)^([-*+] \[[^\]\n]*\]\([^\s]*\)[ \t]*)\n(?=[^\s*+\-\d>#|])")
_CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]+`)", re.DOTALL)
_CLOSING = tuple(".,;:!?)]—–-’'”/") + ("",)
_OPENING = tuple("([—–-“/") + ("",)
_REACH = 40  # characters looked at on each side; no word is longer
_SUFFIXES = frozenset("s es ed ing ly er d n st nd rd th".split())


def mended(text: str) -> str:
    """The Markdown with the lost spaces put back, code left as it is."""
    text = _AFTER_LINK_ITEM.sub(r"\1\n\n", text)
    words = Counter(word.lower() for word in _WORD.findall(text))
    parts = _CODE.split(text)
    for index in range(0, len(parts), 2):
        lines = parts[index].split("\n")
        parts[index] = "\n".join(_mended_line(line, words) for line in lines)
    return "".join(parts)


def without_stray_signs(text: str) -> str:
    """Running text without emphasis signs that belong to no pair."""
    return _STRAY.sub("", text) if "*" in text or "_" in text else text


def _mended_line(line: str, words: Counter[str]) -> str:
    if "****" in line:
        line = _with_paired_stars(line, words)
    if "__" in line and "](" not in line[max(0, line.find("__") - 1) : line.find("__")]:
        line = _EMPTY_ITALICS.sub(_if_lost(line, words), line)
    if "](" in line:
        line = _LINK_END.sub(lambda m: m[0] + _gap_after_link(line, m, words), line)
        line = _LINK_COMMA.sub(r"\1 ", line)
        line = _LINK_START.sub(lambda m: _gap_before_link(line, m, words) + m[0], line)
    return line


def _with_paired_stars(line: str, words: Counter[str]) -> str:
    """Runs of four and more stars: an empty or a closed and reopened bold run."""
    out, end, bold = "", 0, False
    for match in _STARS.finditer(line):
        out += line[end : match.start()]
        end = match.end()
        signs = len(match[0]) // 2
        if signs == 1:
            out += "**"
            bold = not bold
            continue
        gap = _gap(line, match, words, sure=not bold or signs > 2)
        if signs % 2:
            out += f"**{gap}" if bold else f"{gap}**"
            bold = not bold
        else:
            out += gap
    return out + line[end:]


def _gap(line: str, match: re.Match[str], words: Counter[str], *, sure: bool) -> str:
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    if not before.strip() or not after.strip() or after in _CLOSING or before in _OPENING:
        return ""
    return " " if sure or _parts_words(line, match.start(), match.end(), words) else ""


def _if_lost(line: str, words: Counter[str]) -> Callable[[re.Match[str]], str]:
    def _replaced(match: re.Match[str]) -> str:
        if not line[match.start() - 1].isalnum():
            return " "
        return " " if _parts_words(line, match.start(), match.end(), words) else match[0]

    return _replaced


def _gap_after_link(line: str, match: re.Match[str], words: Counter[str]) -> str:
    following = line[match.end()]
    if following in "(“":
        return " "
    after = re.match(r"[\w’']+", line[match.end() : match.end() + _REACH])
    if after is not None and after[0].lower() in _SUFFIXES:
        return ""
    return " " if _parts_words(line, match.start(), match.end(), words) else ""


def _gap_before_link(line: str, match: re.Match[str], words: Counter[str]) -> str:
    return " " if _parts_words(line, match.start(), match.end(), words) else ""


def _parts_words(line: str, start: int, end: int, words: Counter[str]) -> bool:
    """Whether a space was lost here: between two words, not inside one or at a comma."""
    if line[end : end + 1] in _CLOSING or line[start - 1 : start] in _OPENING:
        return False
    left = re.search(r"[^\W\d_]+$", line[max(0, start - _REACH) : start])
    right = re.match(r"[^\W\d_]+", line[end : end + _REACH])
    if left is None or right is None:
        return True
    one, other = left[0].lower(), right[0].lower()
    if words[one + other] > 0:
        return False
    return len(one) > 1 and len(other) > 1 and words[one] > 0 and words[other] > 0
