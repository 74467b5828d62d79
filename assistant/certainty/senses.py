"""Words that look like hedges and are none where they stand: May, the will of the people."""

import re

from assistant.reports.model import Span

_NOUN_AFTER = re.compile(r"\s+(?:of|to)\b", re.IGNORECASE)
_NOUN_BEFORE = {
    "will": r"a|an|the|his|her|its|their|our|my|your|at",
    "might": r"the|its|his|their|of",
    "can": r"a|the|tin|beer|oil|petrol|each|per|spray|gas",
    "should": r"$",
    "may": r"in|since|by|until|late|early|mid|last|next|of|this|\d+(?:st|nd|rd|th)?",
}
_BEFORE = {
    word: re.compile(rf"(?:^|[\s-])(?:{before})\s+$", re.IGNORECASE)
    for word, before in _NOUN_BEFORE.items()
}
_DESCRIBED = re.compile(
    r"\b(?:political|popular|people's|public|national|free|good|ill|last|own|divine|collective|"
    r"military|economic|naval|financial|full|industrial|all|armed|nuclear|growing)\s+$",
    re.IGNORECASE,
)
_NOUN_GOES_ON = re.compile(r"\s*(?:[.,;:)]|$|\s(?:of|and|or|is|was|has|have|had|in|to|for)\b|"
                           r"\s\w{3,}(?<!s)s\b)", re.IGNORECASE)  # fmt: skip
_PARTICIPLES = frozenset(
    ("expected", "projected", "predicted", "anticipated", "envisaged", "foreseen")
)
_BE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:not|also|now|still|no\slonger|\w+ly)\s+)*$|n't\s+$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\bwhether\s(?:(?!or\snot\b)[\w'-]+\s){0,8}$", re.IGNORECASE)
_FALLS = re.compile(
    r"\b(?:is|are|was|were|be|been|being|falls?|comes?|remains?|looks?|puts?|put|left|leaves?|stays?|"
    r"seems?|appears?)\s+(?:(?!the\b)[\w-]+\s+){0,2}$|,\s+$",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(
    r"\b(?:a|an|the|its|their|his|her|this|that|any|as|than|widely)\s+$", re.I
)
_BASE_FORM = re.compile(
    r"\s+(?!(?:a|an|the|its|his|her|their|this|that|these|those|lack|fears?|concerns?)\b)"
    r"(?!\w+(?:tion|ment|ness|ity|ing|ance|ence|sion|s)\b)\w+",
    re.IGNORECASE,
)
_IF_ADJECTIVE = re.compile(
    r"\s+(?:not\s)?(?:\w+ly\s+)?(?:conceivable|possible|plausible|likely|unlikely|remote)\b\s*(?:[.,;]|$)"
)
_BELIEVED = re.compile(r"[^.;,]{1,60}\b(?:is|are)\s+to\s+be\s+(?:believed|trusted)\b")
_NOUN_MEANS = re.compile(
    r"\b(?:a|an|the|no|any|its|his|her|their|by|all|other|\w{3,}(?:al|ic|ed))\s+$"
)
_EARLIER = re.compile(r"\b(?:as\s(?:\w+\s){1,2}as|where|if|wherever|whenever|whatever|best)\s+$")


# What makes no estimate of a word: "appears on the roll", "is near the temple", "uranium projects".
_PLACED = {
    **dict.fromkeys(
        ("appears", "appear", "appeared", "seems", "looks"),
        re.compile(
            r"\s+(?:on|in|at|before|beside|with|under|here|for|after|into|over|up|down|out|back|"
            r"forward|again)\b"
        ),
    ),
    **dict.fromkeys(
        ("depend on", "depends on", "depended on"), re.compile(r"\s+(?:it|them|him|her|us)\b")
    ),
    **dict.fromkeys(
        (f"{be} {near}" for be in ("is", "are") for near in ("near", "close")),
        re.compile(r"\s+\w"),
    ),
    "projects": re.compile(r"(?!\s+(?:that|an?|the|its?|growth|\d))"),
}
_ANALYTIC = re.compile(r"\b(?:our|my|the|analysts'?|analytic(?:al)?)\s+$", re.IGNORECASE)
_DAY = re.compile(r"\s+\d")
_ADVISED = re.compile(r"(?:^|[,;:(]|\b(?:then|and|or|to|should|please|must))\s*$", re.IGNORECASE)
_NO_IF_BEFORE = re.compile(r"\b(?:as|even|what|see|asked?|unclear|wonder)\s+$", re.IGNORECASE)
_NO_IF_AFTER = re.compile(r"\s+(?:any|anything|not|ever|only|so|necessary|needed|possible)\b")


def is_other_sense(text: str, sentence: Span, span: Span) -> bool:
    """Whether the words at `span` are no estimate here: a name, a noun, a cause, an idiom."""
    words = span.of(text)
    word = words.lower()
    before = text[max(sentence.start, span.start - 24) : span.start]
    if word in ("will", "may", "might", "could", "can", "would", "should"):
        return _no_modal(text, sentence, words, before, span)
    if word == "due to":
        be = re.search(r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+|also\s+|not\s+)?$", before)
        return not (be and _BASE_FORM.match(text, span.end))
    if word in _PLACED:
        return bool(_PLACED[word].match(text, span.end))
    if word == "consider":
        return bool(_ADVISED.search(before))
    if word == "if":
        return _no_condition(text, before, span)
    if word in ("possible", "practicable"):
        return bool(_EARLIER.search(before)) or before.endswith(("soon as ", "far as "))
    if word.startswith("expected "):
        return bool(_ATTRIBUTIVE.search(before)) and not before.endswith("widely ")
    if word.startswith(("agreed", "agree", "decided", "decides")):
        return not _BASE_FORM.match(text, span.end)
    if word == "means to":
        return bool(_NOUN_MEANS.search(before))
    return _lacks_place(text, word, before, span)


def _lacks_place(text: str, word: str, before: str, span: Span) -> bool:
    """Whether a word that is an estimate only in some place of a sentence stands in another."""
    if word in _PARTICIPLES:
        return not _BE_BEFORE.search(before)
    if word in ("predict", "anticipate", "foresee"):
        return before.endswith(("to ", "help ", "helps ", "can "))
    if word in ("at risk", "in danger") or (word.startswith("due ") and word != "due for"):
        return not _FALLS.search(before)
    if word.startswith("confidence is"):
        return not _ANALYTIC.search(before)
    return word in ("remote", "set to", "as long as", "a given") and _loose(text, word, span)


def _no_condition(text: str, before: str, span: Span) -> bool:
    """Whether an "if" sets no condition: "as if", "if any", "asked if"."""
    if _BELIEVED.match(text, span.end) or _IF_ADJECTIVE.match(text, span.end):
        return True
    return bool(_NO_IF_BEFORE.search(before) or _NO_IF_AFTER.match(text, span.end))


def _no_modal(text: str, sentence: Span, words: str, before: str, span: Span) -> bool:
    word = words.lower()
    if _ASKED.search(text, sentence.start, span.start):
        return True  # "whether he may stand" leaves it open
    if words[0].isupper():  # a name, a month, or a question; "Should talks fail" is read apart
        return True
    if word == "could" and re.match(r"\s+(?:not|no\s+longer)\b(?!\s+only)", text[span.end :][:12]):
        return True
    if word == "may" and _DAY.match(text, span.end):
        return True
    if word in ("would", "could", "should") or not before:
        return text.startswith("-", span.end)
    if word in ("will", "might", "can") and _NOUN_AFTER.match(text, span.end):
        return True
    if word == "can" and re.match(r"(?:'t|\s*not)\b", text[span.end : span.end + 5]):
        return True
    if word in ("will", "might") and _DESCRIBED.search(before):
        return bool(_NOUN_GOES_ON.match(text, span.end))
    return bool(_BEFORE[word].search(before))


def _loose(text: str, word: str, span: Span) -> bool:
    """Whether a word that is mostly no estimate lacks what would make it one."""
    if word == "a given":
        return bool(re.match(r"\s+\w", text[span.end : span.end + 4])) and not re.match(
            r"\s+(?:that|in|for|by|if|at|on|and|but)\b", text[span.end : span.end + 6]
        )
    if word == "remote":
        return not re.match(r"\s*(?:[.,;]|$|at\b|in\b|for\b)", text[span.end : span.end + 6])
    return bool(re.match(r"\s+(?:\d|zero)", text[span.end : span.end + 6]))
