"""Models of OpenAI and of every server that speaks its chat protocol."""

from collections.abc import Iterator, Sequence

import httpx
import openai
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike

from assistant.llm.connection import Connection
from assistant.llm.model import Form, Message
from assistant.llm.provider import SEED, Piece, Target, trusts_proxy

PASSING = (httpx.TransportError, openai.APIError)

_HOME = "https://api.openai.com/v1"
_NO_KEY = "none"  # without any, the library would send the key that OpenAI's own variable holds


def pieces(
    target: Target,
    messages: Sequence[Message],
    most: int,
    form: Form | None,
    connection: Connection,
) -> Iterator[Piece]:
    """The model's reply as it comes; a server that tells no usage or no end gives None for it."""
    url = target.url or _HOME
    limit = "max_tokens" if target.url else "max_completion_tokens"
    with httpx.Client(
        timeout=target.timeout, event_hooks=connection.hooks, trust_env=trusts_proxy(url)
    ) as client:
        model = OpenAILike(
            model=target.model,
            api_base=url,
            api_key=target.key or _NO_KEY,
            is_chat_model=True,
            context_window=target.window,
            temperature=0,
            max_retries=0,
            timeout=target.timeout,
            http_client=client,
            additional_kwargs={
                limit: most,
                "seed": SEED,
                "stream_options": {"include_usage": True},
            }
            | _form(form),
        )
        chat = [ChatMessage(role=message.role.value, content=message.text) for message in messages]
        for response in model.stream_chat(chat):
            told = response.additional_kwargs
            choices = getattr(response.raw, "choices", None)
            yield Piece(
                response.delta or "",
                told.get("prompt_tokens"),
                told.get("completion_tokens"),
                choices[0].finish_reason if choices else None,
            )


def _form(form: Form | None) -> dict[str, object]:
    if form is None:
        return {}
    schema = {"name": "reply", "strict": True, "schema": form}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}
