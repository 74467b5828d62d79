"""Claims in, verdicts out: alignment, grounding score, discrepancies, put together.

The one function behind every check of a text against its source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from assistant.certainty import Yardstick, certainty_drift
from assistant.discrepancies import find_discrepancies
from assistant.embed import TokenEncoder, TokenVectors
from assistant.ground.align import Alignment, align
from assistant.ground.claims import ClaimSpan, split_claims
from assistant.ground.features import features
from assistant.ground.model import Strictness, model_inputs, probability, verdict_of
from assistant.ground.source import Passages, Source
from assistant.lexical import terms
from assistant.likeness import Likeness, Tokens
from assistant.reports.model import Span
from assistant.results import (
    CheckedClaim,
    CheckedClause,
    CheckedText,
    Discrepancy,
    DiscrepancyKind,
    EvidenceSpan,
    Verdict,
)

Progress = Callable[[int, int], None]

_REMEMBERED = 8  # sources; a report's vectors take about 3 MB


_GRAVITY = (Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.CONTRADICTED)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A stretch of text laid beside its source; `inputs` are what the model sees of it."""

    evidence: tuple[Span, ...]
    discrepancies: tuple[Discrepancy, ...]  # claim spans within the stretch
    inputs: dict[str, float]


def judge_together(claims: Sequence[CheckedClaim]) -> CheckedText:
    """A text of several claims is as good as its worst one; without a claim it is unsupported."""
    verdicts = [claim.verdict for claim in claims]
    evidence = {item.span: item for claim in claims for item in claim.evidence}
    return CheckedText(
        max(verdicts, key=_GRAVITY.index, default=Verdict.UNSUPPORTED),
        min((claim.score for claim in claims), default=0.0),
        tuple(evidence[span] for span in sorted(evidence)),
        tuple(found for claim in claims for found in claim.discrepancies),
    )


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
        self,
        source: Source,
        claims: str,
        reported: date | None = None,
        *,
        progress: Progress | None = None,
    ) -> tuple[CheckedClaim, ...]:
        """The claims of a text, in order, each checked; `reported` dates the source.

        `progress` is told after each claim or clause how many are done, and of how many.
        """
        found = split_claims(claims)
        stretches = [s for claim in found for s in (claim.span, *claim.clauses)]
        tokens = self._encoder.encode_tokens([s.of(claims) for s in stretches])
        compared: dict[Span, _Comparison | None] = {}
        for done, (span, read) in enumerate(zip(stretches, tokens, strict=True), start=1):
            compared[span] = self._compared(source, span.of(claims), read, reported)
            if progress:
                progress(done, len(stretches))
        return tuple(self._claim(source, claims, claim, compared) for claim in found)

    def inputs(self, source: Source, claim: str) -> dict[str, float] | None:
        """What the model sees of a claim, for fitting it; None where nothing can be compared."""
        (tokens,) = self._encoder.encode_tokens([claim])
        compared = self._compared(source, claim, tokens, None)
        return compared.inputs if compared else None

    def _claim(
        self,
        source: Source,
        claims: str,
        claim: ClaimSpan,
        compared: Mapping[Span, _Comparison | None],
    ) -> CheckedClaim:
        whole = compared[claim.span]
        score, verdict = self._judged(whole)
        clauses = [self._clause(claims, span, compared[span]) for span in claim.clauses]
        wrong = [clause for clause in clauses if clause.verdict is Verdict.CONTRADICTED]
        if wrong:
            verdict, score = Verdict.CONTRADICTED, min(score, *(clause.score for clause in wrong))
        stretches = [claim.span, *(clause.span for clause in wrong)]
        return CheckedClaim(
            claim.span,
            claim.span.of(claims),
            verdict,
            score,
            tuple(EvidenceSpan(s, s.of(source.text)) for s in (whole.evidence if whole else ())),
            _found_in(stretches, compared),
            tuple(clauses),
        )

    def _clause(self, claims: str, span: Span, compared: _Comparison | None) -> CheckedClause:
        score, verdict = self._judged(compared)
        return CheckedClause(span, span.of(claims), verdict, score)

    def _judged(self, compared: _Comparison | None) -> tuple[float, Verdict]:
        """Score and verdict; what cannot be compared is unsupported."""
        if compared is None:
            return 0.0, Verdict.UNSUPPORTED
        score = probability(compared.inputs)
        return round(score, 4), verdict_of(score, compared.discrepancies, self._strictness)

    def _compared(
        self, source: Source, claim: str, tokens: TokenVectors, reported: date | None
    ) -> _Comparison | None:
        """The claim beside its source; None where one of them has no words."""
        passages = source.passages(claim)
        if passages is None or not tokens.ids or not len(passages.starts):
            return None
        pieces = self._encoder.token_texts(tokens.ids)
        alignment = align(tokens, pieces, frozenset(terms(claim)), passages)
        excerpt = _Excerpt.of(source.text, [passages.sentences[i].span for i in alignment.near])
        likeness = excerpt.likeness(tokens, passages, alignment)
        discrepancies = self._discrepancies(source, excerpt, likeness, claim, reported)
        return _Comparison(
            tuple(passages.sentences[i].span for i in alignment.evidence),
            discrepancies,
            model_inputs(features(claim, source, passages, alignment), discrepancies),
        )

    def _discrepancies(
        self,
        source: Source,
        excerpt: "_Excerpt",
        likeness: Likeness,
        claim: str,
        reported: date | None,
    ) -> tuple[Discrepancy, ...]:
        """What the claim says otherwise than the sentences about the same thing."""
        found = (
            *find_discrepancies(
                claim,
                excerpt.text,
                context=source.text,
                reported=reported,
                likeness=likeness,
            ),
            *certainty_drift(claim, excerpt.text, self._yardstick, likeness),
        )
        return tuple(excerpt.located(d, source.text) for d in found)


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
            text += span.of(source) + "\n\n"
        return cls(text.rstrip(), tuple(origins))

    def likeness(self, claim: TokenVectors, passages: Passages, alignment: Alignment) -> Likeness:
        """The claim's tokens against those of the excerpt, which are counted from its start."""
        kept = np.isin(passages.sentence_of, alignment.near)
        here, there = np.array(self.origins).T
        shifts = (here - there)[np.searchsorted(alignment.near, passages.sentence_of[kept])]
        theirs = Tokens(passages.starts[kept] + shifts, passages.weights[kept])
        ours = Tokens(np.array(claim.starts), alignment.weights)
        return Likeness(ours, theirs, alignment.similarity[:, kept])

    def located(self, found: Discrepancy, source: str) -> Discrepancy:
        """The discrepancy with its source span in the source itself."""
        if found.source_span is None:
            return found
        start = found.source_span.start
        here, there = max(origin for origin in self.origins if origin[0] <= start)
        shift = there - here
        moved = Span(start + shift, found.source_span.end + shift)
        return replace(found, source_span=moved, source_text=moved.of(source))


def _found_in(
    stretches: Sequence[Span], compared: Mapping[Span, _Comparison | None]
) -> tuple[Discrepancy, ...]:
    """What differs in a claim and its wrong clauses, each place once."""
    found: dict[tuple[DiscrepancyKind, Span], Discrepancy] = {}
    for stretch in stretches:
        comparison = compared[stretch]
        for item in comparison.discrepancies if comparison else ():
            moved = _moved(item, stretch.start)
            found.setdefault((moved.kind, moved.claim_span), moved)
    return tuple(found.values())


def _moved(found: Discrepancy, by: int) -> Discrepancy:
    at = found.claim_span
    return replace(found, claim_span=Span(at.start + by, at.end + by))
