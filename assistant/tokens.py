"""Counting tokens with tiktoken, offline, from the tables that LlamaIndex ships."""

import os
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from assistant.sentences import llama_index_static

if TYPE_CHECKING:
    import tiktoken

ENCODING = "cl100k_base"


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Tokens of each text in cl100k_base; text that looks like a special token is plain text."""
    encoding = _encoding()
    return [len(encoding.encode_ordinary(text)) for text in texts]


@cache
def _encoding() -> "tiktoken.Encoding":
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(llama_index_static() / "tiktoken_cache"))
    import tiktoken

    return tiktoken.get_encoding(ENCODING)
