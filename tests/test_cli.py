import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.batch import open_lines
from assistant.cli import EXAMPLES, _parser
from assistant.errors import AssistantError, QuestionError, ReportError
from assistant.reports import read_one_report
from evals.schemas import objects
from tests.archive import CORPUS

ASSISTANT = [sys.executable, "-m", "assistant.cli"]


def run(*arguments: object, home: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [*ASSISTANT, "--home", str(home), *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    done = run("ingest", CORPUS / "mexico-2022-04-20.txt", "--json", home=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 1
    return folder


def test_the_command_line_loads_nothing_heavy() -> None:
    heavy = "torch chromadb llama_index streamlit sentence_transformers numpy pydantic".split()
    code = f"import sys, assistant.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_names_the_commands(home: Path) -> None:
    done = run("--help", home=home)
    assert done.returncode == 0
    for command in ("ingest", "list", "show", "search", "ask", "check", "doctor"):
        assert command in done.stdout


def test_batch_answers_every_line_in_order(home: Path) -> None:
    lines = [
        json.dumps({"id": 1, "question": "What turnout did the recall vote have?", "x": 0}),
        "not json",
        json.dumps({"id": "c", "question": ""}),
        json.dumps({"id": "d", "question": "Turnout?", "since": "soon"}),
        json.dumps({"id": "e"}),
        json.dumps({"id": "f", "question": "Turnout of the recall vote?", "place": "Peru"}),
    ]
    done = run("ask", "--batch", "-", "--json", home=home, text="\n".join(lines))
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o["id"] for o in out] == [1, None, "c", "d", "e", "f"]
    assert "17.8%" in out[0]["answer"]
    assert all("error" in o for o in out[1:5])
    assert out[5]["answered"] is False


def test_faults_are_one_line_and_exit_two(home: Path, tmp_path: Path) -> None:
    for arguments in (
        ("show", "nothing"),
        ("ask", "?"),
        ("search", "vote", "--since", "soon"),
        ("ask", "--batch", tmp_path / "none.jsonl"),
        ("--config", tmp_path / "none.toml", "list"),
    ):
        done = run(*arguments, home=home)
        assert done.returncode == 2, done.stderr
        assert done.stderr.startswith("assistant: ") and done.stderr.count("\n") == 1


def test_a_bad_file_fails_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 junk")
    (tmp_path / "ok.txt").write_text("3 May 2020\n\nFull Report: Chile\n\nThe peso fell by 12%.\n")
    done = run("ingest", tmp_path, "--json", home=home)
    result = json.loads(done.stdout)
    assert done.returncode == 1
    assert (result["added"], len(result["failed"])) == (1, 1)


def test_doctor_is_well(home: Path) -> None:
    done = run("doctor", "--json", home=home)
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


def test_a_file_name_cannot_steer_the_terminal(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\nb.pdf").write_bytes(b"%PDF-1.7 junk")
    done = run("ingest", tmp_path, home=home)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr and done.stderr.count("\n") == 1


SENATE = "The Senate approved the law on 15 December. Relations may improve next year."


def test_check_names_what_differs_and_fails(home: Path, tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(SENATE)
    claims = "The Senate approved the law on 15 December.\nThe Senate rejected the law.\n"
    done = run(
        *("check", "--source", tmp_path / "source.txt", "--claims", "-", "--json"),
        home=home,
        text=claims,
    )
    assert done.returncode == 1, done.stderr
    good, bad = json.loads(done.stdout)["claims"]
    assert (good["verdict"], bad["verdict"]) == ("supported", "contradicted")
    (difference,) = bad["discrepancies"]
    span = difference["source_span"]
    assert SENATE[span["start"] : span["end"]] == difference["source_text"] == "approved"
    assert claims[slice(*difference["claim_span"].values())] == "rejected"


def test_check_in_words_for_a_person(home: Path, tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(SENATE)
    done = run(
        *("check", "--source", tmp_path / "source.txt", "--claims", "-"),
        home=home,
        text="Relations will improve next year.\x1b[31m",
    )
    assert "UNSUPPORTED" in done.stdout and "! certainty:" in done.stdout
    assert "1 claims: 1 unsupported" not in done.stdout and "\x1b" not in done.stdout


def test_check_in_a_batch_answers_bad_lines_too(home: Path) -> None:
    lines = [
        json.dumps({"id": "x", "source": SENATE, "claim": "The Senate approved the law."}),
        json.dumps({"id": "y", "source": SENATE}),
        json.dumps({"id": "z", "source": "", "claim": "The Senate approved the law."}),
    ]
    done = run("check", "--batch", "-", "--json", home=home, text="\n".join(lines))
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["verdict"]) == ("x", "supported")
    assert second["error"]
    assert (third["verdict"], third["score"]) == ("unsupported", 0.0)


def test_check_says_what_it_wants(home: Path, tmp_path: Path) -> None:
    for arguments in ((), ("--source", tmp_path / "a.txt"), ("--batch", "-", "--claims", "-")):
        done = run("check", *arguments, home=home)
        assert done.returncode == 2 and "check wants" in done.stderr
    (tmp_path / "empty.txt").write_text("")
    done = run(
        *("check", "--source", tmp_path / "empty.txt", "--claims", "-"), home=home, text="A claim."
    )
    assert done.returncode == 2
    assert done.stderr.startswith("assistant: ") and done.stderr.count("\n") == 1


def test_the_examples_of_the_help_can_be_typed() -> None:
    for name, lines in EXAMPLES.items():
        for line in lines:
            words = shlex.split(line.partition("<")[0])
            if words[-1] != "--help":
                options = _parser().parse_args(words[1:])
                assert name in ("assistant", options.command, getattr(options, "form", None))


def test_a_missing_file_is_a_line_that_says_what_to_do(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.txt"
    with pytest.raises(ReportError, match=r"nowhere.txt: no such file: check the name$"):
        read_one_report(nowhere)
    with pytest.raises(QuestionError, match="check the name$"), open_lines(str(nowhere)):
        pass
    with pytest.raises(AssistantError, match=r"\(no such file or directory\): check the name$"):
        list(objects(nowhere))
