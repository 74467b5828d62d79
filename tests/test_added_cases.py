import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.added_cases import Correction, add_bullet, add_case, cases_file, drafted_text
from assistant.cli import main
from assistant.editing import Editor
from assistant.errors import QuestionError
from assistant.feedback import Rating, record_feedback
from assistant.pipeline import Assistant, open_assistant
from assistant.reports import report_of_text
from assistant.results import EditedDraft, Filters
from assistant.saved_drafts import save_draft
from assistant.settings import Settings
from evals.datasets import from_file
from tests.archive import filled
from tests.drafting import PERU

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
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


@pytest.fixture(scope="module")
def draft(archive: Assistant) -> EditedDraft:
    """A saved draft whose first bullet was reworded, with a second of the analyst's own."""
    editor = Editor(archive)
    begun = editor.begin(report_of_text(PERU), NOW, bullets=1)
    reworded = editor.rewrite(begun, "1", "Castillo  holds no majority.", NOW)
    added = editor.add(reworded, NOW)
    whole = editor.rewrite(added, "2", "The sol will weaken.", NOW)
    save_draft(archive.settings.home, whole)
    return whole


def test_an_edited_bullet_becomes_the_key_point_of_its_report(
    assistant: Assistant, draft: EditedDraft, tmp_path: Path
) -> None:
    (path,) = add_bullet(tmp_path, draft, "1", "An earlier correction.", false=False)
    add_bullet(tmp_path, draft, "1", "Castillo  holds no majority.", false=False)
    (case,) = from_file(path).drafts
    assert case.key_points == ("Castillo holds no majority.",)
    assert (case.title, case.date) == (draft.report.title, "2021-07-28")
    assert case.text.split("\n\n") == [s.of(draft.report.text) for s in draft.report.paragraphs]


def test_a_false_bullet_becomes_a_claim_to_refuse_beside_one_to_accept(
    assistant: Assistant, draft: EditedDraft, tmp_path: Path
) -> None:
    points, path = add_bullet(tmp_path, draft, "1", "Castillo holds no majority.", false=True)
    assert len(from_file(points).drafts) == 1
    wrong, right = from_file(path).key_points
    assert (wrong.claim, wrong.label) == (draft.draft.bullets[0].point.text, 0)
    assert (right.claim, right.label) == ("Castillo holds no majority.", 1)
    assert wrong.group == right.group and wrong.source == right.source


@pytest.mark.parametrize(
    ("bullet", "text", "false", "says"),
    [
        ("1", " ", False, "there is no correction"),
        ("1", None, False, "as it was drafted"),
        ("2", "Mine.", True, "was not drafted"),
    ],
)
def test_what_is_no_correction_of_a_bullet_is_refused(
    draft: EditedDraft, tmp_path: Path, bullet: str, text: str | None, false: bool, says: str
) -> None:
    right = drafted_text(draft, bullet) if text is None else text
    with pytest.raises(QuestionError, match=says):
        add_bullet(tmp_path, draft, bullet, right, false=false)
    assert not list(tmp_path.iterdir())


def test_the_terminal_adds_a_bullet_as_the_page_does_and_a_run_takes_it(
    assistant: Assistant, draft: EditedDraft, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ("add", "--draft", draft.draft_id)
    assert evaluate(assistant, *named, "--bullet", 1, "--false", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["bullet"] == "Castillo holds no majority."
    assert evaluate(assistant, *named, "--bullet", 2, "--answer", "The sol may weaken.") == 0
    points, claims = said["files"]
    assert f"--data {points}" in capsys.readouterr().out
    for file, suite, cases in ((points, "drafting", 2), (claims, "consistency", 2)):
        run = ("run", "--data", file, "--out", tmp_path / suite, "--json")
        assert evaluate(assistant, *run) == 0
        figures = json.loads(capsys.readouterr().out)["figures"]
        assert {f["suite"] for f in figures} == {suite}
        assert max(f["cases"] for f in figures) == cases
    for wrong, says in (
        ((*named, "--bullet", 9), "a number from 1 to 2"),
        (named, "a number from 1 to 2"),
        (("add", "--draft", "0" * 16, "--bullet", 1), "there is no draft"),
        (("add", "Q?", "--bullet", 1), "go with --draft"),
    ):
        assert evaluate(assistant, *wrong) == 2
        error = capsys.readouterr().err
        assert says in error and len(error.splitlines()) == 1


def test_a_home_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "evals").write_text("a file")
    assistant = open_assistant(Settings(home=tmp_path))
    with pytest.raises(Exception, match="the case is not kept in") as caught:
        add_case(assistant, "Q?", Correction(False))
    assert len(str(caught.value).splitlines()) == 1
