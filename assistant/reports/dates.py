"""Dates as people write them, and the interval that a date expression means.

`parse_date` reads a string that is a date; `find_dates` finds date expressions in running
text. Both are pure. Day comes before month unless only the other order is possible.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.reports.model import Span

YEARS = range(1900, 2101)  # outside, a four-digit number is not taken for a year

_MONTH_NAMES = (
    "january jan janvier janv januar jänner enero ene janeiro",
    "february feb février févr februar febrero fevereiro",
    "march mar mars märz maerz marzo março",
    "april apr avril avr abril abr",
    "may mai mayo maio",
    "june jun juin juni junio junho",
    "july jul juillet juil juli julio julho",
    "august aug août agosto ago",
    "september sep sept septembre septiembre setiembre setembro",
    "october oct octobre oktober okt octubre outubro",
    "november nov novembre noviembre novembro",
    "december dec décembre dezember dez diciembre dic dezembro",
)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


_MONTHS = {
    form: number
    for number, names in enumerate(_MONTH_NAMES, 1)
    for name in names.split()
    for form in (name, _without_accents(name))
}
_ENGLISH = {
    form: number
    for number, names in enumerate(_MONTH_NAMES, 1)
    for form in (names.split()[0], names[:3])
} | {"sept": 9}
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    r"|(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)"
)
_LABEL = (
    r"(?:(?:(?:last|first|originally)\s+)?(?:updated|published|issued|released|posted|revised"
    r"|modified|created|dated|publication|report|release|issue|as\s+of|of)\s*(?:date|on)?"
    r"|date(?:d|line)?(?:\s+of\s+(?:publication|issue|report))?)\s*[:\-–—]?\s*"
)
_TIME = (
    r"(?:\s*(?:t|,|at|-|–|\|)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:z|[+-]\d\d:?\d\d|\(?[a-z]{1,5}\)?)?)?"
)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ANY_MONTH = rf"(?:{_alternatives(_MONTHS)})"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|o|º)?\.?"
_FORMS = [
    re.compile(rf"(?:{_LABEL})?(?:{_WEEKDAY}\.?,?\s+(?:the\s+)?)?(?:{form}){_TIME}[.,;]?", re.I)
    for form in (
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})",
        r"(?P<a>\d{2})(?P<s>[/.])(?P<b>\d{2})(?P=s)(?P<yy>\d{2})",
        rf"(?:the\s+)?{_DAY}[\s-]*(?:of\s+|de\s+)?(?P<w>{_ANY_MONTH})\.?,?[\s-]*(?:of\s+|del?\s+)?(?P<y>\d{{4}})",
        rf"(?P<w>{_ANY_MONTH})\.?[\s-]*(?:the\s+)?{_DAY}(?:\s*,\s*|[\s-]+)(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})[\s,-]+(?P<w>{_ANY_MONTH})\.?[\s-]+{_DAY}",
        rf"(?P<w>{_ANY_MONTH})\.?,?[\s-]*(?:of\s+|del?\s+)?(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})/(?P<y>\d{4})",
    )
]


def parse_date(text: str) -> date | None:
    """The date that `text` is, in any common form, or None where it is not a date.

    A label ("Updated", "Published:"), a weekday and a time of day are passed over. A month
    without a day means its first day; a bare year is not a date.
    """
    if len(text) > 80:
        return None
    plain = _without_accents(text).strip(" \t\r\n\xa0*_()[]")
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match is not None and (found := _date_of(match.groupdict())) is not None:
            return found
    return None


def _date_of(parts: dict[str, str | None]) -> date | None:
    year = int(parts.get("y") or 0) or _full_year(int(parts.get("yy") or 0))
    if first := parts.get("a"):
        return _numeric(int(first), int(parts.get("b") or 0), year)
    word = parts.get("w")
    month = _MONTHS[word.lower()] if word else int(parts.get("m") or 0)
    return _valid(year, month, int(parts.get("d") or 1))


def _full_year(two_digits: int) -> int:
    """The POSIX reading of a year of two digits: 69 to 99 are the last century's."""
    return two_digits + (1900 if two_digits >= 69 else 2000)


def _numeric(first: int, second: int, year: int) -> date | None:
    return _valid(year, second, first) or (_valid(year, first, second) if second > 12 else None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression in a text and the days it means, both ends included.

    An open end is `date.min` or `date.max`.
    """

    span: Span
    start: date
    end: date

    @property
    def is_day(self) -> bool:
        """Whether the expression names one day."""
        return self.start == self.end


_M = rf"(?:{_alternatives(_ENGLISH)})\b\.?"
_Y = r"(?:19|20|21)\d\d(?!\d)"
_DASH = r"\s?[-–—]\s?"
_TO = rf"(?:{_DASH}|\s+(?:to|and|through|until|till)\s+)"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_OF = r"(?:of\s+|de\s+)?"
_PART = r"(?:(?P<part>early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)(?:\s+|-))?"
_ATOM = re.compile(
    rf"""(?<![\w$€£¥#])(?:
      (?P<iso>{_Y}-\d\d-\d\d(?!\d)|{_Y}/\d{{1,2}}/\d{{1,2}}(?!\d))
    | (?P<num>\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep){_Y})
    | (?P<days>(?P<d1>{_D}){_TO}(?P<d2>{_D})\s+{_OF}(?P<dm>{_M}),?\s+(?P<dy>{_Y}))
    | (?P<dmy>(?P<d3>{_D})\s+{_OF}(?P<m3>{_M}|{_ANY_MONTH}\b),?\s+{_OF}(?P<y3>{_Y}))
    | (?P<mdy>(?P<m4>{_M})\s+(?P<d4>{_D})(?:{_DASH}(?P<d4b>{_D}))?,?\s+(?P<y4>{_Y}))
    | (?P<months>(?P<m5>{_M}){_TO}(?P<m6>{_M})\s+{_OF}(?P<y5>{_Y}))
    | (?P<quarter>(?:(?:q(?P<q1>[1-4])|(?:the\s+)?(?P<q2>first|second|third|fourth|last)\s+quarter)
        (?:\s+of)?[\s-]+(?P<y8>{_Y})|(?P<y9>{_Y})[\s-]?q(?P<q3>[1-4])))
    | (?P<half>(?:h(?P<h1>[12])|(?:the\s+)?(?P<h2>first|second|last)\s+half)
        (?:\s+of)?\s+(?P<y10>{_Y}))
    | (?P<fiscal>(?:fy|(?:fiscal|financial)\s+year)\s?[-']?(?P<y11>{_Y}|\d\d(?!\d))
        (?:[-/–](?P<y12>\d\d(?:\d\d)?)(?!\d))?)
    | (?P<decade>(?P<y15>(?:19|20)\d)0s)
    | {_PART}(?:
        (?P<my>(?P<m7>{_M})(?:\s+(?:of\s+)?|,\s+|-)(?P<y7>{_Y}))
      | (?P<range>(?P<y13>{_Y})(?P<dash>\s?[-–—]\s?|/)(?P<y14>{_Y}|\d\d(?!\d)))(?![-/\d])
      | (?P<year>{_Y}))
    )(?!\w)""",
    re.X | re.I,
)
_TRIGGER = re.compile(r"(?<!\d)(?:(?:19|20|21)\d\d(?:(?!\d))|fy\s?[-']?\d\d|year\s\d\d)", re.I)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def find_dates(text: str) -> list[FoundDate]:
    """The date expressions of `text` in order, each with the interval that it means.

    "Q3 2021", "between 2019 and 2021", "since 2020", "early 2022" and the like are one
    expression each. A fiscal year counts from the October before (the US federal rule).
    A four-digit number that is an amount or part of a code is not a year.
    """
    atoms: list[FoundDate] = []
    for low, high in _windows(text):
        for match in _ATOM.finditer(text, low, high):
            interval = _interval(match, text)
            if interval is not None:
                atoms.append(FoundDate(Span(*match.span()), *interval))
    return [_opened(text, found) for found in _paired(text, atoms)]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` around year numbers, so that the rest costs nothing."""
    low = high = -1
    for match in _TRIGGER.finditer(text):
        start = text.rfind("\n", max(0, match.start() - 48), match.start()) + 1
        start = max(start, match.start() - 48, 0)
        if start > high:
            if high >= 0:
                yield low, high
            low = start
        high = min(len(text), match.end() + 16)
    if high >= 0:
        yield low, high


def _interval(match: re.Match[str], text: str) -> tuple[date, date] | None:
    for kind in ("iso", "num", "days", "dmy", "mdy"):
        if match[kind]:
            return _days(kind, match)
    if match["months"]:
        year = int(match["y5"])
        first, last = _english(match["m5"]), _english(match["m6"])
        return _months(year, first, last) if first <= last else _months(year, last, last)
    if match["my"]:
        return _part_of_month(match["part"], int(match["y7"]), _english(match["m7"]))
    if match["quarter"]:
        number = match["q1"] or match["q3"] or _ORDINAL.get((match["q2"] or "").lower(), 4)
        last = int(number) * 3
        return _months(int(match["y8"] or match["y9"]), last - 2, last)
    if match["half"]:
        second = (match["h1"] or match["h2"]).lower() not in ("1", "first")
        return _months(int(match["y10"]), 7 if second else 1, 12 if second else 6)
    return _years(match, text)


def _days(kind: str, match: re.Match[str]) -> tuple[date, date] | None:
    if kind in ("iso", "num"):
        day = parse_date(match[kind])
        return (day, day) if day else None
    month, year, first, last = {
        "days": ("dm", "dy", "d1", "d2"),
        "dmy": ("m3", "y3", "d3", "d3"),
        "mdy": ("m4", "y4", "d4", "d4b" if match["d4b"] else "d4"),
    }[kind]
    number = _MONTHS[match[month].lower().rstrip(".")]
    start = _valid(int(match[year]), number, _leading(match[first]))
    end = _valid(int(match[year]), number, _leading(match[last]))
    return (start, end) if start and end and start <= end else None


def _years(match: re.Match[str], text: str) -> tuple[date, date] | None:
    if match["fiscal"]:
        year = int(match["y11"]) if len(match["y11"]) == 4 else 2000 + int(match["y11"])
        if match["y12"]:
            return _months(year, 1, 12)[0], date(_same_century(year, match["y12"]), 12, 31)
        return date(year - 1, 10, 1), date(year, 9, 30)
    if match["range"]:
        return _year_range(match, text)
    if match["decade"]:
        year = int(match["y15"]) * 10
        return date(year, 1, 1), date(year + 9, 12, 31)
    year = int(match["year"])
    if year not in YEARS or (not match["part"] and _is_amount(text, *match.span("year"))):
        return None
    return _part_of_year(match["part"], year)


def _year_range(match: re.Match[str], text: str) -> tuple[date, date] | None:
    first, last = int(match["y13"]), _same_century(int(match["y13"]), match["y14"])
    if len(match["y14"]) == 2 and last != first + 1 and match["dash"].strip() == "-":
        month = int(match["y14"])
        if 1 <= month <= 12:
            return _months(first, month, month)
    if first not in YEARS or not first < last or last not in YEARS:
        return None
    if _is_amount(text, match.start("range"), match.end("range")):
        return None
    return date(first, 1, 1), date(last, 12, 31)


def _same_century(year: int, digits: str) -> int:
    return int(digits) if len(digits) == 4 else year // 100 * 100 + int(digits)


def _english(month: str) -> int:
    return _ENGLISH[month.lower().rstrip(".")]


def _leading(number: str) -> int:
    return int(number.rstrip("stndrhSTNDRH"))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


_FIRST = ("early", "beginning", "start")


def _part_of_month(part: str | None, year: int, month: int) -> tuple[date, date]:
    start, end = _months(year, month, month)
    word = (part or "").lower()
    if not word:
        return start, end
    if any(first in word for first in _FIRST):
        return start, start.replace(day=10)
    if "mid" in word:
        return start.replace(day=10), start.replace(day=20)
    return start.replace(day=20), end


def _part_of_year(part: str | None, year: int) -> tuple[date, date]:
    word = (part or "").lower()
    if not word:
        return _months(year, 1, 12)
    if any(first in word for first in _FIRST):
        return _months(year, 1, 4)
    return _months(year, 5, 8) if "mid" in word else _months(year, 9, 12)


_AMOUNT_BEFORE = re.compile(
    r"(?:[$€£¥#]\s?|\d[.,:/-]|\b(?:USD?|EUR|GBP|no|nos|number|resolution|vision|agenda|horizon"
    r"|section|article|page|room|flight|model|iso|version|route|more than|fewer than|at least"
    r"|nearly|almost|roughly|approximately|another)[.\s]*|[/_=]"
    r"|\b(?!(?:pre|post|mid|non|early|late)-)[A-Za-z]+[-/])$",
    re.I,
)
_AMOUNT_AFTER = re.compile(
    r"(?:,\d{3}|[.:]\d|\s?%|[-/]\d|[_=]|\s?[$€£¥]|[\s-](?:per\s?cent|percent|people|persons|men"
    r"|women|children|troops|soldiers|police|kms?|kilomet|miles?|met(?:er|re)|tonn?es|tons|barrels"
    r"|votes|jobs|homes|houses|[kmg]wh?\b|euros?|dollars?|pounds?|pesos?|rupees|words|acres"
    r"|hectares|hours|million|billion|seats|times\b|residents|inhabitants|civilians|migrants))",
    re.I,
)


def _is_amount(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 20) : start]
    return bool(_AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.match(text, end))


_PAIR = re.compile(r"\s*(?:[-–—]|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s*")
_AND = re.compile(r"\s+and\s+")
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.I)


def _paired(text: str, atoms: list[FoundDate]) -> list[FoundDate]:
    """Atoms with "between A and B", "from A to B" and "A to B" joined into one."""
    joined: list[FoundDate] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        if last is not None and last.start <= atom.end and last.start <= atom.start:
            gap = text[last.span.end : atom.span.start]
            opening = _BETWEEN.search(text[max(0, last.span.start - 14) : last.span.start])
            if _PAIR.fullmatch(gap) or (opening and _AND.fullmatch(gap)):
                start = last.span.start - (len(opening[0]) if opening else 0)
                span = Span(start, atom.span.end)
                joined[-1] = FoundDate(span, last.start, max(last.end, atom.end))
                continue
        joined.append(atom)
    return joined


_OPENING = re.compile(
    r"\b(?:(?P<since>(?:ever\s+)?since)|(?P<after>after|post)|(?P<before>before|prior\s+to|pre)"
    r"|(?P<until>until|till|up\s+to))(?:\s+|-)(?:the\s+)?$",
    re.I,
)
_ONWARDS = re.compile(r"\s+on(?:wards?)?\b(?!\s+\w+day)", re.I)


def _opened(text: str, found: FoundDate) -> FoundDate:
    """The expression with a "since", "after", "before" or "until" taken into it."""
    before = _OPENING.search(text[max(0, found.span.start - 16) : found.span.start])
    if before is None:
        after = _ONWARDS.match(text, found.span.end)
        if after is not None and "onward" in after[0].lower():
            return FoundDate(Span(found.span.start, after.end()), found.start, date.max)
        return found
    span = Span(found.span.start - len(before[0]), found.span.end)
    if before["since"]:
        return FoundDate(span, found.start, date.max)
    if before["after"]:
        return FoundDate(span, found.end + timedelta(days=1), date.max)
    if before["before"]:
        return FoundDate(span, date.min, found.start - timedelta(days=1))
    return FoundDate(span, date.min, found.end)
