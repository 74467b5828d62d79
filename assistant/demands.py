"""How far a sentence meets what a question demands: its place, its time, its kind of answer.

Reports say "on 6 February" and leave the year to their date, so times are read with it.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from assistant.lexical import terms
from assistant.question import Question, Wants
from assistant.reports.dates import find_dates
from assistant.reports.places import covers, find_places
from assistant.retrieve import Evidence

Interval = tuple[date, date]

_YEAR = timedelta(365)
_PAST = timedelta(300)  # a month without a year lies at most so far before its report
_FUTURE = timedelta(150)  # and at most so far after it
_SOON = timedelta(100)  # a report still speaks of what lies so little back
_AHEAD = timedelta(2 * 366)  # and its forecasts look so far

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "|".join(_MONTHS)
_YEARLESS = re.compile(
    r"\b(?:(?P<day>[0-3]?\d) |(?:in|of|since|until|by|from|to|for|and|the|last|next|early|late|mid)"
    rf"[ -])(?P<month>{_MONTH})\b(?!,? \d{{4}})"
)
_FORECAST = re.compile(
    r"\b(?:will|would|may|might|could|likely|likelihood|probab\w+|expect\w*|forecast\w*|predict\w*|"
    r"outlook|chances?|risks?|tipped|favourites?|next)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<!^)(?<![.!?:]\s)\b[A-Z\u00c0-\u00de][\w'\u2019-]+")
_HOLDS = {
    "age": re.compile(r"\baged?\b|\byears? old\b|-year-old|\bborn\b", re.IGNORECASE),
    "money": re.compile(
        r"[$€£¥₹₦₺]\s?\d|\d\s?%|\d(?:bn|trn)\b|\bper ?cent\b|\b(?:dollar|euro|pound|peso|rupee|"
        r"naira|rupiah|lira|zloty|real|shilling|dinar|rand|rouble|ruble|yuan|yen)s?\b|\breais\b|"
        r"\bUSD\b|\bEUR\b|\bGDP\b",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
        r"hundreds?|thousands?|millions?|half|third|quarter|twice|double)\b",
        re.IGNORECASE,
    ),
    "date": re.compile(
        rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{_MONTH})\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
        r"\bcentury\b|\b(?:yester|to)day\b|\b(?:last|next) (?:week|month|year)\b"
    ),
}
_ASKS_AGE = re.compile(r"\bhow old\b", re.IGNORECASE)
_ASKS_MONEY = re.compile(
    r"\b(?:how much|what)\b.*\b(?:costs?|money|pay|paid|spen[dt]|earn(?:ed)?|worth|rent|owed?)\b",
    re.IGNORECASE,
)


def place_met(question: Question, item: Evidence) -> float:
    """The share of the question's places that the passage or its report is about."""
    if not question.places:
        return 1.0
    missing = {place for place in question.places if not covers(place, item.source.place or "")}
    for text in (item.chunk.header, item.chunk.text):
        if missing:
            named = {found.name for found in find_places(text)}
            missing = {p for p in missing if not any(covers(p, other) for other in named)}
    return 1 - len(missing) / len(question.places)


def day_met(question: Question, text: str, near: str, reported: date | None) -> float:
    """How surely a sentence speaks of the time asked about, in [0, 1].

    By the times it says itself, by those that it and its neighbours say (`near`), or by its
    report's date. A sentence that says other times only speaks of them. A forecast may
    answer for a time that was still ahead of its report.
    """
    asked = question.interval
    if asked is None:
        return 1.0
    said = times_said(text, reported)
    if any(_overlap(time, asked) for time in said):
        return 1.0
    if reported is not None and _overlap((reported, reported), asked):
        return 0.6 if said else 0.9
    if any(_overlap(time, asked) for time in times_said(near, reported)):
        return 0.4 if said else 0.8
    if said:
        return 0.0
    if reported is None:
        return 0.4
    looks_back = asked[1] < reported <= asked[1] + _SOON
    looks_ahead = reported < asked[0] <= reported + _AHEAD and _FORECAST.search(question.text)
    return 0.6 if looks_back or looks_ahead else 0.0


def times_said(text: str, reported: date | None) -> list[Interval]:
    """The times that a text names; a month without a year is one near its report's date.

    "Before 2023" means the year before it, and "since 2018" the time until the report.
    """
    found = find_dates(text)
    times = [_closed(time.start, time.end, reported) for time in found]
    if reported is not None:
        for match in _YEARLESS.finditer(text):
            at = match.start("month")
            if not any(time.span.start <= at < time.span.end for time in found):
                times.extend(_near(match, reported))
    return times


def _closed(start: date, end: date, reported: date | None) -> Interval:
    if start == date.min:
        return end - _YEAR, end
    if end == date.max:
        return start, max(reported or start, min(start, date.max - _YEAR) + _YEAR)
    return start, end


def _near(match: re.Match[str], reported: date) -> Iterator[Interval]:
    """The days that a month, or a day of one, means in the years around a report."""
    month = _MONTHS.index(match["month"]) + 1
    for year in range(max(1, reported.year - 1), min(9999, reported.year + 1) + 1):
        try:
            first = date(year, month, int(match["day"] or 1))
        except ValueError:
            continue
        last = first if match["day"] else first + timedelta(27)
        if first - _FUTURE <= reported <= last + _PAST:
            yield first, last


def _overlap(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and one[1] >= other[0]


def kind_met(question: Question, text: str) -> float:
    """Whether the sentence holds the kind of thing asked for, beyond the question's words."""
    if _ASKS_AGE.search(question.text):
        return float(bool(_HOLDS["age"].search(text)))
    if _ASKS_MONEY.search(question.text):
        return float(bool(_HOLDS["money"].search(text)))
    if question.wants in (Wants.NUMBER, Wants.DATE):
        return float(bool(_HOLDS[question.wants.value].search(text)))
    if question.wants is Wants.OTHER:
        return 1.0
    known = _no_news(question.text)
    return float(any(not known.issuperset(terms(name)) for name in _CAPITALISED.findall(text)))


@lru_cache(maxsize=64)
def _no_news(asked: str) -> frozenset[str]:
    """Terms that are no answer to a question: its own, and the months."""
    return frozenset((*terms(asked), *(term for month in _MONTHS for term in terms(month))))
