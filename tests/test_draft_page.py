"""The draft page: without a browser in each of its states, and in a real Chromium."""

import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from streamlit.testing.v1 import AppTest

from assistant.editing import Editor
from assistant.errors import AssistantError
from assistant.ground import judge_together
from assistant.pipeline import open_assistant
from assistant.render import edited_json, edited_markdown
from assistant.render.docx import draft_docx
from assistant.reports import report_of_bytes, report_of_text
from assistant.results import EditAction, EditedBullet, EditedDraft, Verdict
from assistant.saved_drafts import FOLDER, load_draft, save_draft
from assistant.settings import load_settings
from assistant.ui.sources import SourceKind
from evals.datasets import from_file
from tests.archive import HOSTILE
from tests.drafting import PERU
from tests.test_app import archive, fresh, home, press, ran, report_data, shown
from tests.test_browser import SLOW, address, browser, folder, go_to, in_view, narrow, page, served

# Imported fixtures, which pytest finds by their names in this module.
__all__ = ["address", "archive", "browser", "folder", "fresh", "home", "narrow", "page"]

DRAFT = "from assistant.ui import draft\n\ndraft.page()\n"
AFTER = re.compile("97 of 130")
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def draft_page(draft_id: str | None = None) -> AppTest:
    page = AppTest.from_string(DRAFT, default_timeout=120)
    if draft_id:
        page.query_params["draft"] = draft_id
    return ran(page.run())


def drafted(page: AppTest, source: str = PERU, *, summary: bool = False) -> AppTest:
    """The page once what was pasted has been drafted."""
    page.text_area(key="draft_source").set_value(source)
    page.checkbox(key="draft_summary").set_value(summary)
    return finished(page)


def finished(page: AppTest) -> AppTest:
    ran(page.button(key="draft_go").click().run())
    job = page.session_state["draft_job"] if "draft_job" in page.session_state else None
    if job:
        job.wait(120)
    return ran(page.run())


def held(page: AppTest) -> EditedDraft:
    found: EditedDraft = page.session_state["edited_draft"]
    return found


def texts(page: AppTest) -> list[str]:
    return [str(area.value) for area in page.text_area if str(area.key).startswith("text_")]


def rewritten(page: AppTest, at: int, text: str) -> AppTest:
    fields = [area for area in page.text_area if str(area.key).startswith("text_")]
    return ran(fields[at].set_value(text).run())


def verdict(bullet: EditedBullet) -> Verdict:
    return judge_together(bullet.checked.claims).verdict


def test_an_edited_bullet_can_be_added_to_the_evaluation(home: Path) -> None:
    page = drafted(draft_page())
    assert not [box for box in page.expander if box.label == "Add to evaluation"]
    page = rewritten(page, 0, "Castillo is likely to face a hostile Congress.")
    (box,) = (box for box in page.expander if box.label == "Add to evaluation")
    before = held(page).draft.bullets[0].point.text
    box.checkbox[0].check()
    page = ran(box.button[0].click().run())
    assert "It is a case of the evaluation now." in shown(page)
    (case,) = from_file(home / "evals" / "added_drafts.jsonl").drafts
    assert case.key_points == ("Castillo is likely to face a hostile Congress.",)
    claims = from_file(home / "evals" / "added_claims.jsonl").key_points
    assert [(c.claim, c.label) for c in claims] == [(before, 0), (case.key_points[0], 1)]


def test_a_missing_report_is_asked_for_in_one_line(home: Path) -> None:
    page = draft_page()
    ran(page.button(key="draft_go").click().run())
    assert "There is no report yet." in shown(page)
    assert not (home / FOLDER).exists()


def test_a_report_without_sentences_is_one_line(home: Path) -> None:
    page = drafted(draft_page(), "Full Report: Peru\n\n- One point\n")
    assert 'class="notice fault"' in shown(page)
    assert "edited_draft" not in page.session_state


def test_bullets_are_fields_with_verdict_score_certainty_and_evidence(home: Path) -> None:
    page = drafted(draft_page())
    draft = held(page)
    assert texts(page) == [bullet.point.text for bullet in draft.draft.bullets]
    assert len(texts(page)) == 3
    body = shown(page)
    assert body.count("✓</span> Supported") == 3
    for bullet in draft.bullets:
        assert f'class="score">{bullet.checked.certainty}</span>' in body
        assert bullet.checked.claims[0].evidence[0].quote in body.replace("&#x27;", "'")
    assert "of which the draft makes no use" in body
    assert "<li>Mining companies will pay more</li>" in body
    page = press(page, "evidence_")
    assert '\\"mark\\": \\"quote\\"' in report_data(page)
    assert not press(page, "close_source").get("bidi_component")


def test_a_number_of_bullets_and_a_summary_are_drafted(home: Path) -> None:
    page = draft_page()
    page.selectbox(key="draft_bullets").set_value(2)
    page = drafted(page, summary=True)
    assert len(texts(page)) == 2
    assert 'class="side-title">Summary</h2>' in shown(page)
    page = press(page, "chip_draft_1")
    first = held(page).draft.citations[0].quote
    assert first.splitlines()[0] in report_data(page)


def test_an_edit_names_the_words_that_are_no_longer_supported(home: Path) -> None:
    page = drafted(draft_page())
    at = next(i for i, text in enumerate(texts(page)) if "hostile Congress" in text)
    page = rewritten(
        page, at, "Castillo is certain to face a hostile Congress with 97 of 130 seats."
    )
    body = shown(page)
    assert '<mark class="differs">97</mark>' in body
    assert "number: the claim says 97, the source 37" in body
    assert re.search(r"certainty: the source", body)
    assert verdict(held(page).bullets[at]) is not Verdict.SUPPORTED
    edit = held(page).edits[-1]
    assert (edit.action, edit.after) == (EditAction.REWRITE, texts(page)[at])
    page = rewritten(page, at, edit.before)
    assert verdict(held(page).bullets[at]) is Verdict.SUPPORTED
    assert len(held(page).edits) == 2


def test_an_emptied_bullet_is_not_called_supported(home: Path) -> None:
    page = rewritten(drafted(draft_page()), 0, "  ")
    assert "There is nothing to check in this bullet yet." in shown(page)
    assert verdict(held(page).bullets[0]) is Verdict.UNSUPPORTED


def test_bullets_are_swapped_moved_deleted_and_added(home: Path) -> None:
    page = drafted(draft_page())
    before, other = texts(page), held(page).bullets[0].alternatives[0]
    page = press(page, "swap_")
    assert texts(page) == [other, *before[1:]]
    assert held(page).bullets[0].alternatives[0] == before[0]
    page = press(page, "down_")
    assert texts(page) == [before[1], other, before[2]]
    page = press(page, "delete_")
    assert texts(page) == [other, before[2]]
    page = press(page, "draft_add")
    assert texts(page) == [other, before[2], ""]
    page = rewritten(page, 2, "The sol may weaken further.")
    assert verdict(held(page).bullets[2]) is Verdict.SUPPORTED
    done = [edit.action.value for edit in held(page).edits]
    assert done == ["swap", "move", "delete", "add", "rewrite"]
    ends = [b for b in page.button if str(b.key).startswith(("up_", "down_"))]
    assert [b.disabled for b in ends] == [True, False, False, False, False, True]


def test_a_draft_survives_a_reload_and_another_server(home: Path) -> None:
    page = rewritten(drafted(draft_page()), 0, "The sol will collapse.")
    draft = held(page)
    assert page.query_params["draft"] in (draft.draft_id, [draft.draft_id])
    again = draft_page(draft.draft_id)
    assert held(again) == draft
    assert texts(again) == texts(page)
    again = press(again, "draft_new")
    assert again.text_area(key="draft_source")
    assert load_draft(home, draft.draft_id) == draft


def test_a_change_in_another_window_is_not_written_over(home: Path) -> None:
    page = drafted(draft_page())
    other = draft_page(held(page).draft_id)
    other = rewritten(other, 0, "The sol will collapse.")
    page = rewritten(page, 1, "Chile will leave.")
    assert "The draft was changed in another window" in shown(page)
    assert held(page) == held(other) == load_draft(home, held(page).draft_id)
    assert texts(page) == texts(other)
    page = rewritten(page, 1, "Chile will leave.")
    assert "another window" not in shown(page)
    assert len(load_draft(home, held(page).draft_id).edits) == 2


def test_an_edit_moves_the_open_source_to_its_evidence(home: Path) -> None:
    page = press(drafted(draft_page()), "evidence_")
    before = report_data(page)
    page = rewritten(page, 0, "The sol may weaken further.")
    assert report_data(page) != before
    assert '"text\\": \\"Meanwhile, the sol may weaken' in report_data(page)


@pytest.mark.parametrize("content", ["", "{}", '{"version": 2, "draft": {}}', "\0"])
def test_a_damaged_file_is_one_line(home: Path, content: str) -> None:
    draft = begun(home)
    (home / FOLDER / f"{draft.draft_id}.json").write_text(content)
    page = draft_page(draft.draft_id)
    assert f"The file of draft {draft.draft_id} is damaged: begin a new draft" in shown(page)
    assert page.text_area(key="draft_source")


def test_a_file_whose_quotes_moved_is_damaged(home: Path) -> None:
    draft = begun(home)
    path = home / FOLDER / f"{draft.draft_id}.json"
    path.write_text(path.read_text().replace("28 July 2021", "8 July 2021", 1))
    with pytest.raises(AssistantError, match="damaged"):
        load_draft(home, draft.draft_id)


@pytest.mark.parametrize("draft_id", ["../../etc/passwd", "0" * 16, "<script>", ""])
def test_an_id_that_names_no_draft_reads_no_file(home: Path, draft_id: str) -> None:
    with pytest.raises(AssistantError, match="begin a new one"):
        load_draft(home, draft_id)


def test_a_draft_that_cannot_be_kept_says_so(home: Path) -> None:
    draft = begun(home)
    folder = home / FOLDER
    (folder / f"{draft.draft_id}.json").unlink()
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(AssistantError, match="the draft is not kept in"):
        save_draft(home, draft)


def begun(home: Path, source: str = PERU, *, summary: bool = False) -> EditedDraft:
    """A draft of `source`, saved."""
    editor = Editor(open_assistant(load_settings(home=home)))
    draft = editor.begin(report_of_text(source), NOW, summary=summary)
    save_draft(home, draft)
    return draft


def test_the_same_input_gives_the_same_draft(home: Path) -> None:
    first, second = begun(home), begun(home)
    assert first == second
    assert edited_markdown(first) == edited_markdown(second)


def test_a_report_of_the_archive_has_its_past_beside_it(home: Path) -> None:
    page = draft_page()
    page.segmented_control(key="draft_kind").set_value(SourceKind.ARCHIVED)
    ran(page.run())
    picker = page.selectbox(key="draft_report")
    picker.select(next(name for name in picker.options if "20 Apr 2022" in name))
    page = finished(page)
    draft = held(page)
    text = "Morena and its partners will lose most of the states contested."
    past_one = held(rewritten(page, 0, text)).bullets[0].checked.past
    assert past_one and past_one.source.date and draft.report.date
    assert past_one.source.date < draft.report.date
    assert f"Goes further than an earlier judgement: {past_one.source.place}" in shown(page)
    assert "Show the earlier report" in [b.label for b in page.button]
    page = press(page, "evidence_past_")
    assert past_one.quote in report_data(page)
    assert "evidence" not in str(press(page, "close_report").get("bidi_component"))


def test_word_and_markdown_have_the_house_layout(home: Path) -> None:
    draft = begun(home)
    report = report_of_bytes(draft_docx(draft, NOW.date()), "draft.docx")
    bullets = [bullet.checked.text for bullet in draft.bullets]
    assert (report.date, report.title) == (draft.report.date, draft.report.title)
    assert [span.of(report.text) for span in report.key_points] == bullets
    paragraphs = [" ".join(s.of(draft.report.text).split()) for s in draft.report.paragraphs]
    assert [span.of(report.text) for span in report.paragraphs] == paragraphs
    assert draft_docx(draft, NOW.date()) == draft_docx(draft, NOW.date())
    again = report_of_bytes(edited_markdown(draft).encode(), "draft.md")
    assert (again.date, again.title) == (draft.report.date, draft.report.title)
    assert [span.of(again.text) for span in again.key_points] == bullets


def test_a_bullet_that_fails_is_flagged_in_what_is_exported(home: Path) -> None:
    draft = begun(home)
    editor = Editor(open_assistant(load_settings(home=home)))
    changed = editor.rewrite(draft, "1", "The moon is made of cheese.", NOW)
    assert "- The moon is made of cheese. (unsupported)" in edited_markdown(changed)
    report = report_of_bytes(draft_docx(changed, NOW.date()), "draft.docx")
    assert "(unsupported)" in report.key_points[0].of(report.text)


def test_the_sidecar_says_what_the_draft_rests_on(home: Path) -> None:
    editor = Editor(open_assistant(load_settings(home=home)))
    draft = editor.rewrite(begun(home), "2", "The sol may weaken further.", NOW)
    told = json.loads(json.dumps(edited_json(draft, {"engine": "embedded"})))
    text = draft.report.text
    assert told["source"]["text_sha256"] == sha256(text.encode()).hexdigest()
    assert told["source"]["sha256"] == draft.report.fingerprint
    assert (told["engine"], told["settings"]["summary"]) == ("embedded", False)
    for bullet in told["bullets"]:
        for claim in bullet["claims"]:
            assert all(text[e["start"] : e["end"]] == e["quote"] for e in claim["evidence"])
    (edit,) = told["edits"]
    assert (edit["action"], edit["after"]) == ("rewrite", "The sol may weaken further.")
    assert told["drafted"]["bullets"][1]["text"] == edit["before"]


def test_the_sidecar_holds_no_folder_of_the_server(home: Path) -> None:
    told = json.dumps(edited_json(begun(home), load_settings(home=home).shaping))
    assert str(home) not in told


def test_markup_in_a_report_is_text(home: Path) -> None:
    page = drafted(draft_page(), HOSTILE)
    body = shown(page)
    assert "&lt;b&gt;bold&lt;/b&gt;" in body and "&lt;script&gt;" in body
    assert "<script" not in body and "<b>bold" not in body and "<img" not in body
    assert "\\[img\\]" in edited_markdown(held(page))


def open_draft(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Draft").click()
    page.get_by_role("heading", name="Draft key points").wait_for()


def make_draft(page: Page, source: str) -> None:
    page.get_by_label("Source text").fill(source)
    page.get_by_role("button", name="Draft", exact=True).click()
    page.locator(".claim").first.wait_for(timeout=3 * SLOW)  # the first one loads the model


def fields(page: Page) -> Locator:
    """The bullets; for a moment, one that moves is in both places."""
    return page.locator("[class*=st-key-bullet_] textarea")


def test_draft_edit_reload_and_download(page: Page, tmp_path: Path) -> None:
    open_draft(page)
    make_draft(page, PERU)
    expect(page.locator(".claim.supported")).to_have_count(3)
    field = page.get_by_label("Bullet 1")
    field.fill("Castillo is certain to face a hostile Congress with 97 of 130 seats.")
    field.press("Control+Enter")
    expect(page.locator(".claim mark.differs").first).to_be_visible()
    expect(page.locator(".claim").first).to_contain_text("the claim says 97, the source 37")
    page.get_by_role("button", name="Show in the source").first.click()
    mark = page.locator(".pane mark.differs", has_text="likely")
    page.wait_for_timeout(300)
    assert in_view(page, mark.first)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Down").first.click()
    expect(fields(page).nth(1)).to_have_value(AFTER, timeout=SLOW)
    address = page.url
    assert re.search(r"draft=[0-9a-f]{16}", address)
    page.goto(address)
    expect(fields(page).nth(1)).to_have_value(AFTER, timeout=SLOW)
    go_to(page, "Reports")
    open_draft(page)
    expect(fields(page).nth(1)).to_have_value(AFTER, timeout=SLOW)
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename == "full-report-peru-2021-07-28.docx"
    download.value.save_as(tmp_path / "draft.docx")
    report = report_of_bytes((tmp_path / "draft.docx").read_bytes(), "draft.docx")
    assert "97 of 130" in report.key_points[1].of(report.text)
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [edit["action"] for edit in told["edits"]] == ["rewrite", "move"]


def test_a_draft_outlives_its_server(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with served(tmp_path) as address:
        page.goto(f"{address}/draft")
        page.get_by_role("heading", name="Draft key points").wait_for(timeout=SLOW)
        make_draft(page, PERU)
        page.get_by_role("button", name="Delete").first.click()
        expect(fields(page)).to_have_count(2, timeout=SLOW)
        query = page.url.removeprefix(address)
        left = fields(page).first.input_value()
    with served(tmp_path) as address:
        page.goto(f"{address}{query}")
        expect(fields(page)).to_have_count(2, timeout=SLOW)
        expect(fields(page).first).to_have_value(left)
    page.close()


def test_markup_in_a_report_shows_as_it_is(page: Page) -> None:
    open_draft(page)
    make_draft(page, HOSTILE)
    expect(page.get_by_label("Bullet 1")).to_have_value(re.compile(r"<b>bold</b>|\$x\^2\$"))
    expect(page.locator(".own-points")).to_contain_text("<script>window.hacked = true</script>")
    found = page.locator("img[src*='x.png'], .katex, .claim b, .own-points b, .quoted b")
    assert found.count() == 0


def test_a_narrow_dark_page_drafts_opens_and_closes(narrow: Page) -> None:
    narrow.get_by_test_id("stExpandSidebarButton").click()
    open_draft(narrow)
    make_draft(narrow, PERU)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 420
    narrow.get_by_role("button", name="Show in the source").first.click()
    mark = narrow.locator(".pane mark.quote")
    narrow.wait_for_timeout(300)
    assert in_view(narrow, mark.first)
    narrow.get_by_role("button", name="Close").click()
    expect(narrow.get_by_label("Bullet 1")).to_be_visible()
