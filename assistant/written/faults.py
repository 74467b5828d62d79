"""Replies that are no answer: empty, refusing, going round in circles, in another language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from assistant.written import prompts
from assistant.written.said import Said, says_no_answer

_REFUSES = re.compile(
    r"\b(?:as an? (?:ai|artificial|language|large)\b|i(?:'m| am) (?:sorry|unable|not able|afraid)|"
    r"i (?:can(?:'t|not| not)|won't|will not|must decline|do not have|don't have)\b|"
    r"(?:cannot|can't) (?:help|assist|comply|provide|answer)|my (?:instructions|guidelines)|"
    r"the (?:passages?|reports?|text|context) (?:do(?:es)? not|don't|doesn't) "
    r"(?:say|answer|mention|provide|contain|specify))",
    re.IGNORECASE,
)
_ENGLISH = frozenset(
    """the of to and in a is that for it was on are as with be by at from his has have had not he
    this will would may said which after their its were been an or but who they more than""".split()
)
_OTHERS = frozenset(
    """le la les des du est dans une pour qui que sur pas avec par der die das und ist nicht mit
    von den dem ein eine auf für zu el los las del en por con una como il della che non di per
    sono o os um uma não em het een van niet te na nie się w z och att det som""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 100  # words of a text in which more than a third are new ones
_RUN = 7  # words that a reply may share with the instructions by chance, and repeat


def reply_fault(reply: str, sentences: Sequence[Said]) -> str | None:
    """Why a reply cannot be an answer, to follow "The model"; None for one that may be."""
    if says_no_answer(reply):
        return "found no answer in the passages"
    if goes_round(reply):
        return "went round in circles"
    if not sentences:
        return "wrote nothing"
    if _REFUSES.search(sentences[0].text.replace("’", "'")):
        return "refused to answer"
    if is_foreign(" ".join(one.text for one in sentences)):
        return "answered in another language"
    if all(repeats_prompt(one.text) for one in sentences):
        return "repeated its instructions"
    return None


def is_foreign(text: str) -> bool:
    """Whether a text is in another script or language than English."""
    letters = [c for c in text if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if letters and latin < 0.7 * len(letters):
        return True
    words = [word.casefold() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in words)
    others = sum(word in _OTHERS for word in words)
    return len(words) >= 6 and others > english and others >= 0.12 * len(words)


def goes_round(text: str) -> bool:
    """Whether a run of words comes three times, or a reply repeats itself for most of it."""
    words, runs = _WORD.findall(text.casefold()), Counter(_runs(text))
    if not runs:
        return False
    if len(words) < _SHORT and len(set(words)) <= len(words) / 3:
        return True
    return max(runs.values()) >= 3 or len(runs) < 0.5 * sum(runs.values())


def repeats_prompt(sentence: str) -> bool:
    """Whether a sentence holds a run of words of our own prompts."""
    return not _PROMPT_RUNS.isdisjoint(_runs(sentence))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return list(zip(*(words[i:] for i in range(_RUN)), strict=False))


_PROMPT_RUNS = frozenset(run for prompt in prompts.EVERY for run in _runs(prompt))
