import json
from datetime import date
from pathlib import Path

import pytest

from assistant.added_cases import Correction, add_case, cases_file
from assistant.cli import main
from assistant.errors import QuestionError
from assistant.feedback import Rating, record_feedback
from assistant.pipeline import Assistant, open_assistant
from assistant.results import Filters
from assistant.settings import Settings
from evals.datasets import from_file
from tests.archive import filled

WON = "Who won the Polish presidential election in 2025?"
QUOTE = "motion $x^2$ number   777 on 4 May 2022"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return filled(tmp_path_factory.mktemp("added"))


@pytest.fixture
def assistant(archive: Assistant) -> Assistant:
    cases_file(archive.settings.home).unlink(missing_ok=True)
    return archive


def test_a_case_is_read_as_gold_is_and_the_last_form_counts(assistant: Assistant) -> None:
    filters = Filters(place="Peru", since=date(2022, 1, 1))
    add_case(assistant, "Which  motion?", Correction(True, ("776",)), filters=filters)
    path = add_case(
        assistant,
        "Which motion?",
        Correction(True, ("777", " "), (QUOTE, "")),
        filters=filters,
        as_of=date(2022, 6, 1),
    )
    add_case(assistant, "Which motion?", Correction(True, ("777",)), filters=filters)
    first, second = from_file(path).questions
    assert (first.question, first.answers) == ("Which motion?", ("777",))
    assert (second.filters, second.last_day) == (filters, date(2022, 6, 1))
    assert second.answers == ("777",)
    text = assistant.report(second.evidence[0].report).text
    assert second.evidence[0].text in text
    assert "777" in second.evidence[0].text


@pytest.mark.parametrize(
    ("question", "correction", "says"),
    [
        ("  ", Correction(True, ("x",)), "no question to add"),
        ("Q?", Correction(True, (" ",), ("",)), "no correction"),
        ("Q?", Correction(False, ("x",)), "leave one of them out"),
        ("Q?", Correction(True, (), ("words that stand nowhere",)), "no report holds the quote"),
    ],
)
def test_what_cannot_be_a_case_is_refused(
    assistant: Assistant, question: str, correction: Correction, says: str
) -> None:
    with pytest.raises(QuestionError, match=says):
        add_case(assistant, question, correction)
    assert not cases_file(assistant.settings.home).exists()


def evaluate(assistant: Assistant, *arguments: object) -> int:
    return main(["--home", str(assistant.settings.home), "eval", *map(str, arguments)])


def test_an_answer_rated_down_becomes_a_case_that_a_run_takes(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = assistant.ask(WON)
    record_feedback(
        assistant.settings, answer, Rating.DOWN, answer_id="abc123", archive=assistant.version()
    )
    assert evaluate(assistant, "add", "--feedback", "nothing", "--answer", "Nawrocki") == 2
    assert "abc123 Who won" in capsys.readouterr().err
    given = ("--answer", "Nawrocki", "--json")
    assert evaluate(assistant, "add", "--feedback", "abc", *given) == 0
    path = Path(json.loads(capsys.readouterr().out)["file"])
    assert evaluate(assistant, "add", "Who won in Bhutan?", "--unanswerable") == 0
    assert f"--data {path}" in capsys.readouterr().out
    assert evaluate(assistant, "run", "--data", path, "--out", tmp_path / "out", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    figures = {f["metric"]: (f["value"], f["cases"]) for f in said["figures"]}
    assert figures["answered"] == (1, 1)
    assert figures["coverage"] == (1, 1)
    assert figures["refusal_recall"] == (1, 1)
    assert said["fingerprint"]["data"]["archive"] == assistant.version()


def test_a_home_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "evals").write_text("a file")
    assistant = open_assistant(Settings(home=tmp_path))
    with pytest.raises(Exception, match="the case is not kept in") as caught:
        add_case(assistant, "Q?", Correction(False))
    assert len(str(caught.value).splitlines()) == 1
