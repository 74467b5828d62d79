"""Estimates: hedges with the clause that each one governs and what it is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.certainty.clauses import Clause, clauses
from assistant.certainty.hits import Hit, hits, rank_of_percent
from assistant.certainty.lexicon import MEANINGS, OPEN, EstimateKind, Rank, label_of
from assistant.certainty.yardsticks import Band, Yardstick, band_of, class_at
from assistant.reports.model import Span
from assistant.sentences import text_sentences

# Typographic quotes, one character for one, so that spans stay true.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "‑": "-", "‐": "-"})
_CONDITION = "condition"
_LONGEST = 800  # characters


@dataclass(frozen=True, slots=True)
class Estimate:
    """Words that say how sure a statement is, and the clause that they govern.

    `text[span.start:span.end] == estimate.text` and likewise for `scope`. `low` and `high`
    are per cent that the clause is true, negation counted: of the band where the word has
    one, else our reading of the word. `rank` is the same on the scale of `lexicon`, for
    comparison. `yardsticks` are those that list the word: one that they list and the chosen
    one does not is foreign to it.
    """

    span: Span
    text: str
    scope: Span
    kind: EstimateKind
    label: str
    band: Band | None
    low: float
    high: float
    rank: Rank
    yardsticks: frozenset[Yardstick]
    topic: Span  # in "likelihood of a coup is low", the words "a coup"; else empty
    key: str  # the class in the lexicon

    def foreign_to(self, yardstick: Yardstick) -> bool:
        """Whether only another yardstick lists the word."""
        return bool(self.yardsticks) and yardstick not in self.yardsticks


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause with its estimates, and the conditions that its sentence sets for it."""

    clause: Clause
    sentence: Span
    estimates: tuple[Estimate, ...]
    conditions: tuple[Span, ...]


def find_estimates(text: str, yardstick: Yardstick = Yardstick.ICD203) -> tuple[Estimate, ...]:
    """The words of estimative probability in `text`, in order, with bands by `yardstick`."""
    found = (estimate for reading in read(text, yardstick) for estimate in reading.estimates)
    return tuple(sorted((e for e in found if e.key != OPEN), key=lambda estimate: estimate.span))


def read(text: str, yardstick: Yardstick) -> tuple[Reading, ...]:
    """The clauses of `text` in order, each with the estimates that govern it."""
    plain = text.translate(_PLAIN)
    readings: list[Reading] = []
    for whole in text_sentences(text):
        for sentence in _bounded(text, whole):
            readings.extend(_read_sentence(text, plain, sentence, yardstick))
    return tuple(readings)


def _bounded(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence in pieces that take bounded time; only tables and noise are so long."""
    at = sentence.start
    while sentence.end - at > _LONGEST:
        cut = text.rfind(" ", at + 1, at + _LONGEST)
        end = cut if cut > at else at + _LONGEST
        yield Span(at, end)
        at = end
    yield Span(at, sentence.end)


def _read_sentence(text: str, plain: str, sentence: Span, yardstick: Yardstick) -> list[Reading]:
    found = hits(plain, sentence)
    opened = tuple(hit.span.start for hit in found if hit.key == _CONDITION)
    parts = clauses(plain, sentence, opened, tuple(hit.span for hit in found))
    conditions = {part: _conditions_of(part, parts, plain) for part in parts}
    grouped: dict[Clause, list[Estimate]] = {part: [] for part in parts}
    for hit in found:
        clause = _clause_at(parts, hit.span.start)
        grouped[clause].append(_estimate(text, hit, clause, yardstick))
    return [Reading(part, sentence, tuple(grouped[part]), conditions[part]) for part in parts]


def _clause_at(parts: tuple[Clause, ...], at: int) -> Clause:
    return next((p for p in parts if p.holds(at)), min(parts, key=lambda p: abs(p.span.start - at)))


def _conditions_of(part: Clause, parts: tuple[Clause, ...], text: str) -> tuple[Span, ...]:
    """A condition governs the clause after it when it comes first, else the one before it."""
    if part.is_condition:
        return ()
    place = parts.index(part)
    found: list[Span] = []
    for other in range(len(parts)):
        if not parts[other].is_condition:
            continue
        leads = other + 1 < len(parts) and text[parts[other].span.end :].lstrip().startswith(",")
        opens = other == 0 or text[: parts[other].span.start].rstrip(" ,").lower().endswith(
            (";", "and", "but", "that", "or")
        )
        governed = other + 1 if opens and leads else other - 1
        if place == governed or (other == 0 and place == 1):
            found.append(parts[other].span)
    return tuple(found)


def _estimate(text: str, hit: Hit, clause: Clause, yardstick: Yardstick) -> Estimate:
    key, rank = hit.key, hit.rank
    if hit.percent is not None:
        middle = sum(hit.percent) / 2
        key, rank = class_at(middle, yardstick), rank_of_percent(hit.percent, yardstick)
    meaning = MEANINGS[key]
    mirrored = hit.percent is None and rank != meaning.rank
    if mirrored:
        key = _BY_RANK.get(rank, "")
        label = label_of(rank)
        low, high = 100 - meaning.high, 100 - meaning.low
    else:
        label, low, high = meaning.label, meaning.low, meaning.high
    band = None
    if meaning.kind is EstimateKind.LIKELIHOOD:
        band = band_of(key, _listing(hit, yardstick))
        if band is not None:
            low, high = band.low, band.high
    if hit.percent is not None:
        low, high = hit.percent
        label = band.name if band else label
    return Estimate(
        hit.span, hit.span.of(text), clause.span, meaning.kind, label, band, low, high, rank,
        hit.yardsticks, hit.topic, hit.key,
    )  # fmt: skip


def _listing(hit: Hit, yardstick: Yardstick) -> Yardstick:
    """The yardstick whose band the word means: the chosen one, unless it does not list it."""
    if hit.yardsticks and yardstick not in hit.yardsticks:
        return min(hit.yardsticks)
    return yardstick


_BY_RANK: dict[Rank, str] = {
    MEANINGS[key].rank: key
    for key in ("remote", "very_unlikely", "unlikely", "likely", "very_likely", "almost_certain")
}
