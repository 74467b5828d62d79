import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

from evals.outcome import Outcome, Passage, Status
from evals.report import run_html, run_markdown
from evals.report.charts import Bar, bars
from evals.report.markdown import shown, signed
from evals.runner import Figure, Run

HOSTILE = '<script>alert(1)</script><img src="http://x.test/a.png" onerror=alert(1)> & "q" \x1b[31m'


def hostile_run() -> Run:
    bad = Outcome(
        suite="answers",
        id=HOSTILE,
        group="g",
        kind=HOSTILE,
        pairs={"answered": (0.0, 1.0)},
        badness=1.0,
        asked=HOSTILE,
        answer=HOSTILE,
        passages=(Passage(source=HOSTILE, before=HOSTILE, quote=HOSTILE, after=HOSTILE),),
        gold=HOSTILE,
        why=HOSTILE,
    )
    gap = bad.model_copy(update={"status": Status.UNSCORED, "pairs": {}, "why": "gone\nfor good"})
    figure = Figure(
        suite="answers", metric="answered", value=0.0, low=0.0, high=0.0, cases=1, groups=1
    )
    return Run(
        fingerprint={"settings": HOSTILE}, suites=("answers",), figures=(figure,),
        outcomes=(bad, gap),
    )  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_text_of_a_case_never_becomes_markup() -> None:
    page = run_html(hostile_run())
    tags = tags_of(page)
    assert not {tag for tag, _ in tags} & {"img", "iframe", "link", "object"}
    assert page.count("<script") == 1  # our own, which the page's policy knows by its hash
    script = page.split("<script>")[1].split("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "alert" not in script
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_needs_nothing_else() -> None:
    page = run_html(hostile_run())
    attributes = [attrs for _, attrs in tags_of(page)]
    targets = [str(a[name]) for a in attributes for name in ("src", "href") if name in a]
    assert all(target.startswith("#") for target in targets)
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    assert "url(" not in style and "@import" not in style
    assert "prefers-color-scheme: dark" in style and "@media print" in style
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page


def test_a_quote_is_marked_in_its_passage() -> None:
    assert re.search(r"<blockquote>.*<mark>.*</mark>.*</blockquote>", run_html(hostile_run()))


def test_a_case_without_a_result_is_told_in_one_line() -> None:
    said = run_markdown(hostile_run())
    assert "gone for good" in said
    assert "\x1b" not in said
    assert "2 cases" in said
    assert "| answers | answered | 0.000 | [0.000, 0.000] | 1" in said


def test_past_runs_are_a_line_a_metric() -> None:
    run = hostile_run()
    better = run.figures[0].model_copy(update={"value": 0.5})
    before = run.model_copy(update={"figures": (better,), "fingerprint": {"settings": "earlier"}})
    page = run_html(run, past=[before])
    assert "answers over 2 runs, oldest first" in page
    assert "0.500 to 0.000" in page
    assert "oldest first" not in run_html(run)


def test_sureness_gives_the_curve_of_risk_and_bands_a_table() -> None:
    run = hostile_run()
    sure = run.outcomes[0].model_copy(
        update={"confidence": 0.9, "bands": ("likely", "asserted"), "pairs": {"answered": (1, 1)}}
    )
    unsure = sure.model_copy(update={"confidence": 0.1, "pairs": {"refusal_recall": (0, 1)}})
    page = run_html(run.model_copy(update={"outcomes": (sure, unsure)}))
    assert "Coverage against risk" in page
    assert 'points="170.0,270.0 300.0,140.0"' in page  # half without a fault, then all with half
    assert "<tr><td>likely</td><td class=same></td><td>2</td></tr>" in page


def test_a_figure_above_one_stays_on_the_axis() -> None:
    run = hostile_run()
    figure = run.figures[0].model_copy(update={"value": 4.5, "low": 4.2, "high": 5.8})
    page = run_html(run.model_copy(update={"figures": (figure,)}))
    assert ">6</text>" in page


def test_only_the_first_cases_are_shown_until_the_filter_finds_others() -> None:
    run = hostile_run()
    many = tuple(run.outcomes[0].model_copy(update={"id": f"q{n:02}"}) for n in range(30))
    page = run_html(run.model_copy(update={"outcomes": many}))
    assert page.count("<article") == 30
    assert page.count("class=more") == 5
    assert "and 5 more" in page


def test_a_zero_has_no_sign() -> None:
    assert (shown(-0.0), shown(-0.0004), shown(-0.0006)) == ("0.000", "0.000", "-0.001")
    assert (signed(-0.0), signed(0.0004)) == ("+0.000", "+0.000")


def test_bars_take_what_width_a_screen_leaves_them() -> None:
    drawn = bars([Bar("hit@1", 0.5, 0.25, 0.75, 0.4, "0.500")], "t")
    assert "viewBox" not in drawn and 'width="50.0%"' in drawn and 'x1="40.0%"' in drawn
