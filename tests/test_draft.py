from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.certainty import certainty_drift, find_estimates
from assistant.draft import certainty_of
from assistant.draft.body import body_sentences
from assistant.errors import ReportError
from assistant.ground import judge_together
from assistant.pipeline import Assistant, open_assistant
from assistant.reports import read_one_report, stated_report
from assistant.reports.model import Report
from assistant.results import Draft, DraftPoint, Relation, Verdict
from assistant.settings import Settings
from tests.archive import CORPUS
from tests.drafting import PERU, POINT

ARCHIVE = sorted(CORPUS.glob("[ikmn]*.txt"))
DRAFTED = ("mexico-2022-04-20.txt", "iraq-2022-10-31.txt", "poland-2025-06-03.docx")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    opened = open_assistant(Settings(home=tmp_path_factory.mktemp("drafts")))
    assert not opened.ingest(ARCHIVE).failed
    return opened


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return open_assistant(Settings(home=tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="module", params=DRAFTED)
def drafted(request: pytest.FixtureRequest, assistant: Assistant) -> tuple[Report, Draft]:
    report = read_one_report(CORPUS / request.param)
    return report, assistant.draft(report, bullets=3, summary=True)


def peru(text: str = PERU) -> Report:
    return stated_report(text, report_id="peru", title="Full Report: Peru", day="2021-07-28")


def points_of(draft: Draft) -> list[DraftPoint]:
    """All that a draft says: bullets, summary, alternatives, in the order of their numbers."""
    return [
        *(bullet.point for bullet in draft.bullets),
        *draft.summary,
        *(other for bullet in draft.bullets for other in bullet.alternatives),
    ]


def quotes_of(draft: Draft, point: DraftPoint) -> list[str]:
    return [" ".join(draft.citations[n - 1].quote.split()) for n in point.citations]


def assert_holds(report: Report, draft: Draft, assistant: Assistant) -> None:
    """The invariants of every draft."""
    assert [citation.n for citation in draft.citations] == list(range(1, len(draft.citations) + 1))
    for citation in draft.citations:
        assert citation.span.of(report.text) == citation.quote
        assert any(p.start <= citation.span.start < p.end for p in report.paragraphs)
    used: list[int] = []
    for point in points_of(draft):
        used += [n for n in point.citations if n not in used]
        assert point.citations
        assert point.verdict is Verdict.SUPPORTED
        assert len(point.text.split()) <= 30
        assert not point.text[0].islower()
        assert not point.text.startswith(("However", "Meanwhile", "But ", "He ", "She ", "This "))
        sentence = quotes_of(draft, point)[-1]
        assert set(estimates(point.text)) <= set(estimates(sentence))
        assert point.certainty == certainty_of(sentence)
        assert not certainty_drift(point.text, sentence)
    assert used == sorted(used) == [citation.n for citation in draft.citations]
    checker = assistant.checker()
    source = checker.source(report.text, report.paragraphs)
    for bullet in draft.bullets:
        checked = checker.check(source, bullet.point.text, report.date)
        assert judge_together(checked).verdict is Verdict.SUPPORTED


def estimates(text: str) -> list[tuple[str, str]]:
    return [(estimate.key, estimate.text.casefold()) for estimate in find_estimates(text)]


def test_a_draft_of_a_sample_report_holds(
    drafted: tuple[Report, Draft], assistant: Assistant
) -> None:
    report, draft = drafted
    assert_holds(report, draft, assistant)
    assert len(draft.bullets) == 3
    assert (draft.title, draft.date, draft.engine) == (report.title, report.date, "embedded")


def test_alternatives_are_others_and_at_least_two(drafted: tuple[Report, Draft]) -> None:
    _, draft = drafted
    bullets = [bullet.point.text for bullet in draft.bullets]
    offered = [other.text for bullet in draft.bullets for other in bullet.alternatives]
    assert all(len(bullet.alternatives) >= 2 for bullet in draft.bullets)
    assert not set(bullets) & set(offered)
    assert len(set(offered)) == len(offered)


def test_a_summary_keeps_to_its_length_and_the_report_s_order(
    drafted: tuple[Report, Draft],
) -> None:
    _, draft = drafted
    assert 60 <= sum(len(point.text.split()) for point in draft.summary) <= 120
    starts = [draft.citations[point.citations[-1] - 1].span.start for point in draft.summary]
    assert starts == sorted(starts)


def test_bullets_come_in_the_report_s_order_and_do_not_repeat(
    drafted: tuple[Report, Draft],
) -> None:
    _, draft = drafted
    starts = [draft.citations[b.point.citations[-1] - 1].span.start for b in draft.bullets]
    assert starts == sorted(set(starts))


def test_a_draft_is_the_same_every_time(
    drafted: tuple[Report, Draft], assistant: Assistant
) -> None:
    report, draft = drafted
    assert assistant.draft(report, bullets=3, summary=True) == draft


def test_key_points_are_shown_but_never_used(empty: Assistant) -> None:
    given_points = empty.draft(peru(), summary=True)
    other = "- Copper output is almost certain to double by 2025, and Lima will host the Olympics"
    swapped = empty.draft(peru(PERU.replace(POINT, other)), summary=True)
    assert [b.point.text for b in given_points.bullets] == [b.point.text for b in swapped.bullets]
    assert [p.text for p in given_points.summary] == [p.text for p in swapped.summary]
    assert given_points.key_points[0] == POINT.removeprefix("- ")
    assert swapped.key_points[0] == other.removeprefix("- ")


def test_a_paragraph_that_repeats_a_key_point_is_not_drafted_from(empty: Assistant) -> None:
    point = POINT.removeprefix("- ")
    report = peru(PERU.replace("\n\nPedro", f"\n\n{point}.\n\nPedro"))
    assert all(point not in sentence.text for sentence in body_sentences(report))


def test_pronoun_and_law_get_their_names_with_the_sentence_that_gives_them(
    empty: Assistant,
) -> None:
    report = peru()
    draft = empty.draft(report, bullets=6)
    assert_holds(report, draft, empty)
    texts = {bullet.point.text: bullet.point for bullet in draft.bullets}
    he = next(text for text in texts if text.startswith("Pedro Castillo is likely to face"))
    law = "The new Mining Royalties Law will probably be watered down before it passes."
    assert quotes_of(draft, texts[he])[0] == "Pedro Castillo was sworn in as president on 28 July."
    assert quotes_of(draft, texts[law])[0].startswith("Congress received a Mining Royalties Law")
    assert "The opposition is unlikely to find the 87 votes that a removal takes." in texts
    assert texts[he].certainty == "likely"


def test_what_points_back_to_something_unnamed_is_left_out_with_a_reason(empty: Assistant) -> None:
    draft = empty.draft(peru(), bullets=20)
    assert all("tourism" not in point.text for point in points_of(draft))
    reasons = {dropped.text: dropped.reason for dropped in draft.dropped}
    assert "sentence before" in reasons["This would hurt tourism in the old town."]


def test_a_body_of_two_persons_resolves_no_pronoun(empty: Assistant) -> None:
    text = (
        "Keiko Fujimori lost the vote to Pedro Castillo in June. He is likely to form a cabinet by "
        "August. Congress will probably debate the budget in September."
    )
    draft = empty.draft(stated_report(text, report_id="x"), bullets=5)
    assert all("form a cabinet" not in point.text for point in points_of(draft))


def test_what_belongs_to_a_place_is_no_person(empty: Assistant) -> None:
    text = (
        "İmamoğlu will run a city that makes a third of Turkey’s GDP. We judge that he is likely "
        "to stand in 2023. The budget will probably pass in May."
    )
    draft = empty.draft(stated_report(text, report_id="x"), bullets=3)
    assert all("GDP is likely" not in point.text for point in points_of(draft))


@pytest.mark.parametrize("text", ["Too short.", "What now?", "* * *", "Why is it so? And when?"])
def test_a_body_without_a_sentence_is_one_line_of_error(text: str, empty: Assistant) -> None:
    with pytest.raises(ReportError) as caught:
        empty.draft(stated_report(text, report_id="x"))
    assert "\n" not in str(caught.value)


def test_a_report_of_key_points_alone_has_nothing_to_draft_from(empty: Assistant) -> None:
    report = replace(peru(), paragraphs=())
    with pytest.raises(ReportError, match="no body text"):
        empty.draft(report)


def test_a_report_of_the_first_day_has_no_earlier_ones(assistant: Assistant) -> None:
    draft = assistant.draft(replace(peru(), date=date.min, place="Mexico"))
    assert draft.bullets and draft.related == ()


def test_without_an_archive_bullets_end_as_their_sentences_do(empty: Assistant) -> None:
    draft = empty.draft(peru())
    assert draft.style is None
    assert draft.related == ()
    assert len(draft.bullets) == 3
    assert all(bullet.point.text.endswith(".") for bullet in draft.bullets)


def test_the_archive_gives_number_and_punctuation(assistant: Assistant) -> None:
    draft = assistant.draft(read_one_report(CORPUS / DRAFTED[0]), summary=True)
    assert draft.style is not None
    assert len(draft.bullets) == draft.style.bullets
    assert draft.style.stopped < 0.5
    assert not any(bullet.point.text.endswith(".") for bullet in draft.bullets)
    assert all(point.text.endswith(".") for point in draft.summary)


def test_past_judgements_are_of_earlier_reports_on_the_place(assistant: Assistant) -> None:
    report = read_one_report(CORPUS / "nigeria-2023-06-02.pdf")
    related = assistant.draft(report, bullets=5).related
    assert related
    for item in related:
        assert item.source.date is not None and report.date is not None
        assert item.source.date < report.date
        assert item.source.place == "Nigeria"
        assert item.span.of(assistant.report(item.source.report_id).text) == item.quote


def test_a_repeated_judgement_is_flagged_as_a_near_duplicate(assistant: Assistant) -> None:
    earlier = read_one_report(CORPUS / "iraq-2022-10-31.txt")
    sentence = "Provincial elections are likely to take place towards the end of 2023."
    assert any("likely to take place" in s.text for s in body_sentences(earlier))
    said = "It will probably also restore the older proportional system that favours large lists."
    quoted = "Recovery of most of the money is unlikely."
    text = f"Iraq has a budget. {quoted} {said} {sentence}"
    report = stated_report(text, report_id="new", title="Full Report: Iraq", day="2023-05-01")
    found = [item for item in assistant.draft(report).related if item.quote == quoted]
    assert [(item.near_duplicate, item.relation) for item in found] == [(True, Relation.AGREES)]


SENTENCES = [
    sentence.text
    for name in ("kenya-2022-09-06.txt", "nigeria-2019-03-04.txt", "india-2019-05-27.txt")
    for sentence in body_sentences(read_one_report(CORPUS / name))
]


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12))
def test_any_body_of_real_sentences_gives_a_draft_that_holds(
    empty: Assistant, body: Sequence[str]
) -> None:
    report = stated_report(" ".join(body), report_id="x", day="2022-09-06")
    try:
        draft = empty.draft(report, summary=True)
    except ReportError:
        return
    assert_holds(report, draft, empty)


def test_a_file_of_any_format_can_be_drafted_from(empty: Assistant, tmp_path: Path) -> None:
    for name in ("india-2024-06-10.pdf", "argentina-2025-10-28.html", "kenya-2021-08-23.md"):
        report = read_one_report(CORPUS / name)
        draft = empty.draft(report)
        assert_holds(report, draft, empty)
        assert len(draft.bullets) == 3
