import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    {"doc_id": "peru", "title": "Full Report: Peru", "date": "2021-07-29",
     "text": "Pedro Castillo was sworn in as president on 28 July 2021. Congress is hostile."},
    {"doc_id": "chile", "title": "Full Report: Chile", "date": "2022-03-12",
     "text": "Gabriel Boric took office as president of Chile on 11 March 2022 in Valparaíso."},
]  # fmt: skip
QUESTIONS = [
    {"id": "q1", "question": "Who was sworn in as president of Peru in 2021?",
     "answers": ["Pedro Castillo"], "answerable": True,
     "evidence": [{"doc_id": "peru", "text": "Pedro Castillo was sworn in as president"}]},
    {"id": "q2", "question": "What is the rate of inflation in Turkey?", "answers": [],
     "answerable": False, "evidence": []},
]  # fmt: skip


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_lines(tmp_path / "set.docs.jsonl", DOCUMENTS)
    return write_lines(tmp_path / "set.jsonl", QUESTIONS)


def evaluate(tmp_path: Path, *arguments: object) -> int:
    return main(["--home", str(tmp_path / "home"), "eval", *map(str, arguments)])


def test_a_run_on_a_file_writes_a_result_and_a_page(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert evaluate(tmp_path, "run", "--data", data, "--out", out, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    figures = {(f["suite"], f["metric"]): f["value"] for f in said["figures"]}
    assert figures["retrieval", "hit@1"] == 1
    assert figures["answers", "answered"] == 1
    assert figures["answers", "refusal_recall"] == 1
    assert figures["answers", "citation_recall"] == 1
    assert said["unscored"] == 0
    assert {"code", "settings", "embedding", "data", "seed"} <= set(said["fingerprint"])
    page = Path(said["result"]).with_suffix(".html")
    assert '<section id="retrieval">' in page.read_text("utf-8")
    first = Path(said["result"]).read_bytes()
    (tmp_path / "out" / "cases").rename(tmp_path / "earlier")
    assert evaluate(tmp_path, "run", "--data", data, "--out", out) == 0
    assert Path(said["result"]).read_bytes() == first  # without the kept cases too
    assert "| retrieval | hit@1" in capsys.readouterr().out
    assert evaluate(tmp_path, "compare", said["result"], said["result"]) == 0
    assert "+0.000" in capsys.readouterr().out
    assert evaluate(tmp_path, "list", "--out", out) == 0
    assert said["result"] in capsys.readouterr().out


def test_files_of_one_name_in_two_places_never_meet(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-two"))
    results = []
    for folder in (tmp_path, tmp_path.with_name(f"{tmp_path.name}-two")):
        assert evaluate(tmp_path, "run", "--data", folder / data.name, "--json") == 0
        results.append(json.loads(capsys.readouterr().out)["result"])
    assert results[0] == results[1]
    archives = [p for p in (tmp_path / "home" / "evals" / "archives").iterdir() if p.is_dir()]
    assert len(archives) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "--suite", "nonsense"), "no suite 'nonsense'"),
        (("run", "--data", "nowhere.jsonl"), "cannot be read"),
        (("compare", "a.json", "b.json"), "a.json cannot be read"),
        (("gate", "--baseline", "none.json"), "no baseline in none.json"),
        (("baseline", "--reason", " "), "wants a reason"),
    ],
)
def test_bad_input_is_answered_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(tmp_path, *arguments) == 2
    error = capsys.readouterr().err
    assert says in error
    assert len(error.splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_told_in_one_line(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(tmp_path, "run", "--data", data, "--out", data / "below") == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "Traceback" not in error


def test_the_suites_of_a_file_are_those_it_can_feed(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(tmp_path, "run", "--data", data, "--suite", "consistency") == 2
    assert "set.jsonl feeds retrieval, answers only" in capsys.readouterr().err


def test_the_module_is_the_command_and_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, runpy\n"
        "sys.argv = ['evals', '--help']\n"
        "try:\n    runpy.run_module('evals', run_name='__main__')\n"
        "except SystemExit as ended:\n    assert ended.code == 0\n"
        "heavy = {'torch', 'chromadb', 'llama_index', 'streamlit', 'numpy', 'pydantic'}\n"
        "sys.exit(f'loaded {heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "gate" in done.stdout
