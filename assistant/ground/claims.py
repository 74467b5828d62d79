"""Where the claims of a text lie: its sentences and bullets, and the clauses inside them.

A sentence may be half right. Its coordinated clauses are found too, so that the half which
the source does not carry can be named; a clause is taken only where it has a verb of its
own and enough words to be true or false alone.
"""

import re
from dataclasses import dataclass

from assistant.lexical import terms
from assistant.reports.model import Span
from assistant.sentences import sentence_spans

_BULLET = re.compile(r"[ \t]*(?:[-*+•‣▪–—]|\(?\d{1,2}[.)])[ \t]+")
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*\s*\Z")
_JOINT = re.compile(
    r";\s+|,?\s+(?:and|but|while|whilst|whereas|although|though|yet)\s+|,\s+(?:which|who)\s+"
)
_VERB = re.compile(
    r"\b(?:will|would|may|might|could|can|should|shall|must|cannot|is|are|was|were|has|have|had|"
    r"does|do|did|said|says|rose|fell|won|lost|led|took|made|held|became|began|came|went|gave|got|"
    r"left|met|ran|saw|set|cut|put|kept|told|sent|built|grew|drew|drove|broke|brought|bought|sold|"
    r"spent|struck|sought|stood|fought|chose|\w{3,}ed)\b|n't\b"
)
_MIN_WORDS = 3  # content words that make a clause a claim


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """A claim of a text and the clauses in it (none when it is a single clause)."""

    span: Span
    clauses: tuple[Span, ...]


def split_claims(text: str) -> tuple[ClaimSpan, ...]:
    """The claims of `text` in order; bullet marks and white space lie outside their spans."""
    return tuple(
        ClaimSpan(span, _clauses(text, span))
        for block in _blocks(text)
        for span in sentence_spans(text, block)
        if re.search(r"\w", span.of(text))
    )


def _blocks(text: str) -> list[Span]:
    """Lines, each joined to the one before when it goes on with that one's sentence."""
    blocks: list[Span] = []
    open_end = False
    for line in re.finditer(r"[^\n]+", text):
        if not line[0].strip():
            open_end = False
            continue
        bullet = _BULLET.match(line[0])
        start = line.start() + (bullet.end() if bullet else 0)
        goes_on = open_end and not bullet and line[0].lstrip()[:1].islower()
        if goes_on:
            blocks[-1] = Span(blocks[-1].start, line.end())
        elif text[start : line.end()].strip():
            blocks.append(Span(start, line.end()))
        open_end = not _ENDS.search(line[0])
    return blocks


def _clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence, together covering it but for what joins them."""
    pieces: list[Span] = []
    start = sentence.start
    for joint in _JOINT.finditer(text, sentence.start, sentence.end):
        before, after = Span(start, joint.start()), Span(joint.end(), sentence.end)
        if _stands_alone(before.of(text)) and _stands_alone(after.of(text)):
            pieces.append(before)
            start = joint.end()
    return (*pieces, Span(start, sentence.end)) if pieces else ()


def _stands_alone(clause: str) -> bool:
    return bool(_VERB.search(clause)) and len(terms(clause)) >= _MIN_WORDS
