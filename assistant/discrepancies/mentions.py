"""Names as a text writes them, and whether another text knows them under any form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from assistant.discrepancies.bodies import bodies_in
from assistant.discrepancies.passage import Passage, Word, read
from assistant.reports.model import Span
from assistant.reports.places import covers, find_places

_LINKS = frozenset("of the for and de da do dos del la le los bin ibn al el van von und".split())
_NOT_NAMES = frozenset(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december q1 q2 q3 q4 covid gdp ceo ok
    mr mrs ms dr the a an it its he she they we this that these those there in on at by
    for from of to with as and but or if while when although though since after before
    under over despite however no not all some most many few several both each every other
    another any more less about according what who how why where which last next also amid
    only bc ad bce ce yoy ebitda eps her his their our your my us one two three four five six seven
    eight nine ten eleven twelve dozens hundreds thousands tens millions scores h1 h2
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
    fifty sixty seventy eighty ninety usd eur gbp""".split()
)
TITLES = frozenset(
    """president premier prime minister chancellor king queen prince princess sheikh emir sultan
    general gen colonel col marshal admiral senator sen governor gov mayor judge justice speaker
    secretary ambassador chairman chairwoman chair leader chief mr mrs ms dr sir lord lady vice
    deputy former acting interim foreign finance defence defense interior justice home opposition
    pope ayatollah imam commander captain representative rep congressman congresswoman mp
    spokesman spokeswoman spokesperson director professor prof crown first lieutenant brigadier
    major sergeant candidate incumbent president-elect economy energy trade health education
    analyst economist attorney ex""".split()
)
# Designators that prose drops or swaps without meaning another body.
_DESIGNATORS = frozenset(
    """parti govern ministri minist administr group organis organ coalit allianc movement front
    union committe commiss council court bank agenc author depart institut associ forc armi
    polic republ state region provinc citi district compani corpor inc parliament congress assembl
    senat hous chamber act law bill treati agreement accord deal war plan strategi programm program
    elect summit news newspap agenc televis tv radio univers team offici north south east west
    northern southern eastern western central nation intern feder""".split()
)
# Buildings that stand for a government wherever its capital is named.
_SEATS = frozenset(
    "kremlin house westminster downing brussels commission government elysee élysée rosada".split()
)
_ORDINARY_ENDINGS = tuple(
    "ing ed ly tion tions ment ments ers ists ence ance ency ness ism ible able".split()
)
_AFTER_COLON = re.compile(r":\s+[\"“‘']?\Z")
_WORD_SHAPE = re.compile(r"[^\W\d_].*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of capitalised words: its span, word range, and the place that it means, if one.

    `is_city` says that a city or institution stands for the place.
    """

    span: Span
    first: int
    last: int
    place: str | None
    is_city: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a text names: its stems, its places, and the acronyms of its names.

    `given` holds, for the last word of each name, the words that stand before it.
    """

    stems: frozenset[str]
    lower: frozenset[str]
    places: frozenset[str]
    cities: frozenset[str]  # the places that a city of theirs stands for
    initials: frozenset[str]
    given: dict[str, frozenset[str]]
    bodies: frozenset[str]  # organisations that go by several names


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(files("assistant.reports").joinpath("words.tsv").read_text("utf-8").split())


@lru_cache(maxsize=256)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """The names in `text`, in order, without titles; places are found in any case they take."""
    passage = read(text)
    places = {place.span.start: place for place in find_places(text)}
    found: list[Mention] = []
    at = 0
    while at < len(passage.words):
        place = places.get(passage.words[at].start)
        if place is not None:
            last = at
            while last + 1 < len(passage.words) and passage.words[last + 1].start < place.span.end:
                last += 1
            if not _runs_on(passage, last):
                found.append(Mention(place.span, at, last, place.name, place.kind == "city"))
                at = last + 1
                continue
        run = _run(passage, at)
        if run:
            found.append(Mention(passage.span(run[0], run[-1]), run[0], run[-1], None))
            at = run[-1] + 1
        else:
            at += 1
    return tuple(found)


def _runs_on(passage: Passage, last: int) -> bool:
    """Whether a place's name goes on into a longer name: "Paris Agreement", "Bank of Japan"."""
    words = passage.words
    if last + 1 >= len(words) or words[last + 1].segment != words[last].segment:
        return False
    after = words[last + 1]
    return after.is_capital and after.low not in TITLES and _is_name(passage, last + 1)


def _run(passage: Passage, at: int) -> list[int]:
    """The word indices of the name that begins at `at`; [] if none does."""
    words = passage.words
    if not _is_name(passage, at) or words[at].low in TITLES:
        return []
    run = [at]
    nxt = at + 1
    while nxt < len(words) and words[nxt].segment == words[at].segment:
        if words[nxt - 1].text.endswith(("'s", "’s", "'", "’")):
            break
        if _is_name(passage, nxt):
            run = list(range(at, nxt + 1))
        elif not (words[nxt].low in _LINKS and words[nxt].low != "and"):
            break
        nxt += 1
        if nxt - run[-1] > 3:
            break
    return run


def _is_name(passage: Passage, at: int) -> bool:
    """Whether the word is written as a name and not just as a sentence's first word."""
    word = passage.words[at]
    if not word.is_capital or word.low in _NOT_NAMES or not _WORD_SHAPE.fullmatch(word.text):
        return False
    if len(word.text.rstrip(".")) == 1:
        return False
    is_opening = at == passage.sentences[word.sentence].start
    if not is_opening and not _AFTER_COLON.search(passage.text[: word.start][-4:]):
        return True
    if word.text.isupper() and len(word.text) > 1:
        return True
    after = passage.words[at + 1 : at + 2]
    if is_opening and word.low.endswith("s") and not (after and after[0].is_capital):
        return False  # rather a plural that no list holds
    return word.low not in _common_words() and len(word.low) > 3 and not _is_ordinary(word)


def _is_ordinary(word: Word) -> bool:
    """Whether a word that begins a sentence looks like a common one that no list holds."""
    return word.low.endswith(_ORDINARY_ENDINGS)


@lru_cache(maxsize=256)
def vocabulary(text: str) -> Vocabulary:
    """The names and words of `text`, folded so that their forms meet."""
    passage = read(text)
    stems = frozenset(word.stem for word in passage.words if word.stem)
    lower = frozenset(word.low for word in passage.words if word.text.islower())
    found = find_places(text)
    places = frozenset(place.name for place in found)
    cities = frozenset(
        place.name
        for place in found
        if place.kind == "city" and not _SEATS & set(place.span.of(text).lower().split())
    )
    given: dict[str, set[str]] = {}
    for one, two in pairwise(passage.words):
        if one.is_capital and two.is_capital and one.segment == two.segment:
            if two.stem and one.low not in TITLES and one.low not in _NOT_NAMES:
                given.setdefault(two.stem, set()).add(one.low)
    before = {stem: frozenset(names) for stem, names in given.items()}
    return Vocabulary(
        stems, lower, places, cities, frozenset(_initials(passage)), before, bodies_in(text)
    )


def _initials(passage: Passage) -> Iterator[str]:
    """The initials of every run of capitalised words, with and without its small words."""
    words = passage.words
    for at, word in enumerate(words):
        if not word.is_capital:
            continue
        capitals = letters = word.low[0]
        for after in words[at + 1 : at + 9]:
            if after.sentence != word.sentence:
                break
            if after.is_capital:
                capitals, letters = capitals + after.low[0], letters + after.low[0]
                yield from (capitals, letters)
            elif after.low in _LINKS:
                letters += after.low[0]
            else:
                break


def is_known(claim: Passage, mention: Mention, known: Vocabulary) -> bool:
    """Whether a text with the vocabulary `known` names what `mention` does."""
    if mention.place is not None and _knows_place(mention.place, known):
        seat = _SEATS & set(mention.span.of(claim.text).lower().split())
        if seat or not mention.is_city or mention.place not in known.cities:
            return True
    if bodies_in(mention.span.of(claim.text)) & known.bodies:
        return True
    words = claim.words[mention.first : mention.last + 1]
    words = tuple(w for w in words if w.stem and w.low not in TITLES)
    if not words or all(_knows_word(word, known) for word in words):
        return True
    if len(words) > 1 and "".join(w.low[0] for w in words) in known.stems:
        return True
    telling = [w for w in words if w.stem not in _DESIGNATORS]
    if telling and all(_knows_word(word, known) for word in telling):
        return True
    return _is_person(words) and _knows_word(words[-1], known) and not _is_other(words, known)


def _is_other(words: tuple[Word, ...], known: Vocabulary) -> bool:
    """Whether the surname is known, but of someone with another given name."""
    given = known.given.get(words[-1].stem, frozenset())
    return bool(given) and not any(
        word.low in given or any(word.low[0] == name[0] for name in given) for word in words[:-1]
    )


def _knows_place(place: str, known: Vocabulary) -> bool:
    return place in known.places or any(covers(place, other) for other in known.places)


def _knows_word(word: Word, known: Vocabulary) -> bool:
    if word.stem in known.stems or word.low in known.lower:
        return True
    if (
        sum(map(str.isupper, word.text)) > 1
        and word.text.lower().replace(".", "") in known.initials
    ):
        return True
    if len(word.low) > 5 and any(stem.startswith(word.low[:6]) for stem in known.stems):
        return True  # Kurdish and Kurdistan
    places = find_places(word.text)
    return bool(places) and places[0].kind != "city" and places[0].name in known.places


def _is_person(words: tuple[Word, ...]) -> bool:
    """Whether a name has the shape of a person's: two or three words, none a designator."""
    if not 2 <= len(words) <= 3 or any(w.text.isupper() for w in words):
        return False
    return not any(w.stem in _DESIGNATORS or w.low in _common_words() for w in words)
