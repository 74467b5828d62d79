"""What a question asks for: its subject, places and dates, and the kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.errors import QuestionError
from assistant.reports.dates import FoundDate, find_dates
from assistant.reports.model import Span
from assistant.reports.places import canonical, find_places
from assistant.results import Filters

MAX_CHARACTERS = 4_000


class Wants(StrEnum):
    """The kind of thing that answers a question."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"  # "which broadcaster": a named thing
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `subject` is the text without the expressions of place and date, whose demands are in
    `places` and `interval` instead, but for cities, which say more than their country;
    `names` are the capitalised words inside it. "As of May 2021" demands no time: it is the
    last day on which the reports looked for may have been written, in `as_of`.
    """

    text: str
    subject: str
    places: frozenset[str]
    interval: tuple[date, date] | None
    as_of: date | None
    wants: Wants
    names: frozenset[str]


_WANTS = (
    (
        Wants.NUMBER,
        r"\bhow (?:many|much|large|big|high|low|far|long|old|wide)\b|"
        r"\bwhat (?:share|proportion|percentage|percent|number|amount|margin|rate)\b|"
        r"\b(?:turnout|population|growth rate|inflation rate)\b",
    ),
    (Wants.DATE, r"\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b|\bhow soon\b"),
    (
        Wants.PERSON,
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ ){0,3}(?:president|minister|leader|candidate|"
        r"politician|governor|general|judge|chief|actor|actress|singer|player|author|mp|senator|"
        r"person|man|woman)\b",
    ),
    (
        Wants.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:\w+ ){0,3}(?:country|countries|city|cities|state|region|"
        r"province|town|nation|place|capital)\b",
    ),
    (Wants.NAME, r"\bwhich\b|\bwhat (?:is|was|are|were) the names?\b"),
)
_WANTS_PATTERNS = tuple((wants, re.compile(form, re.IGNORECASE)) for wants, form in _WANTS)
_CAPITALISED = re.compile(r"\b[A-Z\u00c0-\u00de][\w'\u2019.-]*\w\b")
_AS_OF = re.compile(r"\bas (?:of|at)(?: the)? $", re.IGNORECASE)
_OPENING = frozenset(
    """who whom whose what which when where why how is are was were do does did has have had will
    would can could should may might must in on at by as after before since during under for of
    the a an and but according if with name list summarize summarise explain describe
    tell""".split()
)

# Words that put a question without saying what it is about.
_FRAME = re.compile(
    r"\b(?:summari[sz]e|describe|explain|outline|tell (?:me|us)(?: about)?|give (?:me|us)|list|"
    r"what (?:did|does|do|was|were|is|are) (?:the )?(?:meeting|committee|group|reports?|team) "
    r"(?:discuss|say|said|think|thought)(?:ed)?(?: about| of| on)?|"
    r"(?:the |their )?(?:discussions?|opinions?|views?|thoughts?) (?:about|on|of)|"
    r"when (?:talking about|discussing|asked about)|according to the reports?|"
    r"(?:say|said|think|thought) (?:about|of)|please|this (?:week|month|year))\b",
    re.IGNORECASE,
)


def parse_question(text: str) -> Question:
    """Take a question apart; raises QuestionError when it is empty or far too long."""
    text = " ".join(text.split())
    if not re.search(r"\w", text):
        raise QuestionError("the question is empty: ask something in plain language")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(text):,} characters: shorten it to {MAX_CHARACTERS:,}"
        )
    places = find_places(text, lenient=True)
    dates = find_dates(text)
    as_of = [found for found in dates if _AS_OF.search(text, 0, found.span.start)]
    named = [place.span for place in places if place.kind != "city"]
    subject = without(text, [*named, *(found.span for found in dates)])
    subject = _FRAME.sub(" ", subject)
    return Question(
        text=text,
        subject=subject,
        places=frozenset(place.name for place in places),
        interval=_interval(text, [found for found in dates if found not in as_of]),
        as_of=min((found.end for found in as_of), default=None),
        wants=next((w for w, form in _WANTS_PATTERNS if form.search(text)), Wants.OTHER),
        names=frozenset(
            name for name in _CAPITALISED.findall(subject) if name.casefold() not in _OPENING
        ),
    )


def _interval(text: str, dates: Sequence[FoundDate]) -> tuple[date, date] | None:
    """The days from the first date to the last, with a year more before "after 2022".

    "After the 2022 vote" is partly in 2022 itself, and so is "before" it.
    """
    if not dates:
        return None
    first, last = min(found.start for found in dates), max(found.end for found in dates)
    said = dates[0].span.of(text).casefold()
    if said.startswith("after") and first.year > 1:
        first = date(first.year - 1, 1, 1)
    if said.startswith("before") and last < date(9000, 1, 1):
        last = date(last.year + 1, 12, 31)
    return first, last


def filters_of(
    place: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Filters:
    """Filters from what a user typed; raises QuestionError for a date that is none.

    A place goes by any of its names; one that the gazetteer does not know is taken as it
    is. "2021" as `since` means its first day, as `until` its last.
    """
    return Filters(
        place=(canonical(place) or place.strip()) if place and place.strip() else None,
        kind=kind.strip() if kind and kind.strip() else None,
        since=interval_of(since)[0] if since else None,
        until=interval_of(until)[1] if until else None,
    )


def interval_of(text: str) -> tuple[date, date]:
    """First and last day that a date expression means; raises QuestionError if it is none."""
    found = find_dates(text.strip())
    if len(found) != 1 or found[0].span != Span(0, len(text.strip())):
        raise QuestionError(f"{text!r} is not a date: write it like 2021-03-04 or 2021")
    return found[0].start, found[0].end


def without(text: str, spans: Sequence[Span]) -> str:
    """The text less some spans, white space collapsed."""
    kept, at = [], 0
    for span in sorted(spans):
        if span.start >= at:
            kept.append(text[at : span.start])
        at = max(at, span.end)
    return " ".join(" ".join([*kept, text[at:]]).split())
