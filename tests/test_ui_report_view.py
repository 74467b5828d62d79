from hypothesis import given
from hypothesis import strategies as st

from assistant.render import plain
from assistant.reports.model import Span
from assistant.ui.report_view import Run, blocks_json, report_blocks
from tests.archive import HOSTILE
from tests.test_chunks import report_of

REPORT = report_of(HOSTILE)
(BODY,) = REPORT.paragraphs


def test_the_parts_are_told_apart() -> None:
    kinds = [block.kind for block in report_blocks(REPORT)]
    assert kinds == ["rest", "rest", "key_point", "paragraph"]


def test_text_is_kept_to_the_letter() -> None:
    shown = [run.text for block in report_blocks(REPORT) for run in block.runs]
    wanted = [plain(span.of(REPORT.text)) for span in (*REPORT.key_points, *REPORT.paragraphs)]
    assert [text for text in shown if text in wanted] == wanted


@given(st.tuples(*[st.integers(0, BODY.end - BODY.start)] * 4))
def test_marks_change_no_character_and_cover_the_quote(at: tuple[int, int, int, int]) -> None:
    quote, other = (
        Span(BODY.start + min(pair), BODY.start + max(pair)) for pair in (at[:2], at[2:])
    )
    runs = [run for block in report_blocks(REPORT, quote, (other,)) for run in block.runs]
    bare = [run for block in report_blocks(REPORT) for run in block.runs]
    assert "".join(r.text for r in runs) == "".join(r.text for r in bare)
    marked = "".join(r.text for r in runs if r.mark == "quote")
    assert marked == plain(quote.of(REPORT.text))


def test_a_quote_inside_a_paragraph_is_one_mark() -> None:
    start = REPORT.text.index("it was rejected")
    quote = Span(start, start + len("it was rejected by 55 votes"))
    runs = [run for block in report_blocks(REPORT, quote) for run in block.runs]
    assert [run for run in runs if run.mark] == [Run("it was rejected by 55 votes", "quote")]


def test_words_that_differ_are_marked_within_the_quote() -> None:
    start = REPORT.text.index("it was rejected")
    quote = Span(start, start + len("it was rejected by 55 votes"))
    differing = Span(start + 19, start + 21)
    runs = [run for block in report_blocks(REPORT, quote, (), (differing,)) for run in block.runs]
    assert [run for run in runs if run.mark] == [
        Run("it was rejected by ", "quote"),
        Run("55", "quote differs"),
        Run(" votes", "quote"),
    ]


def test_blocks_are_plain_data() -> None:
    first, *_ = blocks_json(report_blocks(REPORT))
    assert first == {"kind": "rest", "runs": ({"text": "5 May 2022\n", "mark": ""},)}
