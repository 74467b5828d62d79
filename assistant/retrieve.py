"""A question to evidence: dense and lexical scores of all passages, fused and filtered.

The fused score is a convex sum of both sides' z-scores within the query: standard
deviations above the mean of the passages that may be searched. BM25 has a long tail: where
a rare word matches, its best passage stands ten to twenty deviations out and decides; where
only common words match, it stands out little and the cosine decides. So each query finds
its own balance. From that sum a report loses one deviation when it is on another place than
the question names, and up to one as its date lies further from the dates that it names.

All passages are scored exactly, in memory: at some ten thousand of them that takes a few
milliseconds, filters are masks, and the same question gets the same ranking.
docs/retrieval.md has the figures.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.chunks import Chunk
from assistant.duplicates import Wording, are_same, wording_of
from assistant.embed import Embedder, Vectors
from assistant.lexical import LexicalIndex, Scores, terms
from assistant.reports.dates import find_dates
from assistant.reports.places import covers, find_places
from assistant.results import Filters, Source
from assistant.spelling import mended, plain_forms, words_of
from assistant.store.model import ReportRecord

DENSE_WEIGHT = 0.6
"""Share of the dense side in the fused score; the rest is BM25's."""

_PLACE_WEIGHT = 1.0
_DATE_WEIGHT = 1.0
_FAR = 3 * 365.25  # days from which on a date does not lie still further away

_ROUNDING = 1e-6

_NEAR = 0.85  # cosine below which different texts are not looked at as duplicates
_EQUAL = 0.25  # fused score within which passages that say the same stand equal, but for headers
_REMEMBERED = 1_000  # wordings, of some 30 kB each

Mask = NDArray[np.bool_]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may answer a question.

    `score` is comparable within one search only. `dense` is the cosine of question and
    passage, `lexical` its BM25. `folded` are the sources of passages that say the same and
    are left out in favour of this one, the newest among those that score as well.
    """

    rank: int  # from 1
    score: float
    dense: float
    lexical: float
    chunk: Chunk
    source: Source
    folded: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """All passages that a search allows, with their scores, in the archive's order."""

    passages: Indices
    dense: Scores
    lexical: Scores
    fused: Scores


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
        self.chunks = tuple(chunks)
        self._vectors = vectors
        self._embedder = embedder
        reports = list(dict.fromkeys(chunk.report_id for chunk in chunks))
        number = {report_id: i for i, report_id in enumerate(reports)}
        self._reports = _Reports([records[report_id] for report_id in reports])
        self._report_of = np.array([number[chunk.report_id] for chunk in chunks], np.int64)
        self._plain = [" ".join(chunk.text.casefold().split()) for chunk in chunks]
        self._wording = _remembered_wording(self.chunks)
        # The header twice: a passage is about its title more than about any of its words.
        self.lexical = LexicalIndex([f"{c.header}\n{c.embedded_text}" for c in chunks])

    def mended(self, text: str) -> str:
        """`text` with slips of the pen mended by the archive's words; see spelling."""
        return mended(text, self._is_word, lambda: self._words)

    def vectors_of(self, report_id: str) -> Vectors:
        """The vectors of a report's passages, in text order."""
        rows = [row for row, chunk in enumerate(self.chunks) if chunk.report_id == report_id]
        return self._vectors[rows]

    def places(self, filters: Filters) -> frozenset[str]:
        """The places that the reports are on which `filters` allow."""
        return self._reports.places(filters)

    def search(
        self, text: str, filters: Filters, k: int, vector: Vectors | None = None
    ) -> list[Evidence]:
        """The at most `k` best passages for `text` among the reports that `filters` allow.

        `vector` is what `encode` gives for `text`, where that is known already. Equal scores
        keep the archive's order; a text without a letter or digit finds nothing.
        """
        scored = self.score(text, filters, vector)
        ranking = np.argsort(-scored.fused, kind="stable")
        folded = self._fold(scored.passages, ranking, k)
        groups = [self._newest_first(scored, group) for group in folded]
        groups.sort(key=lambda group: -scored.fused[group[0]])
        return [self._evidence(rank, scored, group) for rank, group in enumerate(groups, start=1)]

    def encode(self, text: str) -> Vectors:
        """The vector of a query, for searches with it and for comparisons to it."""
        vector: Vectors = self._embedder.encode([text])[0]
        return vector

    def cosines(self, vector: Vectors, texts: Sequence[str]) -> list[float]:
        """The cosine of a query's vector to each of some texts, such as single sentences."""
        return [float(cosine) for cosine in self._embedder.encode(texts) @ vector]

    def score(self, text: str, filters: Filters, vector: Vectors | None = None) -> Scored:
        """Score all passages of the reports that `filters` allow, before any ranking."""
        passages = np.flatnonzero(self._reports.allowed(filters)[self._report_of])
        if not passages.size or not re.search(r"[^\W_]", text):
            none = np.empty(0, np.float32)
            return Scored(np.empty(0, np.int64), none, none, none)
        dense = (self._vectors @ (self.encode(text) if vector is None else vector))[passages]
        lexical = self.lexical.scores(terms(text))[passages]
        fit = self._reports.fit(text)[self._report_of[passages]]
        fused = DENSE_WEIGHT * _z(dense) + (1 - DENSE_WEIGHT) * _z(lexical) + fit
        return Scored(passages, dense, lexical, fused)

    def _is_word(self, word: str) -> bool:
        """Whether the archive holds a word, or the model's vocabulary does, maybe uninflected."""
        return self.lexical.knows(word) or 1 in self._embedder.count_tokens(plain_forms(word))

    @cached_property
    def _words(self) -> Mapping[str, int]:
        return words_of(f"{chunk.header} {chunk.text}" for chunk in self.chunks)

    def _fold(self, passages: Indices, ranking: Indices, k: int) -> list[list[int]]:
        """The first `k` of the ranking, each followed by those that say the same."""
        groups: list[list[int]] = []
        rows: list[int] = []
        vectors = np.empty((k, self._vectors.shape[1]), np.float32)  # of `rows`
        by_text: dict[str, int] = {}
        for at in ranking:
            if len(groups) >= k:
                break
            row = int(passages[at])
            same = by_text.setdefault(self._plain[row], len(groups))
            if same == len(groups) and rows:
                near = np.flatnonzero(vectors[: len(rows)] @ self._vectors[row] >= _NEAR)
                alike = (i for i in near if are_same(self._wording(rows[i]), self._wording(row)))
                same = by_text[self._plain[row]] = int(next(alike, same))
            if same == len(groups):
                groups.append([])
                vectors[len(rows)] = self._vectors[row]
                rows.append(row)
            groups[same].append(int(at))
        return groups

    def _newest_first(self, scored: Scored, group: Sequence[int]) -> list[int]:
        """The group with the newest report's passage in front, among those of equal score."""
        equal = [at for at in group if scored.fused[at] >= scored.fused[group[0]] - _EQUAL]
        reports = {at: int(self._report_of[scored.passages[at]]) for at in equal}
        newest = max(equal, key=lambda at: self._reports.day(reports[at]))
        return [newest, *(at for at in group if at != newest)]

    def _evidence(self, rank: int, scored: Scored, group: Sequence[int]) -> Evidence:
        at, *folded = group

        def source(i: int) -> Source:
            return self._reports.source(int(self._report_of[scored.passages[i]]))

        return Evidence(
            rank=rank,
            score=float(scored.fused[at]),
            dense=float(scored.dense[at]),
            lexical=float(scored.lexical[at]),
            chunk=self.chunks[scored.passages[at]],
            source=source(at),
            folded=tuple(map(source, folded)),
        )


class _Reports:
    """The reports of an archive, with places and days as arrays: a question meets them all."""

    def __init__(self, records: Sequence[ReportRecord]) -> None:
        self._records = records
        self._places = list(dict.fromkeys(record.place for record in records))
        number = {place: i for i, place in enumerate(self._places)}
        self._place_of = np.array([number[record.place] for record in records], np.int64)
        self._days = np.array(
            [record.date.toordinal() if record.date else np.nan for record in records], np.float64
        )

    def allowed(self, filters: Filters) -> Mask:
        """Which reports pass the filters."""
        if filters == Filters():
            return np.ones(len(self._records), np.bool_)
        return np.array([is_allowed(record, filters) for record in self._records], np.bool_)

    def places(self, filters: Filters) -> frozenset[str]:
        """The places of the reports that pass the filters."""
        held = self._place_of[self.allowed(filters)]
        return frozenset(place for i in np.unique(held) if (place := self._places[i]))

    def fit(self, text: str) -> Scores:
        """What each report loses by its place and date, given those that `text` names.

        At most 0. A report without a place or date loses nothing, since it may be on any.
        """
        fit = np.zeros(len(self._records), np.float32)
        named = {mention.name for mention in find_places(text, lenient=True)}
        if named:
            elsewhere = [place is not None and not _touches(place, named) for place in self._places]
            fit -= _PLACE_WEIGHT * np.array(elsewhere, np.float32)[self._place_of]
        dates = find_dates(text)
        if dates:
            start = min(found.start for found in dates).toordinal()
            end = max(found.end for found in dates).toordinal()
            away = np.maximum(np.maximum(start - self._days, self._days - end), 0)
            fit -= _DATE_WEIGHT * np.nan_to_num(np.minimum(away / _FAR, 1)).astype(np.float32)
        return fit

    def day(self, number: int) -> date:
        """The report's date; the earliest of all where it is unknown."""
        return self._records[number].date or date.min

    def source(self, number: int) -> Source:
        """What a reader needs to know of a report."""
        record = self._records[number]
        return Source(
            report_id=record.report_id,
            title=record.title,
            date=record.date,
            place=record.place,
            kind=record.kind,
            path=record.path,
        )


def is_allowed(record: ReportRecord, filters: Filters) -> bool:
    """Whether a report passes; one without a date or place fails a filter on it."""
    if filters.place and not (record.place and covers(filters.place, record.place)):
        return False
    if filters.kind and (record.kind or "").casefold() != filters.kind.casefold():
        return False
    if filters.since and not (record.date and record.date >= filters.since):
        return False
    return not (filters.until and not (record.date and record.date <= filters.until))


def _remembered_wording(chunks: Sequence[Chunk]) -> Callable[[int], Wording]:
    """The wording of the passage of each number; those of popular passages are kept."""
    return lru_cache(_REMEMBERED)(lambda row: wording_of(chunks[row].text))


def _touches(place: str, named: set[str]) -> bool:
    """Whether a report on `place` is on one of the named places, a part or a region of it."""
    return any(covers(name, place) or covers(place, name) for name in named)


def _z(scores: Scores) -> Scores:
    """Standard deviations from the mean; 0 for all where they differ only by rounding."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > _ROUNDING else np.zeros_like(scores)
