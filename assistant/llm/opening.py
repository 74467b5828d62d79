"""From settings to the model that they name."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.errors import SettingsError
from assistant.llm.cache import ReplyCache
from assistant.llm.ledger import Ledger, Limits, Prices
from assistant.llm.local import LOG_NAME, local_server, model_file
from assistant.llm.model import LanguageModel
from assistant.llm.patient import PatientModel
from assistant.llm.provider import PROVIDERS, SEED, Target
from assistant.settings import Settings

_OWN_KEY = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_FREE = {"local", "ollama"}


def open_model(settings: Settings) -> LanguageModel | None:
    """The model that the settings name; None for the embedded engine, which needs none.

    Nothing is loaded, started or contacted before the model is first asked to write. Raises
    SettingsError in one line when the settings do not go together or a package is missing.
    """
    if settings.engine == "embedded":
        return None
    provider = PROVIDERS[settings.engine]
    provider.require()
    target, identity = (_local if settings.engine == "local" else _remote)(settings)
    name = f"{settings.engine}/{identity[0]}"
    prices = _prices(settings)
    limits = Limits(settings.dollars_a_day, settings.tokens_a_day)
    if limits.dollars is not None and prices is None:
        raise SettingsError(
            "`dollars_a_day` cannot be held without prices: set `price_in` and `price_out`, in "
            "dollars for a million tokens"
        )
    parameters = [settings.engine, *identity, settings.model_window, {"temperature": 0}, SEED]
    return PatientModel(
        provider,
        target,
        Ledger(settings.home, name, prices, limits),
        ReplyCache(settings.home, parameters) if settings.model_cache else None,
        name=name,
        window=settings.model_window,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
    )


def _local(settings: Settings) -> tuple[Callable[[], Target], list[object]]:
    path = model_file(settings.model)
    server = local_server(path, settings.model_window, Path(settings.home) / LOG_NAME)
    blank = Target(path.stem, None, server.key, settings.model_window, settings.model_timeout)
    status = path.stat()
    identity = [path.stem, str(path), status.st_size, status.st_mtime_ns]
    return lambda: replace(blank, url=server.url()), identity


def _remote(settings: Settings) -> tuple[Callable[[], Target], list[object]]:
    if not settings.model:
        raise SettingsError(f"the engine `{settings.engine}` needs a model: set `model`")
    url = settings.model_url
    if settings.engine == "openai-compatible" and url is None:
        raise SettingsError(
            "the engine `openai-compatible` needs an address: set `model_url`, such as "
            "http://127.0.0.1:8080/v1"
        )
    key = _key(settings)
    target = Target(settings.model, url, key, settings.model_window, settings.model_timeout)
    return lambda: target, [settings.model, url]


def _key(settings: Settings) -> str | None:
    """The key of the settings, or of the provider's own variable at the provider's own address."""
    if settings.model_key is not None:
        return settings.model_key.get_secret_value()
    own = _OWN_KEY.get(settings.engine)
    if own is None:
        return None
    if settings.model_url is None and (found := os.environ.get(own)):
        return found
    raise SettingsError(
        f"the engine `{settings.engine}` needs a key: set ASSISTANT_MODEL_KEY in the environment"
        + (f", or {own}" if settings.model_url is None else "")
    )


def _prices(settings: Settings) -> Prices | None:
    if settings.price_in is not None and settings.price_out is not None:
        return Prices(settings.price_in, settings.price_out)
    return Prices(0.0, 0.0) if settings.engine in _FREE else None
