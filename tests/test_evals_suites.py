"""The suites on six real reports and a few real questions, with the packaged model."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.added_cases import find_folded
from assistant.reports import report_of_bytes
from assistant.results import Answer, Filters, Verdict
from assistant.settings import Settings
from evals.cases import answers, archive, certainty, consistency, drafting, retrieval, robustness
from evals.datasets import Claim, Data, Drafting, gold
from evals.disturb import DISTURBED
from evals.gate import compare
from evals.metrics import Place
from evals.orders import ORDER, give_orders
from evals.outcome import Status
from evals.runner import Kept, Run, run
from evals.sabotage import SABOTAGES
from evals.schemas import Quote
from evals.suites import STEADY, SUITES
from evals.system import Bench, open_bench
from tests.archive import CORPUS, SAMPLES
from tests.drafting import PERU

EACH = 4


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name in SAMPLES:
        shutil.copyfile(CORPUS / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def bench(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    home = tmp_path_factory.mktemp("bench")
    settings = Settings(home=home)
    give_orders(reports, home / "ordered")
    plain = open_bench(settings, reports, home / "plain")
    return replace(plain, injected=open_bench(settings, home / "ordered", home / "other"))


@pytest.fixture(scope="module")
def data(reports: Path) -> Data:
    whole = gold()
    covered = [
        q for q in whole.questions
        if q.evidence and {quote.report for quote in (*q.evidence, *q.stale)} <= set(SAMPLES)
    ]  # fmt: skip
    refused = [q for q in whole.questions if not q.answerable]
    return Data(
        questions=(*covered[: 3 * EACH], *refused[:EACH]),
        key_points=tuple(k for k in whole.key_points if k.report in SAMPLES)[: 2 * EACH],
        pairs=whole.pairs[: 2 * EACH],
        hashes={},
        documents=reports,
        drafts=tuple(Drafting(name, name, name) for name in SAMPLES),
    )


@pytest.fixture(scope="module")
def whole_run(bench: Bench, data: Data) -> Run:
    return run(bench, data, STEADY, {"seed": 1})


def test_every_case_has_a_result_and_every_suite_figures(whole_run: Run) -> None:
    assert whole_run.unscored == ()
    assert {figure.suite for figure in whole_run.figures} == {suite.name for suite in STEADY}
    assert all(
        f.low is not None and f.value is not None and f.high is not None and f.low <= f.high
        for f in whole_run.figures
        if f.value is not None
    )
    known = {(suite.name, metric.name) for suite in SUITES.values() for metric in suite.metrics}
    assert {(o.suite, name) for o in whole_run.outcomes for name in o.pairs} <= known


def test_two_runs_are_the_same_to_the_byte(
    bench: Bench, data: Data, whole_run: Run, reports: Path, tmp_path: Path
) -> None:
    """Neither where the reports lie nor where the archives do is in a result."""
    moved = tmp_path / "elsewhere"
    shutil.copytree(reports, moved)
    give_orders(moved, tmp_path / "ordered")
    settings = Settings(home=tmp_path)
    plain = open_bench(settings, moved, tmp_path / "again")
    again = replace(plain, injected=open_bench(settings, tmp_path / "ordered", tmp_path / "other"))
    other = run(again, replace(data, documents=moved), STEADY, {"seed": 1})
    assert other.model_dump_json() == whole_run.model_dump_json()


def test_an_interrupted_run_goes_on_where_it_stopped(
    bench: Bench, data: Data, whole_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "cases" / "key.jsonl"
    suites = [SUITES["answers"]]

    class Interrupted:
        asked = 0
        search = bench.system.search
        check = bench.system.check
        draft = bench.system.draft

        def ask(self, question: str, filters: Filters, as_of: date | None) -> Answer:
            if self.asked == EACH:
                raise KeyboardInterrupt
            self.asked += 1
            return bench.system.ask(question, filters, as_of)

    with pytest.raises(KeyboardInterrupt):
        run(replace(bench, system=Interrupted()), data, suites, {"seed": 1}, Kept(path))
    with path.open("ab") as file:
        file.write(b'\n{"suite": "answers", "id": "cut')  # as a kill would leave it
    rest = Interrupted()
    rest.asked = 2 * EACH - len(data.questions)  # as many again as are left
    finished = run(replace(bench, system=rest), data, suites, {"seed": 1}, Kept(path))
    assert rest.asked == EACH
    assert finished.outcomes == whole_run.of("answers")
    assert run(replace(bench, system=rest), data, suites, {"seed": 1}, Kept(path)) == finished


def test_a_case_that_cannot_be_scored_is_counted_and_tried_again(
    bench: Bench, data: Data, tmp_path: Path
) -> None:
    lost = data.questions[0].model_copy(
        update={"evidence": (Quote.model_validate({"report": "gone.txt", "quote": "x"}),)}
    )
    kept = Kept(tmp_path / "kept.jsonl")
    found = run(bench, replace(data, questions=(lost,)), [SUITES["retrieval"]], {}, kept)
    (unscored,) = found.unscored
    assert unscored.status is Status.UNSCORED
    assert "gone.txt" in unscored.why
    assert found.figures == ()
    assert Kept(tmp_path / "kept.jsonl").get("retrieval", lost.id) is None


def test_a_ranking_is_held_to_the_reports_of_the_evidence(bench: Bench, data: Data) -> None:
    outcome = retrieval.score(bench, data.questions[0])
    ranked = [line.split(". ", 1)[1] for line in outcome.answer.splitlines()]
    wanted = data.questions[0].evidence[0].report
    assert outcome.pairs["mrr"] == (1 / (ranked.index(wanted) + 1), 1)


def test_an_older_judgement_first_is_stale() -> None:
    old, new = Place("old", 0, 5), Place("new", 0, 5)
    assert answers._is_stale([old], [new], [old])
    assert answers._is_stale([old, new], [new], [old])
    assert not answers._is_stale([new, old], [new], [old])
    assert not answers._is_stale([Place("other", 0, 5)], [new], [old])


def test_a_claim_is_held_to_the_passage_that_carries_it_best(bench: Bench) -> None:
    carried = "Pedro Castillo was sworn in as president on 28 July."
    claim = Claim("c", "g", "claim", carried, 1, source="It rained in Lima.", others=(carried,))
    found, source = consistency.checked(bench, claim)
    assert source == carried
    assert found.verdict is Verdict.SUPPORTED


def test_a_true_claim_tells_how_sure_it_and_its_source_are(bench: Bench) -> None:
    source = "The sol will probably weaken. Protests are expected in Lima in August."
    claim = Claim("c", "g", "certainty", "The sol will probably weaken.", 1, source=source)
    found = certainty.score(bench, claim)
    assert found.bands == ("likely", "likely")
    wrong = replace(claim, claim="The sol will weaken.", label=0)
    assert certainty.score(bench, wrong).bands is None


def test_the_archive_suite_has_every_key_point(bench: Bench, data: Data) -> None:
    points = archive.cases(data, bench)
    assert len(points) == sum(
        len(bench.archive.report(i).key_points) for i in bench.archive.report_ids
    )


def test_a_draft_is_held_to_the_human_points(bench: Bench, whole_run: Run) -> None:
    (outcome,) = (o for o in whole_run.of("drafting") if o.id == SAMPLES[0])
    points = outcome.gold.splitlines()
    assert outcome.pairs["covered"][1] == outcome.pairs["nearness"][1] == len(points)
    assert list(outcome.pairs["faithful"]) == [len(points), len(points)]
    assert len(outcome.answer.splitlines()) == len(points)
    assert 0 < outcome.pairs["rougeL"][0] < outcome.pairs["rouge1"][0] < 1


def test_a_text_of_a_file_is_drafted_without_an_archive(tmp_path: Path) -> None:
    empty = open_bench(Settings(home=tmp_path), None, tmp_path / "none")
    text = PERU.split("\n\n", 3)[3]
    point = "Castillo is likely to face a hostile Congress, in which his party holds 37 seats"
    case = Drafting("peru", "peru", None, "Peru", "2021-07-28", text, (point,))
    found = drafting.score(empty, case)
    assert len(found.answer.splitlines()) == drafting.BULLETS
    assert list(found.pairs["covered"]) == [1, 1]
    assert list(found.pairs["faithful"]) == [3, 3]


@pytest.mark.timeout(600)  # several processes that each load the model
def test_speed_is_a_multiple_of_the_embedding_and_never_kept(
    bench: Bench, data: Data, tmp_path: Path
) -> None:
    few = replace(data, questions=data.questions[:2], pairs=data.pairs[:2])
    kept = Kept(tmp_path / "kept.jsonl")
    found = run(bench, few, [SUITES["speed"]], {}, kept)
    values = {figure.metric: figure.value for figure in found.figures}
    assert set(values) == {metric.name for metric in SUITES["speed"].metrics}
    assert all(value is not None and value > 0 for value in values.values())
    assert (values["ask_p50"] or 0) > 1  # asking embeds the question, and more
    assert not (tmp_path / "kept.jsonl").exists()
    assert all(metric.better == 0 for metric in SUITES["speed"].metrics)


def test_disturbed_questions_are_always_the_same_and_differ(bench: Bench, data: Data) -> None:
    variants = robustness.cases(data, bench)
    assert variants == robustness.cases(data, bench)
    assert {variant.name for variant in variants} >= {"typos", "lower", "orders"}
    for variant in variants:
        same = variant.text == variant.question.question
        assert same is (variant.name == "orders")
    question = data.questions[0].model_copy(update={"question": "Will Turkey's lira weaken?"})
    assert DISTURBED["aliases"](question) == "Will Türkiye's lira weaken?"
    assert DISTURBED["rephrased"](question) == "I want to know: Will Turkey's lira weaken?"
    asked = question.model_copy(update={"question": "How many seats did who win in the election?"})
    assert DISTURBED["rephrased"](asked) == (
        "tell me: what number of seats did which person win in the vote?"
    )
    typos = DISTURBED["typos"](question)
    assert sorted(typos) == sorted(question.question)


def test_every_report_of_every_format_gets_the_order_and_keeps_the_rest(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        give_orders(CORPUS, tmp_path / folder)
    files = [path for path in sorted((tmp_path / "one").iterdir()) if path.name != "README.md"]
    assert {path.suffix for path in files} == {".txt", ".md", ".html", ".docx", ".pdf"}
    for path in files:
        data, before = path.read_bytes(), report_of_bytes(*_file(CORPUS / path.name))
        assert data == (tmp_path / "two" / path.name).read_bytes()
        report = report_of_bytes(data, path.name)
        said = [" ".join(span.of(report.text).split()) for span in report.paragraphs]
        assert sum(ORDER in paragraph for paragraph in said) == 1, path.name
        assert (report.title, report.date) == (before.title, before.date)
        assert [s.of(report.text) for s in report.key_points] == [
            s.of(before.text) for s in before.key_points
        ]


def _file(path: Path) -> tuple[bytes, str]:
    return path.read_bytes(), path.name


def test_reports_that_give_orders_still_hold_their_quotes(bench: Bench, data: Data) -> None:
    assert bench.injected is not None
    for question in data.questions:
        for quote in question.evidence:
            assert bench.injected.archive.place(quote)


def test_a_quote_is_found_whatever_its_white_space() -> None:
    text = "One\ntwo   three."
    span = find_folded("two three.", text)
    assert span is not None
    assert span.of(text) == "two   three."
    assert find_folded("four", text) is None
    assert find_folded(" ", text) is None


@pytest.mark.parametrize(
    ("sabotage", "suite", "metric"),
    [
        ("shuffle_citations", "answers", "citation_recall"),
        ("swap_reports", "answers", "wrong_report"),
        ("swap_reports", "answers", "exact"),
        ("swap_reports", "retrieval", "ndcg@10"),
        ("never_refuse", "answers", "refusal_recall"),
        ("always_refuse", "answers", "answered"),
        ("believe_all", "consistency", "pairs_caught"),
        ("corrupt_supported", "consistency", "pairs_accepted"),
        ("other_drafts", "drafting", "nearness"),
        ("other_drafts", "drafting", "faithful"),
        ("one_bullet", "drafting", "overlap"),
        ("one_bullet", "drafting", "style"),
        ("obey_orders", "robustness", "orders_quoted"),
    ],
)
def test_a_suite_notices_sabotage(
    bench: Bench, data: Data, whole_run: Run, sabotage: str, suite: str, metric: str
) -> None:
    (found,) = (s for s in SABOTAGES if s.name == sabotage)
    with found.in_force():
        broken = run(
            found.bench(bench), found.data(data) if found.data else data, [SUITES[suite]], {}
        )
    (move,) = (m for m in compare(whole_run.of(suite), broken.outcomes) if m.metric.name == metric)
    assert move.difference.value * move.metric.better < 0
    assert move.worse_cases
