"""The providers there are, and what each of their modules does: a prompt into pieces of text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.llm.connection import Connection
from assistant.llm.model import Form, Message

SEED = 1

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Piece(NamedTuple):
    """A piece of a reply; what is not told with it is None.

    `sent` and `received` are the tokens of the whole call; `finish` is why the model stopped
    ("length" when it was cut off), and a reply without one was torn.
    """

    text: str
    sent: int | None = None
    received: int | None = None
    finish: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Target:
    """Which model is called, where and with which key; never shown, for the key's sake."""

    model: str
    url: str | None
    key: str | None
    window: int
    timeout: float


def trusts_proxy(url: str) -> bool:
    """Whether the environment's proxy is a way to this address: not to this very machine."""
    return urlsplit(url).hostname not in _LOOPBACK


Pieces = Callable[[Target, Sequence[Message], int, Form | None, Connection], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Provider:
    """A way to reach models: our module for it, the packages it needs, and how to get them."""

    module: str
    install: str
    needs: tuple[str, ...]

    def require(self) -> None:
        """SettingsError in one line when a package of this provider is missing."""
        if not all(map(_is_installed, self.needs)):
            raise SettingsError(
                f"this engine needs packages that are not installed: run `{self.install}`"
            )

    def load(self) -> tuple[Pieces, tuple[type[Exception], ...]]:
        """What writes, and the exceptions by which it says that a fault may pass."""
        module = import_module(self.module)
        return module.pieces, module.PASSING


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:  # not even the package around it
        return False


_COMPATIBLE = Provider(
    "assistant.llm.openai_like",
    'pip install "assistant[openai]"',
    ("llama_index.llms.openai_like", "openai"),
)
PROVIDERS = {
    "openai": _COMPATIBLE,
    "openai-compatible": _COMPATIBLE,
    "local": Provider(
        "assistant.llm.openai_like",
        'pip install "assistant[local]"',
        ("llama_index.llms.openai_like", "xllamacpp"),
    ),
    # LlamaIndex's part wants Anthropic's for Bedrock, which want an older dateutil than Chroma's
    # do: pip tries release after release and finds none.
    "anthropic": Provider(
        "assistant.llm.anthropic_api",
        'pip install "assistant[anthropic]" && '
        'pip install --no-deps "llama-index-llms-anthropic<0.13"',
        ("llama_index.llms.anthropic", "anthropic"),
    ),
    "ollama": Provider(
        "assistant.llm.ollama_api",
        'pip install "assistant[ollama]"',
        ("llama_index.llms.ollama", "ollama"),
    ),
}
