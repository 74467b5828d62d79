"""Evidence as a model is shown it: numbered passages, as many as its window has room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.relevance import Candidate
from assistant.reports.model import Span
from assistant.results import Source
from assistant.retrieve import Evidence
from assistant.tokens import count_tokens
from assistant.written.prompts import ANSWER, PASSAGE, QUESTION, REPAIR
from assistant.written.untrusted import as_data, one_line_of_data

MOST_PASSAGES = 6
MOST_REPLY = 320
"""Tokens that a reply may have; a window that is small gives it a quarter."""

_COUNTED_SHORT = 0.8  # other models' tokens are longer or shorter than those that we count
_ROUND = 40  # tokens of roles and separators around the messages of a call


@dataclass(frozen=True, slots=True)
class Block:
    """A passage under the number that the model knows it by, from 1.

    `text == report.text[span.start:span.end]`; `sentences` are spans into the report.
    """

    number: int
    source: Source
    span: Span
    text: str
    sentences: tuple[Span, ...]

    @property
    def shown(self) -> str:
        """The passage as it stands in the prompt."""
        return PASSAGE.format(
            number=self.number,
            title=one_line_of_data(self.source.title),
            day=header_day(self.source),
            text=as_data(self.text),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """The passages that a model is shown, and how many more were found and left out."""

    blocks: tuple[Block, ...]
    left_out: int


def header_day(source: Source) -> str:
    """A report's date in a prompt: "3 June 2025", or "undated"."""
    return f"{source.date.day} {source.date:%B %Y}" if source.date else "undated"


def reply_room(window: int) -> int:
    """Tokens that a reply may have in a window."""
    return min(MOST_REPLY, window // 4)


def fitted(question: str, ranked: Sequence[Candidate], window: int) -> Shown:
    """The best passages that leave room for a reply, a repair and its reply in `window` tokens.

    A passage is as good as its best sentence; the worst are left out first.
    """
    evidence = {candidate.evidence.rank: candidate.evidence for candidate in ranked}
    blocks = [_block(n, found) for n, found in enumerate(evidence.values(), 1)][:MOST_PASSAGES]
    room = int(_COUNTED_SHORT * window) - 3 * reply_room(window) - _ROUND
    room -= sum(count_tokens([ANSWER, QUESTION, one_line_of_data(question), REPAIR]))
    kept = 0
    for size in count_tokens([block.shown for block in blocks]):
        room -= size
        if room < 0:
            break
        kept += 1
    return Shown(tuple(blocks[:kept]), len(blocks) - kept)


def _block(number: int, found: Evidence) -> Block:
    chunk = found.chunk
    return Block(number, found.source, chunk.span, chunk.text, chunk.sentences)
