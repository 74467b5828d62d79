from pathlib import Path

import numpy as np
import pytest

from assistant.embed import (
    DEFAULT_MODEL,
    SentenceTransformerEmbedder,
    default_identity,
    default_model_folder,
    has_native_bfloat16,
)
from assistant.errors import EmbedderError

TEXTS = (
    "Mexico, 10 June 2021\nMorena lost its two-thirds majority in the lower house.",
    "The naira fell by a third after the central bank let it float.",
    "Elections are likely to be postponed.",
)


@pytest.fixture(scope="module")
def wide() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(bfloat16=False)


def test_vectors_have_length_one_and_float32_in_either_precision(
    wide: SentenceTransformerEmbedder,
) -> None:
    for embedder in (wide, SentenceTransformerEmbedder(bfloat16=True)):
        vectors = embedder.encode(TEXTS)
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(TEXTS), embedder.dimensions)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_bfloat16_says_nearly_the_same_as_float32(wide: SentenceTransformerEmbedder) -> None:
    narrow = SentenceTransformerEmbedder(bfloat16=True)
    cosines = (narrow.encode(TEXTS) * wide.encode(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.999
    assert not np.array_equal(narrow.encode(TEXTS), wide.encode(TEXTS))


def test_the_processor_decides_the_precision(wide: SentenceTransformerEmbedder) -> None:
    chosen = SentenceTransformerEmbedder().encode(TEXTS)
    same_as_wide = np.array_equal(chosen, wide.encode(TEXTS))
    assert same_as_wide is not has_native_bfloat16()


@pytest.mark.parametrize("model", [DEFAULT_MODEL, "folder"])
def test_an_archive_of_one_precision_is_read_in_the_other(model: str) -> None:
    name = str(default_model_folder()) if model == "folder" else model
    identities = {SentenceTransformerEmbedder(name, bfloat16=b).identity for b in (True, False)}
    assert len(identities) == 1


def test_the_default_identity_is_known_without_loading(wide: SentenceTransformerEmbedder) -> None:
    assert default_identity() == (wide.identity, wide.dimensions)


def test_each_text_gets_its_own_vector_whatever_it_is_read_with(
    wide: SentenceTransformerEmbedder,
) -> None:
    texts = [" ".join([TEXTS[i % 3]] * (1 + i % 7)) for i in range(40)]
    together = wide.encode(texts)
    alone = np.concatenate([wide.encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.99999
    tokens = wide.encode_tokens(texts)
    assert all(
        np.allclose(found.mean, row, atol=1e-5) for found, row in zip(tokens, alone, strict=True)
    )


def test_nothing_to_encode_gives_no_rows(wide: SentenceTransformerEmbedder) -> None:
    assert wide.encode([]).shape == (0, wide.dimensions)
    assert wide.count_tokens([]) == []


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="no embedding model at"):
        SentenceTransformerEmbedder(str(tmp_path))
