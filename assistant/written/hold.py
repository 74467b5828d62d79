"""A model's sentences held to the evidence: what carries each, word for word, or what is wrong.

A sentence is laid beside each report of the evidence with the strict checker, those that it
cites first. Where one carries it, it is held once more to each sentence that did, alone; the
first that carries it becomes its quote, so that whoever opens that finds all that it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.compose import Quote
from assistant.ground import Checker, judge_together
from assistant.ground import Source as CheckedSource
from assistant.reports.model import Span
from assistant.results import CheckedText, Discrepancy, Source, Verdict
from assistant.written.blocks import Block, header_day
from assistant.written.guards import unheld
from assistant.written.plain import statement
from assistant.written.said import Said


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence with the verdict on it; `quotes` carry it if that is "supported".

    `wrong` says what stands against it otherwise; `moved` that it named other passages than
    those that carry it.
    """

    text: str
    verdict: Verdict
    score: float
    quotes: tuple[Quote, ...]
    wrong: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Passages:
    """The blocks of one report, put one after another under its header."""

    source: Source
    header: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]  # where each block begins in `read`
    read: CheckedSource

    def quotes_at(self, spans: Sequence[Span]) -> tuple[tuple[Block, Quote], ...]:
        """The whole sentences of the report in which spans of `read` lie, in their order."""
        found = {}
        for block, start in zip(self.blocks, self.starts, strict=True):
            shift = block.span.start - start
            for sentence in block.sentences:
                here = Span(sentence.start - shift, sentence.end - shift)
                if any(span.start < here.end and here.start < span.end for span in spans):
                    text = block.text[
                        sentence.start - block.span.start : sentence.end - block.span.start
                    ]
                    found[sentence] = block, Quote(self.source, sentence, text)
        return tuple(found[span] for span in sorted(found))


class Evidence:
    """The passages that a model was shown, made ready to hold its sentences to."""

    def __init__(self, checker: Checker, blocks: Sequence[Block], asked: str = "") -> None:
        """Read nothing yet; `checker` should be strict, `asked` the question that is answered."""
        self._checker = checker
        self._asked = asked
        sources = dict.fromkeys(block.source for block in blocks)
        self._reports = [
            _passages(checker, source, [b for b in blocks if b.source == source])
            for source in sources
        ]

    def hold(self, said: Said) -> Held:
        """The verdict on a sentence, with the quotes that carry it or what is wrong with it.

        The words with which a reply only begins are neither held nor kept.
        """
        said = replace(said, text=statement(said.text))
        verbatim = self._verbatim(said)
        if verbatim:
            return verbatim
        judged = [(passages, self._judge(passages, said.text)) for passages in self._reports]
        judged.sort(key=lambda pair: (not _is_cited(pair[0], said), -pair[1].score))
        wrong = ""
        for passages, found in judged:
            if found.verdict is not Verdict.SUPPORTED:
                wrong = wrong or _what_is_wrong(found)
                continue
            for quoted in passages.quotes_at([item.span for item in found.evidence]):
                fault, score = self._fault(passages, said.text, quoted[1])
                if fault is None:
                    return _held(said, [quoted], score)
                wrong = wrong or fault
        first = judged[0][1] if judged else None
        verdict = first.verdict if first else Verdict.UNSUPPORTED
        shown = Verdict.UNSUPPORTED if verdict is Verdict.SUPPORTED else verdict
        return Held(said.text, shown, first.score if first else 0.0, (), wrong)

    def _verbatim(self, said: Said) -> Held | None:
        """A sentence that stands in the evidence as it is; from each report that has it."""
        wanted = _folded(said.text)
        quoted = [
            found
            for passages in self._reports
            for found in passages.quotes_at([Span(0, len(passages.read.text))])
            if _folded(found[1].text) == wanted
        ]
        return _held(said, quoted, 1.0) if quoted else None

    def _judge(self, passages: _Passages, text: str) -> CheckedText:
        claims = self._checker.check(passages.read, text, passages.source.date)
        return judge_together(claims)

    def _fault(self, passages: _Passages, text: str, quote: Quote) -> tuple[str | None, float]:
        """What a sentence says beyond a quote, if anything, and the score against it."""
        beyond = unheld(text, quote.text, passages.header, self._asked)
        if beyond:
            return beyond, 0.0
        alone = f"{passages.header}\n\n{quote.text}"
        claims = self._checker.check(self._checker.source(alone), text, passages.source.date)
        found = judge_together(claims)
        supported = found.verdict is Verdict.SUPPORTED
        return (None if supported else _what_is_wrong(found)), found.score


def _passages(checker: Checker, source: Source, blocks: Sequence[Block]) -> _Passages:
    header = f"{source.title}. {source.place or ''}. {header_day(source)}."
    parts = [header, *(block.text for block in blocks)]
    starts = [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part) + 2)
    read = checker.source("\n\n".join(parts))
    return _Passages(source, header, tuple(blocks), tuple(starts[1:]), read)


def _is_cited(passages: _Passages, said: Said) -> bool:
    return any(block.number in said.marks for block in passages.blocks)


def _held(said: Said, quoted: Sequence[tuple[Block, Quote]], score: float) -> Held:
    named = {block.number for block, _ in quoted}
    return Held(
        said.text,
        Verdict.SUPPORTED,
        score,
        tuple(quote for _, quote in quoted),
        moved=bool(said.marks) and named.isdisjoint(said.marks),
    )


def _what_is_wrong(found: CheckedText) -> str:
    if found.discrepancies:
        return "; ".join(dict.fromkeys(map(_difference, found.discrepancies)))
    return "no passage says this"


def _difference(found: Discrepancy) -> str:
    return found.detail.rstrip(".")


def _folded(text: str) -> str:
    """Words as they are, less white space and the last stop."""
    return " ".join(text.split()).rstrip(".!").replace("’", "'")
