"""The check page: without a browser in each of its states, and in a real Chromium."""

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from assistant.certainty import Yardstick
from assistant.ground import Strictness, error_rates
from assistant.ground.model import shipped_model
from assistant.pipeline import open_assistant
from assistant.render import plain, telling_clauses
from assistant.reports import report_of_text
from assistant.reports.model import Span
from assistant.results import CheckedClaim, CheckedClause, Verdict
from assistant.settings import load_settings
from assistant.store import ReportRecord
from assistant.ui.checks import CheckJob, CheckRequest
from assistant.ui.claim_markup import claim_html, main_evidence, marked_html
from assistant.ui.sources import SourceKind, UploadedFile
from tests.archive import CORPUS, HOSTILE
from tests.test_app import CHAT, archive, fresh, home, press, ran, report_data, shown
from tests.test_browser import SLOW, address, browser, folder, go_to, in_view, narrow, page

# Imported fixtures, which pytest finds by their names in this module.
__all__ = ["address", "archive", "browser", "folder", "fresh", "home", "narrow", "page"]

CHECK = "from assistant.ui import check\n\ncheck.page()\n"
SOURCE = (
    "The Senate approved the law on 15 December by 72 votes to 14.\n\n"
    "Relations may improve next year if the talks succeed."
)
RIGHT = "The Senate approved the law on 15 December."
WRONG = "The Senate approved the law by 72 votes to 40."
SURER = "Relations will improve next year if the talks succeed."
TEXT = f"- {RIGHT}\n- {WRONG}\n- {SURER}\n"
LITERAL = (
    "<script>window.hacked = true</script> Congress may remove **President** Castillo [9]",
    "motion $x^2$ number 777",
    "[img](http://localhost/x.png)",  # less its "!", which ends a sentence
)


def check_page() -> AppTest:
    return ran(AppTest.from_string(CHECK, default_timeout=120).run())


def checked(page: AppTest, source: str = SOURCE, text: str = TEXT) -> AppTest:
    """The page once what was pasted has been checked."""
    page.text_area(key="check_source").set_value(source)
    page.text_area(key="check_text").set_value(text)
    return finished(page)


def finished(page: AppTest) -> AppTest:
    ran(page.button(key="check_go").click().run())
    page.session_state["check_job"].wait(120)
    return ran(page.run())


def test_each_missing_part_is_asked_for_in_one_line(home: Path) -> None:
    page = check_page()
    ran(page.button(key="check_go").click().run())
    assert "There is no source yet." in shown(page)
    page.text_area(key="check_source").set_value(SOURCE)
    ran(page.button(key="check_go").click().run())
    assert "There is no text to check yet." in shown(page)
    assert "check_job" not in page.session_state
    assert "The text holds no claim." in shown(checked(page, text="...\n- - -"))


def test_claims_are_shown_with_verdict_words_that_differ_and_evidence(home: Path) -> None:
    page = checked(check_page())
    body = shown(page)
    assert "3 claims: 1 supported, 1 contradicted, 1 unsupported</h2>" in body
    assert "number: the claim says 40, the source 14" in body
    assert '72 votes to <mark class="differs">40</mark>.' in body
    assert '72 votes to <mark class="differs">14</mark>.' in body
    assert "✓</span> Supported" in body and "✗</span> Contradicted" in body
    assert re.search(r"certainty: the source .*may.* the claim", body)
    assert "· normal · ICD 203" in body


def test_a_claim_opens_the_source_at_its_evidence(home: Path) -> None:
    page = checked(check_page())
    assert not page.get("bidi_component")
    page = ran(page.button(key="evidence_1").click().run())
    assert '\\"text\\": \\"14\\", \\"mark\\": \\"quote differs\\"' in report_data(page)
    page = ran(page.button(key="evidence_0").click().run())
    assert "quote differs" not in report_data(page)
    page = press(page, "close_source")
    assert not page.get("bidi_component")


def test_the_rates_of_error_of_the_chosen_strictness_are_said(home: Path) -> None:
    page = check_page()
    said = re.compile(r"about (\d+) are called supported; of 100 that it carries, about (\d+)")
    found = {}
    for strictness in Strictness:
        page.segmented_control(key="check_strictness").set_value(strictness)
        match = said.search(shown(ran(page.run())))
        assert match
        found[strictness] = int(match[1]), int(match[2])
    accepts, rejects = zip(*(found[strictness] for strictness in Strictness), strict=True)
    assert list(accepts) == sorted(accepts) and list(rejects) == sorted(rejects, reverse=True)


def test_strictness_and_yardstick_reach_the_check_and_changes_are_noticed(home: Path) -> None:
    page = checked(check_page())
    page.segmented_control(key="check_yardstick").set_value(Yardstick.PHIA)
    page.segmented_control(key="check_strictness").set_value(Strictness.STRICT)
    ran(page.run())
    assert "has changed since" in shown(page)
    assert "normal · ICD 203" in shown(page)
    finished(page)
    assert "has changed since" not in shown(page)
    assert "strict · PHIA" in shown(page)


def test_mixed_terms_of_certainty_are_warned_of(home: Path) -> None:
    text = "It is likely that it holds, with high confidence.\nThere is a realistic possibility."
    body = shown(checked(check_page(), text=text))
    assert "Note: one sentence states confidence" in body


def test_a_result_outlives_a_switch_of_pages(home: Path) -> None:
    page = checked(check_page())
    ran(page.button(key="evidence_1").click().run())
    claims = page.session_state["check_job"].outcome.claims
    ran(page.run())
    assert page.session_state["check_job"].outcome.claims is claims
    assert page.session_state["chosen_claim"] == 1


def test_a_report_of_the_archive_is_picked(home: Path) -> None:
    page = check_page()
    page.segmented_control(key="check_kind").set_value(SourceKind.ARCHIVED)
    ran(page.run())
    picker = page.selectbox(key="check_report")
    assert len(picker.options) == 7
    picker.select(next(name for name in picker.options if "20 Apr 2022" in name))
    page.text_area(key="check_text").set_value("The bill won 245 votes with 223 against.")
    body = shown(finished(page))
    assert "the claim says 245, the source 275" in body


def test_an_empty_archive_offers_the_other_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "none"))
    page = check_page()
    page.segmented_control(key="check_kind").set_value(SourceKind.ARCHIVED)
    assert "The archive is empty." in shown(ran(page.run()))


def test_an_open_report_leads_to_its_check(home: Path) -> None:
    page = ran(AppTest.from_file(CHAT, default_timeout=120).run())
    ran(page.chat_input(key="question").set_value("Who won in Poland in 2025?").run())
    page = press(press(page, "chip_"), "check_this")
    assert page.session_state["check_kind"] is SourceKind.ARCHIVED
    poland = next(r for r in records(home) if r.place == "Poland")
    assert page.session_state["check_report"] == poland.report_id


def records(home: Path) -> tuple[ReportRecord, ...]:
    return open_assistant(load_settings(home=home)).records()


def job_of(home: Path, source: str | UploadedFile, text: str, kind: SourceKind) -> CheckJob:
    request = CheckRequest(kind, source, text, Strictness.NORMAL, Yardstick.ICD203)
    job = CheckJob(open_assistant(load_settings(home=home)), request)
    job.wait(240)
    assert not job.is_running
    return job


@pytest.mark.parametrize("name", ["nigeria-2023-06-02.pdf", "poland-2025-06-03.docx"])
def test_an_uploaded_file_is_a_source(home: Path, name: str) -> None:
    upload = UploadedFile(f"../../{name}", (CORPUS / name).read_bytes())
    job = job_of(home, upload, "The moon is made of cheese.", SourceKind.UPLOADED)
    assert job.outcome and job.outcome.report.date
    assert job.outcome.claims[0].verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.4 broken"), ("a.txt", b" "), ("a.docx", b"\0\1")]
)
def test_a_file_that_cannot_be_read_is_one_line(home: Path, name: str, data: bytes) -> None:
    job = job_of(home, UploadedFile(name, data), TEXT, SourceKind.UPLOADED)
    assert job.outcome is None
    assert job.error and "\n" not in job.error


def test_a_removed_report_is_one_line(home: Path) -> None:
    job = job_of(home, "gone", TEXT, SourceKind.ARCHIVED)
    assert job.error and "'gone'" in job.error and "\n" not in job.error


def test_a_long_source_is_checked_and_its_spans_are_exact(home: Path) -> None:
    filler = " ".join(f"The council of town {n} met on roads." for n in range(1000, 7500))
    source = f"{filler}\n\n{SOURCE}\n\n{filler}"
    assert len(source) > 400_000
    job = job_of(home, source, TEXT, SourceKind.PASTED)
    assert job.share == 1.0 and "3 of 3" in job.stage
    assert job.outcome
    assert [claim.verdict for claim in job.outcome.claims][:2] == [
        Verdict.SUPPORTED,
        Verdict.CONTRADICTED,
    ]
    for claim in job.outcome.claims:
        assert claim.span.of(TEXT) == claim.text
        assert all(e.span.of(source) == e.quote for e in claim.evidence)


def test_markup_in_claims_and_quotes_is_text(home: Path) -> None:
    job = job_of(home, HOSTILE, "\n\n".join(LITERAL), SourceKind.PASTED)
    assert job.outcome
    body = "".join(map(claim_html, job.outcome.claims))
    assert "&lt;script&gt;" in body and "<script" not in body and "<img" not in body


def test_the_source_opens_at_the_evidence_that_clashes(home: Path) -> None:
    source = f"The law was debated for weeks in the Senate.\n\n{SOURCE}"
    job = job_of(
        home, source, "The law was approved in the Senate by 72 votes to 40.", SourceKind.PASTED
    )
    assert job.outcome
    (claim,) = job.outcome.claims
    quote, others = main_evidence(claim)
    assert quote and "72 votes to 14" in quote.of(source)
    assert {quote, *others} == {item.span for item in claim.evidence}


def test_the_rates_are_those_of_the_docs() -> None:
    table = (CORPUS.parent / "docs" / "grounding.md").read_text(encoding="utf-8")
    for strictness in Strictness:
        rates = error_rates(strictness)
        row = (
            f"| {strictness} | {shipped_model().thresholds[strictness]:.2f} "
            f"| {rates.false_accepts:.0%} | {rates.false_rejects:.0%} |"
        )
        assert row in table


def test_a_clause_that_fails_is_named_where_the_claim_passes(home: Path) -> None:
    span = Span(0, 1)
    clauses = (
        CheckedClause(span, "It won.", Verdict.SUPPORTED, 0.9),
        CheckedClause(span, "It lost.", Verdict.CONTRADICTED, 0.1),
    )
    claim = CheckedClaim(span, "It won and lost.", Verdict.SUPPORTED, 0.7, (), (), clauses)
    assert telling_clauses(claim) == clauses
    assert telling_clauses(replace(claim, clauses=clauses[:1])) == ()
    assert "It lost." in claim_html(claim) and "✗</span> Contradicted" in claim_html(claim)


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_marks_in_a_claim_change_no_character(text: str, at: list[tuple[int, int]]) -> None:
    marked = marked_html(text, 7, [Span(min(pair), max(pair)) for pair in at])
    assert html.unescape(re.sub(r'</?mark(?: class="differs")?>', "", marked)) == plain(text)


def test_pasted_text_keeps_every_character_but_line_ends() -> None:
    report = report_of_text("20 April 2022\r\n\r\nThe bill won 275 votes.")
    assert report.text == "20 April 2022\n\nThe bill won 275 votes."
    assert report.date == date(2022, 4, 20)


def paste(page: Page, source: str, text: str) -> None:
    """Check a pasted text, and wait for its claims."""
    page.get_by_label("Source text").fill(source)
    page.get_by_label("Text to check").fill(text)
    press_check(page)


def press_check(page: Page) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".claim").first.wait_for(timeout=3 * SLOW)  # the first one loads the model


def open_check(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Check").click()
    page.get_by_role("heading", name="Check a text").wait_for()


def test_paste_check_and_open_a_claim(page: Page) -> None:
    open_check(page)
    filler = "\n\n".join(f"The council of town {n} met on roads." for n in range(100, 180))
    paste(page, f"{filler}\n\n{SOURCE}\n\n{filler}", TEXT)
    expect(page.locator(".claim.supported")).to_have_count(1)
    contradicted = page.locator(".claim.contradicted")
    expect(contradicted).to_contain_text("Contradicted")
    expect(contradicted).to_contain_text("the claim says 40, the source 14")
    page.get_by_role("button", name="Show in the source").nth(1).click()
    mark = page.locator(".pane mark.differs")
    expect(mark).to_have_text("14")
    page.wait_for_timeout(300)
    assert in_view(page, mark)
    page.get_by_role("button", name="Show in the source").nth(2).click()
    expect(page.locator("mark.quote").first).to_contain_text("Relations")
    go_to(page, "Reports")
    open_check(page)
    expect(page.get_by_label("Text to check")).to_have_value(TEXT)
    expect(page.locator(".claim")).to_have_count(3)
    expect(page.locator("mark.quote").first).to_contain_text("Relations")


def test_markup_in_source_and_claims_shows_as_it_is(page: Page) -> None:
    open_check(page)
    paste(page, HOSTILE, "\n\n".join(LITERAL))
    for text in LITERAL:
        expect(page.locator(".claim .said", has_text=text)).to_have_count(1)
    page.get_by_role("button", name="Show in the source").first.click()
    pane = page.locator(".pane")
    for text in LITERAL:
        expect(pane).to_contain_text(text)
    found = page.locator("img[src*='x.png'], .katex, .pane b, .pane img, .claim b, .claim img")
    assert found.count() == 0


def test_an_upload_is_checked_and_kept(page: Page) -> None:
    open_check(page)
    page.get_by_text("Upload a file", exact=True).click()
    page.locator("input[type=file]").set_input_files(CORPUS / "mexico-2022-04-20.txt")
    expect(page.get_by_role("button", name="Remove mexico-2022-04-20.txt")).to_be_visible()
    page.get_by_label("Text to check").fill("Turnout in the recall vote was 17.8%.")
    press_check(page)
    expect(page.locator(".claim.supported")).to_have_count(1)
    go_to(page, "Reports")
    open_check(page)
    expect(page.get_by_text("Source: mexico-2022-04-20.txt")).to_be_visible()
    expect(page.locator(".claim.supported")).to_have_count(1)


def test_a_report_is_checked_from_where_it_is_open(page: Page) -> None:
    go_to(page, "Reports")
    page.locator(".st-key-report_list button", has_text="Nigeria").first.click()
    page.get_by_role("button", name="Check text against this report").click()
    page.get_by_role("heading", name="Check a text").wait_for()
    expect(page.get_by_role("combobox", name="Report")).to_have_value(re.compile("Nigeria"))
    expect(page.locator(".pane")).to_have_count(0)


def test_a_narrow_dark_page_checks_opens_and_closes(narrow: Page) -> None:
    narrow.get_by_test_id("stExpandSidebarButton").click()
    open_check(narrow)
    paste(narrow, SOURCE, TEXT)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 420
    narrow.get_by_role("button", name="Show in the source").nth(1).click()
    mark = narrow.locator(".pane mark.differs")
    expect(mark).to_have_text("14")
    narrow.wait_for_timeout(300)
    assert in_view(narrow, mark)
    narrow.get_by_role("button", name="Close").click()
    expect(narrow.locator(".claim").first).to_be_visible()
