import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.archive import filled

APP = str(Path(__file__).parent.parent / "streamlit_app.py")
QUESTION = "Who won the Polish presidential election in 2025?"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("app")
    filled(folder)
    return folder / "home"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def app(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setitem(os.environ, "ASSISTANT_HOME", str(home))
    return AppTest.from_file(APP, default_timeout=60).run()


def test_an_empty_archive_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = app(tmp_path / "none", monkeypatch)
    assert not page.exception
    assert "empty" in page.info[0].value


def test_an_answer_has_chips_and_survives_reruns(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = app(home, monkeypatch)
    assert not page.exception
    page.chat_input(key="question").set_value(QUESTION).run()
    assert not page.exception
    chip = page.button(key="chip_0_1")
    assert "3 Jun 2025" in chip.label
    page.run()
    chip = page.button(key="chip_0_1")
    chip.click().run()
    assert not page.exception
    assert page.button(key="close_report")


def test_a_refusal_names_the_closest_reports(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = app(home, monkeypatch)
    page.chat_input(key="question").set_value("What is the inflation rate in Turkey?").run()
    assert not page.exception
    assert page.button(key="closest_0_0")


def test_feedback_is_kept_with_the_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.feedback import Rating, record_feedback
    from assistant.pipeline import open_assistant
    from assistant.settings import load_settings

    settings = load_settings(home=home, store_token="secret-token")
    answer = open_assistant(load_settings(home=home)).ask(QUESTION)
    record_feedback(home, answer, Rating.DOWN, settings)
    line = json.loads((home / "feedback.jsonl").read_text().splitlines()[-1])
    assert line["rating"] == "down"
    assert line["answer"]["question"] == answer.question
    assert "secret-token" not in json.dumps(line)
