"""The evaluation page: without a browser in each of its states, and in a real Chromium."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.ui.evaluation import EvaluationJob
from assistant.ui.markup import table_html
from evals.outcome import Outcome
from evals.runner import Figure, Run
from tests.test_app import archive, fresh, home, press, ran, shown
from tests.test_browser import SLOW, address, browser, folder, go_to, narrow, page

# Imported fixtures, which pytest finds by their names in this module.
__all__ = ["address", "archive", "browser", "folder", "fresh", "home", "narrow", "page"]

EVALUATE = "from assistant.ui import evaluate\n\nevaluate.page()\n"


def evaluate_page() -> AppTest:
    return ran(AppTest.from_string(EVALUATE, default_timeout=120).run())


def keep(home: Path, name: str, answered: float) -> None:
    """A result of thirty questions as `eval run` writes it."""
    outcomes = tuple(
        Outcome(suite="answers", id=f"q{n}", group=f"g{n}", kind="fact",
                pairs={"answered": (float(n < 30 * answered), 1.0)})
        for n in range(30)
    )  # fmt: skip
    figure = Figure(suite="answers", metric="answered", value=answered, low=0, high=1, cases=30,
                    groups=30)  # fmt: skip
    run = Run(fingerprint={}, suites=("answers",), figures=(figure,), outcomes=outcomes)
    folder = home / "evals"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(run.model_dump_json(), "utf-8")
    (folder / f"{name}.html").write_text("<p>report</p>", "utf-8")


def test_without_a_run_there_is_the_form_alone(home: Path) -> None:
    page = evaluate_page()
    assert "speed" not in page.multiselect(key="evaluate_suites").options
    assert not page.selectbox
    assert "Past runs" not in shown(page)


def test_past_runs_are_shown_and_two_compared(home: Path) -> None:
    keep(home, "aaaaaa-answers", 1.0)
    keep(home, "bbbbbb-answers", 0.5)
    page = evaluate_page()
    page.selectbox(key="evaluate_shown").set_value("bbbbbb-answers.json")
    page.selectbox(key="evaluate_before").set_value("aaaaaa-answers.json")
    page = ran(page.selectbox(key="evaluate_after").set_value("bbbbbb-answers.json").run())
    said = shown(page)
    assert "<td>answered</td><td>0.500</td><td>[0.000, 1.000]</td><td>30</td>" in said
    assert "<tr class=worse><td>answers</td><td>answered</td><td>1.000</td><td>0.500</td>" in said
    assert page.get("download_button")


def test_a_damaged_result_is_told_in_a_line(home: Path) -> None:
    (home / "evals").mkdir()
    (home / "evals" / "damaged.json").write_text("{", "utf-8")
    assert "is no result of `assistant eval run`" in shown(evaluate_page())


def test_a_run_from_the_page_writes_a_result(home: Path) -> None:
    page = evaluate_page()
    page.multiselect(key="evaluate_suites").set_value(["retrieval"])
    page = press(page, "evaluate_go")
    job = page.session_state["evaluation_job"]
    job.wait(240)
    page = ran(page.run())
    assert "The run is done" in shown(page)
    assert job.share > 0.9
    found = json.loads(job.outcome.read_text("utf-8"))
    assert found["suites"] == ["retrieval"]
    assert "<td>hit@1</td>" in shown(page)


def test_a_stopped_run_says_that_it_can_go_on(tmp_path: Path) -> None:
    job = EvaluationJob(Settings(home=tmp_path), ["retrieval"], small=True)
    job.stop()
    assert job.stage.startswith("Stopping")
    job.wait(240)
    assert job.outcome is None
    assert job.error is not None and job.error.startswith("stopped")
    with pytest.raises(AssistantError, match="stopped"):
        job._tell(0, 1, "retrieval")
    assert not list((tmp_path / "evals" / "cases").glob("*"))  # it ended while reports went in


def test_cells_are_text() -> None:
    assert "<td>&lt;b&gt;x&lt;/b&gt;</td>" in table_html(("h",), [("<b>x</b>",)])


def test_it_works_in_a_browser(narrow: Page, folder: Path) -> None:
    keep(folder / "home", "aaaaaa-answers", 1.0)
    keep(folder / "home", "bbbbbb-answers", 0.5)
    if not narrow.get_by_test_id("stSidebarNav").is_visible():
        narrow.get_by_test_id("stExpandSidebarButton").click()
    go_to(narrow, "Evaluate")
    expect(narrow.locator(".figures").first).to_contain_text("answered", timeout=SLOW)
    with narrow.expect_download() as download:
        narrow.get_by_role("button", name="Download the report").click()
    assert download.value.path().read_text("utf-8") == "<p>report</p>"
    wide = narrow.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
