import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import QuestionError, ReportError, StoreError
from assistant.pipeline import Assistant, open_assistant
from assistant.results import Filters, Turn
from assistant.settings import load_settings
from tests.archive import CORPUS, SAMPLES, filled


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield filled(tmp_path_factory.mktemp("pipeline"))


QUESTIONS = (
    "Will AMLO win the recall vote?",
    "Who won the 2019 presidential election in Nigeria?",
    "Which candidate won the Polish presidential election in 2025?",
    "How many votes rejected motion 777?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_citations_are_exact_and_marks_resolve(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
    assert marks == set(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        report = assistant.report(citation.source.report_id)
        assert citation.span.of(report.text) == citation.quote
        aside = (*report.captions, *report.boilerplate)
        assert not any(s.start < citation.span.end and citation.span.start < s.end for s in aside)
    for claim in answer.claims:
        quotes = [answer.citations[n - 1].quote for n in claim.citations]
        assert quotes and claim.text in " ".join(quotes[0].split())


def test_the_answer_is_said_with_its_date(assistant: Assistant) -> None:
    answer = assistant.ask("Which candidate won the Polish presidential election in 2025?")
    assert "50.89%" in answer.text
    assert answer.text.startswith("As of 3 June 2025:")


def test_as_of_in_the_question_leaves_later_reports_aside(assistant: Assistant) -> None:
    answer = assistant.ask("As of mid-2021, how strong is Morena in Mexico?")
    assert answer.as_of == date(2021, 8, 31)
    assert answer.answered
    assert all(c.source.date and c.source.date <= answer.as_of for c in answer.citations)
    earlier = assistant.ask(
        "As of mid-2021, how strong is Morena in Mexico?", as_of=date(2020, 12, 31)
    )
    assert earlier.as_of == date(2020, 12, 31)


@pytest.mark.parametrize(
    "question",
    [
        "What is the inflation rate in Turkey?",
        "Who won the election in Japan in 2024?",
        "Which singer won the song contest this week?",
        "What did Nigeria spend on its navy in 1987?",
    ],
)
def test_what_no_report_covers_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert not answer.citations and not answer.claims
    assert answer.text


def test_same_question_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.ask(QUESTIONS[0]) for _ in range(2))
    assert first == second


def test_as_of_leaves_later_reports_aside(assistant: Assistant) -> None:
    answer = assistant.ask("Will AMLO win the recall vote?", as_of=date(2021, 12, 31))
    assert answer.answered
    assert {c.source.date for c in answer.citations} == {date(2021, 6, 10)}


def test_follow_up_takes_over_the_question(assistant: Assistant) -> None:
    history = [Turn("Who won the presidential election in Nigeria in 2023?", True)]
    answer = assistant.ask("and in 2019?", history=history)
    assert answer.understood == "Who won the presidential election in Nigeria in 2019?"
    assert "Buhari" in answer.text


def test_a_slip_of_the_pen_is_mended_and_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the presidental electoin in Nigreia in 2019?")
    assert answer.understood == "Who won the presidential election in Nigeria in 2019?"
    assert answer.text == assistant.ask(answer.understood).text
    assert [hit.text for hit in assistant.search("Nigreia electoin")] == [
        hit.text for hit in assistant.search("Nigeria election")
    ]


def test_a_name_that_no_report_has_stays_as_it_is(assistant: Assistant) -> None:
    for question in ("What did Maduro say?", "Who are the lenders?", 'Is it "Nigreia"?'):
        assert assistant.understood(question) == question


def test_filters_hold_inside_the_search(assistant: Assistant) -> None:
    hits = assistant.search("president", Filters(place="Africa", since=date(2020, 1, 1)), 20)
    assert hits
    assert {hit.source.place for hit in hits} == {"Nigeria", "Kenya"}
    assert all(hit.source.date and hit.source.date.year >= 2020 for hit in hits)
    for hit in hits:
        assert hit.span.of(assistant.report(hit.source.report_id).text) == hit.text


def test_search_shows_each_report_once_before_any_twice(assistant: Assistant) -> None:
    hits = assistant.search("election", k=7)
    assert len({hit.source.report_id for hit in hits}) == 7


def test_second_ingest_changes_nothing(assistant: Assistant) -> None:
    version = assistant.version()
    result = assistant.ingest([CORPUS / name for name in SAMPLES])
    assert (result.added, result.updated, result.unchanged) == (0, 0, len(SAMPLES))
    assert assistant.version() == version


def test_a_changed_file_replaces_and_a_gone_one_is_pruned(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    one, two = folder / "one.txt", folder / "two.txt"
    one.write_text("3 March 2020\n\nFull Report: Chile\n\nThe peso fell by 12% in March 2020.\n")
    two.write_text("4 March 2020\n\nFull Report: Ghana\n\nThe cedi fell by 13% in March 2020.\n")
    assistant = open_assistant(load_settings(home=tmp_path / "home"))
    assert assistant.ingest([folder]).added == 2
    one.write_text("3 March 2020\n\nFull Report: Chile\n\nThe peso fell by 19% in March 2020.\n")
    two.unlink()
    result = assistant.ingest([folder], prune=True)
    assert (result.updated, result.removed, result.reports) == (1, 1, 1)
    (hit,) = assistant.search("the peso", k=5)
    assert "19%" in hit.text


def test_a_reader_sees_what_another_writes(tmp_path: Path) -> None:
    reader = open_assistant(load_settings(home=tmp_path / "home"))
    writer = open_assistant(load_settings(home=tmp_path / "home"))
    assert reader.records() == ()
    assert not reader.ask("What happened?").answered
    writer.ingest([CORPUS / SAMPLES[0]])
    assert [record.place for record in reader.records()] == ["Mexico"]
    assert reader.ask("Will AMLO win the recall vote?").answered


def test_what_cannot_be_understood_is_said(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask("  ?! ")
    with pytest.raises(ReportError, match="no report"):
        assistant.report("no-such-report")
    with pytest.raises(ReportError, match="begins"):
        assistant.report("mexico")
    assert assistant.report("poland").place == "Poland"


def test_a_server_that_is_down_is_one_line(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, store_url="http://127.0.0.1:9")
    with pytest.raises(StoreError) as caught:
        open_assistant(settings).records()
    assert "\n" not in str(caught.value)


def test_every_example_question_is_answered(assistant: Assistant) -> None:
    examples = assistant.example_questions(10)
    assert {q.split()[-1] for q in examples} >= {"Mexico?", "Nigeria?", "Poland?"}
    assert [question for question in examples if not assistant.ask(question).answered] == []
