"""Text that is not ours, made harmless: a report's on its way to a model, a model's from it.

Neither is believed for that: what a model says is held to the reports whatever it was shown.
"""

import re
import unicodedata
from html import unescape

_FORGEABLE = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "|": "¦", "`": "'"})
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn"))
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]\[]*[^\W\d][^\]\[]*)\]\([^)\s]*(?:\s[^)]*)?\)")
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.|(?:mailto|javascript|data):)\S*", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ACTIVE = re.compile(r"<(script|style|iframe|svg)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.I)
_TAG = re.compile(r"</?[a-z|][^<>]*>", re.I)
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|~~|`+|\$\$|(?<!\w)_|_(?!\w)")
_HEADING = re.compile(r"^[ \t]{0,3}(?:#{1,6}|>+)[ \t]+", re.MULTILINE)


def seen(text: str) -> str:
    """Text less the characters that cannot be seen or turn the direction of reading.

    Line breaks stay; other control characters become spaces.
    """
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in _UNSEEN else " " if c in "\t\r\f\v" else ""
        for c in text
    )


def as_data(text: str) -> str:
    """Text as a prompt shows it: it cannot end its block, open another or set a mark.

    The signs of which delimiters, marks and the control words of chat templates are made
    become signs that look like them.
    """
    return seen(text).translate(_FORGEABLE)


def one_line_of_data(text: str) -> str:
    """The same in one line, for a title or a question."""
    return " ".join(as_data(text).split())


def without_markup(text: str) -> str:
    """A model's text less all that a page or an editor could act on: tags, images, links."""
    text = seen(unescape(text))
    for form in (_COMMENT, _ACTIVE, _IMAGE):
        text = form.sub(" ", text)
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    text = _HEADING.sub("", _ADDRESS.sub(" ", text))
    return _EMPHASIS.sub("", text)
