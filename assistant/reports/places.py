"""Countries, territories and regions as they are written in political prose.

`places.tsv` lists, for each place, its names, demonyms, and the cities and institutions
that stand for it. In it `=` marks a form that counts only as written (US, not us), `~` a
form whose lower-case spelling is an ordinary word (turkey, polish); the row `-` lists phrases
that hold a place's name and do not mean the place (New Mexico, Washington Post).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from assistant.reports.model import Span

PlaceKind = Literal["name", "demonym", "city"]

_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_GAP = re.compile(r"\.\s?|[ \t\xa0]?\n?[ \t]*[-–'’&]?\s?")
_LOOSE_GAP = re.compile(r"[\s,.()'’&-]{1,3}")
_NO_PLURAL = ("s", "ch", "sh", "ese", "men")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place meant at `span` of a text, by its canonical name, and how it is written there.

    `kind` is `name` or `demonym` where the place itself is named, and `city` where a
    capital, a city, a part or an institution stands for it, which is weaker evidence.
    """

    name: str
    span: Span
    kind: PlaceKind


class _Form(NamedTuple):
    place: str | None  # None: a phrase that means no place
    kind: PlaceKind
    tokens: tuple[str, ...]
    exact: str  # the only accepted spelling, or ""
    cautious: bool  # all in lower case it is an ordinary word
    gap: re.Pattern[str]
    tail: str  # a full stop or bracket at the end, which belongs to the mention


class _Row(NamedTuple):
    name: str
    iso: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    cities: tuple[str, ...]
    regions: tuple[str, ...]


class _Gazetteer(NamedTuple):
    rows: dict[str, _Row]
    by_first_token: dict[str, tuple[_Form, ...]]
    by_tokens: dict[tuple[str, ...], str]
    by_code: dict[str, str]


def _fold(word: str) -> str:
    """`word` without letter case and accents; "Saint" and "St" are the same."""
    if word.isascii():
        plain = word.lower()
    else:
        marked = unicodedata.normalize("NFKD", word.casefold())
        plain = "".join(c for c in marked if not unicodedata.combining(c)).translate(_LETTERS)
    return "st" if plain == "saint" else plain


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_fold(token) for token in _TOKEN.findall(text))


@cache
def _gazetteer() -> _Gazetteer:
    lines = files(__package__).joinpath("places.tsv").read_text("utf-8").splitlines()
    rows = {}
    forms: dict[str, list[_Form]] = defaultdict(list)
    by_tokens: dict[tuple[str, ...], str] = {}
    for line in lines[1:]:
        name, iso, *lists = line.split("\t")
        row = _Row(name, iso, *(tuple(filter(None, cell.split("|"))) for cell in lists))
        place = None if name == "-" else name
        if place:
            rows[name] = row
        for form in _forms_of(row, place):
            forms[form.tokens[0]].append(form)
            if place:
                by_tokens.setdefault(form.tokens, place)
    by_first = {
        first: tuple(sorted(group, key=lambda form: -len(form.tokens)))
        for first, group in forms.items()
    }
    codes = {row.iso: row.name for row in rows.values() if row.iso}
    return _Gazetteer(rows, by_first, by_tokens, codes)


def _forms_of(row: _Row, place: str | None) -> Iterator[_Form]:
    names = row.names
    if place and not any(name[1:] == place for name in names if name[0] in "=~"):
        names = (place, *names)
    plurals = tuple(d + "s" for d in row.demonyms if not d.endswith(_NO_PLURAL))
    written: tuple[tuple[PlaceKind, tuple[str, ...]], ...] = (
        ("name", names),
        ("demonym", row.demonyms + plurals),
        ("city", row.cities),
    )
    for kind, group in written:
        for entry in group:
            flag = entry[0] if entry[0] in "=~" else ""
            text = entry[len(flag) :]
            gap = _LOOSE_GAP if "," in text or "(" in text else _GAP
            exact = text if flag == "=" else ""
            tail = text[-1] if text[-1] in ".)" else ""
            yield _Form(place, kind, _tokens(text), exact, flag == "~", gap, tail)


def find_places(text: str, *, lenient: bool = False) -> list[PlaceMention]:
    """The places mentioned in `text`, in order, without overlap; the longest form wins.

    With `lenient`, for questions and other text typed without capitals, a name counts in
    lower case even where that spelling is an ordinary word ("turkey", "polish", "the us").
    """
    by_first = _gazetteer().by_first_token
    mentions: list[PlaceMention] = []
    done = 0
    for match in _TOKEN.finditer(text):
        forms = by_first.get(_fold(match.group()))
        if forms is None or match.start() < done:
            continue
        for form in forms:
            end = _end_of(form, text, match)
            if end and _counts(form, text, match.start(), end, lenient):
                done = end
                place = _in_context(form, text, match.start(), end)
                if place:
                    mentions.append(PlaceMention(place, Span(match.start(), end), form.kind))
                break
    return mentions


def _end_of(form: _Form, text: str, first: re.Match[str]) -> int:
    """Where `form` ends if it stands at `first` in `text`, else 0."""
    end = first.end()
    last = first.group()
    for token in form.tokens[1:]:
        gap = form.gap.match(text, end)
        if gap is None or (gap[0].startswith(".") and len(last) > 2 and form.gap is _GAP):
            return 0
        following = _TOKEN.match(text, gap.end())
        if following is None or gap.end() == end or _fold(following.group()) != token:
            return 0
        end, last = following.end(), following.group()
    return end + len(form.tail) if text.startswith(form.tail, end) else end


def _counts(form: _Form, text: str, start: int, end: int, lenient: bool) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before == "_" or after.isalnum() or after in ("_", "$"):
        return False
    written = text[start:end]
    if form.exact and unicodedata.normalize("NFC", written) != form.exact:
        return lenient and form.exact == "US" and written == "us" and _is_country(text, start, end)
    if form.cautious and not lenient and written.islower():
        return False
    if form.place and form.tail == "." and "." not in written:
        return False
    return not (form.kind != "demonym" and _US_STATE.match(text, end))


_US_STATE = re.compile(
    r", (?:Ala|Alabama|Ariz|Arizona|Ark|Arkansas|Calif|California|Colorado|Conn|Connecticut"
    r"|Fla|Florida|Ga|Georgia|Idaho|Ill|Illinois|Ind|Indiana|Iowa|Kansas|Kentucky|Ky|Louisiana"
    r"|Maine|Maryland|Massachusetts|Mich|Michigan|Minnesota|Mississippi|Missouri|Mo|Nebraska"
    r"|Nevada|New (?:Hampshire|Jersey|Mexico|York)|N\.Y|North Carolina|Ohio|Oklahoma|Oregon"
    r"|Pennsylvania|Pa|South Carolina|Tenn|Tennessee|Texas|Utah|Vermont|Virginia|Va"
    r"|West Virginia|Wis|Wisconsin|Wyoming)\b"
)
_COUNTRY_NOUN = re.compile(
    r" (?:election|president|army|congress|senate|house|dollar|troops|military|government|supreme"
    r"|economy|inflation|sanctions|forces|navy|foreign|trade|tariffs?|policy|state)\b"
)


def _is_country(text: str, start: int, end: int) -> bool:
    """Whether a lower-case "us" is the country: "the us", "us election"."""
    return text.endswith("the ", 0, start) or _COUNTRY_NOUN.match(text, end) is not None


_US_GEORGIA = re.compile(
    r"Atlanta|Kemp\b|Fulton|Raffensperger|Savannah|Warnock|Ossoff|Abrams|Walker|runoff|Alabama"
    r"|Florida|Tennessee|Carolina|Arizona|Michigan|Pennsylvania|Wisconsin|Nevada|Texas|Gov\."
    r"|state of Georgia|Republican|Democrat|Trump|Congress|[Ss]tate Rep|Augusta|Athens, |Rome, "
)
_OWN_GEORGIA = re.compile(
    r"Tbilisi|Georgian|Abkhaz|Ossetia|Saakashvili|Ivanishvili|Zourabichvili|Batumi|Caucasus"
    r"|Armenia|Azerbaijan|Kobakhidze|Garibashvili|Russia|Ukraine|Moldova"
)
_AMERICAN_GULF = re.compile(
    r"Gulf of (?:Mexico|America)|Gulf Coast|Louisiana|Texas|Florida|Alabama|Mississippi"
    r"|[Oo]ffshore leas|NMFS|hurricane"
)
_OWN_GULF = re.compile(r"Saudi|Emirat|UAE|Qatar|Kuwait|Bahrain|Oman|Iran|Iraq|Hormuz|GCC|Houthi")
_BRAZZAVILLE = re.compile(r"Brazzaville|Sassou|Pointe-Noire|Republic of (?:the )?Congo")
_KINSHASA = re.compile(r"Kinshasa|Kabila|Tshisekedi|DRC|Democratic Republic|Goma|Kivu|M23")
# An ambiguous name: signs of the other reading, signs of this one, and what the other means.
_RIVALS: dict[tuple[str, ...], tuple[re.Pattern[str], re.Pattern[str], str | None]] = {
    ("georgia",): (_US_GEORGIA, _OWN_GEORGIA, None),
    ("gulf",): (_AMERICAN_GULF, _OWN_GULF, None),
    ("congo",): (_BRAZZAVILLE, _KINSHASA, "Republic of the Congo"),
}
_SURNAME = re.compile(r" [A-Z][a-z]+(?: [a-z]|[’'])")
_OFFICE = re.compile(r" (?:President|Prime|King|Queen|Prince|Foreign|Army|Government)\b")


def _in_context(form: _Form, text: str, start: int, end: int) -> str | None:
    """The place that an ambiguous name means here, or None where it means no place."""
    written = form.tokens
    if written in _RIVALS:
        rival, own, meant = _RIVALS[written]
        near = text[max(0, start - 800) : end + 800]
        if rival.search(near) and not own.search(near):
            return meant
    if written in (("jordan",), ("chad",), ("georgia",)):
        if _SURNAME.match(text, end) and not _OFFICE.match(text, end):
            return None
    return form.place


def canonical(name: str) -> str | None:
    """The name under which the place called `name` is filed, or None if it is not known.

    Takes names, aliases, demonyms, cities and ISO alpha-2 codes ("mexican", "DRC", "MX").
    """
    tokens = _tokens(name)
    if tokens[:1] == ("the",):
        tokens = tokens[1:]
    gazetteer = _gazetteer()
    return gazetteer.by_tokens.get(tokens) or gazetteer.by_code.get(name.strip())


def single_names() -> frozenset[str]:
    """The names of places that are one word, in small letters and without accents."""
    return frozenset(tokens[0] for tokens in _gazetteer().by_tokens if len(tokens) == 1)


def names_of(place: str) -> tuple[str, ...]:
    """The names, aliases and demonyms of `place`, the canonical name first; () if unknown."""
    row = _gazetteer().rows.get(canonical(place) or "")
    if row is None:
        return ()
    written = (row.name, *row.names, *row.demonyms)
    return tuple(dict.fromkeys(form.lstrip("=~") for form in written))


@lru_cache(maxsize=50_000)
def covers(place: str, other: str) -> bool:
    """Whether `other` is `place` or lies in the region `place`."""
    outer, inner = canonical(place) or place, canonical(other) or other
    return outer == inner or outer in _regions_of(inner)


@cache
def members(region: str) -> frozenset[str]:
    """The countries and territories in `region`; empty for a place that is no region."""
    rows = _gazetteer().rows
    regions = {parent for row in rows.values() for parent in row.regions}
    wanted = canonical(region)
    return frozenset(name for name in rows if name not in regions and wanted in _regions_of(name))


@cache
def _regions_of(place: str) -> frozenset[str]:
    """All regions that hold `place`, at every level."""
    row = _gazetteer().rows.get(place)
    parents = row.regions if row else ()
    return frozenset(parents).union(*(_regions_of(parent) for parent in parents))
