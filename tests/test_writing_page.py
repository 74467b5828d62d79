"""The chat page with a language model: text at once, checked in the end, stopped at will."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.errors import ModelError
from assistant.llm import Form, Message, Reply
from assistant.results import Verdict
from assistant.ui.markup import writing_html
from tests.archive import filled
from tests.scripted import ScriptedModel
from tests.test_app import WON, ask, chat, keys, press, ran, shown
from tests.test_written import RESULT


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("writing")
    filled(folder)
    return folder / "home"


@pytest.fixture(autouse=True)
def home(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(archive, tmp_path / "home")
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    st.cache_resource.clear()
    yield tmp_path / "home"
    st.cache_resource.clear()


def use(monkeypatch: pytest.MonkeyPatch, model: ScriptedModel) -> None:
    monkeypatch.setattr("assistant.pipeline.open_model", lambda settings: model)


class Held(ScriptedModel):
    """Writes its first word and then waits to be let go."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.go = Event()

    def write(
        self,
        messages: Sequence[Message],
        *,
        most: int,
        form: Form | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Event | None = None,
    ) -> Reply:
        if on_text:
            on_text("<b>Karol")
        while not self.go.wait(0.02):
            if cancelled and cancelled.is_set():
                break
        return super().write(messages, most=most, form=form, on_text=on_text, cancelled=cancelled)


def finished(page: AppTest) -> AppTest:
    """The page once the answer in the making is there."""
    key = f"answer_job_{page.session_state['exchanges'][-1].id}"
    if key in page.session_state:
        page.session_state[key].wait(60)
    return ran(page.run())


def test_text_shows_at_once_unchecked_and_is_checked_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = Held(f"{RESULT} [1]. Nawrocki won with 88% of the vote [1].")
    use(monkeypatch, model)
    page = ask(chat(), WON)
    for _ in range(200):
        if "&lt;b&gt;Karol" in shown(page):
            break
        page = ran(page.run())
    assert '<p class="unchecked">&lt;b&gt;Karol' in shown(page)
    assert "nothing of it is checked yet" in shown(page)
    assert keys(page, "stop_") and not keys(page, "chip_")
    model.go.set()
    page = finished(page)
    assert "50.89%" in shown(page) and keys(page, "chip_") and not keys(page, "stop_")
    assert "Engine: scripted/model" in shown(page)
    assert "2 calls, 200 tokens sent, 40 received, $0.0020" in shown(page)
    assert "88%" not in page.session_state["exchanges"][0].answer.text


def test_it_can_be_stopped_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Held(f"{RESULT} [1].")
    use(monkeypatch, model)
    page = press(ask(chat(), WON), "stop_")
    page = finished(page)
    assert "Stopped before the answer was checked" in shown(page)
    model.go.set()
    page = finished(press(page, "again_"))
    assert page.session_state["exchanges"][0].answer.engine == "scripted/model"


def test_a_model_that_fails_is_said_above_the_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, ScriptedModel(ModelError("the key is wrong: set it")))
    page = finished(ask(chat(), WON))
    assert "the key is wrong: set it" in shown(page)
    assert "Embedded engine: quotes sentences" in shown(page)
    assert keys(page, "chip_")


def test_an_edited_follow_up_is_asked_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ask(ask(chat(), "Who won the presidential election in Poland?"), "and in Kenya?")
    second = page.session_state["exchanges"][1]
    (box,) = (b for b in page.text_input if b.key == f"reworded_{second.id}")
    assert box.value == second.answer.understood
    box.set_value("Who leads Kenya?")
    page = press(page, "ask_this_")
    third = page.session_state["exchanges"][2]
    assert third.stands_alone and third.answer.understood == "Who leads Kenya?"


def test_each_sentence_shows_how_it_stands() -> None:
    html = writing_html(
        "", ("One <i>.", "Two.", "Three."), (Verdict.SUPPORTED, Verdict.UNSUPPORTED)
    )
    assert html == (
        '<div class="writing"><p><span class="held">One &lt;i&gt;.</span> '
        '<span class="refused">Two.</span> <span class="unchecked">Three.</span></p></div>'
    )
