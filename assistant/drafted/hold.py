"""A model's versions of a bullet held to the report's body, and the best of those that hold."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.draft.estimate import certainty_of
from assistant.draft.standing import fault_in
from assistant.draft.wording import MOST_WORDS, keeps_certainty
from assistant.ground import Checker, Source, judge_together
from assistant.lexical import terms
from assistant.reports.model import Span
from assistant.results import Dropped, HouseStyle, Verdict
from assistant.written import Evidence, Said, parse
from assistant.written.guards import unheld
from assistant.written.untrusted import without_markup

_NUMBERED = re.compile(r"^\W*\d{1,2}\s*[:.)]\s*(.+)$|^\s*[-*•]\s+(.+)$")
_ENOUGH = 0.5  # share of the embedded bullet's words that a version has to have
_STYLE = 0.5  # weight of the house's length beside what a version covers
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Version:
    """A wording that the body carries, with the sentences that carry it."""

    text: str
    spans: tuple[Span, ...]
    score: float
    certainty: str
    worth: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """The embedded engine's bullet, which has been checked, with the sentences that carry it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a report as versions are held to it; `reported` is the report's date."""

    checker: Checker
    source: Source
    reported: date | None

    def support(self, text: str) -> float | None:
        """How well the body supports `text`, in [0, 1]; None where it does not."""
        found = judge_together(self.checker.check(self.source, text, self.reported))
        return found.score if found.verdict is Verdict.SUPPORTED else None


def versions_in(reply: str) -> tuple[str, ...]:
    """The versions of a reply: its list in JSON, its numbered lines, or each line if none is."""
    text = "\n".join(_in_json(reply)) or reply
    lines = [line.strip() for line in without_markup(text).splitlines() if line.strip()]
    found = [_NUMBERED.match(line) for line in lines]
    numbered = [match[1] or match[2] for match in found if match]
    return tuple(dict.fromkeys(numbered or lines))


def _in_json(reply: str) -> list[str]:
    """The texts of a reply in the form that was asked for; none where it is in another."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        held = json.loads(reply[start : end + 1])["versions"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return [item for item in held if isinstance(item, str)] if isinstance(held, list) else []


def judged(
    versions: Sequence[str],
    evidence: Evidence,
    body: Body,
    wanted: Wanted,
    style: HouseStyle | None,
) -> tuple[list[Version], list[Dropped]]:
    """The versions that hold, best first, and why the others do not.

    A version holds by one sentence of the body, or by the embedded bullet, in which "he" has
    been named. They are ordered by how much of the embedded bullet `wanted` they cover and how
    near they come to the house's length; the model's own order decides nothing but ties.
    """
    held: list[Version] = []
    dropped: list[Dropped] = []
    for text in versions:
        found = _held(text, evidence, body, wanted, style)
        if isinstance(found, Version):
            held.append(found)
        else:
            dropped.append(found)
    return sorted(held, key=lambda version: -version.worth), dropped


def _held(
    text: str, evidence: Evidence, body: Body, wanted: Wanted, style: HouseStyle | None
) -> Version | Dropped:
    said = parse(text, 0)
    if len(said) != 1:
        return Dropped(text, "not one sentence")
    whole = said[0].text if re.search(r"[.!?]\W*\Z", said[0].text) else f"{said[0].text}."
    words = len(whole.split())
    covered = _coverage(whole, wanted.text)
    most = min(MOST_WORDS, style.most_words) if style else MOST_WORDS
    fault = fault_in(whole)
    if whole[0].islower():
        fault = fault or "it does not begin with a capital"
    elif words > most:
        fault = fault or f"longer than {most} words"
    elif covered < _ENOUGH:
        fault = fault or "it says too little of the sentence"
    if fault:
        return Dropped(whole, fault)
    held = evidence.hold(Said(whole, ()))
    if held.verdict is Verdict.SUPPORTED:
        spans = tuple(quote.span for quote in held.quotes)
        carried = " ".join(held.quotes[0].text.split())
    elif unheld(whole, wanted.text, "") is None:
        spans, carried = wanted.spans, wanted.text
    else:
        return Dropped(whole, held.wrong or "no passage says this")
    if not keeps_certainty(whole, carried):
        return Dropped(whole, "it is surer or less sure than its sentence")
    score = body.support(whole)
    if score is None:
        return Dropped(whole, "the check does not find it supported by the body")
    shown = whole.rstrip(".") if style and style.stopped < _EVEN else whole
    worth = covered + _STYLE * _fit(words, style)
    return Version(shown, spans, score, certainty_of(whole), worth)


def _coverage(text: str, wanted: str) -> float:
    asked = frozenset(terms(wanted))
    return len(asked & frozenset(terms(text))) / max(1, len(asked))


def _fit(words: int, style: HouseStyle | None) -> float:
    """How near a length comes to the house's, in [0, 1]."""
    return max(0.0, 1 - abs(words - style.words) / style.words) if style else 0.0
