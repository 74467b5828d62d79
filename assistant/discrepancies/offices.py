"""The office that a text gives a person: "President Tinubu", "Tinubu, the president"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.discrepancies.passage import Passage
from assistant.reports.model import Span

_FIELDS = (
    "foreign|finance|defen[cs]e|interior|justice|home|economy|energy|trade|health|education"
    "|oil|security|agriculture|planning|labou?r|transport|environment|culture"
)
_HEADS = (
    "president|prime minister|premier|chancellor|king|queen|crown prince|emir|minister|governor"
    "|mayor|senator|general|speaker|ambassador|chief justice|secretary of state|opposition leader"
    "|foreign secretary|home secretary"
)
_NAME = r"(?:[A-Z][\w’'-]+\s+){0,3}(?P<name>[A-Z][\w’'-]*[a-z])"
_OFFICE = (
    rf"(?:\b(?P<state>former|ex|acting|interim|then|incoming|outgoing|late)[\s-]+)?"
    rf"(?:\b(?P<rank>vice|deputy)[\s-]+)?"
    rf"(?:\b(?P<field>(?:{_FIELDS})(?:\sand\s(?:{_FIELDS}))?)\s+)?"
    rf"\b(?P<head>{_HEADS})\b"
)
_BEFORE = re.compile(rf"(?i:{_OFFICE})(?:\s+of\s+[A-Z]\w+,?)?\s+{_NAME}")
_AFTER = re.compile(
    rf"{_NAME},\s+(?:the\s+|a\s+)?(?:(?:[A-Z]\w+|country’s|country's|its)\s+)?(?i:{_OFFICE})"
)
_BEFORE_COMMA = re.compile(rf"(?i:{_OFFICE}),\s+{_NAME},")
_SAME_HEAD = {"premier": "prime minister", "foreign secretary": "foreign minister"}
_PAST = frozenset(("former", "ex", "late"))


class _Office(NamedTuple):
    span: Span
    head: str
    rank: str
    field: str
    is_past: bool


@lru_cache(maxsize=256)
def _offices(text: str) -> dict[str, list[_Office]]:
    """The offices of `text` by the surname they go with."""
    found: dict[str, list[_Office]] = defaultdict(list)
    for pattern in (_BEFORE, _BEFORE_COMMA, _AFTER):
        for match in pattern.finditer(text):
            name = re.sub(r"['’]s?$", "", match["name"]).casefold()
            head = match["head"].lower()
            head = _SAME_HEAD.get(head, head)
            start = min(match.start(g) for g in ("state", "rank", "field", "head") if match[g])
            field = (match["field"] or "").lower().replace("defense", "defence")
            past = (match["state"] or "").lower() in _PAST
            span = Span(start, match.end("head"))
            found[name].append(_Office(span, head, (match["rank"] or "").lower(), field, past))
    return dict(found)


def find_office_swaps(
    claim: Passage, evidence: Passage, context: str
) -> Iterator[tuple[Span, Span | None]]:
    """Offices of the claim whose holder has only another one in the source, with that one."""
    mine = _offices(claim.text)
    if not mine:
        return
    here, around = _offices(evidence.text), _offices(context)
    for name, offices in mine.items():
        theirs = here.get(name, [])
        known = theirs + around.get(name, [])
        for office in offices:
            if known and all(_clash(office, other) for other in known):
                yield office.span, theirs[0].span if theirs else None


def _clash(one: _Office, two: _Office) -> bool:
    if one.head != two.head:
        return True
    if one.is_past != two.is_past or one.rank != two.rank:
        return True
    return bool(one.field and two.field) and one.field != two.field
