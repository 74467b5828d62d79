"""A question to evidence: dense and lexical scores of all passages, fused and filtered.

Everything is scored exactly and in memory: at some ten thousand passages that takes a few
milliseconds, filters are masks, and the same question gets the same ranking.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.chunks import Chunk
from assistant.embed import Embedder, Vectors
from assistant.lexical import LexicalIndex, Scores, terms
from assistant.reports.places import covers
from assistant.results import Filters, Source
from assistant.store.model import ReportRecord

DENSE_WEIGHT = 0.6
"""Share of the dense side in the fused score."""

_SAME = 0.8
_SHINGLE = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may answer a question.

    `score` is comparable within one search only. `dense` is the cosine of question and
    passage, `lexical` its BM25. `folded` are the sources of near-identical passages that
    are left out in favour of this one.
    """

    rank: int  # from 1
    score: float
    dense: float
    lexical: float
    chunk: Chunk
    source: Source
    folded: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceFeatures:
    """How well the evidence of one search fits its question, for the decision to answer."""

    best_dense: float
    fifth_dense: float
    top_score: float
    gap: float  # between the first and the second fused score
    lexical_share: float  # the best BM25 score over the idf of all terms of the question
    covered_share: float  # the share of that idf whose terms are in the first five passages
    rarest_missing: float  # idf of the rarest term that is not there; 0 when all are


class Retriever:
    """Searches one snapshot of the archive; may be shared by threads."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        vectors: Vectors,
        records: Mapping[str, ReportRecord],
        embedder: Embedder,
    ) -> None:
        """Index `chunks`; `vectors[i]` is the vector of `chunks[i]`, of length 1."""
        self._chunks = tuple(chunks)
        self._vectors = vectors
        self._embedder = embedder
        self._records = records
        self._reports = list(dict.fromkeys(chunk.report_id for chunk in chunks))
        number = {report_id: i for i, report_id in enumerate(self._reports)}
        self._report_of = np.array([number[chunk.report_id] for chunk in chunks], np.int64)
        self.lexical = LexicalIndex([chunk.embedded_text for chunk in chunks])

    def search(self, text: str, filters: Filters, k: int) -> list[Evidence]:
        """The at most `k` best passages for `text` among the reports that `filters` allow."""
        query = terms(text)
        allowed = np.flatnonzero(self._allowed(filters)[self._report_of])
        if not allowed.size or not re.search(r"\w", text) or k < 1:
            return []
        dense = (self._vectors @ self._embedder.encode([text])[0])[allowed]
        lexical = self.lexical.scores(query)[allowed]
        fused = fuse(dense, lexical)
        ranking = np.argsort(-fused, kind="stable")
        found = []
        for rank, (at, folded) in enumerate(self._fold(allowed, ranking, k), start=1):
            chunk = self._chunks[allowed[at]]
            found.append(
                Evidence(
                    rank=rank,
                    score=float(fused[at]),
                    dense=float(dense[at]),
                    lexical=float(lexical[at]),
                    chunk=chunk,
                    source=self._source(chunk),
                    folded=tuple(self._source(self._chunks[allowed[i]]) for i in folded),
                )
            )
        return found

    def _allowed(self, filters: Filters) -> NDArray[np.bool_]:
        """Which reports may be searched, by their number."""
        records = [self._records[report_id] for report_id in self._reports]
        return np.fromiter((is_allowed(record, filters) for record in records), np.bool_)

    def _fold(
        self, allowed: NDArray[np.int64], ranking: NDArray[np.int64], k: int
    ) -> list[tuple[int, list[int]]]:
        """The first `k` of the ranking, each with the near-duplicates of it that follow."""
        kept: list[tuple[int, list[int]]] = []
        shingles: list[frozenset[str]] = []
        for at in ranking[: 3 * k + 20]:
            own = shingles_of(self._chunks[allowed[at]].text)
            same = next((i for i, other in enumerate(shingles) if are_same(own, other)), None)
            if same is not None:
                kept[same][1].append(int(at))
            elif len(kept) < k:
                kept.append((int(at), []))
                shingles.append(own)
        return kept

    def _source(self, chunk: Chunk) -> Source:
        record = self._records[chunk.report_id]
        return Source(
            report_id=record.report_id,
            title=record.title,
            date=record.date,
            place=record.place,
            kind=record.kind,
            path=record.path,
        )


def fuse(dense: Scores, lexical: Scores) -> Scores:
    """Convex sum of both sides, each as standard deviations from its mean for this query."""
    return DENSE_WEIGHT * _standard(dense) + (1 - DENSE_WEIGHT) * _standard(lexical)


def is_allowed(record: ReportRecord, filters: Filters) -> bool:
    """Whether a report passes; one without a date or place fails a filter on it."""
    if filters.place and not (record.place and covers(filters.place, record.place)):
        return False
    if filters.kind and (record.kind or "").casefold() != filters.kind.casefold():
        return False
    if filters.since and not (record.date and record.date >= filters.since):
        return False
    return not (filters.until and not (record.date and record.date <= filters.until))


def evidence_features(
    text: str, evidence: Sequence[Evidence], index: LexicalIndex
) -> EvidenceFeatures:
    """What the evidence of `text`, best first, says of itself; all 0 when there is none."""
    wanted = {term: index.idf(term) for term in terms(text)}
    found = {term for item in evidence[:5] for term in terms(item.chunk.embedded_text)}
    total = sum(wanted.values())
    dense = sorted((item.dense for item in evidence), reverse=True)
    scores = [item.score for item in evidence]
    covered = sum(idf for term, idf in wanted.items() if term in found)
    return EvidenceFeatures(
        best_dense=dense[0] if dense else 0.0,
        fifth_dense=dense[min(4, len(dense) - 1)] if dense else 0.0,
        top_score=scores[0] if scores else 0.0,
        gap=scores[0] - scores[1] if len(scores) > 1 else 0.0,
        lexical_share=max((item.lexical for item in evidence), default=0.0) / total if total else 0,
        covered_share=covered / total if total else 0.0,
        rarest_missing=max((i for term, i in wanted.items() if term not in found), default=0.0),
    )


def shingles_of(text: str) -> frozenset[str]:
    """Runs of three words, without regard to case and white space; the words if fewer."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    return frozenset(runs)


def are_same(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two passages share so many shingles (Jaccard) that one says what both do."""
    small, large = sorted((len(first), len(second)))
    if small < _SAME * large:
        return False
    shared = len(first & second)
    return shared >= _SAME * (len(first) + len(second) - shared)


def _standard(scores: Scores) -> Scores:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)
