"""The providers' protocols, spoken by a real server: what is sent, what comes back, what fails."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from assistant.errors import CancelledError, ModelError
from assistant.llm import LanguageModel, Message, Role, open_model
from assistant.settings import load_settings
from tests.model_server import (
    RECEIVED,
    SENT,
    Handler,
    ModelServer,
    jabbers,
    model_server,
    refuses,
)

KEY = "sk-test-4f1c9a77d0"
PROMPT = (Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Wer gewann in Nigeria? Größe"))
ENGINES = ["openai", "openai-compatible", "anthropic", "ollama"]

Open = Callable[..., LanguageModel]


@pytest.fixture(params=ENGINES)
def server(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    with model_server(request.param) as running:
        yield running


@pytest.fixture
def opened(server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the server's model, with one further attempt unless told otherwise."""
    monkeypatch.setenv("ASSISTANT_MODEL_KEY", KEY)

    def model(**settings: object) -> LanguageModel:
        chosen = {"model_retries": 1, "model_url": server.url, "model": "any-name", **settings}
        found = open_model(load_settings(None, home=tmp_path, engine=server.engine, **chosen))
        assert found is not None
        return found

    return model


def fault(model: LanguageModel) -> str:
    """The line in which a call fails."""
    with pytest.raises(ModelError) as caught:
        model.write(PROMPT, most=20)
    line = str(caught.value)
    assert "\n" not in line and KEY not in line
    return line


def test_a_reply_is_told_as_it_comes_and_counted(server: ModelServer, opened: Open) -> None:
    server.will(server.says("Buhari", " won", "."))
    heard: list[str] = []
    reply = opened(price_in=1.0, price_out=10.0).write(PROMPT, most=20, on_text=heard.append)
    assert [word for word in heard if word] == ["Buhari", " won", "."]
    assert (reply.text, reply.complete) == ("Buhari won.", True)
    assert (reply.usage.sent, reply.usage.received) == (SENT, RECEIVED)
    assert reply.usage.dollars == pytest.approx((SENT + 10 * RECEIVED) / 1e6)
    assert not reply.usage.cached and 0 < reply.first_text <= reply.seconds


def test_the_prompt_is_sent_whole_with_the_key_and_nothing_left_to_chance(
    server: ModelServer, opened: Open
) -> None:
    server.will(server.says("yes"))
    model = opened()
    model.write(PROMPT, most=20)
    (asked,) = server.asked
    body = asked.body
    texts = str(body)
    assert "Be brief." in texts and PROMPT[1].text in texts
    assert body["model"] == "any-name" and body["stream"] is True
    options = body["options"] if server.engine == "ollama" else body
    assert options["temperature"] == 0
    most = {"anthropic": "max_tokens", "ollama": "num_predict"}.get(server.engine, "max_tokens")
    assert options[most] == 20
    assert server.engine == "anthropic" or options["seed"] == 1
    sent = {name.lower(): value for name, value in asked.headers.items()}
    bearer = sent.get("authorization", "").removeprefix("Bearer ")
    assert KEY in (bearer, sent.get("x-api-key"))
    assert not [name for name in sent if name.startswith("x-stainless")]
    assert model.name == f"{server.engine}/any-name"


def test_a_reply_that_was_cut_at_its_most_is_said_to_be(server: ModelServer, opened: Open) -> None:
    server.will(server.says("Once upon", finish="length"))
    assert not opened().write(PROMPT, most=2).complete


def test_characters_may_be_split_between_pieces(server: ModelServer, opened: Open) -> None:
    words = ("Größe ", "東京 ", "🇲🇽 ", "naïve")
    server.will(server.says(*words, size=3))
    assert opened().write(PROMPT, most=20).text == "".join(words)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_fault_that_passes_is_overcome(server: ModelServer, opened: Open, status: int) -> None:
    server.will(refuses(status, "0"), server.says("at", " last"))
    assert opened().write(PROMPT, most=20).text == "at last"
    assert len(server.asked) == 2


def test_a_fault_for_good_is_one_line(server: ModelServer, opened: Open) -> None:
    server.will(refuses(500), refuses(500))
    assert "out of order (status 500): try later" in fault(opened())
    assert len(server.asked) == 2


def test_a_wait_may_be_a_date(server: ModelServer, opened: Open) -> None:
    server.will(refuses(503, "Thu, 01 Jan 1970 00:00:00 GMT"), server.says("at", " last"))
    assert opened().write(PROMPT, most=20).text == "at last"


@pytest.mark.parametrize("wait", ["86400", "inf", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_wait_beyond_reason_is_not_waited_for(
    server: ModelServer, opened: Open, wait: str
) -> None:
    server.will(refuses(429, wait))
    assert "takes no more calls for now" in fault(opened())
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "mends"),
    [
        (400, "model_window"),
        (401, "set ASSISTANT_MODEL_KEY"),
        (403, "set ASSISTANT_MODEL_KEY"),
        (404, "check `model` and `model_url`"),
        (302, "check `model_url`"),
    ],
)
def test_what_will_not_pass_is_not_repeated(
    server: ModelServer, opened: Open, status: int, mends: str
) -> None:
    server.will(refuses(status, words=f"Incorrect API key provided: {KEY}"))
    assert mends in fault(opened())
    assert len(server.asked) == 1


def test_a_stream_that_breaks_off_is_read_anew(server: ModelServer, opened: Open) -> None:
    server.will(server.breaks_off("The peso", " fell"), server.says("The peso", " fell", " again."))
    heard: list[str] = []
    assert opened().write(PROMPT, most=20, on_text=heard.append).text == "The peso fell again."
    assert "".join(heard) == "The peso fell again."


def test_a_stream_that_ends_too_early_is_no_reply(server: ModelServer, opened: Open) -> None:
    server.will(*[server.says("The peso", finish=None)] * 2)
    assert "broke off in the middle of a reply" in fault(opened())


def test_what_is_not_json_is_refused(server: ModelServer, opened: Open) -> None:
    server.will(jabbers)
    assert "form that is not understood: check that `model_url` and `engine`" in fault(opened())


@pytest.mark.parametrize("words", [(), ("The",)])
def test_silence_ends_in_a_line(server: ModelServer, opened: Open, words: tuple[str, ...]) -> None:
    server.will(server.hangs(*words))
    fault(opened(model_timeout=0.3, model_retries=0))
    assert server.gone.wait(10)


def test_nobody_there_is_one_line(server: ModelServer, opened: Open) -> None:
    line = fault(opened(model_url="http://127.0.0.1:9", model_retries=0))
    assert "cannot be reached: check `model_url`" in line


def test_the_user_may_stop_a_reply_under_way(server: ModelServer, opened: Open) -> None:
    server.will(server.drips())
    stop = Event()
    with pytest.raises(CancelledError):
        opened().write(PROMPT, most=20, on_text=lambda _: stop.set(), cancelled=stop)
    assert server.gone.wait(10), "the connection was left open"
    assert len(server.asked) == 1


@pytest.mark.parametrize("words", [(), ("The",)])
def test_the_user_may_stop_while_nothing_comes(
    server: ModelServer, opened: Open, words: tuple[str, ...]
) -> None:
    server.will(server.hangs(*words))
    stop, ended = Event(), Event()
    model = opened()

    def write() -> None:
        with pytest.raises(CancelledError):
            model.write(PROMPT, most=20, cancelled=stop)
        ended.set()

    thread = Thread(target=write)
    thread.start()
    while not server.asked:
        assert not ended.wait(0.01)
    stop.set()
    thread.join(10)
    assert ended.is_set()
    assert server.gone.wait(10), "the connection was left open"


def test_the_user_may_stop_between_attempts(server: ModelServer, opened: Open) -> None:
    stop = Event()

    def refuse_and_stop(handler: Handler) -> None:
        refuses(503, "59")(handler)
        stop.set()

    server.will(refuse_and_stop)
    with pytest.raises(CancelledError):
        opened().write(PROMPT, most=20, cancelled=stop)
    assert len(server.asked) == 1


def test_a_model_may_be_shared_by_threads(server: ModelServer, opened: Open) -> None:
    server.will(*[server.says("the", " same")] * 6)
    model = opened(model_cache=False)
    with ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(lambda _: model.write(PROMPT, most=20), range(6)))
    assert {reply.text for reply in replies} == {"the same"}


def test_a_listener_that_fails_leaves_no_connection(server: ModelServer, opened: Open) -> None:
    def fail(_: str) -> None:
        raise ZeroDivisionError

    server.will(server.drips())
    with pytest.raises(ZeroDivisionError):
        opened().write(PROMPT, most=20, on_text=fail)
    assert server.gone.wait(10), "the connection was left open"


def test_a_key_is_kept_nowhere(server: ModelServer, opened: Open, tmp_path: Path) -> None:
    server.will(server.says("yes"), refuses(401, words=KEY))
    model = opened()
    model.write(PROMPT, most=20)
    with pytest.raises(ModelError):
        model.write(PROMPT, most=21)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.name for path in kept} > {"model_usage"}
    assert [path for path in kept if KEY.encode() in path.read_bytes()] == []


FORM = {"type": "object", "properties": {"a": {"type": "string"}}}


def test_a_form_goes_where_the_provider_has_a_place_for_it(
    server: ModelServer, opened: Open
) -> None:
    server.will(server.says("{}"))
    opened().write(PROMPT, most=9, form=FORM)
    body = server.asked[0].body
    if server.engine == "ollama":
        assert body["format"] == FORM
    elif server.engine == "anthropic":
        assert "format" not in body and "response_format" not in body
    else:
        assert body["response_format"]["json_schema"]["schema"] == FORM


def test_a_server_that_takes_no_form_is_asked_without_one(
    server: ModelServer, opened: Open
) -> None:
    server.will(refuses(400), server.says("yes"), server.says("again"))
    model = opened()
    assert model.write(PROMPT, most=9, form=FORM).text == "yes"
    assert model.write(PROMPT, most=8, form=FORM).text == "again"
    assert len(server.asked) == 3
    for asked in server.asked[1:]:
        assert "format" not in asked.body and "response_format" not in asked.body
