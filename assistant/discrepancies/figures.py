"""Numbers as reports write them: digits or words, scale, unit, and how exactly they are meant.

Calendar dates, times of day and numbers inside names (G20, Covid-19) are not figures.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.discrepancies.number_words import (
    BOUNDS,
    CODES,
    DAYS,
    FRACTIONS,
    GENERIC,
    MANY,
    MONEY,
    ORDINALS,
    SCALES,
    SMALL,
    SYMBOLS,
    TIMES,
    VAGUE,
)
from assistant.discrepancies.passage import Passage, read
from assistant.discrepancies.periods import find_periods
from assistant.reports.model import Span


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_SPELT = rf"(?:{_any(SMALL)})(?:[\s-]+(?:and\s+)?(?:hundred|thousand|{_any(SMALL)}))*"
_FIGURE = re.compile(
    rf"""(?<![\w.])(?:(?P<bound>{"|".join(BOUNDS.values()).replace(" ", chr(92) + "s+")})\s+)?(?:
      (?P<vague>(?:(?:tens|hundreds)\s+of\s+)?(?:{_any(VAGUE)}))\b
    | (?P<times>{_any(TIMES)}|(?:{_any(SMALL)}|\d+(?:\.\d+)?)\s+times\s+(?=(?:as|more|the|higher
        |larger|greater|over|its)\b))\b
    | (?P<ratio>(?:one|two|three|four|1|2|3|4)\s+(?:chances?\s+)?(?:in|out\sof)\s+(?:every\s+)?
        (?:{_any(SMALL)}|\d{{1,3}}))\b
    | (?P<fraction>half|(?:an?|one|two|three|four|nine)[\s-](?:thirds|quarters|fifths|tenths|half)
        |(?:an?|one)[\s-](?:third|quarter|fifth|sixth|tenth)(?!\s+(?!of\b)[a-z]))\b
        (?:\s+(?:of\s+)?an?\s+(?P<halfof>(?:percentage\s)?point|million|billion|trillion|dozen))?
    | (?P<ordinal>(?:\d+(?:st|nd|rd|th)|{_any(ORDINALS)}))\b
    | (?:(?P<cur>us\$|[$€£¥₹₦]|\b(?:{_any(CODES)})\b|\brs\b\.?|\br(?=\d))\s?)?
      (?P<num>(?:{_any(SMALL)}|\d+)\s+and\s+a\s+half\b|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?
        |\d+(?:\.\d+)?|{_SPELT}\b|an?\s+(?=(?:hundred|thousand|million|billion|trillion|dozen)\b)
        |(?<=\ba\s)couple\s+of)
      (?:[\s-]?(?P<scale>{_any(SCALES)})\b)?
      (?P<unit>\s?%|[\s-]per[\s-]?cent(?:age\spoints?)?|[\s-]percentage[\s-]points?
        |[\s-]basis\spoints?|\s?bps?\b|\s?pp\b|[\s-]points?\b)?
    )""",
    re.I | re.X,
)
_TO = re.compile(r"\s?[-–]\s?|\s+to\s+")
_AND = re.compile(r"\s+(?:and|or)\s+")
_NAME_BEFORE = re.compile(r"[A-Za-z][-–/]$|[\w]$|[\d][:/]$|[A-Za-z]\.$")
_CLOCK = re.compile(r"[:/]\d|(?:\s?[ap]\.?m\b)|\s?(?:GMT|UTC)\b|-[A-Z]", re.I)
_EVEN = re.compile(r"fifty-fifty|50[-:]50", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_OF = re.compile(r"\s+(?:of|another|day|side|hand)\b", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts.

    `low` and `high` are equal but for a range or a vague number ("dozens"). `unit` is "%",
    "points", a currency, "days" (durations), "times", "ordinal" or "" for a count; `raw` is
    the number before a duration is turned into days. `digits` are significant digits.
    """

    span: Span
    low: float
    high: float
    raw: float
    unit: str
    bound: str
    digits: int
    is_word: bool
    first: int
    last: int
    nouns: frozenset[str]

    @property
    def is_small(self) -> bool:
        """Whether it is a small number in words, which prose uses without counting."""
        return self.is_word and self.unit in ("", "ordinal") and self.high <= 12

    @property
    def is_money(self) -> bool:
        """Whether its unit is a currency."""
        return self.unit not in ("", "%", "points", "days", "times", "ordinal")


@lru_cache(maxsize=256)
def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, in order."""
    passage = read(text)
    dates = [period.span for period in find_periods(text, None)]
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        start = _core_start(match)
        if any(d.start <= start < d.end for d in dates) or not _counts(match, start):
            continue
        figure = _figure(match, passage, start)
        if figure is not None:
            found.append(figure)
    return tuple(_ranges(text, _inherited(text, found)))


def _core_start(match: re.Match[str]) -> int:
    groups = ("vague", "times", "ratio", "fraction", "ordinal", "cur", "num")
    return min(match.start(group) for group in groups if match[group])


def _counts(match: re.Match[str], start: int) -> bool:
    """Whether the match is a quantity, not part of a name, a clock time or a code."""
    text = match.string
    if _NAME_BEFORE.search(text, max(0, start - 3), start):
        return False
    if _EVEN.match(text, start) or (match["bound"] and _YEAR.fullmatch(text, start, match.end())):
        return False  # "fifty-fifty"; "until at least 2028"
    if match["num"] and match["num"].lower() == "one" and _ONE_OF.match(text, match.end()):
        return False
    if match["num"] and match["num"][0].isdigit():
        after = text[match.end() : match.end() + 1]
        if _CLOCK.match(text, match.end()) or (after.isalpha() and not match["unit"]):
            return False
        if match["num"].isdigit() and len(match["num"]) > 1 and match["num"][0] == "0":
            return False
    if match["fraction"]:
        return _is_fraction(match, start)
    return True


def _is_fraction(match: re.Match[str], start: int) -> bool:
    """Whether "half" is a share and not half of a year or a match."""
    before = match.string[max(0, start - 8) : start].lower()
    return not re.search(r"(?:first|second|latter|last|other) $", before)


def _figure(match: re.Match[str], passage: Passage, start: int) -> Figure | None:
    value = _value(match)
    if value is None:
        return None
    low, high, unit, digits, is_word = value
    at = passage.words_in(Span(start, match.end()))
    if not at:
        return None
    span = Span(match.start() if match["bound"] else start, match.end())
    raw = high
    nouns, first_noun, reach = _nouns(passage, at.stop - 1)
    if unit == "" and first_noun in _DAYS_BY_STEM:
        low, high = low * _DAYS_BY_STEM[first_noun], high * _DAYS_BY_STEM[first_noun]
        unit = "days"
        span = Span(span.start, passage.words[reach].end)
    elif unit == "" and first_noun in _MONEY_BY_STEM:
        unit = _MONEY_BY_STEM[first_noun]
        span = Span(span.start, passage.words[reach].end)
    if unit == "ordinal":
        nouns -= {"time"}
        if not nouns:
            return None
    bound = _bound(match["bound"])
    return Figure(span, low, high, raw, unit, bound, digits, is_word, at.start, at.stop - 1, nouns)


def _value(match: re.Match[str]) -> tuple[float, float, str, int, bool] | None:
    """Lowest and highest value, unit, significant digits and whether it is in words."""
    if match["vague"]:
        return *_vague(match["vague"].lower().split()), "", 1, True
    if match["times"]:
        value = TIMES.get(match["times"].lower()) or _number(match["times"].split()[0].lower())
        return value, value, "times", 1, True
    if match["ratio"]:
        left, right = re.split(
            r"\s+(?:chances?\s+)?(?:in|out\sof)\s+(?:every\s+)?", match["ratio"].lower()
        )
        share = 100 * _number(left) / max(_number(right), 1)
        return share, share, "%", 2, True
    if match["fraction"]:
        *many, word = re.split(r"[\s-]+", match["fraction"].lower())
        share = FRACTIONS[word] * (_number(many[0]) if many else 1)
        if match["halfof"]:
            scale = SCALES.get(match["halfof"].lower())
            unit, value = ("", share * scale) if scale else ("points", share)
            return value, value, unit, 2, True
        return 100 * share, 100 * share, "%", 2, True
    if match["ordinal"]:
        word = match["ordinal"].lower()
        value = ORDINALS.get(word) or float(re.sub(r"\D", "", word))
        return value, value, "ordinal", 9, word in ORDINALS
    return _quantity(match)


def _vague(words: list[str]) -> tuple[float, float]:
    """What "millions" or "tens of millions" may mean."""
    low, high = VAGUE[words[-1]]
    if len(words) == 1:
        return low, high
    few, many = MANY[words[0]]
    return few * low, many * low


def _quantity(match: re.Match[str]) -> tuple[float, float, str, int, bool]:
    written = match["num"].strip().lower()
    value = _number(written) * SCALES.get((match["scale"] or "").lower(), 1)
    unit, factor = _unit_of((match["unit"] or "").strip(" -").lower())
    currency = (match["cur"] or "").strip(" .").lower()
    if currency:
        unit = SYMBOLS.get(currency) or {"rs": "rupee", "r": "ZAR"}.get(currency, currency.upper())
        unit = GENERIC.get(unit, unit)
    is_word = not written[0].isdigit()
    digits = len(written.replace(",", "").replace(".", "").lstrip("0"))
    if "." not in written and value >= 100:
        digits = len(written.replace(",", "").rstrip("0"))
    return value * factor, value * factor, unit, 2 if is_word else max(digits, 1), is_word


def _unit_of(written: str) -> tuple[str, float]:
    if not written:
        return "", 1
    if "basis" in written or written.startswith("bp"):
        return "points", 0.01
    if "point" in written or written == "pp":
        return "points", 1
    return "%", 1


def _number(written: str) -> float:
    if written.endswith(" a half"):
        return _number(written.split()[0]) + 0.5
    if written[0].isdigit():
        return float(written.replace(",", ""))
    total = current = 0.0
    for word in re.split(r"[\s-]+", written):
        if word in ("hundred", "thousand"):
            current = max(current, 1) * SCALES[word]
            if word == "thousand":
                total, current = total + current, 0.0
        else:
            current += {"a": 1, "an": 1, "couple": 2}.get(word, SMALL.get(word, 0))
    return total + current


def _bound(written: str | None) -> str:
    low = re.sub(r"\s+", " ", (written or "").lower())
    return next((kind for kind, words in BOUNDS.items() if low in words.split("|")), "")


def _by_stem(table: dict[str, float] | dict[str, str]) -> dict[str, object]:
    return {read(word).words[0].stem: value for word, value in table.items()}


_DAYS_BY_STEM: dict[str, float] = _by_stem(DAYS)  # type: ignore[assignment]
_MONEY_BY_STEM: dict[str, str] = _by_stem(MONEY)  # type: ignore[assignment]


def _nouns(passage: Passage, last: int) -> tuple[frozenset[str], str, int]:
    """Up to two content words after the figure: what it counts; the first and its place."""
    words = passage.words
    found: list[str] = []
    first, reach = "", last
    for at in range(last + 1, min(last + 5, len(words))):
        word = words[at]
        if word.segment != words[last].segment or word.text[0].isdigit():
            break
        if not word.stem and (found or word.low not in ("of", "the", "a", "its", "their")):
            break
        if word.stem:
            if not found and at == last + 1:
                first, reach = word.stem, at
            found.append(word.stem)
        if len(found) == 2:
            break
    return frozenset(found), first, reach


def _inherited(text: str, figures: list[Figure]) -> list[Figure]:
    """Figures with the unit that the next one gives: "between 5 and 7 per cent"."""
    result = list(figures)
    for i in range(len(result) - 2, -1, -1):
        one, two = result[i], result[i + 1]
        gap = text[one.span.end : two.span.start]
        joined = _TO.fullmatch(gap) or _AND.fullmatch(gap) or gap == ", "
        if joined and not one.unit and two.unit and two.unit != "ordinal" and not one.nouns:
            scale = two.high / two.raw if two.unit == "days" and two.raw else 1
            scaled = _shared_scale(text, one, two) * scale
            result[i] = _with(one, one.low * scaled, one.high * scaled, two.unit, two.nouns)
        elif joined and not one.unit and not one.nouns and _shared_scale(text, one, two) > 1:
            scaled = _shared_scale(text, one, two)
            result[i] = _with(one, one.low * scaled, one.high * scaled, two.unit, two.nouns)
    return result


def _shared_scale(text: str, one: Figure, two: Figure) -> float:
    """The scale that only the second of two joined figures writes: "5 to 7 million"."""
    word = re.search(rf"({_any(SCALES)})\b\s*\D*$", two.span.of(text), re.I)
    if word is None or one.high >= 1000 or re.search(r"[a-z]$", one.span.of(text), re.I):
        return 1
    return SCALES[word[1].lower()]


def _with(f: Figure, low: float, high: float, unit: str, nouns: frozenset[str]) -> Figure:
    return Figure(
        f.span, low, high, high, unit, f.bound, f.digits, f.is_word, f.first, f.last, nouns
    )


_BETWEEN = re.compile(r"\bbetween\s+$", re.I)
_FROM = re.compile(r"\bfrom\s+$", re.I)


def _ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Figures with "between 5 and 7" and "5-7" made one."""
    result: list[Figure] = []
    for figure in figures:
        last = result[-1] if result else None
        if last is not None and last.unit == figure.unit and last.low == last.high < figure.low:
            gap = text[last.span.end : figure.span.start]
            before = text[max(0, last.span.start - 9) : last.span.start]
            between = _BETWEEN.search(before) and _AND.fullmatch(gap)
            if between or (_TO.fullmatch(gap) and not _FROM.search(before)):
                span = Span(last.span.start, figure.span.end)
                result[-1] = Figure(
                    span, last.low, figure.high, figure.raw, figure.unit, "", figure.digits,
                    figure.is_word, last.first, figure.last, figure.nouns,
                )  # fmt: skip
                continue
        result.append(figure)
    return result
