import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive import CORPUS
from tests.drafting import PERU

ASSISTANT = [sys.executable, "-m", "assistant.cli"]
FIELDS = {"title", "date", "bullets", "summary", "citations", "related", "dropped", "engine"}
POINT = {"text", "citations", "verdict", "score", "certainty"}


def run(*arguments: object, home: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [*ASSISTANT, "--home", str(home), *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("draft-cli")


def test_a_file_is_drafted_in_the_contract_s_form(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "peru.txt"
    file.write_text(PERU, encoding="utf-8")
    done = run("draft", file, "--bullets", 2, "--summary", "--json", home=home)
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert draft.keys() >= FIELDS | {"seconds"}
    assert (draft["title"], draft["date"]) == ("Full Report: Peru", "2021-07-28")
    assert len(draft["bullets"]) == 2
    for bullet in draft["bullets"]:
        assert bullet.keys() >= POINT
        assert bullet["verdict"] == "supported" and bullet["citations"]
        assert len(bullet["alternatives"]) == 2
        assert bullet["alternatives"][0].keys() == POINT
    assert [c["n"] for c in draft["citations"]] == list(range(1, len(draft["citations"]) + 1))
    assert all(PERU[c["start"] : c["end"]] == c["quote"] for c in draft["citations"])
    marked = "".join(
        f"[{n}]" for sentence in draft["summary_sentences"] for n in sentence["citations"]
    )
    assert marked and all(mark in draft["summary"] for mark in marked.split("]")[:-1])


def test_standard_input_and_no_summary(home: Path) -> None:
    done = run("draft", "-", "--json", home=home, text=PERU)
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert draft["title"] == "Full Report: Peru"
    assert draft["summary"] is None and len(draft["bullets"]) == 3


def test_in_words_for_a_person(home: Path) -> None:
    hostile = PERU.replace("Lima in August", "Lima\x1b[31m in August")
    done = run("draft", "-", "--summary", home=home, text=hostile)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Full Report: Peru, 28 Jul 2021\n\n1. Pedro Castillo is likely")
    for heading in ("Summary:", "Alternatives:", "own key points", "\n[1] characters "):
        assert heading in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 96


def test_a_batch_answers_every_line_in_order_and_bad_ones_too(home: Path) -> None:
    lines = [
        json.dumps({"id": "a", "title": "Full Report: Peru", "text": PERU, "more": 1}),
        "not json",
        json.dumps({"id": "c", "text": ""}),
        json.dumps({"id": "d", "text": "Too short."}),
        json.dumps({"id": "e", "text": PERU, "date": "soon"}),
        json.dumps({"id": 6, "title": None, "date": None, "text": "Rates may rise in May again."}),
    ]
    done = run("draft", "--bullets", 2, "--batch", "-", "--json", home=home, text="\n".join(lines))
    assert done.returncode == 0, done.stderr
    first, *bad, last = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], len(first["bullets"])) == ("a", 2)
    assert [line["id"] for line in bad] == [None, "c", "d", "e"]
    assert all(line.keys() == {"id", "error"} and "\n" not in line["error"] for line in bad)
    assert (last["id"], [b["text"] for b in last["bullets"]]) == (
        6,
        ["Rates may rise in May again."],
    )
    assert last["bullets"][0]["certainty"] == "possible"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("draft", "-"), ""),
        (("draft", "-"), "Short."),
        (("draft", "no such file.txt"), ""),
        (("draft", "--batch", "no such file.jsonl"), ""),
        (("draft", CORPUS), ""),
    ],
)
def test_bad_input_is_one_line_and_exit_two(
    arguments: tuple[object, ...], text: str, home: Path
) -> None:
    done = run(*arguments, home=home, text=text)
    assert done.returncode == 2
    assert done.stderr.startswith("assistant: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), ("a.txt", "--batch", "-"), ("-", "--bullets", "0"), ("-", "--bullets", "99")]
)
def test_bad_usage_is_said(arguments: tuple[str, ...], home: Path) -> None:
    done = run("draft", *arguments, home=home)
    assert done.returncode == 2
    assert "usage: assistant draft" in done.stderr
