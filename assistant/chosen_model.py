"""Settings with another language model than the one they name, as chosen on a page.

Keys are never part of a choice. The key that the settings hold goes to no other engine or
address than theirs: whoever chooses an address could read it there.
"""

from typing import get_args

from assistant.settings import Engine, Settings, revised

ENGINES: tuple[Engine, ...] = get_args(Engine)
REMOTE = ("openai-compatible", "openai", "anthropic", "ollama")
"""Engines that take the name of a model and an address; `local` keeps the file of the settings."""


def with_chosen_model(settings: Settings, engine: str, model: str, url: str) -> Settings:
    """The settings with this engine, model and address; what is empty is not given.

    Raises SettingsError naming what is out of bounds.
    """
    wanted = {"engine": engine, "model": model.strip() or None, "model_url": url.strip() or None}
    if engine not in REMOTE:
        same = engine == settings.engine
        wanted |= {"model": settings.model if same else None, "model_url": None}
    if all(getattr(settings, name) == value for name, value in wanted.items()):
        return settings
    place = (settings.engine, settings.model_url)
    if (wanted["engine"], wanted["model_url"]) != place:
        wanted |= {"model_key": None}
    return revised(settings, **wanted, price_in=None, price_out=None)
