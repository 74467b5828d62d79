"""The language model chosen on the page, what it took, and a reply seen unchecked and checked."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, expect
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from assistant.chosen_model import with_chosen_model
from assistant.errors import SettingsError
from assistant.settings import Settings
from tests.drafting import PERU
from tests.model_server import ModelServer, model_server
from tests.scripted import ScriptedModel
from tests.test_app import WON, archive, ask, chat, fresh, home, press, ran, shown
from tests.test_browser import SLOW, browser, served
from tests.test_draft_page import drafted, held
from tests.test_writing_page import finished, use
from tests.test_written import RESULT

# Imported fixtures, which pytest finds by their names in this module.
__all__ = ["archive", "browser", "fresh", "home"]

CITED = f"{RESULT} [1]."
DRAFT = "from assistant.ui import draft\n\ndraft.page()\n"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server("openai-compatible") as running:
        yield running


def chosen(page: AppTest, engine: str, model: str = "", address: str = "") -> AppTest:
    page.selectbox(key="model_engine").set_value(engine)
    ran(page.run())
    if model:
        page.text_input(key="model_name").set_value(model)
        page.text_input(key="model_address").set_value(address)
    return press(page, "model_use")


def test_the_choice_holds_for_the_session_and_what_it_took_is_said(
    home: Path, server: ModelServer
) -> None:
    server.will(server.says(CITED))
    page = chosen(chat(), "openai-compatible", "any-name", server.url)
    assert "Engine: openai-compatible/any-name" in shown(page)
    page = finished(ask(page, WON))
    assert page.session_state["exchanges"][0].answer.engine == "openai-compatible/any-name"
    page = ran(page.run())
    took = "1 call, 11 tokens sent, 5 received, cost unknown"
    assert f"This session: {took}" in shown(page) and f"Today: {took}" in shown(page)
    other = chat()
    assert "Embedded engine" in shown(other) and "This session" not in shown(other)
    assert f"Today: {took}" in shown(other)
    page = chosen(page, "embedded")
    assert "Embedded engine: quotes" in shown(page)


def test_a_choice_that_cannot_be_is_one_line_and_changes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    page = chosen(chat(), "openai", "gpt-any")
    assert "needs a key: set" in shown(page)
    assert "Embedded engine" in shown(page)
    page = chosen(page, "openai-compatible", "any", "ftp://nowhere")
    assert "Bad settings" in shown(page) and "Embedded engine" in shown(page)


def test_settings_that_cannot_be_used_can_be_chosen_otherwise(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_ENGINE", "openai")
    page = chat()
    assert "needs a model" in shown(page)
    page = chosen(page, "embedded")
    assert "Embedded engine" in shown(page) and "needs a model" not in shown(page)


def test_the_key_of_the_settings_goes_to_no_other_address(
    home: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_ENGINE", "openai-compatible")
    monkeypatch.setenv("ASSISTANT_MODEL", "any-name")
    monkeypatch.setenv("ASSISTANT_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ASSISTANT_MODEL_KEY", "sk-secret")
    server.will(server.says(CITED))
    page = chosen(chat(), "openai-compatible", "any-name", server.url)
    finished(ask(page, WON))
    (asked,) = server.asked
    assert "sk-secret" not in str(asked.headers) + str(asked.body)


def test_a_choice_keeps_key_and_prices_only_where_they_belong() -> None:
    settings = Settings(
        engine="openai-compatible",
        model="a",
        model_url="http://127.0.0.1:9/v1",
        model_key=SecretStr("sk-secret"),
        price_in=1,
        price_out=2,
    )
    same = with_chosen_model(settings, "openai-compatible", " a ", "http://127.0.0.1:9/v1")
    assert same == settings
    other = with_chosen_model(settings, "openai-compatible", "b", "http://127.0.0.1:9/v1")
    assert other.model_key == settings.model_key and other.price_in is None
    away = with_chosen_model(settings, "openai-compatible", "a", "http://127.0.0.1:8/v1")
    assert away.model_key is None and away.home == settings.home
    local = with_chosen_model(settings, "local", "/etc/passwd", "http://127.0.0.1:8/v1")
    assert (local.model, local.model_url, local.model_key) == (None, None, None)
    with pytest.raises(SettingsError, match="engine"):
        with_chosen_model(settings, "other", "", "")


def test_a_draft_says_what_worded_it_and_what_did_not_hold(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording = (
        "Castillo is likely to face a hostile Congress, in which his party holds 37 of 130 seats."
    )
    use(monkeypatch, ScriptedModel(f"1: {wording}", "1: REMOVE"))
    page = drafted(ran(AppTest.from_string(DRAFT, default_timeout=120).run()), PERU)
    draft = held(page)
    assert draft.draft.engine == "scripted/model"
    assert wording in [bullet.checked.text for bullet in draft.bullets]
    assert "wrote no version that the body carries" in shown(page)
    assert "Engine: scripted/model · 3 calls" in shown(page)


def test_a_reply_is_seen_unchecked_and_ends_checked(
    archive: Path, server: ModelServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Event()
    first, rest = CITED[:24], CITED[24:]
    server.will(server.waits(go, first, rest))
    for name, value in (
        ("ENGINE", "openai-compatible"),
        ("MODEL", "any-name"),
        ("MODEL_URL", server.url),
        ("MODEL_CACHE", "false"),
    ):
        monkeypatch.setitem(os.environ, f"ASSISTANT_{name}", value)
    with served(archive) as address:
        page = browser.new_page()
        page.goto(address)
        page.get_by_placeholder("Ask about the reports").fill(WON, timeout=SLOW)
        page.keyboard.press("Enter")
        unchecked = page.locator(".unchecked")
        expect(unchecked).to_have_text(first.strip(), timeout=SLOW)
        expect(page.get_by_text("nothing of it is checked yet")).to_be_visible()
        assert page.locator("[class*='st-key-chip_']").count() == 0
        go.set()
        expect(page.locator("[class*='st-key-chip_']").first).to_be_visible(timeout=SLOW)
        expect(unchecked).to_have_count(0)
        expect(page.get_by_text("50.89%").first).to_be_visible()
        expect(page.get_by_text("Engine: openai-compatible/any-name").first).to_be_visible()
        page.close()
