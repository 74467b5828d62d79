"""Dates as claims give them, with those that lack a year or hang on the report's own date."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from assistant.reports.dates import find_dates
from assistant.reports.model import Span

_MONTHS = {
    form: number
    for number in range(1, 13)
    for form in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_WEEKDAYS = {calendar.day_name[number].lower(): number for number in range(7)}
_M = "(?i:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_PARTIAL = re.compile(
    rf"""\b(?:
      (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_M})
    | (?P<m2>{_M})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]\d|%|\s(?:per|million|billion))
    | (?P<m3>(?:January|February|April|June|July|August|September|October|November|December)
        |(?<=\bin\s)(?:March|May)|(?<=\bsince\s)(?:March|May)|(?<=\b[Bb]y\s)(?:March|May)
        |(?<=\blast\s)(?:March|May)|(?<=\buntil\s)(?:March|May)|(?<=\b[Ii]n\s(?:mid|lat)[-e]\s)May)
    | (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)
    | (?P<quarter>(?:first|second|third|fourth|last|final)\s+quarter|Q[1-4])
    )\b""",
    re.X,
)
_RELATIVE = re.compile(
    r"""\b(?:(?P<which>last|this|next|previous|the\s+previous|current|coming|the\s+coming|past)
        \s+(?P<unit>year|month|week|quarter|decade)\b
      | (?P<day>yesterday|today|tomorrow)
      | (?P<ago>(?:a|one|two|three|four|five|\d+)\s+(?:year|month|week|day)s?\s+
         (?:ago|earlier|before)))\b""",
    re.X | re.I,
)
_SHIFT = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_MODE = re.compile(
    r"\b(?:(?P<since>since|from)|(?P<after>after|post|following)|(?P<before>before|prior\s+to|pre)"
    r"|(?P<until>until|till|up\s+to)|(?P<by>by))[\s-]+(?:the\s+|end\s+of\s+)*$",
    re.I,
)
_OPENER = re.compile(
    r"(?:ever since|since|after|post|before|prior to|pre|until|till|up to)[ -](?:the )?"
)
_RANGE = re.compile(r"\d\d\d\d\b.*\b\d\d(?:\d\d)?$")
_NOUN_AFTER = re.compile(r"\s[a-z]")  # "before the 2023 elections" dates the elections
_ONWARDS = re.compile(r" onwards?$")


@dataclass(frozen=True, slots=True)
class Period:
    """A date expression: the days it means where they are known, else what it says of them.

    `mode` is the word that opens it ("since", "after", "before", "until", "by" or "");
    `start` and `end` are those of the bare date, both included. `words` is the expression
    in lower case, for relative dates that nothing resolves.
    """

    span: Span
    words: str
    mode: str = ""
    start: date | None = None
    end: date | None = None
    month: int = 0
    day: int = 0
    weekday: int = -1
    quarter: int = 0
    is_relative: bool = False

    @property
    def is_absolute(self) -> bool:
        """Whether the expression itself gives the year."""
        return self.start is not None and not self.is_relative

    @property
    def is_range(self) -> bool:
        """Whether the expression gives both a first and a last date."""
        return _RANGE.search(self.words) is not None


@lru_cache(maxsize=256)
def find_periods(text: str, reported: date | None) -> tuple[Period, ...]:
    """The date expressions of `text`, in order; relative ones resolved by `reported`."""
    found = [_absolute(text, known.span, known.start, known.end) for known in find_dates(text)]
    taken = [period.span for period in found]
    for match in _PARTIAL.finditer(text):
        if _free(match, taken):
            found.append(_partial(match))
            taken.append(found[-1].span)
    for match in _RELATIVE.finditer(text):
        if _free(match, taken):
            found.append(_relative(match, reported))
    return tuple(sorted(found, key=lambda period: period.span))


def _free(match: re.Match[str], taken: list[Span]) -> bool:
    return all(match.end() <= span.start or match.start() >= span.end for span in taken)


def _absolute(text: str, span: Span, start: date, end: date) -> Period:
    words = " ".join(span.of(text).lower().split())
    opening = _OPENER.match(words)
    is_noun = opening is not None and opening[0].endswith("the ")
    is_noun = is_noun and _NOUN_AFTER.match(text, span.end) is not None
    if start > date.min and end < date.max:
        return Period(span, words, _mode(text, span.start), start, end)
    mode = "since" if end == date.max else "until"
    if is_noun:
        mode = ""
    elif opening is not None:
        mode = _mode(words, opening.end()) or mode
    bare = find_dates(_ONWARDS.sub("", words[opening.end() if opening else 0 :]))
    if bare and bare[0].start > date.min and bare[0].end < date.max:
        start, end = bare[0].start, bare[0].end
    return Period(span, words, mode, start, end)


def _mode(text: str, at: int) -> str:
    match = _MODE.search(text, max(0, at - 24), at)
    return (match.lastgroup or "") if match else ""


def _partial(match: re.Match[str]) -> Period:
    span, words = Span(*match.span()), match[0].lower()
    mode = _mode(match.string, span.start)
    if match["weekday"]:
        return Period(span, words, mode, weekday=_WEEKDAYS[words])
    if match["quarter"]:
        number = {"first": 1, "second": 2, "third": 3}.get(words.split()[0], 4)
        return Period(span, words, mode, quarter=int(words[1]) if words[0] == "q" else number)
    month = _MONTHS[(match["m1"] or match["m2"] or match["m3"]).lower().rstrip(".")]
    return Period(span, words, mode, month=month, day=int(match["d1"] or match["d2"] or 0))


def _relative(match: re.Match[str], reported: date | None) -> Period:
    span, words = Span(*match.span()), " ".join(match[0].lower().split())
    mode = _mode(match.string, span.start)
    start, end = (_resolved(match, reported) if reported else None) or (None, None)
    return Period(span, words.removeprefix("the "), mode, start, end, is_relative=True)


def _resolved(match: re.Match[str], reported: date) -> tuple[date, date] | None:
    if match["day"]:
        shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["day"].lower()]
        day = reported + timedelta(days=shift)
        return day, day
    if not match["which"] or match["which"].lower() == "past":
        return None
    shift = _SHIFT[match["which"].lower().removeprefix("the ").strip()]
    unit = match["unit"].lower()
    try:
        if unit == "year":
            return date(reported.year + shift, 1, 1), date(reported.year + shift, 12, 31)
        if unit == "month":
            return _month(reported.year, reported.month - 1 + shift, 1)
        if unit == "quarter":
            return _month(reported.year, ((reported.month - 1) // 3 + shift) * 3, 3)
    except (ValueError, OverflowError):
        return None
    return None


def _month(year: int, index: int, count: int) -> tuple[date, date]:
    """From the month `index` (0 is January of `year`) on, `count` months."""
    year, first = year + index // 12, index % 12 + 1
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
