import html

from hypothesis import given
from hypothesis import strategies as st

from assistant.render import one_line, plain
from assistant.results import Answer, Claim, Verdict
from assistant.ui.markup import (
    answer_html,
    answer_stages,
    chip_label,
    footer_html,
    label,
    literal,
    notice_html,
    understood_html,
)
from tests.test_render import EVIL, TODAY, answer_of

MARKS = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""


@given(st.text())
def test_html_shows_any_text_as_it_is(text: str) -> None:
    assert not set("<>\"'") & set(literal(text))
    assert html.unescape(literal(text)) == plain(text)


@given(st.text(alphabet=MARKS + "ab1 "))
def test_every_mark_of_a_label_is_escaped(text: str) -> None:
    shown, at = [], 0
    escaped = label(text)
    while at < len(escaped):
        if escaped[at] in MARKS:
            assert escaped[at] == "\\" and escaped[at + 1] in MARKS
            at += 1
        shown.append(escaped[at])
        at += 1
    assert "".join(shown).replace("\u2060", "") == one_line(text)


def test_what_streamlit_replaces_after_escaping_is_parted() -> None:
    assert label(":smile:") == "\\:\u2060smile\\:"
    assert label("a -> www.x") == "a \\-\u2060\\> www\\.\u2060x"
    assert label("[1] Mexico, 21 Dec") == "\\[1\\] Mexico\\, 21 Dec"


def test_a_chip_says_number_place_date_and_age() -> None:
    (citation,) = answer_of().citations
    assert chip_label(citation, TODAY) == "[1] Mexico, 21 Dec 2020 (6 years ago)"


def test_an_answer_grows_to_the_whole() -> None:
    stages = answer_stages(two_claims())
    assert len(stages) == 4  # two openings, two claims
    assert all(len(one) < len(two) for one, two in zip(stages, stages[1:], strict=False))
    assert stages[-1] == answer_html(two_claims())


def test_an_answer_is_text_with_its_marks() -> None:
    shown = answer_html(answer_of())
    assert literal(EVIL) in shown
    assert "<script" not in shown and "<img" not in shown
    assert '<sup class="mark">[1]</sup>' in shown
    assert 'class="flag">unsupported' in answer_html(two_claims())


def test_the_engine_is_named_for_what_it_is() -> None:
    assert "is not a language model" in footer_html(answer_of())


def test_the_understood_question_is_shown_only_when_it_differs() -> None:
    assert understood_html(answer_of()) == ""
    assert "&lt;b&gt;" in understood_html(answer_of(understood="What of <b>?"))


def test_a_fault_is_announced() -> None:
    shown = notice_html("the <b> failed", "fault")
    assert 'role="alert"' in shown and "The &lt;b&gt; failed" in shown


def two_claims() -> Answer:
    return answer_of(
        text="As of 2021: One. [1]\n\nAs of 2020: Two. [1]",
        claims=(
            Claim("One.", (1,), Verdict.SUPPORTED, 0.5),
            Claim("Two.", (1,), Verdict.UNSUPPORTED, 0.5),
        ),
    )
