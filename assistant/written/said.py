"""A model's reply taken apart into sentences and the passages that they name.

Models write marks in many ways ("[1]", "[1][2]", "[1, 2]", "(1)", "【1】", "Source 1", "¹"),
before or behind the full stop, or not at all. What they are worth is found out later.
"""

import re
from dataclasses import dataclass

from assistant.reports.model import Span
from assistant.sentences import sentence_spans
from assistant.written.prompts import NO_ANSWER
from assistant.written.untrusted import without_markup


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a reply, less its marks, with the passages it names in order.

    `unknown` are the numbers it names that no passage has.
    """

    text: str
    marks: tuple[int, ...]
    unknown: tuple[int, ...] = ()


_NUMBERS = r"\d{1,3}(?:\s*(?:,|;|&|and|-|–)\s*(?:passage\s*|source\s*)?\d{1,3})*"
_NAMED = r"(?:passages?|sources?|reports?|refs?\.?|citations?|documents?|evidence)\s*#?\s*"
_MARK = re.compile(
    rf"\[\s*\^?(?:{_NAMED})?({_NUMBERS})\s*\]"
    rf"|【\s*(\d{{1,3}})[^】\n]*】"
    rf"|\(\s*(?:see\s+)?{_NAMED}({_NUMBERS})\s*\)"
    rf"|(?<=\S)\s*\(({_NUMBERS})\)(?=\s*(?:[.!?,;]|$|\(\d|\[))"
    rf"|(?:,?\s*(?:according to|from|in|per)\s+)?\b{_NAMED}(\d{{1,2}})(?=\s*(?:[.!?]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_BULLET = re.compile(r"^[ \t]*(?:[-*+•‣▪–—]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_LABEL = re.compile(r"^[ \t]*(?:final )?(?:answer|response|reply)\s*:[ \t]*", re.I | re.MULTILINE)
_PLACE = "\ue000{}\ue001"  # a mark's place in the text; a reply itself holds no such character
_PLACED = re.compile(r"\s*\ue000(\d+)\ue001")
_STOP_FIRST = re.compile(r"([.!?][\"'”’)]*)((?:\s*\ue000\d+\ue001)+)")
_MOST = 999
_INTRODUCES = re.compile(r":\s*\Z")


def parse(reply: str, passages: int) -> tuple[Said, ...]:
    """The sentences of a reply to a prompt that showed passages 1 to `passages`.

    A line that only introduces what follows it, and one without a letter, is no sentence.
    """
    text = _LABEL.sub("", without_markup(reply).replace("\ue000", "").replace("\ue001", ""))
    text = _SUPERSCRIPT.sub(lambda found: f"[{found[0].translate(_SUPERSCRIPTS)}]", text)
    named: list[tuple[int, ...]] = []

    def place(found: re.Match[str]) -> str:
        numbers = _expanded(next(filter(None, found.groups())))
        in_brackets = found[0].lstrip()[0] in "[【"
        if not in_brackets and not all(1 <= n <= passages for n in numbers):
            return found[0]
        named.append(numbers)
        return _PLACE.format(len(named) - 1)

    text = _BULLET.sub("", _STOP_FIRST.sub(r"\2\1", _MARK.sub(place, text)))
    found = [
        _said(line[0][span.start : span.end], named, passages)
        for line in re.finditer(r"[^\n]+", text)
        for span in sentence_spans(line[0], Span(0, len(line[0])))
    ]
    return _with_lone_marks([one for one in found if one is not None])


def says_no_answer(reply: str) -> bool:
    """Whether a reply is the sentinel of "the passages do not answer", give or take its dress."""
    words = re.sub(r"[^a-z ]", "", reply.casefold())
    return NO_ANSWER.casefold() in words


def _said(piece: str, named: list[tuple[int, ...]], passages: int) -> Said | None:
    numbers = dict.fromkeys(n for at in _PLACED.findall(piece) for n in named[int(at)])
    text = " ".join(_PLACED.sub("", piece).split())
    text = re.sub(r"\s+([.,;!?])", r"\1", text)
    if _INTRODUCES.search(text):
        return None
    marks = tuple(n for n in numbers if 1 <= n <= passages)
    return Said(text, marks, tuple(n for n in numbers if n not in marks))


def _with_lone_marks(found: list[Said]) -> tuple[Said, ...]:
    """Marks that stand alone belong to the sentence before them."""
    sentences: list[Said] = []
    for one in found:
        if re.search(r"[^\W\d_]", one.text):
            sentences.append(one)
        elif sentences and (one.marks or one.unknown):
            last = sentences[-1]
            marks = tuple(dict.fromkeys((*last.marks, *one.marks)))
            unknown = tuple(dict.fromkeys((*last.unknown, *one.unknown)))
            sentences[-1] = Said(last.text, marks, unknown)
    return tuple(sentences)


def _expanded(numbers: str) -> tuple[int, ...]:
    """The numbers of "1, 2", "1 and 3" and "1-3"."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", numbers):
        start, end = int(first), int(last or first)
        found.extend(range(start, end + 1) if start <= end < start + 20 else (start, end))
    return tuple(n for n in found if n <= _MOST)
