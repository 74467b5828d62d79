"""The pages in a real Chromium, served by the real app over a real archive."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.archive import filled

ROOT = Path(__file__).parent.parent
SLOW = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    filled(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_HOME": str(folder / "home")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run scripts/install_browser"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


def ask(page: Page, question: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.wait_for(timeout=SLOW)
    box.fill(question)
    box.press("Enter")


def test_ask_and_open_the_quote(page: Page) -> None:
    ask(page, "Who won the Polish presidential election in 2025?")
    page.get_by_text("[1] Poland, 3 Jun 2025").first.click(timeout=SLOW)
    mark = page.frame_locator("iframe").locator("mark").first
    expect(mark).to_contain_text("50.89%", timeout=SLOW)
    expect(mark).to_be_in_viewport()


def test_downloads_hold_the_quote(page: Page) -> None:
    ask(page, "Who won the Polish presidential election in 2025?")
    button = page.get_by_role("button", name="Markdown")
    button.wait_for(timeout=SLOW)
    with page.expect_download() as download:
        button.click()
    assert "50\\.89%" in Path(download.value.path()).read_text(encoding="utf-8")


def test_hostile_text_shows_as_text(page: Page) -> None:
    wanted: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    ask(page, "How many votes rejected motion 777?")
    expect(page.get_by_text("[img](http://localhost/x.png)").first).to_be_visible(timeout=SLOW)
    page.get_by_text("[1] Peru, 5 May 2022").first.click()
    expect(page.frame_locator("iframe").locator("mark").first).to_be_visible(timeout=SLOW)
    assert page.evaluate("window.hacked") is None
    assert not any("x.png" in url for url in wanted)


def test_the_chat_survives_a_page_switch(page: Page) -> None:
    ask(page, "Who won the Polish presidential election in 2025?")
    chip = page.get_by_text("[1] Poland, 3 Jun 2025").first
    chip.wait_for(timeout=SLOW)
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_text("Add reports")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Ask").click()
    expect(chip).to_be_visible(timeout=SLOW)


def test_upload_and_remove(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "chile-2020-05-03.txt"
    report.write_text("3 May 2020\n\nFull Report: Chile\n\nThe peso fell by 12% in April 2020.\n")
    page.get_by_role("link", name="Reports").click(timeout=SLOW)
    page.locator("input[type=file]").set_input_files(str(report), timeout=SLOW)
    page.get_by_role("button", name="Add to the archive").click()
    expect(page.get_by_text("1 added")).to_be_visible(timeout=SLOW)


def test_a_narrow_dark_page_can_ask(browser: Browser, address: str) -> None:
    narrow = browser.new_page(viewport={"width": 420, "height": 800}, color_scheme="dark")
    narrow.goto(address)
    ask(narrow, "Who won the Polish presidential election in 2025?")
    expect(narrow.get_by_text("50.89%").first).to_be_visible(timeout=SLOW)
    width = narrow.evaluate("document.documentElement.scrollWidth")
    assert width <= 420
    narrow.close()
