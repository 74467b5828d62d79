"""An answer's text taken apart into claims and the words around them.

Reports may hold "[1]" in their own text. Only the marks that follow a claim's words are
citations; everything else is text, whatever it looks like.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.results import Answer, Claim, Verdict


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with a verdict it is a claim, resting on the citations named."""

    text: str
    citations: tuple[int, ...] = ()
    verdict: Verdict | None = None

    @property
    def flag(self) -> str:
        """What warns of a claim that the evidence does not carry: " (unsupported)", or ""."""
        carried = self.verdict in (None, Verdict.SUPPORTED)
        return "" if carried else f" ({self.verdict})"


def answer_pieces(answer: Answer) -> tuple[tuple[Piece, ...], ...]:
    """The answer's paragraphs, each as its runs of text in reading order."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in _runs(answer):
        first, *rest = piece.text.split("\n\n") if piece.verdict is None else [piece.text]
        _append(paragraphs[-1], first, piece)
        for text in rest:
            paragraphs.append([])
            _append(paragraphs[-1], text, piece)
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def _append(paragraph: list[Piece], text: str, piece: Piece) -> None:
    if text.strip():
        paragraph.append(Piece(text.strip(), piece.citations, piece.verdict))


def _runs(answer: Answer) -> Iterator[Piece]:
    at = 0
    for claim in answer.claims:
        found = _marked(claim).search(answer.text, at)
        if found:
            yield Piece(answer.text[at : found.start()])
            yield Piece(claim.text, claim.citations, claim.verdict)
            at = found.end()
    yield Piece(answer.text[at:])


def _marked(claim: Claim) -> re.Pattern[str]:
    """The claim in an answer's text; there, a number in brackets of its own may be "(9)"."""
    words = re.sub(r"\\\[(\d+)\\\]", r"[\[(]\1[\])]", re.escape(claim.text))
    marks = r"\s*".join(re.escape(f"[{n}]") for n in claim.citations)
    return re.compile(rf"{words}\s*{marks}")
