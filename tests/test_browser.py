"""The pages in a real Chromium, served by the real app over a real archive."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from playwright.sync_api import (
    Browser,
    Error,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

from assistant.feedback import Rating, read_feedback
from tests.archive import filled

ROOT = Path(__file__).parent.parent
SLOW = 60_000
WON = "Who won the Polish presidential election in 2025?"
WIDE, NARROW = (1280, 860), (420, 860)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("browser")
    filled(found)
    return found


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of an app over the archive in `home`, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder / "home") as found:
        yield found


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
    yield from opened(browser, address, WIDE, "light")


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser, address, NARROW, "dark")


def opened(browser: Browser, address: str, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    """A page whose every request goes to the app, and that has no error on its console."""
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(SLOW)
    shown = context.new_page()

    def note_request(request: Request) -> None:
        if not request.url.startswith((address, "blob:")):
            faults.append(request.url)

    def note_error(error: Error) -> None:
        faults.append(str(error))

    shown.on("request", note_request)
    shown.on("pageerror", note_error)
    shown.goto(address)
    shown.get_by_test_id("stChatInputTextArea").wait_for()
    yield shown
    assert shown.evaluate("window.hacked") is None
    context.close()
    assert faults == []


def ask(page: Page, question: str) -> Locator:
    """Ask, and give the message that answers, once it is whole."""
    before = page.locator("[class*=st-key-bar_]").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    page.locator("[class*=st-key-bar_]").nth(before).wait_for()
    return page.get_by_test_id("stChatMessage").last


def chips(answer: Locator) -> Locator:
    return answer.locator("[class*=st-key-chip_] button")


def go_to(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name).wait_for()


def in_view(page: Page, element: Locator) -> bool:
    """Whether the element lies within its pane and the window."""
    return bool(
        element.evaluate(
            """element => {
                const box = element.getBoundingClientRect();
                const pane = element.closest('.pane').getBoundingClientRect();
                return box.top >= pane.top && box.bottom <= pane.bottom
                    && box.top >= 0 && box.bottom <= window.innerHeight;
            }"""
        )
    )


def test_a_citation_opens_at_its_quote_with_its_neighbours(page: Page, folder: Path) -> None:
    answer = ask(page, WON)
    expect(answer).to_contain_text("50.89%")
    expect(answer).to_contain_text("is not a language model")
    chip = chips(answer).first
    expect(chip).to_have_text(re.compile(r"^\[1\] Poland, 3 Jun 2025 \(\d+ (month|year)s? ago\)$"))
    chip.click()
    mark = page.locator("mark.quote")
    expect(mark).to_have_count(1)
    page.wait_for_timeout(300)
    assert in_view(page, mark)
    assert mark.inner_text() in filled(folder).report(chip_report(folder)).text
    assert len(page.locator(".pane .paragraph").all_inner_texts()) > 2
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".pane")).to_have_count(0)
    expect(answer).to_contain_text("50.89%")


def chip_report(folder: Path) -> str:
    """The id of the report on Poland."""
    records = filled(folder).records()
    return next(record.report_id for record in records if record.place == "Poland")


def test_each_chip_moves_the_open_report_to_its_own_quote(page: Page) -> None:
    answer = ask(page, "Who are the candidates of the presidential election in Poland?")
    seen = []
    for chip in chips(answer).all():
        chip.click()
        page.wait_for_timeout(700)
        assert in_view(page, page.locator("mark.quote"))
        seen.append(page.locator("mark.quote").inner_text())
    assert seen and len(set(seen)) == len(seen)


def test_a_report_opens_by_keyboard(page: Page) -> None:
    chip = chips(ask(page, WON)).first
    chip.focus()
    page.keyboard.press("Enter")
    page.locator("mark.quote").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.className") == "pane"


def test_filters_narrow_what_is_asked(page: Page) -> None:
    page.get_by_role("combobox", name="Place").fill("Nigeria")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only 2 of")).to_be_visible()
    answer = ask(page, WON)
    expect(answer).to_contain_text("Filters are on")
    expect(chips(answer)).to_have_count(0)
    go_to(page, "Reports")
    expect(page.locator(".st-key-report_list button")).to_have_count(2)
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".st-key-report_list button")).not_to_have_count(2)


def test_the_chat_outlives_a_page_switch(page: Page) -> None:
    answer = ask(page, WON)
    thumb = answer.locator("[class*=st-key-rating_] button").first
    thumb.click()
    chips(answer).first.click()
    page.locator("mark.quote").wait_for()
    go_to(page, "Reports")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Ask").click()
    expect(page.get_by_test_id("stChatMessage").last).to_contain_text("50.89%")
    expect(page.locator("mark.quote")).to_have_count(1)
    expect(page.locator("[class*=st-key-rating_] button").first).to_have_attribute(
        "aria-checked", "true"
    )


def test_downloads_and_the_clipboard_hold_answer_and_quote(page: Page, tmp_path: Path) -> None:
    answer = ask(page, WON)
    with page.expect_download() as download:
        answer.get_by_role("button", name="Markdown").click()
    assert download.value.suggested_filename.startswith("who-won-the-polish")
    markdown = Path(download.value.path()).read_text(encoding="utf-8")
    assert "> " in markdown and "50.89%" in markdown and "characters" in markdown
    with page.expect_download() as download:
        answer.get_by_role("button", name="Word").click()
    download.value.save_as(tmp_path / "answer.docx")
    cells = docx.Document(str(tmp_path / "answer.docx")).tables[0].rows[1].cells
    assert "50.89%" in cells[3].text
    answer.get_by_role("button", name="Copy").click()
    expect(answer.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == markdown


def test_thumbs_are_kept(page: Page, folder: Path) -> None:
    answer = ask(page, "Who won the 2019 presidential election in Nigeria?")
    answer.locator("[class*=st-key-rating_] button").last.click()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        kept = [f for f in read_feedback(folder / "home") if "Nigeria" in str(f.answer["question"])]
        if kept:
            break
        time.sleep(0.2)
    assert [f.rating for f in kept] == [Rating.DOWN]
    assert json.dumps(kept[0].answer["citations"])


def test_hostile_words_show_as_they_are(page: Page) -> None:
    question = "How many votes rejected motion 777? <img src=x onerror='hacked=1'> :smile: **b**"
    answer = ask(page, question)
    expect(page.locator(".asked")).to_have_text(question)
    expect(answer).to_contain_text(":smile:")
    expect(answer).to_contain_text("<b>bold</b>")
    chips(answer).first.click()
    pane = page.locator(".pane")
    expect(pane).to_contain_text("<script>window.hacked = true</script> Congress may remove")
    expect(pane).to_contain_text("**President** Castillo [9]")
    expect(pane).to_contain_text("$x^2$")
    expect(pane).to_contain_text("![img](http://localhost/x.png)")
    assert page.locator("img[src*='x.png'], .katex, .pane b, .pane img").count() == 0


def test_hostile_titles_show_as_they_are(page: Page, tmp_path: Path) -> None:
    title = "**Bold** :smile: $x$ <b>b</b> [9] ![i](http://localhost/x.png) www.a.com -> :red[x]"
    lines = {"doc_id": "hostile", "title": title, "date": "2020-05-03", "text": "The peso fell."}
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({**lines, "place": "<i>Nowhere</i> :smile:"}))
    upload(page, path)
    row = page.locator("[class*=st-key-row_][class*=hostile] button")
    expect(row).to_be_visible()
    assert row.inner_text().replace("\u2060", "") == title
    row.click()
    expect(page.locator(".report-title").first).to_have_text(title)
    expect(page.locator(".aside", has_text="<i>Nowhere</i> :smile:").first).to_be_visible()
    remove(page)
    expect(row).to_have_count(0)


def test_upload_and_remove(page: Page, tmp_path: Path, folder: Path) -> None:
    report = tmp_path / "chile 2020.txt"
    report.write_text("3 May 2020\n\nFull Report: Chile\n\nThe peso fell by 12% in April 2020.\n")
    bad = tmp_path / "empty.txt"
    bad.write_text("")
    upload(page, report, bad)
    expect(page.get_by_text("1 report added.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="empty.txt")).to_be_visible()
    page.get_by_role("button", name="Full Report: Chile").click()
    expect(page.locator(".pane")).to_contain_text("The peso fell by 12%")
    stored = folder / "home" / "uploads" / "chile 2020.txt"
    assert stored.exists()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    remove(page)
    expect(page.get_by_role("button", name="Full Report: Chile")).to_have_count(0)
    assert not stored.exists()


def upload(page: Page, *files: Path) -> None:
    go_to(page, "Reports")
    page.get_by_text("Add reports").click()
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    for file in files:
        page.get_by_text(file.name).first.wait_for()
    page.get_by_role("button", name="Add to the archive").click()
    page.get_by_text("1 report added.").wait_for()


def remove(page: Page) -> None:
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_narrow_dark_page_asks_opens_and_closes(narrow: Page) -> None:
    answer = ask(narrow, WON)
    expect(answer).to_contain_text("50.89%")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    chips(answer).first.click()
    mark = narrow.locator("mark.quote")
    expect(mark).to_have_count(1)
    narrow.wait_for_timeout(300)
    assert in_view(narrow, mark)
    ink, paper = narrow.locator(".pane").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert brightness(ink) > 600 and brightness(paper) < 150
    narrow.get_by_role("button", name="Close").click()
    expect(narrow.get_by_test_id("stChatInputTextArea")).to_be_visible()


def test_a_page_link_closes_the_sidebar_that_covers_a_phone(narrow: Page) -> None:
    sidebar = narrow.get_by_test_id("stSidebar")
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    for name, heading in (("Reports", "Reports"), ("Ask", "Ask the archive"), ("Ask", "Ask")):
        narrow.get_by_test_id("stExpandSidebarButton").click()
        expect(sidebar).to_have_attribute("data-collapsed", "false")
        sidebar.get_by_role("link", name=name).click()
        expect(sidebar).to_have_attribute("data-collapsed", "true")
        narrow.get_by_role("heading", name=heading).wait_for()
    narrow.get_by_test_id("stExpandSidebarButton").click()
    sidebar.get_by_role("combobox", name="Place").click()  # what is no link leaves it open
    expect(sidebar).to_have_attribute("data-collapsed", "false")


def test_a_page_link_leaves_the_sidebar_that_stands_beside_the_page(page: Page) -> None:
    go_to(page, "Reports")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")


def brightness(colour: str) -> int:
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])
