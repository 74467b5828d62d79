"""What doctor says of the engine."""

from pathlib import Path

import pytest

from assistant.doctor import Finding, examine
from assistant.pipeline import open_assistant
from assistant.settings import load_settings
from tests.model_server import RECEIVED, SENT, model_server, refuses

KEY = "sk-test-4f1c9a77d0"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL_KEY", KEY)


def engine_finding(home: Path, **settings: object) -> Finding:
    """What is said of the engine."""
    findings = examine(open_assistant(load_settings(None, home=home, **settings)))
    assert KEY not in str(findings)
    (finding,) = (finding for finding in findings if finding.name == "engine")
    return finding


def test_the_chosen_model_is_asked_each_time(tmp_path: Path) -> None:
    with model_server("openai-compatible") as server:
        server.will(server.says("Paris"), server.says("Paris"))
        chosen = {"engine": "openai-compatible", "model": "m", "model_url": server.url}
        for _ in range(2):
            finding = engine_finding(tmp_path, **chosen, price_in=1, price_out=2)
            said = (
                f"{SENT} tokens sent and {RECEIVED} received for $0.000021, the first words after"
            )
            assert finding.well and said in finding.detail
        assert len(server.asked) == 2


def test_what_fails_comes_with_what_mends_it(tmp_path: Path) -> None:
    with model_server("anthropic") as server:
        server.will(refuses(401, words=KEY))
        finding = engine_finding(tmp_path, engine="anthropic", model="m", model_url=server.url)
    assert not finding.well
    assert finding.detail == "anthropic/m does not accept the key (status 401)"
    assert finding.mend == "set ASSISTANT_MODEL_KEY"


def test_a_setting_that_is_missing_is_named(tmp_path: Path) -> None:
    finding = engine_finding(tmp_path, engine="ollama")
    assert (finding.well, finding.mend) == (False, "set `model`")
