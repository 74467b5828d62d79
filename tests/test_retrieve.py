import json
import runpy
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chunks import Chunk, Section
from assistant.embed import Embedder, SentenceTransformerEmbedder, Vectors
from assistant.reports.model import Span
from assistant.results import Filters
from assistant.retrieve import Retriever, is_allowed
from assistant.store import ReportRecord

PASSAGES = (
    ("mexico-2019", "Mexico", date(2019, 6, 14), "The tariff threat faded after a border deal."),
    ("mexico-2021", "Mexico", date(2021, 6, 10), "Morena lost its two-thirds majority."),
    ("mexico-2021", "Mexico", date(2021, 6, 10), "Portugal and Spain sent election observers."),
    ("nigeria-2023", "Nigeria", date(2023, 6, 2), "The fuel subsidy ended and the naira floated."),
    ("nigeria-2023", "Nigeria", date(2023, 6, 2), "Tinubu named new service chiefs."),
    ("portugal-2022", "Portugal", date(2022, 2, 1), "The Socialists won an outright majority."),
    ("note", None, None, "The fuel subsidy is costly everywhere."),
)


class WordEmbedder:
    """Vectors from the letters of words: like words, like vectors; no model to load."""

    identity = "letters"
    dimensions = 32
    window = 256

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.full((len(texts), self.dimensions), 0.01, np.float32)
        for row, text in enumerate(texts):
            for word in text.casefold().split():
                vectors[row, sum(map(ord, word)) % self.dimensions] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / lengths, np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


Passage = tuple[str, str | None, date | None, str]


def retriever_of(passages: Sequence[Passage], embedder: Embedder | None = None) -> Retriever:
    embedder = embedder or WordEmbedder()
    records = {
        report_id: ReportRecord(report_id, f"/{report_id}", report_id, day, place, "Note", "", 1)
        for report_id, place, day, _ in passages
    }
    chunks = [
        Chunk(report_id, Span(0, len(text)), text, Section.BODY, place or "", ())
        for report_id, place, _, text in passages
    ]
    vectors = embedder.encode([chunk.embedded_text for chunk in chunks])
    return Retriever(chunks, vectors, records, embedder)


@pytest.fixture(scope="module")
def real() -> Retriever:
    return retriever_of(PASSAGES, SentenceTransformerEmbedder())


def texts_of(retriever: Retriever, query: str) -> list[str]:
    return [item.chunk.text for item in retriever.search(query, Filters(), 10)]


def test_evidence_carries_its_passage_source_and_scores(real: Retriever) -> None:
    first, *rest = real.search("Why did the naira float?", Filters(), 3)
    assert first.chunk.text == PASSAGES[3][3]
    assert (first.source.report_id, first.source.place) == ("nigeria-2023", "Nigeria")
    assert first.source.date == date(2023, 6, 2)
    assert [item.rank for item in (first, *rest)] == [1, 2, 3]
    assert first.score >= rest[0].score >= rest[1].score
    assert 0 < first.dense <= 1
    assert first.lexical > 0


def test_meaning_finds_what_shares_no_word(real: Retriever) -> None:
    assert texts_of(real, "Who were appointed as military commanders?")[0] == PASSAGES[4][3]


def test_words_find_what_the_embedding_cannot_know(real: Retriever) -> None:
    assert texts_of(real, "Tinubu")[0] == PASSAGES[4][3]


def test_a_report_on_the_place_beats_a_mention_of_it(real: Retriever) -> None:
    found = real.search("election in Portugal", Filters(), 10)
    assert found[0].source.report_id == "portugal-2022"


@pytest.mark.parametrize("year", [2019, 2021, 2024])
def test_the_report_nearest_to_the_named_date_comes_first(year: int) -> None:
    days = [date(2024, 3, 1), date(2021, 3, 1), date(2019, 3, 1)]
    passages: list[Passage] = [(f"r{d.year}", "Kenya", d, "Inflation rose.") for d in days]
    scored = retriever_of(passages).score(f"inflation in {year}", Filters())
    assert days[int(scored.fused.argmax())].year == year


def test_a_report_without_place_and_date_loses_nothing_by_a_question_for_them() -> None:
    passages: list[Passage] = [
        ("a", None, None, "The subsidy ended."),
        ("b", "Kenya", date(2012, 1, 1), "The subsidy ended early."),
    ]
    retriever = retriever_of(passages)
    plain = retriever.score("The subsidy of 2020 in Peru ended", Filters())
    gap = plain.fused[0] - plain.fused[1]
    other = retriever.score("The subsidy of zzzz in Zzzz ended", Filters())
    assert gap > other.fused[0] - other.fused[1] + 1


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (Filters(place="Mexico"), {"mexico-2019", "mexico-2021"}),
        (Filters(place="Latin America"), {"mexico-2019", "mexico-2021"}),
        (Filters(place="Atlantis"), set()),
        (Filters(kind="note", place="Nigeria"), {"nigeria-2023"}),
        (Filters(kind="Outlook"), set()),
        (Filters(since=date(2021, 6, 10)), {"mexico-2021", "nigeria-2023", "portugal-2022"}),
        (Filters(until=date(2021, 6, 10)), {"mexico-2019", "mexico-2021"}),
        (Filters(since=date(2021, 6, 11), until=date(2023, 6, 1)), {"portugal-2022"}),
    ],
)
def test_filters_hold_and_all_that_passes_is_found(filters: Filters, reports: set[str]) -> None:
    found = retriever_of(PASSAGES).search("majority", filters, 10)
    assert {item.source.report_id for item in found} == reports


def test_the_places_are_those_of_the_reports_that_pass() -> None:
    retriever = retriever_of(PASSAGES)
    assert retriever.places(Filters()) == {"Mexico", "Nigeria", "Portugal"}
    assert retriever.places(Filters(until=date(2022, 2, 1))) == {"Mexico", "Portugal"}
    assert retriever.places(Filters(place="Atlantis")) == set()


def test_filters_work_before_ranking_and_normalisation() -> None:
    only = [passage for passage in PASSAGES if passage[1] == "Mexico"]
    whole = retriever_of(PASSAGES).search("a border deal", Filters(place="Mexico"), 1)
    assert whole[0].chunk.text == only[0][3]
    scored = retriever_of(PASSAGES).score("a border deal", Filters(place="Mexico"))
    assert scored.passages.tolist() == [0, 1, 2]
    assert scored.fused.mean() == pytest.approx(0, abs=1e-6)


def test_reports_without_a_date_fail_every_date_filter() -> None:
    record = ReportRecord("note", "/note", "Note", None, None, None, "", 1)
    assert is_allowed(record, Filters())
    assert not is_allowed(record, Filters(since=date.min))
    assert not is_allowed(record, Filters(until=date.max))


def test_near_duplicates_are_folded_into_the_best() -> None:
    text = "The central bank raised its policy rate by fifty basis points to a record high today"
    passages: list[Passage] = [
        ("a", "Kenya", date(2021, 1, 1), text + " again."),
        ("b", "Kenya", date(2022, 1, 1), text.upper().replace(" ", "\n")),
        ("c", "Kenya", date(2022, 1, 1), text + " then."),
        ("d", "Kenya", date(2022, 1, 1), "The central bank kept its policy rate."),
    ]
    found = retriever_of(passages).search("central bank policy rate record", Filters(), 4)
    assert len(found) == 2
    kept = next(item for item in found if item.folded)
    sources = {kept.source.report_id, *(source.report_id for source in kept.folded)}
    assert sources == {"a", "b", "c"}


RATE = (
    "The central bank of Kenya {} raise its policy rate by {} basis points at the meeting of its "
    "committee in the second week of next month and {} intervene to defend the shilling after that"
)


@pytest.mark.parametrize(
    "other", [("will", "fifty", "may"), ("may", "75", "may"), ("may", "fifty", "may not")]
)
def test_passages_that_a_reader_must_tell_apart_are_both_shown(other: tuple[str, ...]) -> None:
    texts = RATE.format("may", "fifty", "may"), RATE.format(*other)
    passages: list[Passage] = [(f"r{i}", "Kenya", None, text) for i, text in enumerate(texts)]
    found = retriever_of(passages).search("Kenya policy rate", Filters(), 5)
    assert {item.chunk.text for item in found} == set(texts)


@pytest.mark.parametrize("newest", [0, 1, 2])
def test_among_passages_that_say_the_same_the_newest_stands_for_all(newest: int) -> None:
    days = [date(2021, 3, 1), date(2022, 3, 1), date(2023, 3, 1)]
    days[newest] = date(2024, 3, 1)
    text = RATE.format("may", "fifty", "may")
    passages: list[Passage] = [(f"r{i}", "Kenya", day, text) for i, day in enumerate(days)]
    (found,) = retriever_of(passages).search("Kenya policy rate", Filters(), 5)
    assert found.source.date == date(2024, 3, 1)
    assert len(found.folded) == 2


def test_a_named_date_outweighs_the_newest() -> None:
    text = RATE.format("may", "fifty", "may")
    passages: list[Passage] = [(str(y), "Kenya", date(y, 3, 1), text) for y in (2019, 2024)]
    (found,) = retriever_of(passages).search("Kenya policy rate in 2019", Filters(), 5)
    assert found.source.report_id == "2019"


def test_folding_leaves_room_for_as_many_passages_as_asked_for() -> None:
    copies: list[Passage] = [(f"r{i}", None, None, "The naira fell.") for i in range(40)]
    others: list[Passage] = [("x", None, None, "The peso rose."), ("y", None, None, "Rain fell.")]
    found = retriever_of([*copies, *others]).search("naira", Filters(), 3)
    assert [item.chunk.text for item in found][0] == "The naira fell."
    assert len(found) == 3
    assert len(found[0].folded) == 39


def test_equal_scores_keep_the_archives_order() -> None:
    passages: list[Passage] = [(f"r{i}", None, None, f"item {i}") for i in range(5)]
    constant = np.full((5, 32), 32**-0.5, np.float32)
    retriever = retriever_of(passages)
    retriever = Retriever(
        retriever.chunks,
        constant,
        {p[0]: ReportRecord(p[0], "", "", None, None, None, "", 1) for p in passages},
        WordEmbedder(),
    )
    found = retriever.search("unrelated", Filters(), 5)
    assert [item.source.report_id for item in found] == ["r0", "r1", "r2", "r3", "r4"]


@pytest.mark.parametrize("query", ["", " \n", "?!", "___", "\u200b"])
def test_a_query_without_letters_or_digits_finds_nothing(query: str) -> None:
    assert retriever_of(PASSAGES).search(query, Filters(), 5) == []


def test_an_empty_archive_and_no_results_wanted_find_nothing() -> None:
    assert retriever_of([]).search("naira", Filters(place="Kenya"), 5) == []
    assert retriever_of(PASSAGES).search("naira", Filters(), 0) == []


@given(st.text(max_size=80), st.integers(0, 12))
def test_any_text_is_searched_the_same_way_twice(query: str, k: int) -> None:
    retriever = retriever_of(PASSAGES)
    found = retriever.search(query, Filters(), k)
    assert found == retriever.search(query, Filters(), k)
    assert len(found) <= k
    assert [item.rank for item in found] == list(range(1, len(found) + 1))
    assert all(np.isfinite([item.score, item.dense, item.lexical]).all() for item in found)
    scores = [item.score for item in found]
    assert scores == sorted(scores, reverse=True)


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "retrieval_table.py"))


@given(gold=st.sets(st.integers(0, 14), min_size=1), ranking=st.permutations(range(15)))
def test_measures_of_the_table_are_those_of_ir_measures(
    table: dict[str, Any], gold: set[int], ranking: list[int]
) -> None:
    measures: Callable[..., tuple[float, ...]] = table["measures"]
    ours = measures({str(i) for i in gold}, [str(i) for i in ranking[:10]])
    run = {"q": {str(i): float(15 - rank) for rank, i in enumerate(ranking[:10])}}
    qrels = {"q": {str(i): 1 for i in gold}}
    names = ("Success@1", "Success@5", "RR@10", "nDCG@10")
    wanted = [ir_measures.parse_measure(name) for name in names]
    theirs = ir_measures.calc_aggregate(wanted, qrels, run)
    assert ours == pytest.approx([theirs[measure] for measure in wanted])


def test_the_table_compares_the_methods_on_an_archive(
    table: dict[str, Any], tmp_path: Path
) -> None:
    documents = [
        {"doc_id": report_id, "title": f"Full Report: {place}", "date": str(day), "text": text}
        for report_id, place, day, text in (PASSAGES[0], PASSAGES[3], PASSAGES[5])
    ]
    evidence = [{"doc_id": "nigeria-2023"}]
    asked = {"question": "Why did the naira float?", "answerable": True, "evidence": evidence}
    (tmp_path / "few.docs.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (tmp_path / "few.jsonl").write_text(json.dumps(asked))
    rows = table["table_of"]("few", tmp_path, tmp_path / "home").splitlines()
    assert rows[-2] == "| few | ours | 1.000 | 1.000 | 1.000 | 1.000 |"
    assert [row.split(" | ")[1] for row in rows[:-1]] == ["dense", "BM25", "RRF", "ours"]
    assert "ours - dense, 1 questions" in rows[-1]
