"""The sentences that a draft may be made of: the report's body, without its key points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.reports.model import Report, Span
from assistant.sentences import sentence_spans

# A caption or heading that lost its line break runs into the sentence after it.
_RUN_IN = re.compile(
    r"(?<=[a-z0-9)’'] )(?=(?:The|An?|In|On|At|He|She|It|They|His|Her|This|These|But|And|After|"
    r"When|As|While|More|Some|Many)\s[a-z])"
)


@dataclass(frozen=True, slots=True)
class BodySentence:
    """A sentence of the body; `text` is what `span` covers, white space folded."""

    number: int  # in the body, from 0
    paragraph: int  # from 0
    place: int  # in its paragraph, from 0
    span: Span
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def body_sentences(report: Report) -> tuple[BodySentence, ...]:
    """The sentences of the report's paragraphs, in order.

    A paragraph that only repeats a key point is left out with the key points themselves: a
    draft must not copy the points that it is compared with.
    """
    points = {_folded(span.of(report.text)) for span in report.key_points}
    found: list[BodySentence] = []
    for paragraph, whole in enumerate(report.paragraphs):
        if _folded(whole.of(report.text)) in points:
            continue
        for place, span in enumerate(_sentences(report.text, whole)):
            text = " ".join(span.of(report.text).split())
            found.append(BodySentence(len(found), paragraph, place, span, text))
    return tuple(found)


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    for span in sentence_spans(text, paragraph):
        joints = [found.start() for found in _RUN_IN.finditer(text, span.start + 1, span.end)]
        for start, end in pairwise([span.start, *joints, span.end]):
            yield Span(start, start + len(text[start:end].rstrip()))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
