"""What a report is about: the kind and the place, told from its title and its opening."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.reports.places import PlaceMention, canonical, find_places, members

_KIND = re.compile(
    r"(?:[A-Z][\w&’'-]*\s+){0,3}(?:Report|Note|Outlook|Update|Brief|Briefing|Alert|Forecast"
    r"|Assessment|Snapshot|Profile|Watch|Monitor|Review|Analysis|Bulletin|Focus|Insight|Memo"
    r"|Digest|Q&A)"
)
_PARTS = re.compile(r"\s*:\s+|\s+[–—|-]\s+")


def is_kind(text: str) -> bool:
    """Whether `text` is what a kind of report is called ("Flash Note")."""
    return _KIND.fullmatch(text) is not None


def kind_and_subject(title: str) -> tuple[str | None, str]:
    """The kind that a title names ("Full Report: Mexico") and the rest of it."""
    first, *rest = _PARTS.split(title, maxsplit=1)
    if not rest:
        return None, title
    other = rest[0].strip()
    if canonical(first) is None and (is_kind(first) or _names_kind(first, other)):
        return first, other
    if canonical(first) and is_kind(other):
        return other, first
    return None, title


def _names_kind(first: str, other: str) -> bool:
    """Whether `first` heads a title whose whole rest is a place ("Sanctions Tracker: Iran")."""
    words = first.split()
    titled = all(word[0].isupper() for word in words)
    return canonical(other) is not None and titled and len(words) <= 4 and not find_places(first)


def place_in_title(title: str, subject: str, lead: str) -> str | None:
    """The place that a title names, in its subject before elsewhere; the lead is context."""
    whole = f"{title}\n\n{lead}"
    lenient = not any(c.isupper() for c in title)
    mentions = [m for m in find_places(whole, lenient=lenient) if m.span.end <= len(title)]
    start = title.find(subject)
    inside = [m for m in mentions if start <= m.span.start < start + len(subject)]
    counts = Counter(m.name for m in find_places(whole))
    return _best(inside, counts) or _best(mentions, counts)


def _best(mentions: Sequence[PlaceMention], counts: Counter[str]) -> str | None:
    """The best-named place: names before demonyms before cities, then by count, then the first."""
    for kind in ("name", "demonym", "city"):
        places = [m.name for m in mentions if m.kind == kind]
        if places:
            return max(places, key=lambda place: counts[place])
    return None


def dominant_place(lead: str) -> str | None:
    """The place that the lead is about: the only one, or one named twice as often as any other.

    Countries go before the regions that hold them; a lone city is too little.
    """
    mentions = find_places(lead)
    counts = Counter(m.name for m in mentions if not members(m.name))
    counts = counts or Counter(m.name for m in mentions)
    ranked = counts.most_common(2)
    if not ranked:
        return None
    place, count = ranked[0]
    if len(ranked) == 1:
        named = any(m.name == place and m.kind != "city" for m in mentions)
        return place if named or count > 1 else None
    return place if count >= 2 * ranked[1][1] else None
