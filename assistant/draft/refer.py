"""A pronoun or "the law" at the head of a sentence, put as the name that the text gives it.

Only what is beyond doubt is resolved: "He" where the sentence before is about one person and
names no other, "the law" where the body names one law. What remains is not chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.draft.body import BodySentence
from assistant.draft.standing import BACKWARD_NOUN, subject_at
from assistant.reports.places import find_places

_TOKEN = r"(?:(?:al|el|bin|ibn|de|da|dos|del|van|von)[ -])?[A-Z][\w’'-]*[\w]"
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
_PRONOUN = re.compile(r"(?P<subject>he|she)\b|(?P<possessive>his|her)\s+(?=\w)", re.IGNORECASE)
_LAWS = frozenset(("law", "bill", "act", "treaty", "agreement", "pact", "accord"))
_PROPER_LAW = r"(?:[A-Z][\w’'-]+\s+){1,5}"


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
    noun = BACKWARD_NOUN.match(text, at)
    if noun and noun["noun"].lower() in _LAWS:
        return _law(sentence, text, noun, body)
    return None


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
        if _NOT_PERSON.search(name) or name in places or name.isupper():
            continue
        if text[: match.start()].lower().endswith("the "):
            continue
        first_word = match.start() == 0 and " " not in name and not titled
        if name and not first_word:
            found.append(name.removesuffix("’s").removesuffix("'s"))
    return [n for n in dict.fromkeys(found) if not any(n != m and n in m for m in found)]


def _law(
    sentence: BodySentence, text: str, noun: re.Match[str], body: Sequence[BodySentence]
) -> Resolved | None:
    kind = noun["noun"]
    pattern = re.compile(rf"\b{_PROPER_LAW}{kind.capitalize()}\b")
    named: dict[str, BodySentence] = {}
    for other in body[: sentence.number]:
        for match in pattern.finditer(other.text):
            named.setdefault(match[0].removeprefix("The "), other)
    if len(named) != 1:
        return None
    ((name, where),) = named.items()
    start = noun.start("noun")
    return Resolved(text[:start] + name + text[start + len(kind) :], (where, sentence))
