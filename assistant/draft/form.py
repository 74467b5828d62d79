"""What kind of text a body is, read off its form: news, talk, or a report in paragraphs.

News tells the main thing first and sets it in paragraphs of a sentence or two, or in none. A
report argues in paragraphs and ends in its judgements. In talk people take turns or say "I", and
what comes first is a greeting.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.draft.body import BodySentence
from assistant.draft.turns import speakers

FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|me|my|we've|we’ve|you|your)\b")
"""Words of somebody who speaks; a house says "we" of itself, so that it does not count."""

_QUOTATION = re.compile(
    r"“[^”]{0,800}”|\"[^\"]{0,800}\"|(?<!\w)[‘'](?=\w).{0,800}?[’'](?!\w)", re.DOTALL
)
_TALK = 0.01  # share of first-person words outside quotations from which on people are talking
_SENTENCES = 3  # of a paragraph that argues
_ARGUED = 0.5  # share of a report's sentences that stand in such paragraphs, beside its tables
_REPORT_OUTLOOK = 0.1  # share of sentences that look ahead from which on a report is no news
_OUTLOOK = 0.4  # the same for a text that is not set in paragraphs


@dataclass(frozen=True, slots=True)
class Form:
    """How far a body tells news, in [0, 1], and whether it is people talking."""

    news: float
    is_talk: bool


def form_of(sentences: Sequence[BodySentence], outlook: float) -> Form:
    """The form of a body of which the share `outlook` looks ahead."""
    paragraphs = [list(group) for _, group in groupby(sentences, lambda s: s.paragraph)]
    if speakers(sentences) or _first_person(paragraphs) >= _TALK:
        return Form(news=0.0, is_talk=True)
    full_paragraphs = [len(p) for p in paragraphs if len(p) >= _SENTENCES]
    argues = len(full_paragraphs) > 1 and sum(full_paragraphs) >= _ARGUED * len(sentences)
    full = _REPORT_OUTLOOK if argues else _OUTLOOK
    return Form(news=max(0.0, 1.0 - outlook / full), is_talk=False)


def _first_person(paragraphs: Sequence[Sequence[BodySentence]]) -> float:
    told = [_QUOTATION.sub(" ", " ".join(s.text for s in p)) for p in paragraphs]
    words = sum(len(text.split()) for text in told)
    return sum(len(FIRST_PERSON.findall(text)) for text in told) / max(1, words)
