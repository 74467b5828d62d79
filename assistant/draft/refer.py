"""A pronoun, "the law" or "the court" at the head of a sentence, put as the text names it.

Only what is beyond doubt is resolved: "He" where the sentence before is about one person and
names no other, "the law" where the body names one law. What remains is not chosen.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from assistant.draft.body import BodySentence
from assistant.draft.standing import BACKWARD_NOUN, BARE_NOUN, subject_at
from assistant.reports.places import find_places

# Every capital of the Latin alphabets: a name may begin with "İ" or "Ş".
_CAPITAL = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
_TOKEN = rf"(?:(?:al|el|bin|ibn|de|da|dos|del|van|von)[ -])?[{_CAPITAL}][\w’'-]*[\w]"
_NAME = re.compile(rf"(?<![\w’'-]){_TOKEN}(?:\s+{_TOKEN})*")
_TITLE = re.compile(
    r"(?:President|Prime|Minister|Vice|Deputy|General|Gen|Mr|Mrs|Ms|Dr|Sir|Senator|Governor|Judge|"
    r"Attorney|Colonel|King|Queen|Prince|Princess|Chancellor|Secretary|Pope|Speaker|Former)\.?\s+"
)
_NOT_PERSON = re.compile(
    r"\b(?:The|A|An|In|On|At|But|And|As|If|For|By|With|After|Before|While|Although|Its?|His|Her|Their|"
    r"This|That|These|Those|When|Since|Under|Over|From|To|Of|Most|Some|Many|No|Not|One|Two|Three|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Monday|"
    r"Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Party|Congress|Parliament|Senate|Assembly|"
    r"House|Court|Council|Commission|Committee|Ministry|Bank|Union|Law|Act|Bill|Agreement|Treaty|"
    r"Army|Navy|Force|Forces|Police|Guard|Front|Movement|Alliance|Coalition|Framework|Republic|"
    r"Kingdom|States|Nations|Company|Corporation|Group|Agency|Administration|Department|Office|"
    r"Authority|University|Institute|Zone|Province|State|City|Airport|River|Street|Report|Times|"
    r"Post|News|Club|League|Cup|Association|Federation|Government|Supreme|National|Federal|Central|"
    r"Democrats?|Republicans?|Labour|Conservatives?|Sunni|Shia|Christian|Islamic|Muslim)\b"
)
_NO_PERSON_AFTER = re.compile(
    r"\b(?:the|in|at|near|across|outside|inside|around|into|throughout)\s\Z", re.IGNORECASE
)
_PRONOUN = re.compile(r"(?P<subject>he|she)\b|(?P<possessive>his|her)\s+(?=\w)", re.IGNORECASE)
_PROPER = r"(?:[A-Z][\w’'-]+\s+){1,5}"
# What a body names once for all; "the coalition" may be another than the Civic Coalition.
_NAMED = frozenset(
    "law bill act treaty agreement pact accord court tribunal commission committee council".split()
)
# Words that open a first mention: what they open has to be named when it comes again.
_INDEFINITE = frozenset(
    "a an another any one two three four five several some many few no more further".split()
)
_DEFINITE = frozenset("the its their his her this that these those whose our".split())
# A country has one of each, or its reader knows whose.
_ONE_OF_EACH = frozenset(
    "government president opposition economy country state army military police parliament "
    "congress senate cabinet constitution judiciary authorities currency public electorate budget "
    "regime presidency vice-president premier pandemic".split()
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sentence that stands alone, and the sentences that say so, in the body's order."""

    text: str
    basis: tuple[BodySentence, ...]


def resolve(sentence: BodySentence, text: str, body: Sequence[BodySentence]) -> Resolved | None:
    """`text`, a wording of `sentence`, with its head named; None where the body gives no name."""
    at = subject_at(text)
    pronoun = _PRONOUN.match(text, at)
    if pronoun:
        return _person(sentence, text, pronoun, body)
    noun = BACKWARD_NOUN.match(text, at) or BARE_NOUN.match(text, at)
    if noun and noun["noun"].lower() in _NAMED:
        return _named(sentence, text, noun, body)
    return None


def is_known(sentence: BodySentence, text: str, body: Sequence[BodySentence]) -> bool:
    """Whether a reader of `text`, a wording of `sentence`, knows which "the court" it opens with.

    It is known if a country has one of it, or if the body speaks of it as known from the first.
    """
    found = BARE_NOUN.match(text, subject_at(text))
    if not found or found["noun"].lower() in _ONE_OF_EACH:
        return True
    first = next(_mentions(found["noun"], body[: sentence.number]), None)
    return first is None or first.is_definite or not (first.is_name or first.is_indefinite)


def _person(
    sentence: BodySentence, text: str, pronoun: re.Match[str], body: Sequence[BodySentence]
) -> Resolved | None:
    if sentence.place == 0:
        return None
    before = body[sentence.number - 1]
    names = _persons(before.text)
    if len(names) != 1:
        return None
    (name,) = names
    if pronoun["possessive"]:
        name += "’ " if name.endswith("s") else "’s "
    return Resolved(text[: pronoun.start()] + name + text[pronoun.end() :], (before, sentence))


def _persons(text: str) -> list[str]:
    """The names in a sentence that may be a person's; a longer form stands for a shorter one."""
    places = {mention.span.of(text) for mention in find_places(text)}
    found: list[str] = []
    for match in _NAME.finditer(text):
        titled = _TITLE.match(match[0])
        name = match[0]
        while title := _TITLE.match(name):
            name = name[title.end() :]
        if _NOT_PERSON.search(name) or _is_thing(name, places):
            continue
        if _NO_PERSON_AFTER.search(text, 0, match.start()):
            continue
        first_word = match.start() == 0 and " " not in name and not titled
        if name and not first_word:
            found.append(name.removesuffix("’s").removesuffix("'s"))
    return [n for n in dict.fromkeys(found) if not any(n != m and n in m for m in found)]


def _is_thing(name: str, places: Set[str]) -> bool:
    """A place, an initialism, or what belongs to somebody, as in "Turkey’s GDP"."""
    words = re.split(r"\s+", name)
    owns = any(re.search(r"[’']s?\Z", word) for word in words[:-1])
    return owns or any(word in places or (len(word) > 1 and word.isupper()) for word in words)


def _named(
    sentence: BodySentence, text: str, noun: re.Match[str], body: Sequence[BodySentence]
) -> Resolved | None:
    """The noun with its one proper name in the body so far, as in "the Mining Royalties Law"."""
    kind = noun["noun"]
    pattern = re.compile(rf"\b{_PROPER}{re.escape(kind.capitalize())}\b")
    named: dict[str, BodySentence] = {}
    for other in body[: sentence.number]:
        for match in pattern.finditer(other.text):
            named.setdefault(match[0].removeprefix("The "), other)
    if len(named) != 1 or any(m.is_indefinite for m in _mentions(kind, body[: sentence.number])):
        return None
    ((name, where),) = named.items()
    start = noun.start("noun")
    return Resolved(text[:start] + name + text[start + len(kind) :], (where, sentence))


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words before a noun: the two nearest, the nearest last."""

    farther: str
    nearer: str

    @property
    def is_name(self) -> bool:
        return self.nearer[:1].isupper()

    @property
    def is_definite(self) -> bool:
        return self.nearer.lower() in _DEFINITE

    @property
    def is_indefinite(self) -> bool:
        return self.nearer.lower() in _INDEFINITE or self.farther.lower() in _INDEFINITE


def _mentions(noun: str, body: Sequence[BodySentence]) -> Iterator[_Mention]:
    """Where the body speaks of the noun, in its order."""
    pattern = re.compile(rf"(?:([\w’'-]+)\s+)?([\w’'-]+)\s+{re.escape(noun)}\b", re.IGNORECASE)
    for sentence in body:
        for found in pattern.finditer(sentence.text):
            yield _Mention(found[1] or "", found[2])
