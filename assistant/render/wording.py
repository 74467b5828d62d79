"""What is said the same way everywhere: dates and their age, sources, the engine, checks."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from assistant.certainty import MixedTerms
from assistant.ground import ErrorRates
from assistant.results import (
    Answer,
    CheckedClaim,
    CheckedClause,
    Discrepancy,
    Dropped,
    Source,
    Spent,
    Verdict,
)

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters: terminals obey some of them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what is read
    "\u200b\u2060\ufeff\U000e0000-\U000e007f"  # cannot be seen
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)
_ENGINES = {"embedded": "embedded engine: quotes sentences, is not a language model"}


def plain(text: str) -> str:
    """Text without the characters that could steer a terminal or reorder what is read."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """Plain text with its white space folded, fit for a label or a line of a list."""
    return " ".join(plain(text).split())


def age(day: date, today: date) -> str:
    """How long ago `day` was: "today", "3 days ago", "2 months ago", "6 years ago"."""
    if day > today:
        return "in the future"
    months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
    for count, unit in ((months // 12, "year"), (months, "month"), ((today - day).days, "day")):
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "today"


def dated(day: date | None) -> str:
    """A date as a reader sees it: "21 Dec 2020", or "undated"."""
    return f"{day.day} {day:%b %Y}" if day else "undated"


def long_date(day: date) -> str:
    """A date as a report is headed with it: "21 December 2020"."""
    return f"{day.day} {day:%B %Y}"


def source_label(source: Source, today: date) -> str:
    """Place or title, date and age: "Mexico, 21 Dec 2020 (6 years ago)"."""
    name = one_line(source.place or source.title)
    if source.date is None:
        return f"{name}, undated"
    return f"{name}, {dated(source.date)} ({age(source.date, today)})"


def closest_line(source: Source, today: date) -> str:
    """A report that came close, with its title unless that only repeats the place."""
    label, title = source_label(source, today), one_line(source.title)
    return label if source.place is None else f"{label}: {title}"


def engine_line(engine: str) -> str:
    """What worded an answer, so that nobody takes quoting for writing."""
    return _ENGINES.get(engine, f"engine: {one_line(engine)}")


def spent_line(spent: Spent) -> str:
    """What a language model took: "2 calls, 1,204 tokens sent, 80 received, $0.0004"."""
    calls = f"{spent.calls} {'call' if spent.calls == 1 else 'calls'}"
    money = "cost unknown" if spent.dollars is None else f"${spent.dollars:.4f}"
    return f"{calls}, {spent.sent:,} tokens sent, {spent.received:,} received, {money}"


def dropped_line(dropped: Dropped) -> str:
    """A sentence that was left out, with the reason behind it."""
    return f"{one_line(dropped.text)} ({one_line(dropped.reason)})"


def was_rewritten(answer: Answer) -> bool:
    """Whether the question was searched for in other words than it was asked in."""
    return one_line(answer.understood) != one_line(answer.question)


def verdicts_line(claims: Sequence[CheckedClaim]) -> str:
    """How many claims there are of each verdict: "3 claims: 2 supported, 1 contradicted"."""
    counts = Counter(claim.verdict for claim in claims)
    summary = ", ".join(f"{counts[v]:,} {v.value}" for v in Verdict if counts[v])
    return f"{len(claims):,} {'claim' if len(claims) == 1 else 'claims'}: {summary}"


def telling_clauses(claim: CheckedClaim) -> tuple[CheckedClause, ...]:
    """The clauses of a claim, where it or one of them is not carried by its source."""
    verdicts = {claim.verdict, *(clause.verdict for clause in claim.clauses)}
    return () if verdicts == {Verdict.SUPPORTED} else claim.clauses


def discrepancy_lines(found: Sequence[Discrepancy]) -> list[str]:
    """The kind of each discrepancy and what is said otherwise, the same line once."""
    return list(dict.fromkeys(f"{d.kind.value}: {one_line(d.detail)}" for d in found))


def mixed_line(found: MixedTerms) -> str:
    """A warning of terms of certainty that should not stand together."""
    return f"Note: {one_line(found.detail)}"


def rates_line(rates: ErrorRates) -> str:
    """How often a verdict errs, in words."""
    return (
        "On public test sets, many made to be hard: of 100 claims that the source does not carry, "
        f"about {rates.false_accepts * 100:.0f} are called supported; of 100 that it carries, "
        f"about {rates.false_rejects * 100:.0f} are not."
    )
