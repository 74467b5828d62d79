"""Each page and each of its states, without a browser, over a real archive."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.added_cases import cases_file
from assistant.feedback import Rating, read_feedback
from assistant.pipeline import open_assistant
from assistant.settings import load_settings
from assistant.store import StoreIdentity, StoreLocation, open_store
from evals.datasets import from_file
from tests.archive import CORPUS, filled

CHAT = str(Path(__file__).parent.parent / "streamlit_app.py")
REPORTS = "from assistant.ui import reports\n\nreports.page()\n"
WON = "Who won the Polish presidential election in 2025?"
NOT_COVERED = "What is the inflation rate in Bhutan?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("app")
    filled(folder)
    return folder / "home"


@pytest.fixture
def home(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that the test may change."""
    shutil.copytree(archive, tmp_path / "home")
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def chat() -> AppTest:
    return ran(AppTest.from_file(CHAT, default_timeout=120).run())


def reports() -> AppTest:
    return ran(AppTest.from_string(REPORTS, default_timeout=120).run())


def ran(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def ask(page: AppTest, question: str) -> AppTest:
    return ran(page.chat_input(key="question").set_value(question).run())


def shown(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def keys(page: AppTest, start: str) -> list[str]:
    return [b.key for b in page.button if b.key and b.key.startswith(start)]


def press(page: AppTest, start: str) -> AppTest:
    return ran(page.button(key=keys(page, start)[0]).click().run())


def report_data(page: AppTest) -> str:
    (pane,) = (e for e in page.get("bidi_component") if e.proto.component_name.endswith("report"))
    return str(pane.proto)


def test_an_empty_archive_says_how_to_fill_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "none"))
    page = chat()
    assert "The archive is empty." in shown(page)
    assert page.code[0].value == f"assistant --home {tmp_path / 'none'} ingest FOLDER"
    assert page.chat_input(key="question").disabled
    assert page.get("file_uploader")
    assert "The archive is empty." in shown(reports())


def test_a_model_that_the_settings_do_not_name_is_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_ENGINE", "openai")
    page = chat()
    assert "<h1>The settings cannot be used</h1>" in shown(page)
    assert "needs a model: set `model`" in shown(page)
    assert not page.exception


def test_an_archive_that_cannot_be_opened_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_STORE_URL", "http://127.0.0.1:9")
    page = chat()
    assert "<h1>The archive cannot be opened</h1>" in shown(page)
    assert "The Chroma server at http://127.0.0.1:9 cannot be reached" in shown(page)
    assert "Errno" not in shown(page)
    assert page.button(key="try_again")


def test_an_archive_of_another_model_shows_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    other = StoreIdentity("another model", 8, "another chunking")
    open_store(StoreLocation(str(tmp_path / "store")), other, create=True).close()
    page = chat()
    assert "was made with another model" in shown(page)
    assert page.code[0].value == f"assistant --home {tmp_path} ingest --rebuild FOLDER"


def test_bad_settings_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "bad.toml"
    config.write_text("colour = 'red'\n")
    monkeypatch.setenv("ASSISTANT_CONFIG", str(config))
    assert "colour: there is no such key" in shown(chat())


def test_the_engine_is_named(home: Path) -> None:
    assert "Embedded engine: quotes sentences, is not a language model" in shown(chat())


def test_an_example_is_asked_by_one_click(home: Path) -> None:
    page = press(chat(), "example_")
    assert keys(page, "example_") == []
    assert 'class="asked"' in shown(page)


def test_an_answer_survives_reruns_and_its_citation_opens(home: Path) -> None:
    page = ask(chat(), WON)
    answer = page.session_state["exchanges"][0].answer
    (chip, *_) = keys(page, "chip_")
    assert page.button(key=chip).label == "\\[1\\] Poland\\, 3 Jun 2025 \\(1 year ago\\)"
    page = press(ran(page.run()), "chip_")
    assert page.session_state["exchanges"][0].answer is answer
    assert answer.citations[0].quote in report_data(page)
    assert '\\"mark\\": \\"quote\\"' in report_data(page)
    assert page.button(key="close_report")
    page = press(page, "close_report")
    assert not page.get("bidi_component") or keys(page, "close_report") == []


def test_a_follow_up_shows_how_it_was_understood(home: Path) -> None:
    page = ask(ask(chat(), "Who won the presidential election in Poland?"), "and in Kenya?")
    assert "Understood as:" in shown(page)
    assert "Kenya" in page.session_state["exchanges"][1].answer.understood


def test_a_refusal_offers_the_closest_reports(home: Path) -> None:
    page = ask(chat(), NOT_COVERED)
    assert "no report on Bhutan" in shown(page)
    assert keys(page, "chip_") == []
    page = press(page, "closest_")
    assert page.button(key="close_report")


def test_a_question_that_fails_can_be_asked_again(home: Path) -> None:
    page = ask(chat(), "?!")
    assert "The question is empty" in shown(page)
    page = press(page, "again_")
    assert len(page.session_state["exchanges"]) == 1


def test_filters_hold_for_the_question_and_can_be_cleared(home: Path) -> None:
    page = chat()
    page.selectbox(key="filter_place").set_value("Mexico")
    page.date_input(key="filter_as_of").set_value(date(2021, 12, 31))
    page = ran(page.run())
    assert "Only 1 of 7 reports: Mexico, as of 31 Dec 2021" in shown(page)
    page = ask(page, "Who won the elections?")
    asked = page.session_state["exchanges"][0]
    assert (asked.filters.place, asked.as_of) == ("Mexico", date(2021, 12, 31))
    assert all(c.source.date <= date(2021, 12, 31) for c in asked.answer.citations)
    page = press(page, "clear_filters")
    assert "Only 1 of 7" not in shown(page)


def test_a_date_range_that_is_turned_round_is_pointed_out(home: Path) -> None:
    page = chat()
    page.date_input(key="filter_since").set_value(date(2024, 1, 1))
    page.date_input(key="filter_until").set_value(date(2020, 1, 1))
    page = ran(page.run())
    assert "no report can match" in page.caption[0].value


def test_an_answer_rated_down_becomes_a_case(home: Path) -> None:
    page = ask(chat(), WON)
    assert not keys(page, "add_go_")
    page = ran(page.feedback[0].set_value(0).run())
    page = press(page, "add_go_")
    assert "There is no correction" in shown(page)
    page.text_input(key=field(page, "add_answer_")).set_value("Nawrocki")
    page = press(page, "add_go_")
    assert "It is a case of the evaluation now." in shown(page)
    (case,) = from_file(cases_file(home)).questions
    assert (case.question, case.answers, case.answerable) == (WON, ("Nawrocki",), True)


def field(page: AppTest, start: str) -> str:
    return next(str(f.key) for f in page.text_input if str(f.key).startswith(start))


def test_a_rating_is_kept_with_the_answer(home: Path) -> None:
    page = ask(chat(), WON)
    (thumbs,) = page.feedback
    page = ran(thumbs.set_value(1).run())
    (kept,) = read_feedback(home)
    assert (kept.rating, kept.answer["question"]) == (Rating.UP, WON)
    (thumbs,) = page.feedback
    ran(thumbs.set_value(None).run())
    assert read_feedback(home) == ()


def test_a_new_conversation_starts_empty(home: Path) -> None:
    page = press(ask(chat(), WON), "start_again")
    assert page.session_state["exchanges"] == []
    assert keys(page, "example_")


def test_reports_are_listed_newest_first_and_open(home: Path) -> None:
    page = reports()
    rows = keys(page, "row_")
    assert len(rows) == 7
    assert "7 reports in the archive" in shown(page)
    page = press(page, "row_")
    assert "Poland" in report_data(page)
    assert keys(page, "row_open_")


def test_reports_are_found_by_words_and_filters(home: Path) -> None:
    page = reports()
    page = ran(page.text_input(key="report_search").set_value("mexico 2022").run())
    assert len(keys(page, "row_")) == 1
    page = ran(page.text_input(key="report_search").set_value("nowhere").run())
    assert "No report matches." in shown(page)
    assert "Shorten the search." in shown(page)
    page.text_input(key="report_search").set_value("")
    page = ran(page.selectbox(key="filter_place").set_value("Nigeria").run())
    assert len(keys(page, "row_")) == 2


def test_a_removal_is_confirmed_first(home: Path) -> None:
    page = press(press(reports(), "row_"), "remove")
    assert "the next ingest of that folder brings it back" in shown(page)
    assert len(open_assistant(load_settings(home=home)).records()) == 7
    page = press(page, "remove_confirmed")
    page = ran(page.run())
    assert len(keys(page, "row_")) == 6
    assert keys(page, "close_report") == []


def test_an_upload_is_ingested_and_reported(home: Path) -> None:
    page = uploaded(reports())
    assert "1 report added." in shown(page)
    assert (home / "uploads" / "chile.txt").exists()
    page = press(page, "dismiss_ingest")
    assert "1 report added." not in shown(page)


def test_the_first_upload_opens_the_chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "none"))
    page = uploaded(chat())
    assert "1 report added." in shown(page)
    assert keys(page, "example_")
    assert not page.chat_input(key="question").disabled


CHILE = (
    b"3 May 2020\n\nFull Report: Chile\n\nThe peso fell by 12%. "
    b"We expect the central bank to report slow growth in Chile.\n"
)


def uploaded(page: AppTest) -> AppTest:
    (uploader,) = page.file_uploader
    uploader.upload("chile.txt", CHILE)
    (button,) = (b for b in page.button if b.label == "Add to the archive")
    page = ran(button.click().run())
    page.session_state["ingest_job"].wait(120)
    return ran(page.run())


def test_reports_of_another_process_show_without_a_restart(home: Path) -> None:
    page = reports()
    open_assistant(load_settings(home=home)).ingest([CORPUS / "iraq-2022-10-31.txt"])
    assert len(keys(ran(page.run()), "row_")) == 8


def test_a_citation_of_a_removed_report_says_so(home: Path) -> None:
    page = ask(chat(), WON)
    records = open_assistant(load_settings(home=home)).records()
    cited = page.session_state["exchanges"][0].answer.citations[0].source.report_id
    open_assistant(load_settings(home=home)).remove([cited])
    page = press(page, "chip_")
    assert len(records) == 7
    assert "This report is no longer in the archive" in shown(page)
    assert "assistant list" not in shown(page)  # words for the command line


def test_an_uncalibrated_confidence_is_not_shown(home: Path) -> None:
    assert "confidence" not in shown(ask(chat(), WON)).casefold()
