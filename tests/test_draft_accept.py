"""Accepting drafts and finding them again: the steps, the page, and a real Chromium."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from assistant.editing import Editor
from assistant.errors import AssistantError
from assistant.pipeline import open_assistant
from assistant.render import edited_json, edited_markdown
from assistant.render.docx import draft_docx
from assistant.reports import report_of_text
from assistant.results import EditedDraft
from assistant.saved_drafts import FOLDER, delete_draft, load_draft, save_draft, saved_drafts
from assistant.settings import load_settings
from assistant.ui.sources import SourceKind
from tests.drafting import PERU
from tests.test_app import archive, fresh, home, press, ran, shown
from tests.test_browser import SLOW, address, browser, folder, go_to, narrow, page, served
from tests.test_draft_page import (
    begun,
    draft_page,
    drafted,
    fields,
    held,
    make_draft,
    open_draft,
    rewritten,
    texts,
)

# Imported fixtures, which pytest finds by their names in this module.
__all__ = ["address", "archive", "browser", "folder", "fresh", "home", "narrow", "page"]

APP = str(Path(__file__).parent.parent / "streamlit_app.py")
FALSE = "The moon is made of cheese."
LATER = datetime(2026, 1, 3, 4, 5, tzinfo=UTC)
CHILE = PERU.replace("Full Report: Peru", "Flash Note: Chile").replace("28 July", "29 July")


def editor(home: Path) -> Editor:
    return Editor(open_assistant(load_settings(home=home)))


def falsified(home: Path) -> EditedDraft:
    """A draft whose second bullet its body does not carry."""
    return editor(home).rewrite(begun(home), "2", FALSE, LATER - timedelta(hours=1))


def test_a_supported_draft_is_accepted_and_locked(home: Path) -> None:
    draft, steps = begun(home), editor(home)
    accepted = steps.accept(draft, (), LATER)
    assert (accepted.accepted_at, accepted.changed_at) == (LATER, LATER)
    assert draft.accepted_at is None and accepted.bullets == draft.bullets
    changes: list[Callable[[], EditedDraft]] = [
        lambda: steps.rewrite(accepted, "1", FALSE, LATER),
        lambda: steps.swap(accepted, "1", 0, LATER),
        lambda: steps.move(accepted, "1", 1, LATER),
        lambda: steps.delete(accepted, "1", LATER),
        lambda: steps.add(accepted, LATER),
    ]
    for change in changes:
        with pytest.raises(AssistantError, match="accepted: reopen it before you change it"):
            change()
    opened = steps.reopen(accepted, LATER)
    assert opened.accepted_at is None
    assert steps.add(opened, LATER).bullets[-1].bullet_id == "4"
    assert [e.action.value for e in opened.edits] == ["accept", "reopen"]


def test_an_exception_is_confirmed_by_name(home: Path) -> None:
    draft, steps = falsified(home), editor(home)
    for confirmed in ((), ("1", "3")):
        with pytest.raises(AssistantError, match="bullet 2 is not supported: confirm or change"):
            steps.accept(draft, confirmed, LATER)
    accepted = steps.accept(draft, ("2",), LATER)
    confirmation = accepted.edits[-2]
    assert (confirmation.bullet_id, confirmation.after) == ("2", FALSE)
    assert confirmation.before == "unsupported"


def test_a_draft_without_words_is_not_accepted(home: Path) -> None:
    draft, steps = begun(home), editor(home)
    with pytest.raises(AssistantError, match="bullet 4 has no words"):
        steps.accept(steps.add(draft, LATER), (), LATER)
    with pytest.raises(AssistantError, match="no bullet to accept"):
        steps.accept(replace(draft, bullets=()), (), LATER)


def test_exports_say_whether_and_when_it_was_accepted(home: Path) -> None:
    draft = falsified(home)
    accepted = editor(home).accept(draft, ("2",), LATER)
    line = "Key points accepted on 3 Jan 2026 at 04:05 UTC, 1 of them though flagged."
    for made, told in ((draft, "Draft: the key points are not accepted."), (accepted, line)):
        assert edited_markdown(made).endswith(f"\n*{told}*\n")
        word = docx.Document(BytesIO(draft_docx(made, LATER.date())))
        assert word.sections[0].footer.paragraphs[0].text == told
        for text in (edited_markdown(made), "\n".join(p.text for p in word.paragraphs)):
            assert f"{FALSE} (unsupported)" in text
    sidecar = json.loads(json.dumps(edited_json(accepted, {})))
    assert sidecar["accepted"] == {"at": LATER.isoformat(), "unsupported": ["2"]}
    assert [bullet["flagged"] for bullet in sidecar["bullets"]] == [False, True, False]
    assert edited_json(draft, {})["accepted"] is None


def test_what_was_confirmed_before_it_was_reopened_is_not_confirmed_still(home: Path) -> None:
    draft, steps = falsified(home), editor(home)
    opened = steps.reopen(steps.accept(draft, ("2",), LATER), LATER)
    mended = steps.rewrite(opened, "2", "The sol may weaken further.", LATER)
    again = steps.accept(mended, (), LATER + timedelta(minutes=1))
    accepted = edited_json(again, {})["accepted"]
    assert isinstance(accepted, dict) and accepted["unsupported"] == []


def test_saved_drafts_are_listed_deleted_and_keep_apart(home: Path) -> None:
    assert saved_drafts(home) == ()
    peru, steps = begun(home), editor(home)
    chile = steps.begin(report_of_text(CHILE), LATER)
    save_draft(home, steps.accept(chile, (), LATER + timedelta(hours=1)))
    (home / FOLDER / "notes.json").write_text("{}")
    (home / FOLDER / f"{'0' * 16}.json").write_text("{}")
    damaged, first, second = saved_drafts(home)
    assert (damaged.draft_id, damaged.is_damaged) == ("0" * 16, True)
    assert (first.title, first.place) == ("Flash Note: Chile", "Chile")
    assert (first.accepted_at, first.changed_at) == (2 * (LATER + timedelta(hours=1),))
    assert (second.draft_id, second.date) == (peru.draft_id, peru.report.date)
    assert second.accepted_at is None
    delete_draft(home, first.draft_id)
    delete_draft(home, first.draft_id)
    assert [entry.draft_id for entry in saved_drafts(home)] == ["0" * 16, peru.draft_id]
    assert load_draft(home, peru.draft_id) == peru
    with pytest.raises(AssistantError, match="nothing is deleted"):
        delete_draft(home, "../settings")


def test_the_page_accepts_locks_and_reopens(home: Path) -> None:
    page = drafted(draft_page())
    page = rewritten(page, 0, FALSE)
    assert page.button(key="draft_accept").disabled
    (confirm,) = [box for box in page.checkbox if str(box.key).startswith("confirm_")]
    assert "Keep bullet 1 although the body does not support it" in confirm.label
    ran(confirm.check().run())
    page = press(page, "draft_accept")
    assert "Key points accepted on" in shown(page) and "1 of them though flagged" in shown(page)
    assert load_draft(home, held(page).draft_id).accepted_at
    assert all(area.disabled for area in page.text_area)
    assert page.button(key="draft_add").disabled
    assert not [b for b in page.button if str(b.key).startswith(("swap_", "delete_", "up_"))]
    page = press(page, "draft_reopen")
    assert not any(area.disabled for area in page.text_area)
    page = rewritten(page, 0, "The sun is made of cheese.")
    assert page.button(key="draft_accept").disabled, "a new wording is confirmed anew"


def test_a_draft_accepted_in_another_window_is_not_changed(home: Path) -> None:
    page = drafted(draft_page())
    press(draft_page(held(page).draft_id), "draft_accept")
    page = rewritten(page, 0, FALSE)
    assert "The draft was changed in another window" in shown(page)
    assert held(page).accepted_at and FALSE not in texts(page)


def test_the_page_lists_opens_and_deletes(home: Path) -> None:
    page = press(rewritten(drafted(draft_page()), 0, FALSE), "draft_new")
    first = texts(page)
    assert first == []
    page = press(drafted(page, CHILE), "draft_new")
    assert shown(page).count("not accepted") == 2
    peru, chile = (
        next(e for e in saved_drafts(home) if e.place == place) for place in ("Peru", "Chile")
    )
    page = press(page, f"row_draft_{peru.draft_id}")
    assert texts(page)[0] == FALSE
    other = draft_page(chile.draft_id)
    assert FALSE not in texts(other)
    page = press(page, "draft_new")
    page = press(press(page, f"drop_{peru.draft_id}"), "drop_cancelled")
    assert len(saved_drafts(home)) == 2
    page = press(press(page, f"drop_{peru.draft_id}"), "drop_confirmed")
    assert [entry.draft_id for entry in saved_drafts(home)] == [chile.draft_id]
    assert f"row_draft_{peru.draft_id}" not in [str(b.key) for b in page.button]


def test_a_damaged_draft_can_be_deleted_but_not_opened(home: Path) -> None:
    draft = begun(home)
    (home / FOLDER / f"{draft.draft_id}.json").write_text("{")
    page = draft_page()
    assert "its file is damaged" in shown(page)
    assert page.button(key=f"row_draft_{draft.draft_id}").disabled
    press(press(page, "drop_"), "drop_confirmed")
    assert saved_drafts(home) == ()


def test_an_open_report_leads_to_its_draft(home: Path) -> None:
    app = ran(AppTest.from_file(APP, default_timeout=120).run())
    ran(app.chat_input(key="question").set_value("Who won in Poland in 2025?").run())
    app = press(press(app, "chip_"), "draft_this")
    assert "<h1>Draft key points</h1>" in shown(app)
    assert app.segmented_control(key="draft_kind").value is SourceKind.ARCHIVED
    assert "Poland" in str(
        app.selectbox(key="draft_report").format_func(app.session_state["draft_report"])
    )


def test_accept_find_again_and_delete(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown_page = context.new_page()
    with served(tmp_path) as address:
        shown_page.goto(f"{address}/draft")
        shown_page.get_by_role("heading", name="Draft key points").wait_for(timeout=SLOW)
        make_draft(shown_page, PERU)
        shown_page.get_by_label("Bullet 1").fill(FALSE)
        shown_page.get_by_label("Bullet 1").press("Control+Enter")
        accept = shown_page.get_by_role("button", name="Accept")
        expect(accept).to_be_disabled(timeout=SLOW)
        shown_page.get_by_text("Keep bullet 1 although").click()
        expect(accept).to_be_enabled(timeout=SLOW)
        accept.click()
        expect(shown_page.get_by_text("Key points accepted on")).to_be_visible(timeout=SLOW)
        expect(fields(shown_page).first).to_be_disabled()
    with served(tmp_path) as address:
        shown_page.goto(f"{address}/draft")
        row = shown_page.get_by_role("button", name="Full Report: Peru")
        row.wait_for(timeout=SLOW)
        expect(shown_page.get_by_text(re.compile("Peru · accepted on"))).to_be_visible()
        row.click()
        expect(fields(shown_page).first).to_have_value(FALSE, timeout=SLOW)
        shown_page.get_by_role("button", name="Reopen").click()
        expect(fields(shown_page).first).to_be_enabled(timeout=SLOW)
        shown_page.get_by_role("button", name="All drafts").click()
        listed = shown_page.locator(".st-key-draft_list")
        listed.get_by_role("button", name="Delete", exact=True).click()
        shown_page.get_by_role("button", name="Delete it").click()
        expect(row).to_have_count(0, timeout=SLOW)
    context.close()


def test_a_report_is_drafted_from_the_reports_page(page: Page) -> None:
    go_to(page, "Reports")
    page.locator(".st-key-report_list button").first.click()
    page.get_by_role("button", name="Draft from this report").click()
    page.get_by_role("heading", name="Draft key points").wait_for()
    page.get_by_role("button", name="Draft", exact=True).click()
    page.locator(".claim").first.wait_for(timeout=3 * SLOW)


def test_a_narrow_page_lists_drafts_within_its_width(narrow: Page) -> None:
    narrow.get_by_test_id("stExpandSidebarButton").click()
    open_draft(narrow)
    make_draft(narrow, PERU)
    narrow.get_by_role("button", name="All drafts").click()
    narrow.get_by_role("heading", name="Saved drafts").wait_for(timeout=SLOW)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 420
