"""Models that an Ollama server runs."""

from collections.abc import Iterator, Sequence

import httpx
import ollama
from llama_index.core.llms import ChatMessage
from llama_index.llms.ollama import Ollama

from assistant.llm.connection import Connection
from assistant.llm.model import Form, Message
from assistant.llm.provider import SEED, Piece, Target, trusts_proxy

PASSING = (httpx.TransportError, ConnectionError, ollama.ResponseError)

_HOME = "http://127.0.0.1:11434"
_NO_KEY = "none"  # without any, the library would send the key that its own variable holds


def pieces(
    target: Target,
    messages: Sequence[Message],
    most: int,
    form: Form | None,
    connection: Connection,
) -> Iterator[Piece]:
    """The model's reply as it comes."""
    url = target.url or _HOME
    with ollama.Client(
        host=url,
        timeout=target.timeout,
        headers={"Authorization": f"Bearer {target.key or _NO_KEY}"},
        event_hooks=connection.hooks,
        trust_env=trusts_proxy(url),
        follow_redirects=False,
    ) as client:
        model = Ollama(
            model=target.model,
            client=client,
            temperature=0,
            context_window=target.window,
            additional_kwargs={"num_predict": most, "seed": SEED},
        )
        chat = [ChatMessage(role=message.role.value, content=message.text) for message in messages]
        wanted = {} if form is None else {"format": form}
        for response in model.stream_chat(chat, **wanted):
            raw = response.raw
            yield Piece(
                response.delta or "",
                raw.get("prompt_eval_count"),
                raw.get("eval_count"),
                (raw.get("done_reason") or "stop") if raw.get("done") else None,
            )
