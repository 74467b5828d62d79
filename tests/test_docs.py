"""The documents say what is so: their commands run, their targets, flags and links exist."""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from runpy import run_path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.cli import _parser
from evals.gate import BASELINE, read_baseline

ROOT = Path(__file__).parent.parent
OURS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "corpus", "evals"]
DOCUMENTS = sorted(
    document
    for name in OURS
    for document in ([ROOT / name] if name.endswith(".md") else (ROOT / name).rglob("*.md"))
    if name != "corpus" or document.name == "README.md"
)
SHELLS = ("", "sh", "bash", "shell", "console")


def name_of(case: Path | str) -> str:
    """A short name for a case of a test: a document, or the command's first words."""
    return " ".join(words(case)[:2]) if isinstance(case, str) else str(case.relative_to(ROOT))


@cache
def tokens(document: Path) -> list[Token]:
    markdown = MarkdownIt("commonmark").enable("table")
    return list(_flat(markdown.parse(document.read_text(encoding="utf-8"))))


def _flat(found: list[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from _flat(token.children or [])


def command_lines(document: Path) -> list[str]:
    """The lines of its blocks of shell commands, less their remarks."""
    blocks = [
        token.content
        for token in tokens(document)
        if token.type == "code_block" or (token.type == "fence" and token.info.strip() in SHELLS)
    ]
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def words(line: str) -> list[str]:
    """The words of a command, its program named without its folder."""
    program, *rest = shlex.split(line, comments=True)
    return [Path(program).name, *rest]


def commands(program: str) -> list[str]:
    """The commands of the documents that run `program`."""
    lines = [line for document in DOCUMENTS for line in command_lines(document)]
    return list(dict.fromkeys(line for line in lines if words(line)[0] == program))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample reports, made by the command that the README gives."""
    folder = tmp_path_factory.mktemp("docs") / "home"
    done = run("assistant ingest corpus", folder)
    assert done.returncode == 0, done.stderr
    return folder


@cache
def run(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell would, with the installed `assistant`."""
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "ASSISTANT_HOME": str(home),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.run(
        ["sh", "-c", line],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_readme_shows_every_command() -> None:
    shown = {words(line)[1] for line in command_lines(ROOT / "README.md") if "assistant" in line}
    assert set(subcommands()) <= shown


@pytest.mark.parametrize("line", commands("assistant"), ids=name_of)
def test_a_command_of_the_documents_runs(line: str, home: Path) -> None:
    done = run(line, home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr


def test_the_readme_s_question_is_answered(home: Path) -> None:
    (line,) = (line for line in commands("assistant") if words(line)[1] == "ask")
    assert "[1]" in run(line, home).stdout


@pytest.mark.parametrize("line", commands("python"), ids=name_of)
def test_a_script_of_the_documents_knows_its_flags(line: str, tmp_path: Path) -> None:
    _, script, *rest = words(line)
    assert (ROOT / script).is_file()
    assert (ROOT / script).suffix == ".py"
    usage = run(f"python {shlex.quote(script)} --help", tmp_path)
    assert usage.returncode == 0, usage.stderr
    assert {word for word in rest if word.startswith("-")} <= set(flags_in(usage.stdout))


def test_targets_that_the_documents_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    defined = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    named = {words(line)[1] for line in commands("make")}
    prose = [t.content for d in DOCUMENTS for t in tokens(d) if t.type == "code_inline"]
    named |= {word for text in prose for word in re.findall(r"^make ([\w-]+)$", text)}
    assert {"run", "test"} <= named <= defined


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_and_images_resolve(document: Path) -> None:
    found = [
        str(token.attrs.get("href") or token.attrs.get("src"))
        for token in tokens(document)
        if token.type in ("link_open", "image")
    ]
    targets = [link.partition("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_flags_in_the_words_of_a_document_exist(document: Path) -> None:
    known = {flag for parser in parsers() for flag in parser._option_string_actions}
    of_others = {"--home", "-m", "--no-deps"}  # of scripts, which are tested, of Python and of pip
    inline = [token.content for token in tokens(document) if token.type == "code_inline"]
    assert {flag for text in inline for flag in flags_in(text)} <= known | of_others


@pytest.mark.parametrize("line", commands("assistant"), ids=name_of)
def test_flags_of_a_command_are_in_its_help(line: str, home: Path) -> None:
    name = words(line)[1]
    usage = run(f"assistant {name} --help", home)
    assert usage.returncode == 0
    assert {word for word in words(line) if word.startswith("-")} <= set(flags_in(usage.stdout))


def flags_in(text: str) -> list[str]:
    return re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text)


def subcommands() -> dict[str, argparse.ArgumentParser]:
    (group,) = (a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    found: dict[str, argparse.ArgumentParser] = group.choices
    return found


def parsers() -> list[argparse.ArgumentParser]:
    """The command's parser, those of its subcommands and those of their forms."""
    return list(_below(_parser()))


def _below(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from _below(inner)


def test_the_figures_of_the_evaluation_are_those_of_the_baseline() -> None:
    script = run_path(str(ROOT / "scripts" / "evaluation_tables.py"))
    text = (ROOT / "docs" / "evals.md").read_text("utf-8")
    assert script["figures"](read_baseline(BASELINE)) in text
    assert script["with_table"]("## A\n\nx\n\n|h|\n|-|\n|1|\n\n|2|\n", "A", "|n|\n") == (
        "## A\n\nx\n\n|n|\n\n|2|\n"
    )
