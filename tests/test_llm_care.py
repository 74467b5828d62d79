"""What surrounds a call: kept replies, the ledger and its limits, settings and keys."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.errors import ModelError, SettingsError
from assistant.llm import LanguageModel, Message, Role, open_model
from assistant.llm.cache import Kept, ReplyCache
from assistant.llm.ledger import Ledger, Limits, Prices
from assistant.settings import Settings, load_settings
from tests.model_server import RECEIVED, SENT, ModelServer, model_server

PROMPT = (Message(Role.USER, "Who won?"),)
KEY = "sk-test-4f1c9a77d0"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server("openai-compatible") as running:
        yield running


def settings(home: Path, **values: object) -> Settings:
    return load_settings(None, home=home, **values)


def opened(server: ModelServer, home: Path, **values: object) -> LanguageModel:
    chosen = {"engine": server.engine, "model": "m", "model_url": server.url, **values}
    model = open_model(settings(home, **chosen))
    assert model is not None
    return model


def test_an_identical_call_is_answered_from_the_cache(server: ModelServer, tmp_path: Path) -> None:
    server.will(server.says("Bu", "hari", finish="length"))
    first = opened(server, tmp_path, price_in=1, price_out=1).write(PROMPT, most=9)
    heard: list[str] = []
    again = opened(server, tmp_path, price_in=1, price_out=1).write(
        PROMPT, most=9, on_text=heard.append
    )
    assert (again.text, again.complete) == (first.text, first.complete) == ("Buhari", False)
    assert heard == ["Buhari"]
    assert (again.usage.sent, again.usage.received) == (SENT, RECEIVED)
    assert again.usage.cached and again.usage.dollars == 0
    assert first.usage.dollars and len(server.asked) == 1


@pytest.mark.parametrize(
    "other", [{"model": "n"}, {"model_window": 1024}, {"engine": "ollama"}, {"model_cache": False}]
)
def test_another_call_is_not(server: ModelServer, tmp_path: Path, other: dict[str, object]) -> None:
    server.will(server.says("one"), server.says("two"))
    opened(server, tmp_path).write(PROMPT, most=9)
    model = opened(server, tmp_path, model_retries=0, **other)
    if other.get("engine"):
        with pytest.raises(ModelError):  # asked anew, in a protocol that this server does not speak
            model.write(PROMPT, most=9)
    else:
        assert model.write(PROMPT, most=9).text == "two"
    assert len(server.asked) == 2


def test_prompts_that_run_together_are_told_apart(server: ModelServer, tmp_path: Path) -> None:
    server.will(server.says("one"), server.says("two"), server.says("three"))
    model = opened(server, tmp_path)
    texts = [("a", "bc"), ("ab", "c")]
    replies = [model.write([Message(Role.USER, t) for t in pair], most=9).text for pair in texts]
    replies.append(model.write([Message(Role.USER, "a"), Message(Role.USER, "bc")], most=8).text)
    assert replies == ["one", "two", "three"]


def test_the_oldest_replies_go_when_the_cache_is_full(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path, ["m"], most_bytes=1000)
    prompts = [(Message(Role.USER, f"Question {n}"),) for n in range(9)]
    for n, prompt in enumerate(prompts):
        before = set(tmp_path.rglob("*.json"))
        cache.keep(prompt, 9, Kept("x" * 100, 1, 1, True))
        for new in set(tmp_path.rglob("*.json")) - before:
            os.utime(new, (n, n))
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.json")) <= 1000
    found = [cache.find(prompt, 9) is not None for prompt in prompts]
    assert found[-1] and not found[0] and found == sorted(found)


def test_a_damaged_entry_of_the_cache_is_asked_for_anew(
    server: ModelServer, tmp_path: Path
) -> None:
    model = opened(server, tmp_path)
    server.will(server.says("first"))
    model.write(PROMPT, most=9)
    (entry,) = (tmp_path / "model_cache").rglob("*.json")
    for number, damaged in enumerate(("", "[]", '{"text": "x"}')):
        entry.write_text(damaged)
        server.will(server.says(f"reply {number}"))
        assert model.write(PROMPT, most=9).text == f"reply {number}"
        assert model.write(PROMPT, most=9).usage.cached


def test_the_ledger_says_what_a_day_and_a_session_cost(tmp_path: Path) -> None:
    first = Ledger(tmp_path, "a/m", Prices(1, 2), Limits())
    second = Ledger(tmp_path, "b/m", Prices(0, 0), Limits())
    assert first.settle(first.begin(100, 50), 80, 20) == pytest.approx(120 / 1e6)
    second.settle(second.begin(100, 50), 10, 5)
    assert (first.session().calls, first.session().sent, first.session().received) == (1, 80, 20)
    today = second.today()
    assert (today.calls, today.sent, today.received) == (2, 90, 25)
    assert today.dollars == pytest.approx(120 / 1e6)


def test_dollars_are_unknown_without_prices(server: ModelServer, tmp_path: Path) -> None:
    server.will(server.says("yes"))
    assert opened(server, tmp_path).write(PROMPT, most=9).usage.dollars is None
    assert Ledger(tmp_path, "m", None, Limits()).today().dollars is None


def test_a_call_that_was_killed_counts_at_its_most_and_half_a_line_at_nothing(
    tmp_path: Path,
) -> None:
    code = (
        "import os, sys, pathlib; from assistant.llm.ledger import *;"
        "Ledger(pathlib.Path(sys.argv[1]), 'm', Prices(1, 1), Limits()).begin(100, 50);"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    (file,) = (tmp_path / "model_usage").iterdir()
    with file.open("a") as lines:
        lines.write('{"call": "x", "sess')
    ledger = Ledger(tmp_path, "m", Prices(1, 1), Limits())
    assert (ledger.today().sent, ledger.today().received) == (100, 50)
    ledger.settle(ledger.begin(1, 1), 1, 1)
    assert (ledger.today().sent, ledger.today().received) == (101, 51)


@pytest.mark.parametrize(
    ("limit", "names"),
    [
        ({"tokens_a_day": 80}, "beyond the limit of 80: raise `tokens_a_day`"),
        ({"dollars_a_day": 0.00008}, "raise `dollars_a_day`"),
    ],
)
def test_a_call_that_could_pass_a_limit_is_not_made(
    server: ModelServer, tmp_path: Path, limit: dict[str, float], names: str
) -> None:
    server.will(server.says("one"))
    model = opened(server, tmp_path, price_in=1, price_out=1, model_cache=False, **limit)
    model.write(PROMPT, most=50)  # at most 70 tokens; 16 in the end
    with pytest.raises(ModelError, match="this call could take today's") as refused:
        model.write(PROMPT, most=50)
    assert names in str(refused.value) and len(server.asked) == 1


def test_calls_at_once_do_not_pass_a_limit_together(tmp_path: Path) -> None:
    def begin(_: int) -> bool:
        try:
            Ledger(tmp_path, "m", None, Limits(tokens=1000)).begin(60, 40)
        except ModelError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(begin, range(40))) == 10


def test_a_refused_call_costs_nothing_and_a_torn_one_what_was_heard(
    server: ModelServer, tmp_path: Path
) -> None:
    server.will(server.breaks_off("The", " peso", " fell"))
    model = opened(server, tmp_path, model_retries=0)
    with pytest.raises(ModelError):
        model.write(PROMPT, most=50)
    torn = Ledger(tmp_path, "m", None, Limits()).today()
    assert torn.sent > 0 and torn.received == 3
    with pytest.raises(ModelError):
        opened(server, tmp_path, model_retries=0, model_url="http://127.0.0.1:9").write(
            PROMPT, most=50
        )
    assert Ledger(tmp_path, "m", None, Limits()).today().sent == torn.sent


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"engine": "openai", "model": "m"}, "set ASSISTANT_MODEL_KEY"),
        ({"engine": "anthropic", "model": "m"}, "ANTHROPIC_API_KEY"),
        ({"engine": "openai"}, "set `model`"),
        ({"engine": "openai-compatible", "model": "m"}, "set `model_url`"),
        ({"engine": "local", "model": "/nowhere/x.gguf"}, "let `model` name a GGUF file"),
        (
            {"engine": "openai-compatible", "model": "m", "model_url": "http://h/v1"}
            | {"dollars_a_day": 1},
            "set `price_in` and `price_out`",
        ),
    ],
)
def test_settings_that_make_no_sense_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, values: dict[str, object], names: str
) -> None:
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ASSISTANT_MODEL_KEY"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(SettingsError) as caught:
        open_model(settings(tmp_path, **values))
    assert names in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["ftp://h", "http://user:pw@h/", "http://h/?k=1", "h/v1", "http://"]
)
def test_an_address_is_an_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, model_url=url)
    assert "model_url" in str(caught.value) and "pw" not in str(caught.value).split("model_url")[0]


def test_a_key_in_a_file_or_a_flag_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "a.toml"
    config.write_text(f'model_key = "{KEY}"\n')
    for path, flags in ((config, {}), (None, {"model_key": KEY})):
        with pytest.raises(SettingsError, match="ASSISTANT_MODEL_KEY") as caught:
            load_settings(path, **flags)
        assert KEY not in str(caught.value)


def test_a_key_is_in_no_form_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL_KEY", KEY)
    found = settings(tmp_path, engine="openai", model="m", model_url="http://inside/v1")
    assert found.model_key is not None and found.model_key.get_secret_value() == KEY
    assert KEY not in repr(found) + found.model_dump_json() + json.dumps(found.shaping)
    assert {"model_key", "model_url", "dollars_a_day"}.isdisjoint(found.shaping)
    assert {"engine", "model", "model_window"} <= set(found.shaping)


def test_a_provider_s_own_key_goes_to_no_other_server(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSISTANT_MODEL_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OLLAMA_API_KEY", KEY)
    server.will(server.says("yes"))
    opened(server, tmp_path).write(PROMPT, most=9)
    with pytest.raises(SettingsError, match="set ASSISTANT_MODEL_KEY"):
        opened(server, tmp_path, engine="openai")
    with model_server("ollama") as other:
        other.will(other.says("yes"))
        opened(other, tmp_path).write(PROMPT, most=9)
        assert KEY not in str(server.asked + other.asked)
    assert open_model(settings(tmp_path, engine="openai", model="m")) is not None


def test_opening_a_model_loads_and_contacts_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.llm import open_model;"
        "from assistant.settings import load_settings;"
        "sys.addaudithook(lambda event, _: event.startswith('socket.') and sys.exit(event));"
        "[open_model(load_settings(home=Path(sys.argv[1]), engine=e, model=m, model_url=u))"
        " for e, m, u in [('openai', 'm', None), ('anthropic', 'm', None), ('ollama', 'm', None),"
        " ('openai-compatible', 'm', 'http://h/v1'), ('local', None, None)]];"
        "vendors = ('openai', 'anthropic', 'ollama', 'xllamacpp', 'llama_index.core');"
        "print([m for m in vendors if m in sys.modules])"
    )
    environment = {"ASSISTANT_MODEL_KEY": KEY, "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


CONTACTS = """
import sys
from pathlib import Path
from assistant.llm import Message, Role, open_model
from assistant.settings import load_settings

seen = []
def hook(event, found):
    if event in ("socket.connect", "socket.getaddrinfo"):
        seen.append(str(found[-1] if event == "socket.connect" else found[0]))
sys.addaudithook(hook)
home, *servers = sys.argv[1:]
for engine, url in zip(servers[::2], servers[1::2]):
    settings = load_settings(home=Path(home), engine=engine, model="gpt-4o", model_url=url)
    print(open_model(settings).write([Message(Role.USER, "hi")], most=5).text)
print([place for place in seen if "127.0.0.1" not in place], len(seen))
"""


def test_a_call_contacts_the_server_of_the_settings_alone(tmp_path: Path) -> None:
    with ExitStack() as stack:
        engines = ("openai", "anthropic", "ollama")
        servers = [stack.enter_context(model_server(engine)) for engine in engines]
        for running in servers:
            running.will(running.says("yes"))
        places = [word for running in servers for word in (running.engine, running.url)]
        done = subprocess.run(
            [sys.executable, "-c", CONTACTS, str(tmp_path), *places],
            env={"ASSISTANT_MODEL_KEY": KEY, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
    *texts, contacts = done.stdout.splitlines()
    assert (texts, done.stderr) == (["yes"] * 3, "")
    assert contacts.startswith("[] ") and int(contacts.split()[1]) >= 3
