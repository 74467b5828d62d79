"""What a result depends on: code, settings, models, libraries, data and seed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import assistant
from assistant.chunks import CHUNKING
from assistant.embed import (
    DEFAULT_MODEL,
    SentenceTransformerEmbedder,
    default_model_folder,
    has_native_bfloat16,
)
from assistant.settings import Settings
from evals.judging import Judge
from evals.stats import RESAMPLES, SEED

Fingerprint = dict[str, object]

_CODE = {".py", ".tsv", ".json"}
_NOT_CODE = {"baseline.json"}
_LIBRARIES = ("numpy", "torch", "sentence-transformers", "bm25s", "chromadb")


def fingerprint(
    settings: Settings, data: Mapping[str, str], judge: Judge | None = None
) -> Fingerprint:
    """All that may change a figure; `data` are the sha256 of the files of cases."""
    judged = {"judge": dict(judge.pinned)} if judge else {}
    return judged | {
        "version": assistant.__version__,
        "code": _hash_of_files(_sources()),
        "settings": settings.shaping,
        "chunking": CHUNKING,
        "embedding": _embedding(settings.embedding_model),
        "bfloat16": has_native_bfloat16(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "data": dict(data),
        "seed": SEED,
        "resamples": RESAMPLES,
    }


def key_of(fingerprint: Fingerprint) -> str:
    """Twelve hex digits that differ when anything in the fingerprint does."""
    text = json.dumps(fingerprint, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _embedding(model: str) -> dict[str, str]:
    """The model's name and the hash of its weights."""
    if model != DEFAULT_MODEL:
        return {"identity": SentenceTransformerEmbedder(model).identity}
    with (default_model_folder() / "model.safetensors").open("rb") as weights:
        return {"identity": model, "sha256": hashlib.file_digest(weights, "sha256").hexdigest()}


def _sources() -> Iterable[Path]:
    """The files of both packages that decide what comes out."""
    for folder in (Path(assistant.__file__).parent, Path(__file__).parent):
        for file in sorted(folder.rglob("*")):
            if file.suffix in _CODE and file.name not in _NOT_CODE:
                yield file


def _hash_of_files(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
