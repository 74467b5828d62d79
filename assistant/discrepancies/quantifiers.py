"""How many of a kind: "all ministers" against "some ministers"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.discrepancies.align import overlap
from assistant.discrepancies.passage import Passage, discrepancy
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_FORMS = {
    "all": r"all(?:\sof)?|every|each(?:\sof)?|everyone|entire",
    "most": r"almost\sall|nearly\sall|(?<!the\s)most(?:\sof)?|(?:the|a|an?\s\w+)\smajority\sof"
    r"|the\sbulk\sof|the\svast\smajority\sof",
    "many": r"many(?:\sof)?|numerous",
    "some": r"some(?:\sof)?|several(?:\sof)?|a\snumber\sof|certain|not\sall"
    r"|a\sminority\sof|parts?\sof",
    "few": r"(?<!a\s)few(?:\sof)?|only\sa\sfew|a\shandful\sof|hardly\sany",
    "none": r"none\sof|no|neither",
    "both": r"both(?:\sof)?",
    "one": r"(?:only\s)?one\sof|either",
}
_QUANTIFIER = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS.items())
    + r")\s+(?:of\s+)?(?:(?:the|its|their|these|those|other)\s+)?(?P<noun>[^\W\d_][\w’'-]*)"
    r"(?:\s+(?P<next>[^\W\d_][\w’'-]*))?",
    re.I,
)  # fmt: skip
_ADJOINED = re.compile(r"(?:\bat|above|after|first of|for|once and for|with)\s$", re.I)
_CLASH = {
    frozenset(pair)
    for pair in (
        ("all", "some"), ("all", "most"), ("all", "many"), ("all", "few"), ("all", "none"),
        ("most", "some"), ("most", "few"), ("most", "none"), ("many", "few"), ("many", "none"),
        ("some", "none"), ("both", "none"), ("both", "one"), ("all", "one"), ("most", "one"),
        ("few", "none"),
    )
}  # fmt: skip
_SAME_EVENT = 0.5


class _Quantity(NamedTuple):
    kind: str
    span: Span
    nouns: frozenset[str]
    sentence: int


def find_quantifiers(claim: Passage, evidence: Passage) -> Iterator[Discrepancy]:
    """Quantifiers that go with the same noun and do not mean the same share of it."""
    mine = _quantities(claim)
    theirs = _quantities(evidence) if mine else []
    for one in mine:
        same = [two for two in theirs if one.nouns & two.nouns]
        if not same or any(two.kind == one.kind for two in same):
            continue
        two = same[0]
        stems = claim.stems(claim.sentences[one.sentence])
        shared = overlap(stems, evidence.stems(evidence.sentences[two.sentence]))
        if frozenset((one.kind, two.kind)) in _CLASH and shared >= _SAME_EVENT:
            said, found = one.span.of(claim.text), two.span.of(evidence.text)
            detail = f"the claim says “{said}”, the source “{found}”"
            kind = DiscrepancyKind.NEGATION
            yield discrepancy(kind, claim.text, one.span, evidence.text, two.span, detail)


def _quantities(passage: Passage) -> list[_Quantity]:
    found = []
    for match in _QUANTIFIER.finditer(passage.text):
        kind = next(kind for kind in _FORMS if match[kind])
        if _ADJOINED.search(passage.text, max(0, match.start() - 14), match.start()):
            continue
        written = match[kind].lower()
        if written in ("no", "most") and not _is_plural(match["noun"], match["next"]):
            continue
        inside = passage.words_in(Span(match.start("noun"), match.end()))
        nouns = frozenset(w.stem for w in passage.words[inside.start : inside.stop] if w.stem)
        if inside and nouns:
            span = Span(match.start(), match.end("noun"))
            found.append(_Quantity(kind, span, nouns, passage.words[inside.start].sentence))
    return found


def _is_plural(noun: str, after: str | None) -> bool:
    """Whether a plural noun follows: "most" is then no superlative, "no" no plain denial."""
    return any(w.endswith("s") and not w.endswith("ss") for w in (noun, after or ""))
