"""Words broken at a line's end: which hyphens were put in by the typesetter.

The document's own words decide first: the form that occurs elsewhere unbroken wins. Then
English decides: a hyphen goes when the halves together are a word, and stays when each is
one, or when one is of those that English joins with a hyphen; otherwise it goes.

`words.tsv` lists the words of four letters and more that the English Punkt model of NLTK
(Apache License 2.0) has met in lower case in newspapers.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)[-\u2010]$")
_LONGEST_WORD = 80
_HEAD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FIRST = frozenset(
    "all anti cross decision double ever ex far fast first fourth free full half hard high ill "
    "large last late left light long low middle mid multi near neo new non old one "
    "open post pro quasi right second self semi short single six small so socio state sub third "
    "three two four five ten  ultra vice well wide world year zero".split()
)
_SECOND = frozenset(
    "aligned area armed average backed based border bound building capita century class controlled "
    "day depth dollar driven duty effective elect eyed facing fire first focused free friendly "
    "fuelled funded general generation government grade ground growing half held high hungry "
    "imposed income intensive issued keeping largest led level like line linked long "
    "made mail majority making material minded minister minute month old only oriented "
    "out owned party per percent point poor powered president produced profile quality quarters "
    "range ranking rate reaching ready related rich round run running scale secretary sea sector "
    "side sized specific sponsored standing state style supplied taking term thirds tier time to "
    "trade turn up value war wage wing world year".split()
)
# Left halves that are words themselves and yet most often the start of a longer one.
_STARTS = frozenset(
    "a an any are as at be by can car come con dis do for fore have he her here how in inter is "
    "it me man many more no not of off on or our out over per par pre pres rest sup some there "
    "the them to un under up us we where with".split()
)


class Vocabulary:
    """The words of one document, as they stand unbroken inside its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._count: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = [word.lower() for word in _WORD.findall(line)]
            whole = words[1:] if broken else words
            broken = line.rstrip()[-1:] in ("-", "\u2010")
            self._count.update(whole[:-1] if broken else whole)

    def join(self, left: str, right: str) -> str:
        """Two pieces of text that follow each other, at a line's end, as running text."""
        if not left.strip() or not right:
            return left + right
        tail, head = _TAIL.search(left[-_LONGEST_WORD:]), _HEAD.match(right)
        if tail is None or head is None:
            return left + _space_between(left, right) + right
        if self._keeps_hyphen(tail[1], head[0]):
            return left + right
        return left[:-1] + right

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        if right[0].isupper() or not left[-1].islower() or not right[0].isalpha():
            return True
        left, right = left.lower(), right.lower()
        if "-" in left:
            return right in _SECOND or self._count[right] > 0
        closed, open_ = self._count[left + right], self._count[f"{left}-{right}"]
        if closed or open_:
            return open_ > closed
        if left in ("co", "re", "pre", "de") and right[0] == left[-1]:
            return True
        if left in _FIRST and right in _SECOND:
            return True
        if _is_word(left + right):
            return False
        if left in _FIRST or right in _SECOND:
            return True
        if len(left) > 5 and left.endswith("ing") and not right.startswith(("ful", "nes", "ly")):
            return True  # "polling-unit": a word is seldom broken after its last syllable
        both = all(self._count[half] > 0 or _is_word(half) for half in (left, right))
        return both and left not in _STARTS and len(right) > 3


def _is_word(word: str) -> bool:
    words = _english()
    return word in words or any(
        word.endswith(ending) and word.removesuffix(ending) in words
        for ending in ("s", "es", "ed", "d", "ly", "ing")
    )


@cache
def _english() -> frozenset[str]:
    listed = files("assistant.reports").joinpath("words.tsv").read_text("utf-8")
    return frozenset(listed.split())


def _space_between(left: str, right: str) -> str:
    """Nothing after a dash or slash that holds two words or a web address together."""
    last = left.rsplit(maxsplit=1)[-1]
    if left[-1] in "—/" or (left[-1] == "–" and left[-2:-1].strip() and right[0].isdigit()):
        return ""
    if right[0] == "—":
        return ""
    if last.startswith(("http", "www.")) and last[-1] in "./?=&_-#%" and not right[0].isupper():
        return ""
    return " "
