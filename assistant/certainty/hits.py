"""The hedges written in a text: lexicon phrases found, with negation, without other senses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.certainty.lexicon import MEANINGS, EstimateKind, Phrase, Rank, opposite, phrases
from assistant.certainty.senses import is_other_sense
from assistant.certainty.yardsticks import Yardstick, class_at
from assistant.reports.model import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A hedge at `span`: its class, its rank once negation is counted, and who lists it.

    `topic` is the end of the words that the span opens with and that name the matter, as
    in "likelihood [of a coup] is low"; it is empty for every other hedge.
    """

    span: Span
    key: str
    rank: Rank
    percent: tuple[float, float] | None  # where a number is written
    yardsticks: frozenset[Yardstick]
    topic: Span


# "(put the) probability of X at 70 per cent", "a 70% chance", "one-in-three odds".
_NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
}
_COUNT = rf"(?:\d+|{'|'.join(_NUMBER_WORDS)})"
_CHANCE = r"(?:probability|chances?|likelihood|odds|possibility|risk|certain|likely|confident)"
_PERCENT = r"(?:\s?%|[\s-]per[\s-]?cent\b)"
_ROUNDING = (
    r"(?:about|around|roughly|some|nearly|almost|over|under|up\sto|at\s(?:most|least|best)|below|above|"
    r"(?:no\s)?(?:more|less|better|higher|lower)\sthan|just\s(?:over|under)|a)\s"
)
_NUMERIC = re.compile(
    rf"(?P<a>\d+(?:\.\d+)?)(?:{_PERCENT})?(?:\s?(?:-|–|to)\s?(?P<b>\d+(?:\.\d+)?))?{_PERCENT}"
    rf"\s+{_CHANCE}\b"
    rf"|\b(?P<n>{_COUNT})[\s-](?:in|out of)[\s-](?:a\s)?(?P<of>{_COUNT})\s+{_CHANCE}\b"
    rf"|\b(?P<n2>{_COUNT})\s+chances?\s+(?:in|out\s+of)\s+(?P<of2>{_COUNT})\b"
    rf"|\b(?:probability|chances?|likelihood|odds|risk)\b(?P<topic>[^.;]{{0,130}}?)\b(?:at|is|are|of|to|as)\s+"
    rf"(?:{_ROUNDING})?"
    rf"(?:(?P<c>\d+(?:\.\d+)?)(?:{_PERCENT})?(?:\s?(?:-|–|to)\s?(?P<d>\d+(?:\.\d+)?))?{_PERCENT}"
    rf"|(?P<n3>{_COUNT})[\s-](?:in|out\sof)[\s-](?P<of3>{_COUNT})\b)",
    re.IGNORECASE,
)
# "the likelihood of a coup is (very) low": the noun's own level, said after it.
_WORDS_OF_LEVEL = {
    "impossible": "nil zero non-existent dead",
    "remote": "remote negligible",
    "slim": "low small slim slender poor slight minimal bleak dim dimming dimmed thin limited "
    "faint distant weak evaporating evaporated fading receding dwindling shrinking diminishing "
    "waning falling",
    "less_likely": "weaker weakened faded receded dwindled shrunk diminished waned fallen",
    "possible": "moderate real growing rising mounting increasing",
    "may_well": "considerable substantial significant elevated",
    "even": "even evens level fifty-fifty 50-50",
    "likely": "good",
    "strong": "high strong",
    "very_likely": "overwhelming",
}
_LEVELS = {word: key for key, words in _WORDS_OF_LEVEL.items() for word in words.split()}
_HEIGHTENED = {
    ("very", "slim"): "very_unlikely",
    ("extremely", "slim"): "very_unlikely",
    ("vanishingly", "slim"): "remote",
    ("very", "strong"): "very_likely",
    ("extremely", "strong"): "very_likely",
}
_GRADED = re.compile(
    r"\b(?P<noun>probability|likelihood|chances?|prospects?|odds|risks?|possibility|threat|danger|hopes?|"
    r"outlook)(?:\s+(?:of|for|that|to)\b(?P<topic>[^.;:,]{1,90}?))?\s"
    r"(?:is|are|was|were|be|remains?|remained|looks?|appears?|seems?|stays?|stands?|has|have|had|as)\s+"
    r"(?:(?:now|still|also|currently|at\sbest|as|considered|seen\sas|judged|to\sbe|quite|fairly|been|"
    r"relatively|rather|increasingly|generally|roughly|about|almost|likely|likely\sto\sremain|since|"
    r"all\sbut|further|largely|much|become|grown|too|merely|only)\s+){0,3}"
    r"(?P<very>very\s+|extremely\s+|vanishingly\s+)?"
    r"(?:(?:(?P<above>better|greater|higher)|worse|less|lower)\s+than\s+(?P<than>(?=even|fifty|50)))?"
    rf"(?P<level>{'|'.join(_LEVELS)})\b",
    re.IGNORECASE,
)
# "Should the talks fail", "were the talks to fail": conditions without an "if".
_INVERSION = re.compile(
    r"(?<![^\W_])(?:should(?=\s(?:the|there|an?|its?|his|her|he|she|they|their|this|that|these|those|talks|"
    r"negotiations|another|any|no|such|both|either)\s)|(?-i:Should(?=\s)(?!.*\?)|should(?=\s[A-Z]))|"
    r"should(?=\s\w{2,}[^\Wus]s\s)|"
    r"were(?=\s(?:[\w'-]+\s){1,5}to\s))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![\w'-])(?:'?[A-Za-z]+(?:['-][A-Za-z]+)*|50[-:]50)|(?<=\w)'(?:ll|d)\b")
_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|hardly|scarcely|barely|never|far\sfrom|by\sno\smeans|cannot|nor|less\sthan|"
    r"no\slonger)|n't)(?:\s+(?!only\b)(?:be|been|being|at\sall|yet|as\syet|currently|a|an|the|"
    r"considered|seen\sas|thought|have|now|any|very|so|all\sthat|quite|(?!only\b)\w+ly))*\s+$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s+(?:to\s+)?(?:(?!(?:only|probably|likely|possibly|certainly|potentially|conceivably)\b)"
    r"\w+ly\s+|also\s+|well\s+|yet\s+|still\s+)?"
    r"(?:not|never|no\slonger|fail\sto)\b(?!\s+only\b)",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:^|[;,]\s|\b(?:that|and|but)\s)\s*(?:no|neither|nobody|none|nothing|few)\b"
                   r"(?!\s(?:longer|doubt|matter|later|sooner|less|more|fewer))[^;,]*$",
                   re.IGNORECASE)  # fmt: skip
_PLAIN = Span(0, 0)


def hits(text: str, sentence: Span) -> tuple[Hit, ...]:
    """The hedges of one sentence of `text`, in order, without overlap."""
    found: list[Hit] = []
    taken = sentence.start
    spoken = sorted(_spoken_numbers_and_grades(text, sentence), key=lambda hit: hit.span)
    for hit in spoken:
        if hit.span.start >= taken:
            found.extend(_worded(text, Span(taken, hit.span.start), sentence))
            found.append(hit)
            taken = hit.span.end
    found.extend(_worded(text, Span(taken, sentence.end), sentence))
    return tuple(found)


def _spoken_numbers_and_grades(text: str, sentence: Span) -> Iterator[Hit]:
    for match in _NUMERIC.finditer(text, sentence.start, sentence.end):
        low, high = _percent(match)
        topic = Span(*match.span("topic")) if match["topic"] else _PLAIN
        yield Hit(Span(*match.span()), "numeric", (0, 0), (low, high), frozenset(), topic)
    for match in _INVERSION.finditer(text, sentence.start, sentence.end):
        if match[0].lower() == "should" or _opens_clause(text, sentence, match.start()):
            rank = MEANINGS["condition"].rank
            yield Hit(Span(*match.span()), "condition", rank, None, frozenset(), _PLAIN)
    for match in _GRADED.finditer(text, sentence.start, sentence.end):
        key = _LEVELS[match["level"].lower()]
        if match["than"] is not None:
            key = "likely" if match["above"] else "unlikely"
        if match["very"]:
            key = _HEIGHTENED.get((match["very"].split()[0].lower(), key), key)
        topic = Span(*match.span("topic")) if match["topic"] else _PLAIN
        yield Hit(Span(*match.span()), key, MEANINGS[key].rank, None, frozenset(), topic)


def _opens_clause(text: str, sentence: Span, at: int) -> bool:
    return at == sentence.start or text[sentence.start : at].rstrip().endswith((",", ";"))


def _percent(match: re.Match[str]) -> tuple[float, float]:
    for digit in ("", "2", "3"):
        if match["of" + digit]:
            n, of = (_count(match[group + digit]) for group in ("n", "of"))
            share = min(100 * n / of, 100.0) if of else 0.0
            return share, share
    low = float(match["a"] or match["c"])
    high = float(match["b"] or match["d"] or low)
    return min(low, high, 100.0), min(max(low, high), 100.0)


def _count(written: str) -> float:
    return float(_NUMBER_WORDS.get(written.lower()) or written)


def rank_of_percent(percent: tuple[float, float], yardstick: Yardstick) -> Rank:
    """The ranks of the bands that hold a written percentage or range."""
    low, high = (
        0 if value == 0 else 9 if value == 100 else MEANINGS[class_at(value, yardstick)].rank[end]
        for end, value in enumerate(percent)
    )
    return low, max(low, high)


def _worded(text: str, within: Span, sentence: Span) -> Iterator[Hit]:
    table = phrases()
    taken = within.start
    for token in _TOKEN.finditer(text, within.start, within.end):
        if token.start() < taken:
            continue
        candidates = table.get(token[0].lower())
        if not candidates:
            continue
        match = _longest(candidates, text, token.start(), within.end)
        if match is None or is_other_sense(text, sentence, match[1]):
            continue
        phrase, span = match
        hit = _negated(text, sentence, phrase, span)
        taken = hit.span.end
        yield hit


def _longest(
    candidates: tuple[Phrase, ...], text: str, start: int, end: int
) -> tuple[Phrase, Span] | None:
    best: tuple[Phrase, Span] | None = None
    for phrase in candidates:
        match = phrase.pattern.match(text, start, end)
        if match and (best is None or match.end() > best[1].end):
            best = phrase, Span(start, match.end())
    return best


def _negated(text: str, sentence: Span, phrase: Phrase, span: Span) -> Hit:
    """The hit with the negations around it counted and taken into its span."""
    key, rank, start, end = phrase.key, MEANINGS[phrase.key].rank, span.start, span.end
    kind = MEANINGS[key].kind
    if kind in (EstimateKind.CONDITION, EstimateKind.CONFIDENCE):
        return Hit(span, key, rank, None, phrase.yardsticks, _PLAIN)
    before = text[max(sentence.start, start - 48) : start]
    negation = _NOT_BEFORE.search(before)
    if negation and kind is not EstimateKind.MODAL:
        start -= len(before) - negation.start()
        key, rank = _not(key)
    after = _NOT_AFTER.match(text, end, sentence.end)
    if after and kind is not EstimateKind.HEARSAY:
        end = after.end()
        rank = opposite(rank)
    elif kind in (EstimateKind.LIKELIHOOD, EstimateKind.EXPECTATION, EstimateKind.MODAL):
        if _NONE.search(text[sentence.start : start]):
            key, rank = _not(key)
    untouched = (start, end) == (span.start, span.end) and rank == MEANINGS[key].rank
    yardsticks = phrase.yardsticks if untouched else frozenset()
    return Hit(Span(start, end), key, rank, None, yardsticks, _PLAIN)


def _not(key: str) -> tuple[str, Rank]:
    meaning = MEANINGS[key]
    if meaning.negated:
        return meaning.negated, MEANINGS[meaning.negated].rank
    return key, opposite(meaning.rank)
