"""What a sentence leaves out of its quote, and whether what is left still holds by itself.

Words of a quote in their own order can be false by what stands between them: a condition, a
qualifier, who says so, when and where, one of several actors. So every cut has to be of a form
that is known to be safe: articles and connectives; a title before a name; an aside in commas,
dashes or brackets; a statement that stands beside the one that is kept. A cut that says on what
condition, when, where or on whose word is not safe in any form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.lexical import terms
from assistant.verbs import BASE_FORMS
from assistant.written.plain import same
from assistant.written.weaker import may_begin_without, may_end_without

_SHORT = {
    "United States": "US",
    "United Kingdom": "UK",
    "United Nations": "UN",
    "European Union": "EU",
} | {f"{a}.{b}": f"{a}{b}" for a, b in ("US", "UK", "UN", "EU")}
"""Names that are as often abbreviated, in the form in which they are compared."""

_WORD = re.compile(rf"\b(?:{'|'.join(map(re.escape, _SHORT))})\b|[^\W_]+(?:['’.,][^\W_]+)*%?")
_FREE = frozenset(
    """a an the that which who also however meanwhile moreover furthermore therefore thus then too
    but and so yet indeed instead both now already still even just eventually soon currently
    recently has have""".split()
)
"""Words that may be cut anywhere."""

_BE = frozenset("is are was were be been has have had".split())
_ADDED = _BE | frozenset("a an the that of and it its he his she her they their this".split())
"""Words without meaning of their own, which may be added anywhere."""

_BRITISH = re.compile(r"is(e[sd]?|ing|ations?)\Z")
_PRONOUNS = frozenset("it he she they".split())
_NEAR = frozenset("in on at over during".split())
"""Prepositions that may stand for each other."""

_BE_FORMS, _PERFECT = frozenset("is are was were".split()), frozenset({"been"})
"""Forms of "be" that, put in, make of "has been charged" a passive of another tense."""

_PRESENT, _PAST = frozenset("is are has have".split()), frozenset("was were had".split())
_CONDITION = re.compile(
    r"\b(?:if|unless|until|till|only|except\w*|excluding|apart from|other than|provided|providing|"
    r"depend\w*|subject to|conditional|condition that|assuming|contingent|in case|"
    r"(?:so|as) (?:long|soon|far) as|as of|otherwise|false\w*|untrue|mistaken\w*|wrong\w*|fake|"
    r"hoax|satir\w*|hypothetical\w*|suppose\w*)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:according|in the (?:view|words|opinion) of|cited by|quoted|alleged\w*|reportedly|"
    r"purported\w*|rumou?r\w*|sa(?:y|ys|id)|tells?|told|(?:warn|argu|insist|announc|report|claim|"
    r"believ|suspect|fear|predict|forecast|estimat|suggest|expect|show|indicat|reckon|assert|"
    r"maintain|alleg|confirm)(?:e[sd]?|s|ed)?|state[sd]?|noted|thinks?|thought|finds?|found)\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"(?:in|on|at|by|from|during|for|within|inside|outside|before|after|since|between|among|under|"
    r"over|above|below|near|through\w*|across|until|against|to|of|when\w*|while|whilst|once|as|"
    r"last|next|this|early|late|mid|what)\b|\w+ (?:same |next |following |previous )?"
    r"(?:day|week|month|year|decade|night|morning)s?\b",
    re.IGNORECASE,
)
"""How a cut begins that says when, where, by whom or in which case."""

_REASON = re.compile(r"as (?:it|they|he|she|the|its|their|both|a|an)\b", re.IGNORECASE)
_FINITE = (
    rf"(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|should|"
    rf"{'|'.join(BASE_FORMS)}|[a-z]{{2,}}ed)\b"
)
_SOON_FINITE = re.compile(rf"(?:[^\s,;]+ ){{0,5}}?{_FINITE}", re.IGNORECASE)
_BEGINS_FINITE = re.compile(_FINITE, re.IGNORECASE)
_RELATIVE = re.compile(r"(?:who|which|whose|where)\b", re.IGNORECASE)
_LISTED = re.compile(r"(?:[^\s,;.]+[ ,]+){0,3}?(?:and|or|as well as|along with)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r",(?P<commas>[^;]+),|(?:--?|[–—])(?P<dashes>.+)(?:--?|[–—])|\((?P<brackets>[^()]+)\),?"
)
_SET_OFF = re.compile(r"(?:[,;:(–—]|- ?-?|[.!?] )\s*(.*)")
_BRACKETS = re.compile(r"\([^()]*\)")
_CLAUSE_FIRST = re.compile(rf"(?:[^\s,;:]+ ){{1,6}}{_FINITE}[^;:]*:", re.IGNORECASE)
_JOINED = re.compile(r"(?:and\s+(?P<clause>.*)|but\s.*)", re.IGNORECASE)
_LEADS_OVER = re.compile(
    r"(?:(?:and|but|so|yet),? )?(?:in addition|after all|surprisingly|interestingly|"
    r"sadly|in fact|of course|for (?:example|instance)|as a result|as such|overall|"
    r"at the same time|on the other hand|in (?:turn|contrast|short|other words)|above all|"
    r"nonetheless|nevertheless|still|besides|additionally|similarly|likewise|consequently|hence|"
    r"in particular|notably|unsurprisingly|importantly),?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:although|though|even though|despite|in spite of|because|whereas|unlike)\b[^;:]+,"
    r"|(?:born|known|speaking|elected|appointed|(?:\w+ly )?(?:an?|the)|one of the) [^,;:]+,"
    r"|[^;:]+;|[^;:]+, (?:and|but)",
    re.IGNORECASE,
)
_VERB_PHRASE = re.compile(rf"{_FINITE}.*\b(?:and|but)", re.IGNORECASE)
_TITLES = frozenset(
    """president prime minister premier chancellor king queen senator mr mrs ms dr sir lord general
    colonel ambassador governor mayor""".split()
)
_ROLE = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:leader|minister|president|premier|chancellor|chief|head|director|actor|"
    r"star|author|spokes(?:man|woman|person)|manager|captain|analyst|economist|lawmaker|senator|"
    r"judge|prosecutor|general|secretary|chair(?:man|woman)?|executive|governor|mayor|ambassador|"
    r"candidate|coach|commander|billionaire|journalist|activist|lawyer)",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(
    r"\b(?:of|for|to|by|with|from|and|or|no|not|neither|either|both|every|any|only|like|unlike|than|"
    r"if|that)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\W*(?:in|on|at|during|across|within)\b", re.IGNORECASE)
_NO_FIRST_NAME = re.compile(
    r"(?:north|south|east|west|(?:north|south)-?(?:east|west)|central|new|old|upper|lower|great|"
    r"greater|deputy|vice|former|acting|interim|first|second|prime|saudi|sri|united|national|"
    r"supreme|federal|royal|high|white|black|red|green|free|el|la|san|santa|costa|sierra|ivory|"
    r"hong|cape|puerto|burkina|guinea|equatorial|papua|french|british|\w+(?:ern|ese|ish|ian|ic|al))",
    re.IGNORECASE,
)
_BARE_NAME = re.compile(r"[A-Z\u00c0-\u00de][\w’'-]*\.?")
_GIVEN_NAMES = 2
_SUBJECT = 6  # words of a subject that a pronoun may stand for
_ASKS = re.compile(r"\?\W*\Z")
_SHOWN = 60  # characters of a cut that a reason quotes


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, its place in its text, and the form in which it is compared."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is left out of a quote between two kept words; `before` and `after` stand around it."""

    text: str
    before: str
    after: str


def left_out(sentence: str, quote: str, header: str, asked: str = "") -> str | None:
    """What makes `sentence` another statement than its quote, by what it cuts and puts in.

    None where each cut is safe and what is put in means nothing or stands in the header. A time
    or place may go if it stands in the header or in the question `asked`, which a reader has
    before him; what is put in may not come from there.
    """
    if _ASKS.search(sentence) and not _ASKS.search(quote):
        return "it asks what the passage states"
    said, held = _words(sentence), _words(quote)
    ours, theirs = [word.form for word in said], [word.form for word in held]
    above = frozenset(word.form for word in _words(header))
    known = above.union(word.form for word in _words(asked))
    changes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    changes = [change for change in changes if change[0] != "equal"]
    moved = frozenset(form for _, i, j, _, _ in changes for form in ours[i:j])
    for _, i, j, k, end in changes:
        put_in, gone = ours[i:j], frozenset(theirs[k:end])
        new = _new(put_in, gone, frozenset(theirs), above)
        if new is not None:
            word = said[i + new]
            return f'the passage does not say "{sentence[word.start : word.end]}" there'
        before = quote[: held[k - 1].end] if k else ""
        after = quote[held[end].start :] if end < len(held) else ""
        cut = _Cut(_folded(quote[len(before) : len(quote) - len(after)]), before, after)
        free = _FREE | moved | (_NEAR if _NEAR.intersection(put_in) else _FREE)
        free |= _PERFECT if _BE_FORMS.intersection(moved) else _FREE
        if _WHERE.match(cut.text):
            free |= known | _NEAR
        if not (gone <= free or _is_safe(cut) or _is_named_otherwise(cut, put_in)):
            return f'it leaves out "{_shown(cut.text)}"'
    return None


def _words(text: str) -> list[_Word]:
    return [_Word(_form(found[0]), *found.span()) for found in _WORD.finditer(text)]


def _form(word: str) -> str:
    if word in _SHORT or word in _SHORT.values():
        return _SHORT.get(word, word)
    plain = word.casefold().replace("’", "'")
    if plain in _ADDED or plain in _FREE or plain in _NEAR:
        return plain
    plain = _BRITISH.sub(r"iz\1", BASE_FORMS.get(plain, plain))
    return same(next(iter(terms(plain)), plain))


def _new(
    put_in: Sequence[str], gone: frozenset[str], held: frozenset[str], above: frozenset[str]
) -> int | None:
    """The place of the first word that is put in and says something; None if there is none."""
    from_header = not above.difference(held).isdisjoint(put_in)
    for number, form in enumerate(put_in):
        if form in _PAST:
            says = not _PRESENT.isdisjoint(gone)
        elif form in _PRESENT:
            says = not _PAST.isdisjoint(gone)
        elif form in _NEAR:
            says = _NEAR.isdisjoint(gone) and not from_header
        else:
            says = form not in _ADDED | held | above
        if says:
            return number
    return None


def _is_safe(cut: _Cut) -> bool:
    if _is_of_a_name(cut):
        return True
    if _CONDITION.search(cut.text):
        return False
    bracket = _BRACKETS.search(cut.text)
    if bracket and not _NARROWS.match(bracket[0][1:].strip()):
        bare = _folded(cut.text.replace(bracket[0], " "))
        return not bare.strip(" .,") or _is_safe(_Cut(bare, cut.before, cut.after))
    if not cut.before:
        return _is_opening(cut)
    if not cut.after:
        return _is_addition(cut.text) or (
            not _HEARSAY.search(cut.text) and may_end_without(cut.before, cut.text)
        )
    return _is_aside(cut) or _is_verb_phrase(cut)


def _is_of_a_name(cut: _Cut) -> bool:
    """Whether a title and given names before a name are cut, or its middle."""
    words = cut.text.split()
    if cut.after[:1].isupper() and _ROLE.fullmatch(cut.text) and not _NO_ROLE.search(cut.text):
        return True
    if not (cut.after[:1].isupper() and all(_BARE_NAME.fullmatch(word) for word in words)):
        return False
    untitled = [word for word in words if word.rstrip(".").casefold() not in _TITLES]
    return len(untitled) <= _GIVEN_NAMES and not any(map(_NO_FIRST_NAME.fullmatch, untitled))


def _is_named_otherwise(cut: _Cut, put_in: Sequence[str]) -> bool:
    """Whether a pronoun stands for the short subject with which the quote begins."""
    return (
        not cut.before
        and bool(put_in)
        and _PRONOUNS.issuperset(put_in)
        and len(_BRACKETS.sub("", cut.text).split()) <= _SUBJECT
        and not re.search(r"[,;:]", _BRACKETS.sub("", cut.text))
        and not any(limit.search(cut.text) for limit in (_CONDITION, _HEARSAY))
        and not _NARROWS.match(cut.text)
    )


def _is_opening(cut: _Cut) -> bool:
    """Whether a quote's beginning only leads over to the sentence behind it."""
    if _LEADS_OVER.fullmatch(cut.text):
        return True
    if _HEARSAY.search(cut.text) or _LISTED.match(cut.after):
        return False
    if may_begin_without(cut.text, cut.after):
        return True
    if _NARROWS.match(cut.text):
        return False
    return bool(_OPENING.fullmatch(cut.text) or _CLAUSE_FIRST.fullmatch(cut.text))


def _is_addition(text: str) -> bool:
    """Whether a quote's end adds a statement of its own to the sentence before it."""
    set_off = _SET_OFF.fullmatch(text)
    rest = set_off[1] if set_off else text
    joined = _JOINED.fullmatch(rest)
    if joined:
        return joined["clause"] is None or _SOON_FINITE.match(joined["clause"]) is not None
    if set_off is None or _HEARSAY.search(rest):
        return False
    if _RELATIVE.match(rest) or _REASON.match(rest):
        return True
    return not _NARROWS.match(rest) and (
        _BEGINS_FINITE.match(rest) is not None or not _LISTED.match(rest)
    )


def _is_aside(cut: _Cut) -> bool:
    """Whether a cut is set off on both sides, and no member of a list."""
    found = _ASIDE.fullmatch(cut.text)
    if found is None or _HEARSAY.search(cut.text):
        return False
    aside = next(filter(None, found.groups())).strip()
    return not _NARROWS.match(aside) and not (found["commas"] and _LISTED.match(cut.after))


def _is_verb_phrase(cut: _Cut) -> bool:
    """Whether one of two verb phrases of a subject is cut: "was held and" before "was freed"."""
    return bool(
        _VERB_PHRASE.fullmatch(cut.text)
        and not _HEARSAY.search(cut.text)
        and _BEGINS_FINITE.match(cut.after)
    )


def _folded(text: str) -> str:
    return " ".join(text.split())


def _shown(text: str) -> str:
    """A cut as a reason quotes it."""
    bare = text.strip(" ,;:")
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN].rsplit(' ', 1)[0]}…"
