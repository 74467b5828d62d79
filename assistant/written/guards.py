"""What a sentence says that its quote does not hold, by its letters alone.

The checker compares meanings and is at its weakest where a name is put in other words or a
denial is lost. What is shown of a model has to pass here too: each of its names and numbers
stands in its quote or in the report's header, it denies what that denies, and nearly all its
words are there, in the same order. That loses some that are right in words of their own.
"""

import re
from collections.abc import Iterator

from assistant.discrepancies.number_words import FRACTIONS, ORDINALS, SCALES, SMALL, TIMES, VAGUE
from assistant.lexical import in_order, terms
from assistant.verbs import BASE_FORMS
from assistant.written.left_out import left_out
from assistant.written.plain import plain, same

IN_ORDER = 0.75
"""The share of its words that have to come in its quote in the same order: words of a
passage put together anew say who won where the passage says who lost."""

_NUMBER = re.compile(r"\d[\d,.]*")
_NUMBER_WORDS = frozenset(
    word
    for words in (SMALL, ORDINALS, FRACTIONS, TIMES, VAGUE, SCALES)
    for word in words
    if len(word) > 2
) - {"second", "zero"}
_VALUES = {word: str(int(value)) for word, value in (SMALL | ORDINALS).items()}
_CAPITALISED = re.compile(r"(?<![\w.])[A-Z\u00c0-\u00de][\w'’-]*")
_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|fail(?:s|ed|ing)?|"
    r"refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied|ying)|unlikely|lack(?:s|ed|ing)?|"
    r"stopp(?:ed|ing)|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|unable)\b"
    r"|\w+n['’]t\b",
    re.IGNORECASE,
)
_IRREGULAR = re.compile(rf"\b(?:{'|'.join(BASE_FORMS)})\b", re.IGNORECASE)
_SURE = (
    r"may|might|could|can|possib\w+|perhaps|potential\w*",
    r"will|would|shall|going to",
    r"(?<!un)likely|probabl[ey]|probability|chances?",
    r"unlikely|improbable|doubt\w*",
    r"expect\w*|forecast\w*|predict\w*|anticipat\w*|project\w*",
    r"plan(?:s|ned|ning)?|intend\w*|aim\w*|hop(?:e|es|ed|ing)|seek\w*|sought",
    r"must|should|certain\w*|sure\w*|definite\w*|inevitabl\w*",
    r"alleged\w*|report(?:ed|edly)|claim(?:s|ed)?|reputed\w*|suspected",
)
_HEDGES = tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in _SURE)
_REACH = 4  # content words behind a denial that it bears on
_SMALL_WORDS = frozenset("i it the a an in on at he she they we this that these those".split())


def unheld(sentence: str, quote: str, header: str, asked: str = "") -> str | None:
    """What a sentence says beyond its quote and the header over it, in words; None if nothing.

    What stands in the question `asked` need not be said again; see `left_out`.
    """
    sentence, quote = plain(sentence), plain(quote)
    held = f"{header}\n{quote}"
    number = next(_numbers_beyond(sentence, held), None)
    if number:
        return f"the number {number} is not in the passage"
    stems = _stems(held)
    name = next((n for n in _names(sentence) if not _stems(n) <= stems), None)
    if name:
        return f"{name} is not in the passage"
    if _denies_otherwise(sentence, quote):
        return "it denies what the passage says, or says what the passage denies"
    hedge = next(_hedges_beyond(sentence, quote), None)
    if hedge:
        return f'the passage does not say "{hedge}"'
    if in_order(_terms(sentence), _terms(quote)) < IN_ORDER * len(_terms(sentence)):
        return "it puts the words of the passage together anew"
    return left_out(sentence, quote, header, asked)


def _stems(text: str) -> frozenset[str]:
    """Index terms, those of irregular verbs in their base form ("rose" and "rise" are one)."""
    return frozenset(_terms(text))


def _terms(text: str) -> list[str]:
    based = _IRREGULAR.sub(lambda found: BASE_FORMS[found[0].casefold()], text)
    return [same(term) for term in terms(based)]


def _numbers_beyond(sentence: str, held: str) -> Iterator[str]:
    figures, words = _figures(held), frozenset(re.findall(r"[a-z]+", held.casefold()))
    yield from sorted(_figures(sentence) - figures - {_VALUES[w] for w in words if w in _VALUES})
    for word in re.findall(r"[a-z]+", sentence.casefold()):
        if word in _NUMBER_WORDS and word not in words and _VALUES.get(word) not in figures:
            yield word


def _figures(text: str) -> frozenset[str]:
    return frozenset(found.rstrip(".,").replace(",", "") for found in _NUMBER.findall(text))


def _names(sentence: str) -> Iterator[str]:
    """Its capitalised words, but for small words at its beginning."""
    for found in _CAPITALISED.finditer(sentence):
        if found[0].casefold() not in _SMALL_WORDS and terms(found[0]):
            yield found[0]


def _hedges_beyond(sentence: str, quote: str) -> Iterator[str]:
    """Words of likelihood, intent or hearsay that the quote does not have in any like form."""
    for hedge in _HEDGES:
        found = hedge.search(sentence)
        if found and not hedge.search(quote):
            yield found[0]


def _denies_otherwise(sentence: str, quote: str) -> bool:
    mine, theirs = _denied(sentence), _denied(quote)
    said, held = _stems(sentence), _stems(quote)
    return bool((mine & held) - theirs) or bool((theirs & said) - mine)


def _denied(text: str) -> frozenset[str]:
    """The stems of the words that stand next behind a denial, and of the denial itself."""
    found: set[str] = set()
    for denial in _DENIAL.finditer(text):
        clause = re.split(r"[.;:]", text[denial.end() :], maxsplit=1)[0]
        found.update(_terms(clause)[:_REACH])
    return frozenset(found)
