"""A document understood as a report: what it is about, and what each of its blocks is.

The rules lean one way: a block becomes furniture only when it looks like nothing else,
since a lost paragraph cannot be asked for and a stray advertisement does little harm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import PurePath

from assistant.reports.boilerplate import is_legal_heading, is_notice, is_promotion
from assistant.reports.dates import find_dates, parse_date
from assistant.reports.model import BlockKind, Document, Report, Span
from assistant.reports.places import canonical
from assistant.reports.subject import dominant_place, is_kind, kind_and_subject, place_in_title
from assistant.reports.text import breaks_off, is_caption

_LEAD = 600  # characters of the body in which a report says what it is about
_TITLE_LENGTH = 150
_HEAD_BLOCKS = 40  # front matter and key points end by here


class _Role(Enum):
    TITLE = auto()  # left out of every list, as is the date: both are fields of the report
    DATE = auto()
    KEY_POINT = auto()
    PARAGRAPH = auto()
    HEADING = auto()
    CAPTION = auto()
    BOILERPLATE = auto()


_ROLE_OF_KIND = {
    BlockKind.TEXT: _Role.PARAGRAPH,
    BlockKind.TITLE: _Role.TITLE,
    BlockKind.HEADING: _Role.HEADING,
    BlockKind.BULLET: _Role.PARAGRAPH,
    BlockKind.TABLE_ROW: _Role.PARAGRAPH,
    BlockKind.CAPTION: _Role.CAPTION,
    BlockKind.NOTE: _Role.PARAGRAPH,
    BlockKind.FURNITURE: _Role.BOILERPLATE,
}


@dataclass(slots=True)
class _Part:
    """A block on its way to a place in the report."""

    span: Span
    kind: BlockKind
    text: str
    role: _Role


@dataclass(frozen=True, slots=True)
class _Front:
    """What the lines above the body say of the report."""

    day: date | None = None
    place: str | None = None
    kind: str | None = None


def parse_report(document: Document, *, report_id: str, path: str, fingerprint: str) -> Report:
    """The report that `document` is; every block lands in one list or is title or date.

    What the document states of itself (`title`, `day`, `place`, `kind`) wins over what its
    text suggests. A date or place that is not clear is None.
    """
    parts = [_part(document.text, block.span, block.kind) for block in document.blocks]
    head = parts[: _first_body(parts)]
    title = _title(document, parts, head) or _readable_stem(path)
    front = _front_matter(head)
    day = document.day or front.day or _day_beside(title) or _day_at_end(parts)
    _mark_headings(document.text, parts)
    _mark_key_points(parts, len(head))
    _mark_tail(parts)
    kind, subject = kind_and_subject(title)
    lead = _lead(parts)
    place = document.place and (canonical(document.place) or document.place)
    return Report(
        report_id=report_id,
        path=path,
        text=document.text,
        title=title,
        date=day,
        place=place or front.place or place_in_title(title, subject, lead) or dominant_place(lead),
        kind=_spelt_as(kind, document.kind or front.kind),
        key_points=_spans(parts, _Role.KEY_POINT),
        paragraphs=_spans(parts, _Role.PARAGRAPH),
        headings=_spans(parts, _Role.HEADING),
        captions=_spans(parts, _Role.CAPTION),
        boilerplate=_spans(parts, _Role.BOILERPLATE),
        fingerprint=fingerprint,
    )


def _part(text: str, span: Span, kind: BlockKind) -> _Part:
    content = span.of(text)
    role = _ROLE_OF_KIND[kind]
    if kind in (BlockKind.TEXT, BlockKind.BULLET, BlockKind.NOTE) and is_promotion(content):
        role = _Role.BOILERPLATE
    elif kind is BlockKind.TEXT and is_caption(content):
        role = _Role.CAPTION
    return _Part(span, kind, content, role)


def _spans(parts: Sequence[_Part], role: _Role) -> tuple[Span, ...]:
    return tuple(part.span for part in parts if part.role is role)


def _first_body(parts: Sequence[_Part]) -> int:
    """The index of the first block of running text; those before it are the head."""
    for index, part in enumerate(parts[:_HEAD_BLOCKS]):
        if part.role is not _Role.PARAGRAPH or part.kind is not BlockKind.TEXT:
            continue
        if len(part.text) > _TITLE_LENGTH or (len(part.text) > 60 and part.text[-1] in '.!?”"'):
            return index
    return min(len(parts), _HEAD_BLOCKS)


def _title(document: Document, parts: Sequence[_Part], head: Sequence[_Part]) -> str | None:
    """The report's title; the blocks of the head that say it are marked so."""
    titles = [part for part in parts if part.kind is BlockKind.TITLE]
    if titles:
        title = _line(titles[0].text)
        for part in titles[1:]:
            part.role = _Role.HEADING
    else:
        title = _line(document.title or "") or _title_line(parts, head)
    wanted = _letters(title)
    for part in (*head, *titles) if len(parts) > 1 else ():
        if wanted and part.kind is not BlockKind.BULLET and _letters(part.text) == wanted:
            part.role = _Role.TITLE
    return title


def _title_line(parts: Sequence[_Part], head: Sequence[_Part]) -> str:
    """The first line of the head that can be a title, or ""."""
    if len(parts) < 2:
        return ""
    for part in head:
        if part.kind is BlockKind.HEADING:
            return _line(part.text)
        if part.role is not _Role.PARAGRAPH or parse_date(part.text) or _label(part.text):
            continue
        fits = part.kind is BlockKind.TEXT and len(part.text) <= _TITLE_LENGTH
        return _line(part.text) if fits and not part.text.endswith((".", ";", ",")) else ""
    return ""


def _spelt_as(titled: str | None, stated: str | None) -> str | None:
    """The stated kind, in the title's spelling where both name the same ("full-report")."""
    same = titled and (not stated or _letters(titled) == _letters(stated))
    return titled if same else stated


def _line(text: str) -> str:
    """`text` on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _readable_stem(path: str) -> str:
    words = _line(re.sub(r"[_\-]+", " ", PurePath(path).stem))
    return words[:1].upper() + words[1:] or "Untitled report"


_LABEL = re.compile(
    r"(?P<place>place|country|region)\s*:\s*(?P<where>\S.{0,80})"
    r"|(?P<kind>kind|type|report\s+type|product\s+type)\s*:\s*(?P<what>\S.{0,60})"
    r"|(?:report\s+no\.?|version|classification|authors?|author\(s\)|analysts?)\s*:\s*\S.{0,80}"
    r"|(?:by|prepared\s+by|written\s+by)[\s:]+"
    r"(?:(?-i:[A-Z])[\w.’'-]*|and|&|de|da|van|von|al|der)(?:,?\s+(?:(?-i:[A-Z])[\w.’'-]*|and|&"
    r"|de|da|van|von|al|der)){0,8}",
    re.I,
)


def _label(text: str) -> re.Match[str] | None:
    """The match of a front-matter line ("Country: Peru", "By A. Writer"), or None.

    A country must be a known one and a type a kind of report, since lists of facts have
    such lines too.
    """
    match = _LABEL.fullmatch(text)
    if match is None or (match["where"] and canonical(match["where"]) is None):
        return None
    other_type = (match["kind"] or "").lower() == "type" and not is_kind(match["what"])
    return None if other_type else match


def _front_matter(head: Sequence[_Part]) -> _Front:
    """The date and other fields stated in the head, whose lines leave the body."""
    day = byline = place = kind = None
    for part in head:
        if part.role in (_Role.TITLE, _Role.CAPTION) or part.kind is BlockKind.BULLET:
            continue
        stated = parse_date(part.text)
        if stated:
            day = day or stated
            part.role = _Role.DATE
        elif part.kind not in (BlockKind.TEXT, BlockKind.HEADING):
            continue
        elif match := _label(part.text):
            part.role = _Role.BOILERPLATE
            place = place or canonical(match["where"] or "")
            kind = kind or _line(match["what"] or "") or None
        elif (dated := _dated_line(part.text)) is not None:
            byline = byline or dated
            part.role = _Role.BOILERPLATE
    return _Front(day or byline, place, kind)


def _dated_line(text: str) -> date | None:
    """The day in a line such as "London, 21 December 2020" or "By A. B. | 3 May 2021"."""
    if len(text) > 90 or len(text.split()) > 10 or ": " in text or text.endswith((".", "?", "!")):
        return None
    return _day_beside(text)


def _day_beside(text: str) -> date | None:
    """The day that a sign parts from the rest of a line: "Mexico, 21 December 2020"."""
    for found in find_dates(text):
        before = text[: found.span.start].rstrip()
        after = text[found.span.end :].strip(" )")
        opens = not before and (after.startswith("...") or after[:1] in "|–—-·•/(:…")
        closes = not after and (not before or not before[-1].isalnum())
        if found.is_day and (opens or closes):
            return found.start
    return None


def _day_at_end(parts: Sequence[_Part]) -> date | None:
    """The date on a line of its own among the last blocks, for reports dated at the foot."""
    for part in parts[-4:]:
        day = parse_date(part.text)
        if day and part.role in (_Role.PARAGRAPH, _Role.BOILERPLATE, _Role.HEADING):
            part.role = _Role.DATE
            return day
    return None


_KEY_HEADING = re.compile(
    r"(?:(?:key|main)\s+(?:points?|judge?ments?|takeaways?|findings?|messages?|developments?)"
    r"|(?:executive\s+)?summary|highlights|at\s+a\s+glance|bottom\s+line|in\s+brief)\s*:?",
    re.I,
)
_CONTENTS = re.compile(r"(?:table\s+of\s+)?contents\s*:?", re.I)


def _mark_headings(text: str, parts: Sequence[_Part]) -> None:
    """Make headings of title-like lines that stand alone above running text."""
    for index, part in enumerate(parts):
        if part.role is not _Role.PARAGRAPH or part.kind is not BlockKind.TEXT:
            continue
        start = parts[index - 1].span.end if index else 0
        alone = index == 0 or text[start : part.span.start].count("\n") >= 2
        named = _KEY_HEADING.fullmatch(part.text) or is_legal_heading(part.text)
        if index + 1 < len(parts) and (named or (alone and _is_heading(part, parts[index + 1]))):
            part.role = _Role.HEADING


def _is_heading(part: _Part, following: _Part) -> bool:
    text = part.text
    if len(text) > 70 or len(text.split()) > 10 or "\n" in text or ": " in text:
        return False
    if not (text[0].isupper() or text[0].isdigit()) or not (text[-1].isalnum() or text[-1] in "?)"):
        return False
    if following.role is not _Role.PARAGRAPH or breaks_off(text):
        return False
    if following.kind is not BlockKind.TEXT:
        return len(text.split()) <= 6  # a longer line leads into the list under it
    return len(following.text) > max(100, 2 * len(text))


def _mark_key_points(parts: Sequence[_Part], head: int) -> None:
    """Make key points of the bullets of the head, and of those right under a heading for them."""
    under_key_heading = under_contents = False
    for index, part in enumerate(parts):
        bullet = part.kind is BlockKind.BULLET and part.role is _Role.PARAGRAPH
        if part.role is _Role.HEADING:
            under_key_heading = _KEY_HEADING.fullmatch(part.text) is not None
            under_contents = _CONTENTS.fullmatch(part.text) is not None
        elif bullet and under_contents and len(part.text) <= _TITLE_LENGTH:
            part.role = _Role.BOILERPLATE
        elif bullet and (index < head or under_key_heading):
            part.role = _Role.KEY_POINT
        elif part.role is _Role.PARAGRAPH:
            under_key_heading = under_contents = False


_TAIL_BLOCKS, _TAIL_LENGTH = 6, 2500


def _mark_tail(parts: Sequence[_Part]) -> None:
    """Make boilerplate of the notices that end the document, and of a closing legal section."""
    for part in reversed(parts[1:]):
        if part.role is _Role.PARAGRAPH and is_notice(part.text):
            part.role = _Role.BOILERPLATE
        elif part.role not in (_Role.BOILERPLATE, _Role.DATE, _Role.CAPTION):
            break
    for index in range(max(1, len(parts) - _TAIL_BLOCKS), len(parts)):
        if is_legal_heading(parts[index].text):
            tail = parts[index:]
            if tail[-1].span.end - tail[0].span.start <= _TAIL_LENGTH:
                for part in tail:
                    part.role = _Role.BOILERPLATE
            return


def _lead(parts: Sequence[_Part]) -> str:
    """The opening of the body, with the key points."""
    body = (p.text for p in parts if p.role in (_Role.KEY_POINT, _Role.PARAGRAPH))
    return "\n\n".join(_until(body, _LEAD))[:_LEAD]


def _until(texts: Iterator[str], length: int) -> Iterator[str]:
    for text in texts:
        yield text[:length]
        length -= len(text)
        if length <= 0:
            return
