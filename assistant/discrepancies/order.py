"""What came of what and what came first: "A because of B", "A before B"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.discrepancies.passage import Passage, discrepancy
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

# What stands before the mark is the outcome (of a cause) or the later event.
_BACKWARD = {
    "cause": r"because(?:\sof)?|due\sto|owing\sto|as\sa\sresult\sof|as\sa\sconsequence\sof"
    r"|(?:is|was|were|are|been)\s(?:\w+ly\s)?(?:caused|driven|triggered|prompted|fuelled|sparked)\sby"
    r"|(?:stems|stemmed|resulted|results|resulting)\sfrom|thanks\sto",
    "time": r"(?<!soon\s)after|following|in\sthe\swake\sof|once",
}
_FORWARD = {
    "cause": r"led\sto|leads\sto|leading\sto|will\slead\sto|caused|causes|causing|resulted\sin"
    r"|resulting\sin|triggered|triggering|prompted|prompting|sparked|gave\srise\sto|provoked"
    r"|contributed\sto|fuelled|fueled",
    "time": r"before|ahead\sof|prior\sto|(?:was|were)\sfollowed\sby|preceded",
}
_MARK = re.compile(
    r"\b(?:"
    + "|".join(
        f"(?P<{way}_{kind}>{form})"
        for way, forms in (("back", _BACKWARD), ("forth", _FORWARD))
        for kind, form in forms.items()
    )
    + r")\b",
    re.I,
)


class _Link(NamedTuple):
    kind: str
    span: Span
    first: frozenset[str]  # the cause, or the earlier event
    then: frozenset[str]


def find_order(claim: Passage, evidence: Passage) -> Iterator[Discrepancy]:
    """Causes given as effects and earlier events as later ones."""
    mine = _links(claim)
    theirs = _links(evidence) if mine else []
    for one in mine:
        same = [two for two in theirs if two.kind == one.kind]
        if any(_straight(one, two) for two in same):
            continue
        two = next((two for two in same if _crossed(one, two)), None)
        if two is None:
            continue
        said, found = one.span.of(claim.text), two.span.of(evidence.text)
        what = "cause and effect" if one.kind == "cause" else "the order of events"
        detail = f"the claim turns {what} around: “{said}”, the source “{found}”"
        kind = DiscrepancyKind.NEGATION if one.kind == "cause" else DiscrepancyKind.DATE
        yield discrepancy(kind, claim.text, one.span, evidence.text, two.span, detail)


def _straight(one: _Link, two: _Link) -> int:
    return len(one.first & two.first) + len(one.then & two.then)


def _crossed(one: _Link, two: _Link) -> bool:
    """Whether each side of the one is the other side of the other."""
    there, back = one.first & two.then, one.then & two.first
    return bool(there) and bool(back) and len(there) + len(back) >= 2


def _links(passage: Passage) -> list[_Link]:
    found = []
    for match in _MARK.finditer(passage.text):
        at = passage.words_in(Span(*match.span()))
        if not at:
            continue
        bounds = passage.sentence_of(at.start)
        before, after = range(bounds.start, at.start), range(at.stop, bounds.stop)
        if not before:
            before, after = _fronted(passage, after)
        left, right = _nearest(passage, before, -1), _nearest(passage, after, 1)
        way, kind = str(match.lastgroup).split("_")
        first, then = (right, left) if way == "back" else (left, right)
        if first - then and then - first:
            found.append(_Link(kind, Span(*match.span()), first - then, then - first))
    return found


def _fronted(passage: Passage, rest: range) -> tuple[range, range]:
    """The main clause and the rest, where a sentence begins with the mark: "After B, A"."""
    for at in rest:
        if passage.words[at].segment != passage.words[rest.start].segment:
            return range(at, rest.stop), range(rest.start, at)
    return range(0), rest


def _nearest(passage: Passage, where: range, step: int) -> frozenset[str]:
    """The stems of the eight words of `where` next to the mark."""
    near = where[-8:] if step < 0 else where[:8]
    return passage.stems(near)
