"""What the ranking of sentences promises, on the real model and two small reports."""

import pytest

from assistant.embed import SentenceTransformerEmbedder
from assistant.pipeline import Assistant, open_assistant
from assistant.question import parse_question
from assistant.relevance import COMPARED, Candidate, candidates, excerpts, measured, weights
from assistant.results import Filters
from assistant.retrieve import Retriever
from assistant.settings import load_settings
from assistant.store import StoreLocation, open_store

REPORTS = {
    "peru": """3 March 2021

Full Report: Peru

The congress of Peru removed president Vizcarra in November. Who will govern next?
105 members voted against Vizcarra and 19 for him. Unrest is likely in Lima. Calm.
""",
    "chile": """3 May 2022

Full Report: Chile

The senate of Chile approved the copper royalty. The royalty on copper is as high as 8% of sales.
Miners in Antofagasta went on strike for nine days.
""",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    home = tmp_path_factory.mktemp("relevance")
    for name, text in REPORTS.items():
        (home / f"{name}.txt").write_text(text)
    assistant: Assistant = open_assistant(load_settings(home=home))
    assistant.ingest([home / f"{name}.txt" for name in REPORTS])
    with open_store(StoreLocation(str(home / "store")), None, create=False) as store:
        held = store.snapshot()
    return Retriever(held.chunks, held.vectors, held.records, SentenceTransformerEmbedder())


def ranked(retriever: Retriever, text: str) -> list[Candidate]:
    question = parse_question(text)
    vector = retriever.encode(question.text)
    evidence = retriever.search(question.text, Filters(), 30, vector)
    return candidates(
        question, evidence, retriever.lexical.idf, lambda texts: retriever.cosines(vector, texts)
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "How many members voted against Vizcarra?",
            "105 members voted against Vizcarra and 19 for him.",
        ),
        (
            "How high is the copper royalty in Chile?",
            "The royalty on copper is as high as 8% of sales.",
        ),
    ],
)
def test_the_sentence_that_answers_comes_first(
    retriever: Retriever, question: str, answer: str
) -> None:
    found = ranked(retriever, question)
    assert found[0].text == answer
    assert found[0].score == max(one.score for one in found)


def test_only_the_best_few_are_compared_and_all_are_kept(retriever: Retriever) -> None:
    found = ranked(retriever, "What did the senate of Chile approve?")
    assert [one.measures.sentence > 0 for one in found] == [True] * COMPARED + [False] * (
        len(found) - COMPARED
    )
    assert len({(one.evidence.chunk.report_id, one.span) for one in found}) == len(found)
    assert len(found) == 6


def test_questions_and_scraps_of_a_report_are_no_answers(retriever: Retriever) -> None:
    question = parse_question("Who will govern Peru next?")
    found = measured(question, retriever.search(question.text, Filters(), 30), lambda word: 1.0)
    assert {"Who will govern next?", "Calm."}.isdisjoint(one.text for one in found)
    assert "Unrest is likely in Lima." in {one.text for one in found}


def test_a_sentence_on_another_place_hardly_answers(retriever: Retriever) -> None:
    found = ranked(retriever, "What was approved in Chile in 2022?")
    assert {(one.evidence.source.place, one.measures.place) for one in found} == {
        ("Chile", 1.0),
        ("Peru", 0.0),
    }
    other = max(one.score for one in found if one.evidence.source.place == "Peru")
    assert other < weights().threshold


def test_what_the_model_reads_of_a_sentence_is_short(retriever: Retriever) -> None:
    found = ranked(retriever, "What did the senate of Chile approve?")
    assert all(len(text) <= 200 and "\n" not in text for text in excerpts(found))
