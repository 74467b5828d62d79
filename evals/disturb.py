"""The same question, disturbed; always in the same way for the same case."""

import re
from collections.abc import Callable
from random import Random

from assistant.reports.places import find_places, names_of
from evals.schemas import Question
from evals.stats import SEED

_TYPO_EVERY = 3  # of the longer words, one in so many gets a slip
_REPHRASED = [
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\bhow many\b", "what number of"),
        (r"\bhow much\b", "what amount of"),
        (r"\bhow likely is it that\b", "what are the chances that"),
        (r"\bwhy\b", "for what reason"),
        (r"\bwhen\b", "at what time"),
        (r"\bwhere\b", "in what place"),
        (r"\bwho\b", "which person"),
        (r"\bwhat happened to\b", "what became of"),
        (r"\bexpected to\b", "forecast to"),
        (r"\belections?\b", "vote"),
        (r"\bgovernment\b", "administration"),
        (r"\bcause[ds]?\b", "bring about"),
        (r"\bsay about\b", "state on"),
        (r"\bthink\b", "judge"),
        (r"\A(?=what |which |for what |at what |in what )", "tell me: "),
        (r"\A(?=(?:is|are|was|were|did|does|do|will|has|have|had|can) )", "I want to know: "),
    )
]
_LONGER = re.compile(r"[^\W\d_]{5,}")


def with_typos(question: Question) -> str:
    """Two neighbouring letters exchanged inside every third longer word, and at least one."""
    chance = Random(f"{SEED}:{question.id}")
    words = list(_LONGER.finditer(question.question))
    hit = set(chance.sample(range(len(words)), -(-len(words) // _TYPO_EVERY)))
    text = list(question.question)
    for number in sorted(hit):
        at = chance.randrange(words[number].start() + 1, words[number].end() - 2)
        text[at], text[at + 1] = text[at + 1], text[at]
    return "".join(text)


def in_lower_case(question: Question) -> str:
    """Without a capital letter."""
    return question.question.lower()


def with_aliases(question: Question) -> str:
    """Each place, where it is named itself, by another of its names of the same sort."""
    text = question.question
    for mention in reversed(find_places(text, lenient=True)):
        said = mention.span.of(text)
        others = [
            name
            for name in names_of(mention.name)
            if name != said and [m.kind for m in find_places(name)] == [mention.kind]
        ]
        if said in names_of(mention.name) and others:
            text = f"{text[: mention.span.start]}{others[0]}{text[mention.span.end :]}"
    return text


def rephrased(question: Question) -> str:
    """Asked in another form, with common words of questions for others."""
    text = question.question.strip()
    for pattern, words in _REPHRASED:
        text = pattern.sub(words, text)
    return text


DISTURBED: dict[str, Callable[[Question], str]] = {
    "typos": with_typos,
    "lower": in_lower_case,
    "aliases": with_aliases,
    "rephrased": rephrased,
}
