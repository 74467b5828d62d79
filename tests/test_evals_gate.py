from pathlib import Path

import pytest

from assistant.errors import AssistantError
from evals.gate import Baseline, compare, hold, read_baseline, write_baseline
from evals.outcome import Outcome, Status
from evals.report import compare_markdown, gate_markdown
from evals.runner import Figure, Run


def outcome(number: int, answered: float, **changes: object) -> Outcome:
    return Outcome.model_validate(
        {
            "suite": "answers",
            "id": f"q{number}",
            "group": f"g{number}",
            "kind": "fact",
            "pairs": {"answered": (answered, 1.0)},
            "asked": f"question {number}",
            "why": "" if answered else "refused",
            **changes,
        }
    )


def made(*outcomes: Outcome) -> Run:
    return Run(fingerprint={"seed": 1}, suites=("answers",), figures=(), outcomes=outcomes)


def baseline(*outcomes: Outcome) -> Baseline:
    return Baseline(reason="first", fingerprint={}, figures=(), outcomes=outcomes)


GOOD = [outcome(i, 1.0) for i in range(30)]


def test_the_same_run_passes() -> None:
    verdict = hold(baseline(*GOOD), made(*GOOD), small=False)
    assert verdict.passed
    assert gate_markdown(verdict).endswith("passed")


def test_a_fall_beyond_chance_fails_and_names_its_cases() -> None:
    worse = [outcome(i, 0.0) if i < 8 else good for i, good in enumerate(GOOD)]
    verdict = hold(baseline(*GOOD), made(*worse), small=False)
    assert not verdict.passed
    (fallen,) = verdict.fallen
    assert [case.id for case in fallen.worse_cases] == [f"q{i}" for i in range(8)]
    said = gate_markdown(verdict)
    assert "FELL answers answered: 1.000 -> 0.733" in said
    assert "q0: question 0 (refused)" in said
    assert said.endswith("FAILED")


def test_a_fall_within_chance_passes_and_a_rise_too() -> None:
    one_worse = [outcome(0, 0.0), *GOOD[1:]]
    assert hold(baseline(*GOOD), made(*one_worse), small=False).passed
    poor = [outcome(i, float(i % 2)) for i in range(30)]
    assert hold(baseline(*poor), made(*GOOD), small=False).passed


def test_more_of_what_is_bad_is_a_fall() -> None:
    def stale(value: float) -> list[Outcome]:
        return [outcome(i, 1.0, pairs={"stale": (value, 1.0)}) for i in range(10)]

    verdict = hold(baseline(*stale(0.0)), made(*stale(1.0)), small=False)
    assert [move.metric.name for move in verdict.fallen] == ["stale"]
    assert len(verdict.fallen[0].worse_cases) == 10
    assert hold(baseline(*stale(1.0)), made(*stale(0.0)), small=False).passed


def test_a_case_without_a_result_fails() -> None:
    broken = outcome(0, 0.0, status=Status.UNSCORED, pairs={}, why="the report is gone")
    verdict = hold(baseline(*GOOD), made(broken, *GOOD[1:]), small=False)
    assert not verdict.passed
    assert "no result: answers q0: the report is gone" in gate_markdown(verdict)


def test_a_missing_case_fails_a_whole_run_only() -> None:
    verdict = hold(baseline(*GOOD), made(*GOOD[1:]), small=False)
    assert verdict.missing == ("answers q0",)
    assert not verdict.passed
    assert hold(baseline(*GOOD), made(*GOOD[1:]), small=True).passed


def test_a_case_that_the_baseline_has_not_is_named_and_trips_nothing() -> None:
    verdict = hold(baseline(*GOOD[1:]), made(*GOOD), small=False)
    assert verdict.passed
    assert verdict.new == (f"answers {GOOD[0].id}",)
    assert f"not held: 1 cases that the baseline has not: {verdict.new[0]}" in gate_markdown(
        verdict
    )


def test_a_metric_that_no_common_case_counts_in_is_named() -> None:
    figure = Figure(suite="answers", metric="answered", value=1, low=1, high=1, cases=9, groups=9)
    held = baseline(*(o.model_copy(update={"id": f"other {o.id}"}) for o in GOOD))
    verdict = hold(held.model_copy(update={"figures": (figure,)}), made(*GOOD), small=True)
    assert verdict.unheld == ("answers answered",)
    assert "metrics without a case of the baseline: answers answered" in gate_markdown(verdict)


def test_a_baseline_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, made(*GOOD), "a reason")
    held = read_baseline(path)
    assert held.reason == "a reason"
    assert [o.pairs for o in held.outcomes] == [o.pairs for o in GOOD]
    assert "question 0" not in path.read_text("utf-8")  # figures, not texts
    assert hold(held, made(*GOOD), small=False).passed


def test_no_baseline_is_made_of_a_run_with_gaps(tmp_path: Path) -> None:
    broken = outcome(0, 0.0, status=Status.UNSCORED)
    with pytest.raises(AssistantError, match="1 cases have no result"):
        write_baseline(tmp_path / "b.json", made(broken), "a reason")
    with pytest.raises(AssistantError, match="no baseline in"):
        read_baseline(tmp_path / "b.json")


def test_a_comparison_shows_interval_and_p() -> None:
    worse = [outcome(i, 0.0) if i < 8 else good for i, good in enumerate(GOOD)]
    said = compare_markdown(compare(GOOD, worse))
    assert "| answers | answered | 1.000  | 0.733 | -0.267 |" in said
