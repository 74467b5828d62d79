"""Claims in, verdicts out: alignment, grounding score, discrepancies, put together.

The one function behind `assistant check`, the Check page and every checked sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.certainty import Yardstick, certainty_drift
from assistant.discrepancies import find_discrepancies
from assistant.embed import TokenEncoder, TokenVectors
from assistant.ground.align import Alignment, align
from assistant.ground.claims import ClaimSpan, split_claims
from assistant.ground.features import features
from assistant.ground.model import Strictness, model_inputs, probability, verdict_of
from assistant.ground.source import LAYERS, Passages, Source
from assistant.lexical import terms
from assistant.reports.model import Span
from assistant.results import (
    CheckedClaim,
    CheckedClause,
    Discrepancy,
    EvidenceSpan,
    Verdict,
)

_REMEMBERED = 8  # sources; a report's vectors take about 3 MB


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a source says to several claims taken as one."""

    verdict: Verdict
    score: float
    evidence: tuple[EvidenceSpan, ...]
    discrepancies: tuple[Discrepancy, ...]


def judge_together(claims: Sequence[CheckedClaim]) -> Judgement:
    """A text of several claims is as good as its worst one; without a claim it is unsupported."""
    worst = max((claim.verdict for claim in claims), key=_GRAVITY.index, default=_NOTHING)
    evidence = {item.span: item for claim in claims for item in claim.evidence}
    return Judgement(
        worst,
        min((claim.score for claim in claims), default=0.0),
        tuple(evidence[span] for span in sorted(evidence)),
        tuple(found for claim in claims for found in claim.discrepancies),
    )


_GRAVITY = (Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
_NOTHING = Verdict.UNSUPPORTED


@dataclass(frozen=True, slots=True)
class _Finding:
    """What the source says to one stretch of text."""

    score: float
    verdict: Verdict
    evidence: tuple[EvidenceSpan, ...]
    discrepancies: tuple[Discrepancy, ...]


class Checker:
    """Checks claims against sources with one encoder."""

    def __init__(
        self,
        encoder: TokenEncoder,
        strictness: Strictness = Strictness.NORMAL,
        yardstick: Yardstick = Yardstick.ICD203,
    ) -> None:
        """Keep the encoder; nothing is read before the first claim."""
        self._encoder = encoder
        self._strictness = strictness
        self._yardstick = yardstick
        self._sources: dict[tuple[str, tuple[Span, ...] | None], Source] = {}

    def source(self, text: str, within: Sequence[Span] | None = None) -> Source:
        """`text`, or its parts `within`, made ready; the last few are remembered."""
        key = text, None if within is None else tuple(within)
        source = self._sources.pop(key, None) or Source(text, self._encoder, within)
        self._sources[key] = source
        if len(self._sources) > _REMEMBERED:
            del self._sources[next(iter(self._sources))]
        return source

    def check(
        self, source: Source, claims: str, reported: date | None = None
    ) -> tuple[CheckedClaim, ...]:
        """The claims of a text, in order, each checked; `reported` dates the source."""
        found = split_claims(claims)
        stretches = [s for claim in found for s in (claim.span, *claim.clauses)]
        tokens = self._encoder.encode_tokens([s.of(claims) for s in stretches], LAYERS)
        read = dict(zip(stretches, tokens, strict=True))
        return tuple(self._claim(source, claims, claim, read, reported) for claim in found)

    def _claim(
        self,
        source: Source,
        claims: str,
        claim: ClaimSpan,
        read: dict[Span, TokenVectors],
        reported: date | None,
    ) -> CheckedClaim:
        whole = self._find(source, claims, claim.span, read[claim.span], reported)
        clauses = []
        for span in claim.clauses:
            part = self._find(source, claims, span, read[span], reported)
            clauses.append(CheckedClause(span, span.of(claims), part.verdict, part.score))
        return CheckedClaim(
            claim.span,
            claim.span.of(claims),
            whole.verdict,
            whole.score,
            whole.evidence,
            whole.discrepancies,
            tuple(clauses),
        )

    def inputs(
        self, source: Source, claim: str, reported: date | None = None
    ) -> dict[str, float] | None:
        """What the model sees of a claim, for fitting it; None where nothing can be compared."""
        tokens = self._encoder.encode_tokens([claim], LAYERS)[0]
        passages = source.passages(claim)
        if passages is None or not tokens.ids:
            return None
        alignment = self._aligned(claim, tokens, passages)
        found = self._discrepancies(source, passages, alignment, claim, reported)
        return model_inputs(features(claim, source, passages, alignment), found)

    def _aligned(self, claim: str, tokens: TokenVectors, passages: Passages) -> Alignment:
        pieces = self._encoder.token_texts(tokens.ids)
        return align(tokens, pieces, frozenset(terms(claim)), passages)

    def _find(
        self,
        source: Source,
        claims: str,
        span: Span,
        tokens: TokenVectors,
        reported: date | None,
    ) -> _Finding:
        text = span.of(claims)
        passages = source.passages(text)
        if passages is None or not tokens.ids:
            return _Finding(0.0, Verdict.UNSUPPORTED, (), ())
        alignment = self._aligned(text, tokens, passages)
        discrepancies = self._discrepancies(source, passages, alignment, text, reported)
        score = probability(features(text, source, passages, alignment), discrepancies)
        return _Finding(
            round(score, 4),
            verdict_of(score, discrepancies, self._strictness),
            tuple(
                EvidenceSpan(s.span, s.span.of(source.text))
                for s in (passages.sentences[i] for i in alignment.evidence)
            ),
            tuple(_moved(d, span.start) for d in discrepancies),
        )

    def _discrepancies(
        self,
        source: Source,
        passages: Passages,
        alignment: Alignment,
        claim: str,
        reported: date | None,
    ) -> list[Discrepancy]:
        """What the claim says otherwise than the sentences about the same thing."""
        near = [passages.sentences[i].span for i in alignment.near]
        excerpt = _Excerpt.of(source.text, near)
        found = [
            *find_discrepancies(claim, excerpt.text, context=source.text, reported=reported),
            *certainty_drift(claim, excerpt.text, self._yardstick),
        ]
        return [excerpt.located(d, source.text) for d in found]


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """Sentences of a source put one after another, and where each came from."""

    text: str
    origins: tuple[tuple[int, int], ...]  # place in the excerpt, place in the source

    @classmethod
    def of(cls, source: str, spans: Sequence[Span]) -> "_Excerpt":
        text, origins = "", []
        for span in spans:
            origins.append((len(text), span.start))
            text += span.of(source) + " "
        return cls(text.rstrip(), tuple(origins))

    def located(self, found: Discrepancy, source: str) -> Discrepancy:
        """The discrepancy with its source span in the source itself."""
        if found.source_span is None:
            return found
        start = found.source_span.start
        here, there = max(origin for origin in self.origins if origin[0] <= start)
        shift = there - here
        moved = Span(start + shift, found.source_span.end + shift)
        return replace(found, source_span=moved, source_text=moved.of(source))


def _moved(found: Discrepancy, by: int) -> Discrepancy:
    at = found.claim_span
    return replace(found, claim_span=Span(at.start + by, at.end + by))
