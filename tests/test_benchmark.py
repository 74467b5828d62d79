import json
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "benchmark.py"
PLACES = ("Mexico", "Nigeria", "Portugal", "Kenya")


@pytest.fixture(scope="module")
def benchmark() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(SCRIPT)))


def rows(benchmark: SimpleNamespace) -> dict[str, Any]:
    ingest = benchmark.IngestTimes(
        reports=4, chunks=40, first=11.0, bare=10.0, again=0.44, peak_mb=900.0
    )
    queries = benchmark.QueryTimes(
        embedding=(0.010, 0.010, 0.010), search=(0.012, 0.015, 0.030), ask=(0.02, 0.05, 0.06)
    )
    found = benchmark.rows_of(ingest, queries, 800.0, 0.1)
    return {row.what: row for row in found}


def test_a_percentile_is_interpolated(benchmark: SimpleNamespace) -> None:
    assert benchmark.percentile([4.0, 1.0, 3.0, 2.0], 50) == pytest.approx(2.5)
    assert benchmark.percentile([0.0, 1.0], 95) == pytest.approx(0.95)
    assert benchmark.percentile([7.0], 95) == 7.0


def test_ratios_are_of_first_ingest_to_bare_encode_and_of_queries_to_embedding(
    benchmark: SimpleNamespace,
) -> None:
    found = rows(benchmark)
    assert found["first ingest / bare encode of its chunks"].value == pytest.approx(1.1)
    assert found["ingest again, unchanged / first ingest"].value == pytest.approx(0.04)
    assert found["search p50 / embedding p50"].value == pytest.approx(1.5)
    assert found["ask p50 / embedding p50"].value == pytest.approx(5.0)
    assert found["ask p95"].value == pytest.approx(59.0)
    assert found["peak memory of ask"].value == 800.0


def test_a_target_is_met_up_to_its_value(benchmark: SimpleNamespace) -> None:
    found = rows(benchmark)
    assert found["first ingest / bare encode of its chunks"].is_met
    assert found["ingest again, unchanged / first ingest"].is_met is False
    assert found["ask p50 / embedding p50"].is_met is False
    assert found["ask p95 / embedding p95"].is_met is None


def test_the_table_shows_each_target_and_whether_it_is_met(benchmark: SimpleNamespace) -> None:
    lines = benchmark.table(list(rows(benchmark).values())).splitlines()
    assert lines[1] == "|---|--:|--:|---|"
    assert "| search p50 / embedding p50 | 1.5 | 2 | yes |" in lines
    assert "| ask p50 / embedding p50 | 5 | 4 | **no** |" in lines
    assert "| peak memory of ingest | 900 MB |  |  |" in lines


@pytest.mark.timeout(900)  # several processes that each load the model
def test_it_measures_a_small_archive_of_its_own(tmp_path: Path) -> None:
    docs = tmp_path / "few.docs.jsonl"
    text = "The president of {} won the election in May 2022. The opposition disputes the count."
    lines = [
        {"doc_id": place, "title": place, "date": "2022-06-01", "text": text.format(place)}
        for place in PLACES
    ]
    docs.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    asked = [{"question": f"Who won the election in {place}?"} for place in PLACES]
    beside = tmp_path / "few.jsonl"
    beside.write_text("".join(json.dumps(line) + "\n" for line in asked), "utf-8")
    run = subprocess.run(
        [sys.executable, str(SCRIPT), str(docs), "--limit", "2", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    assert (found["reports"], found["chunks"]) == (4, 4)
    assert all(row["value"] > 0 for row in found["rows"])
    assert "100%" in run.stderr
    assert not (tmp_path / "store").exists()


def test_missing_questions_are_named(tmp_path: Path) -> None:
    docs = tmp_path / "few.docs.jsonl"
    docs.write_text("", "utf-8")
    run = subprocess.run([sys.executable, str(SCRIPT), str(docs)], capture_output=True, text=True)
    assert run.returncode == 1
    assert f"no questions in {tmp_path / 'few.jsonl'}" in run.stderr
