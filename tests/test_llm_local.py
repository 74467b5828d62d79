"""The real local model: a GGUF file run by llama.cpp in a child process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import httpx
import pytest

from assistant.errors import CancelledError, ModelError
from assistant.llm import LanguageModel, Message, Role, open_model
from assistant.llm.local import LOG_NAME, LocalServer, model_file
from assistant.settings import load_settings

PROMPT = (Message(Role.USER, "What is the capital of France? Answer in one sentence."),)
WINDOW = 2048


def opened(home: Path, **values: object) -> LanguageModel:
    chosen = {"engine": "local", "model_window": WINDOW, "model_cache": False, **values}
    model = open_model(load_settings(None, home=home, **chosen))
    assert model is not None
    return model


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def model(home: Path) -> LanguageModel:
    return opened(home)


def test_the_packaged_model_answers(
    model: LanguageModel, capfd: pytest.CaptureFixture[str]
) -> None:
    heard: list[str] = []
    reply = model.write(PROMPT, most=40, on_text=heard.append)
    assert "Paris" in reply.text and "".join(heard) == reply.text and len(heard) > 3
    assert reply.complete and reply.usage.dollars == 0
    assert reply.usage.sent > 10 and reply.usage.received > 3
    assert model.name == "local/SmolLM2-135M-Instruct.Q4_1" and model.window == WINDOW
    assert capfd.readouterr() == ("", "")


def test_the_same_prompt_gets_the_same_reply(model: LanguageModel) -> None:
    texts = []
    for between in ("Say hello.", "What is the capital of France? Answer in"):
        texts.append(model.write(PROMPT, most=20).text)
        model.write([Message(Role.USER, between)], most=5)
    assert texts[0] == texts[1] != ""


def test_a_reply_is_cut_at_its_most(model: LanguageModel) -> None:
    reply = model.write([Message(Role.USER, "Tell a long story of a king.")], most=5)
    assert not reply.complete and reply.usage.received == 5


def test_a_prompt_beyond_the_window_is_one_line(model: LanguageModel) -> None:
    with pytest.raises(ModelError, match="model_window"):
        model.write([Message(Role.USER, "peso " * 3000)], most=5)


def test_the_user_may_stop_it(model: LanguageModel) -> None:
    stop = Event()
    with pytest.raises(CancelledError):
        model.write(PROMPT, most=1000, on_text=lambda _: stop.set(), cancelled=stop)
    assert "Paris" in model.write(PROMPT, most=40).text


def test_a_child_that_dies_is_started_anew_and_its_key_is_its_own(tmp_path: Path) -> None:
    server = LocalServer(model_file(None), WINDOW, tmp_path / LOG_NAME)
    try:
        url, pid = server.url(), server.pid
        assert pid is not None
        body = {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 1}
        assert httpx.post(f"{url}/chat/completions", json=body).status_code == 401
        for name in ("cmdline", "environ"):
            assert server.key.encode() not in Path(f"/proc/{pid}/{name}").read_bytes()
        assert server.key not in (tmp_path / LOG_NAME).read_text(errors="replace")
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while server.pid == pid and time.monotonic() < deadline:
            url = server.url()
        body["max_tokens"] = 2
        headers = {"Authorization": f"Bearer {server.key}"}
        done = httpx.post(f"{url}/chat/completions", json=body, headers=headers, timeout=60)
        assert (server.pid != pid, done.status_code) == (True, 200)
    finally:
        server.stop()


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.02)
    raise AssertionError("the child is still there")


def test_the_child_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path;"
        "from assistant.llm.local import LocalServer, model_file;"
        "server = LocalServer(model_file(None), 512, Path(sys.argv[1]));"
        "server.url(); print(server.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / LOG_NAME)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        parent.kill()
    wait_for_end(pid)


def test_what_is_no_model_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"GGUF but no more")
    with pytest.raises(ModelError) as caught:
        opened(tmp_path, model=str(path)).write(PROMPT, most=5)
    line = str(caught.value)
    assert "bad.gguf is a GGUF file" in line and "\n" not in line
    assert (tmp_path / LOG_NAME).stat().st_size > 0
