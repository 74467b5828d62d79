"""Settings: frozen, bounded, unknown keys refused.

A flag beats the environment (`ASSISTANT_...`), which beats `.env`, which beats the TOML
file, which beats the default. They are loaded once; steps are handed the values they need.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from assistant.errors import SettingsError

CONFIG_NAME = "assistant.toml"

Engine = Literal["embedded", "local", "openai-compatible", "openai", "anthropic", "ollama"]

_SHAPE_NOTHING = {
    *("home", "store_url", "store_token", "writer_wait"),
    *("model_url", "model_key", "model_cache", "model_timeout", "model_retries"),
    *("price_in", "price_out", "dollars_a_day", "tokens_a_day"),
}
"""Settings that shape no result, and may say more than a shared file should."""


class Settings(BaseSettings):
    """Everything that can be configured, with its default."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_",
        env_file=".env",
        env_ignore_empty=True,
        dotenv_filtering="match_prefix",  # other programs keep their keys in .env too
        extra="forbid",
        frozen=True,
    )

    home: Path = Field(
        default_factory=lambda: Path.home() / ".local" / "share" / "assistant",
        description="Folder that holds the store and what the pages keep.",
    )
    store_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/]+/?$",
        description="Address of a shared Chroma server; without it the store is in `home`.",
    )
    store_token: SecretStr | None = Field(
        default=None, description="Bearer token for the Chroma server, if it wants one."
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        min_length=1,
        description="The packaged default, or a sentence-transformers folder or cached name.",
    )
    engine: Engine = Field(
        default="embedded",
        description="What words answers; `embedded` quotes, offline, and needs no model.",
    )
    model: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="The model's name at its provider, or the GGUF file of `local`.",
    )
    model_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/@?#]+(/[^\s?#]*)?$",
        description="Address of the model's server; without it the provider's own.",
    )
    model_key: SecretStr | None = Field(
        default=None, description="Key of the provider; only from the environment or `.env`."
    )
    model_window: int = Field(
        default=8192,
        ge=512,
        le=10_000_000,
        description="Tokens that a prompt and its reply may have together.",
    )
    model_timeout: float = Field(
        default=120.0,
        ge=0.1,
        le=3600,
        description="Seconds to wait for a connection, and for the next piece of a reply.",
    )
    model_retries: int = Field(
        default=3, ge=0, le=10, description="Further attempts after a fault that may pass."
    )
    model_cache: bool = Field(
        default=True, description="Whether replies to identical calls are kept in `home`."
    )
    price_in: float | None = Field(
        default=None, ge=0, le=100_000, description="US dollars for a million tokens sent."
    )
    price_out: float | None = Field(
        default=None, ge=0, le=100_000, description="US dollars for a million tokens received."
    )
    dollars_a_day: float | None = Field(
        default=None, ge=0, description="The most that a day's calls may cost (UTC)."
    )
    tokens_a_day: int | None = Field(
        default=None, ge=0, description="The most tokens, sent and received, of a day (UTC)."
    )
    results: int = Field(default=10, ge=1, le=100, description="Hits that a search returns.")
    writer_wait: float = Field(
        default=10.0, ge=0, le=3600, description="Seconds to wait for another writer."
    )

    @property
    def shaping(self) -> dict[str, object]:
        """The settings that shape a result, as JSON values."""
        return self.model_dump(mode="json", exclude=_SHAPE_NOTHING)


def load_settings(config: Path | None = None, **flags: object) -> Settings:
    """Merge flags, environment, `.env` and the TOML file; None means a flag is not given.

    `config` must exist when given; otherwise `assistant.toml` in this folder is read when
    there is one. Raises SettingsError naming each key that is unknown or out of bounds.
    """
    file_values = _read_toml(config or Path(CONFIG_NAME), required=config is not None)
    if "model_key" in file_values or flags.get("model_key") is not None:
        raise SettingsError(
            "model_key is a secret: give it as ASSISTANT_MODEL_KEY in the environment or in .env"
        )

    given = {key: value for key, value in flags.items() if value is not None}
    return _validated(given, file_values)


def revised(settings: Settings, **changes: object) -> Settings:
    """The settings with some values changed, and nothing read anew; SettingsError as above."""
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    return _validated(values | changes, None)


def _validated(given: Mapping[str, Any], file_values: Mapping[str, Any] | None) -> Settings:
    """Settings of what is given; with `file_values` the environment, .env and they fill it up."""

    class Layered(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            if file_values is None:
                return (init_settings,)
            in_file = InitSettingsSource(settings_cls, init_kwargs=dict(file_values))
            return init_settings, env_settings, dotenv_settings, in_file

    try:
        return Layered(**given)
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    """One line that names each bad key; values are left out, since one may be a secret."""
    said = {"extra_forbidden": "there is no such key"}
    faults = (
        f"{'.'.join(map(str, e['loc']))}: {said.get(e['type'], e['msg'])}" for e in error.errors()
    )
    return f"bad settings ({'; '.join(faults)}): see the README for the keys"


def _read_toml(path: Path, *, required: bool) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if required:
            raise SettingsError(f"no settings file at {path}: check --config") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} is not readable as TOML: {error}") from None
