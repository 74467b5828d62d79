"""Dates as claims give them, with those that lack a year or hang on the report's own date."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
        |(?<=\bin\s)(?:March|May)|(?<=\bend\sof\s)(?:March|May)|(?<=\bsince\s)(?:March|May)|(?<=\b[Bb]y\s)(?:March|May)
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
# Parts of a year that have months for their bounds; "fall" only with a year beside it.
_PARTS_OF_YEAR = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
    "first half": (1, 6), "second half": (7, 12), "first six months": (1, 6),
    "last six months": (7, 12),
}  # fmt: skip
_PART_OF_YEAR = re.compile(
    r"""\b(?:
      (?:(?:in|by|since|until|from|this|last|next|early|late|mid)[\s-]+)(?:the\s+)?(?:early\s+|late\s+)?
        (?P<season>spring|summer|autumn|winter)\b(?!\s+(?:of\s+)?\d)
    | (?:the\s+)?(?P<dated>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b
    | (?:the\s+)?(?P<half>(?:first|second)\s+half|(?:first|last)\s+six\s+months)
        \s+of\s+(?:the|this|next|last)\s+year\b
    )""",
    re.X,
)
_SHIFT = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_MODE = re.compile(
    r"\b(?:(?P<since>since|from|as\s+of|starting|beginning)|(?P<after>after|post|following)|(?P<before>before|prior\s+to|pre)"
    r"|(?P<until>until|till|up\s+to)|(?P<by>by))[\s-]+(?:the\s+|end\s+of\s+)*$",
    re.I,
)
_OPENER = re.compile(
    r"(?:ever since|since|after|post|before|prior to|pre|until|till|up to)[ -](?:the )?"
)
_RANGE = re.compile(r"\d\d\d\d\b.*\b\d\d(?:\d\d)?$")
_NOUN_AFTER = re.compile(r"\s[a-z]")  # "before the 2023 elections" dates the elections
_ANY_YEAR = 2001  # of a date without one, to reckon from
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
    months: frozenset[int] = frozenset()  # of a season or half of a year

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
    found = [_part_of_year(match) for match in _PART_OF_YEAR.finditer(text)]
    taken = [period.span for period in found]
    for known in find_dates(text):
        if all(known.span.end <= span.start or known.span.start >= span.end for span in taken):
            found.append(_absolute(text, known.span, known.start, known.end))
    taken = [period.span for period in found]
    for match in _PARTIAL.finditer(text):
        if _free(match, taken):
            found.append(_partial(match))
            taken.append(found[-1].span)
    for match in _RELATIVE.finditer(text):
        if _free(match, taken):
            found.append(_relative(match, reported))
    return tuple(sorted(found, key=lambda period: period.span))


def _part_of_year(match: re.Match[str]) -> Period:
    written = match["season"] or match["dated"] or " ".join(match["half"].split())
    first, last = _PARTS_OF_YEAR[written]
    months = frozenset(
        (month - 1) % 12 + 1 for month in range(first, last + 1 + 12 * (last < first))
    )
    start, end = None, None
    if match["year"]:
        start, end = date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    span, words = Span(*match.span()), match[0].lower()
    mode = _mode(match.string, span.start)
    return Period(span, words, mode, start, end, months=months)


def _free(match: re.Match[str], taken: list[Span]) -> bool:
    return all(match.end() <= span.start or match.start() >= span.end for span in taken)


def _absolute(text: str, span: Span, start: date, end: date) -> Period:
    words = " ".join(span.of(text).lower().split())
    opening = _OPENER.match(words)
    is_noun = opening is not None and opening[0].endswith("the ")
    is_noun = is_noun and _NOUN_AFTER.match(text, span.end) is not None
    if start > date.min and end < date.max:
        mode = _mode(text, span.start)
        is_whole = mode == "since" and _RANGE.search(words)  # "from 1980-1991"
        return Period(span, words, "" if is_whole else mode, start, end)
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


_COUNTS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1, "the next": 1, "the following": 1}
_STEP = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)}|\d{{1,3}})\s+(?P<unit>day|week|month|year)s?\s+"
    r"(?P<way>later|after|afterwards|on\s+from|of(?=\s)|from|before|earlier|previously)\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:the|that)\s+(?P<way>next|following|previous|preceding)\s+(?P<unit>day|week|month|year)\b"
    r"|\bthe\s+day\s+(?P<side>after|before)\b",
    re.I,
)
_LASTING = re.compile(
    rf"\b(?:for|within|over|in|after|lasting|of|took|takes)\s+(?:the\s+(?:next|following)\s+)?"
    rf"(?:(?:about|around|some|almost|nearly|just\s+over)\s+)?"
    rf"(?P<count>{'|'.join(_COUNTS)}|\d{{1,3}})[\s-]+(?P<unit>day|week|month|year)s?\b",
    re.I,
)
_BACKWARDS = ("before", "earlier", "previously")
_TOWARDS = ("after", "on from", "of", "from", "before")
_SENTENCE_END = re.compile(r"[.!?;]\s")


def reckoned(text: str, periods: Sequence[Period]) -> list[Period]:
    """The dates that follow from those of a text and its "two days later"."""
    found: list[Period] = []
    for match in _STEP.finditer(text):
        period = _counted_from(match, periods)
        if period is not None:
            written, way = match["count"].lower(), match["way"].lower()
            sign = -1 if way in _BACKWARDS else 1
            count = _COUNTS.get(written) or int(written)
            found.extend(_stepped(period, sign * count, match["unit"].lower()))
    return [*found, *_neighbours(text, periods), *_ends(text, periods)]


def _neighbours(text: str, periods: Sequence[Period]) -> Iterator[Period]:
    """The dates that "the next day" and the like mean, from the last date ahead of them."""
    for match in _NEXT.finditer(text):
        ahead = [period for period in periods if period.span.end <= match.start()]
        way = (match["way"] or match["side"]).lower()
        sign = -1 if way in ("previous", "preceding", "before") else 1
        if ahead:
            yield from _stepped(ahead[-1], sign, (match["unit"] or "day").lower())


def _ends(text: str, periods: Sequence[Period]) -> Iterator[Period]:
    """Both ends of "for two years" and the like, from each of the dates."""
    for match in _LASTING.finditer(text):
        if _STEP.match(text, match.start("count")):
            continue
        written = match["count"].lower()
        count = _COUNTS.get(written) or int(written)
        for period in periods:
            for sign in (1, -1):
                yield from _stepped(period, sign * count, match["unit"].lower())


def _counted_from(match: re.Match[str], periods: Sequence[Period]) -> Period | None:
    """The date after "two days before", else the last one ahead of it."""
    if match["way"].lower() in _TOWARDS:
        stop = _SENTENCE_END.search(match.string, match.end())
        end = stop.start() if stop else len(match.string)
        for period in periods:
            if match.end() <= period.span.start < end:
                return period
    ahead = [period for period in periods if period.span.end <= match.start()]
    return ahead[-1] if ahead else None


def _stepped(period: Period, count: int, unit: str) -> Iterator[Period]:
    """The day, or for long steps the month, that lies `count` units from a period's first day."""
    if period.weekday >= 0 and unit == "day":
        yield replace(period, weekday=(period.weekday + count) % 7)
        return
    first = period.start
    if first is None and period.month and period.day:
        first = date(_ANY_YEAR, period.month, period.day)
    if first is None:
        return
    try:
        when = _moved(first, count, unit)
    except (OverflowError, ValueError):
        return
    if period.start is None:
        yield replace(period, month=when.month, day=when.day)
    elif unit in ("day", "week") or period.start == period.end:
        yield replace(period, start=when, end=when, mode="")
    else:
        last = calendar.monthrange(when.year, when.month)[1]
        yield replace(period, start=when.replace(day=1), end=when.replace(day=last), mode="")


def _moved(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
