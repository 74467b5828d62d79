"""Models of Anthropic."""

from collections.abc import Callable, Iterator, Sequence

import anthropic
import httpx
from llama_index.core.llms import ChatMessage, LLMMetadata
from llama_index.llms.anthropic import Anthropic

from assistant.llm.connection import Connection
from assistant.llm.model import Form, Message
from assistant.llm.provider import Piece, Target, trusts_proxy

PASSING = (httpx.TransportError, anthropic.APIError)

_HOME = "https://api.anthropic.com"


class _AnyModel(Anthropic):
    """The class refuses models whose window it does not know; ours comes from the settings."""

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self.model, is_chat_model=True, num_output=self.max_tokens)


def pieces(
    target: Target,
    messages: Sequence[Message],
    most: int,
    form: Form | None,
    connection: Connection,
) -> Iterator[Piece]:
    """The model's reply as it comes; this provider takes no seed, and no form outside tools."""
    url = target.url or _HOME
    with httpx.Client(
        timeout=target.timeout, event_hooks=connection.hooks, trust_env=trusts_proxy(url)
    ) as client:
        make: Callable[..., Anthropic] = _AnyModel  # its constructor, which pydantic's hides
        model = make(
            model=target.model,
            base_url=url,
            api_key=target.key,
            temperature=0,
            max_tokens=most,
            max_retries=0,
            timeout=target.timeout,
        )
        # The class takes no client of ours in its constructor; this is the one that it would make.
        model._client = model._client.with_options(http_client=client)
        chat = [ChatMessage(role=message.role.value, content=message.text) for message in messages]
        for response in model.stream_chat(chat):
            told = response.message.additional_kwargs
            usage = told.get("usage") or {}
            finish = told.get("stop_reason")
            yield Piece(
                response.delta or "",
                usage.get("input_tokens"),
                usage.get("output_tokens") if finish else None,
                finish,
            )
