"""What would be sent to a language model, for a reader who wants to know before it is."""

from collections.abc import Sequence

from assistant.llm import Message
from assistant.render.jsonable import JsonObject
from assistant.render.wording import one_line, plain
from assistant.tokens import count_tokens

_NOTHING = "Nothing is ever sent: the embedded engine quotes the archive, on this machine."
_UNANSWERED = "Nothing would be sent: the archive does not answer, so no model is asked."
_AGAIN = (
    "Should sentences of the reply not agree with the passages, the same would be sent once more "
    "with that reply and what is wrong with it, and nothing else."
)
_NOTHING_DRAFTED = (
    "Nothing is ever sent: the embedded engine shortens the body's sentences, on this machine."
)
_NO_ROOM = "Nothing would be sent: the model's window is too small for a passage of the report."
_ONCE = (
    "One call for each bullet, with the JSON schema of a list of texts where the provider takes "
    "one, and nothing else."
)


def sending_text(messages: Sequence[Message], engine: str, *, embedded: bool) -> str:
    """The messages of an answer word for word under their roles, or why there are none."""
    if embedded:
        return _NOTHING
    return _listed(messages, engine, _AGAIN) if messages else _UNANSWERED


def draft_sending_text(messages: Sequence[Message], engine: str, *, embedded: bool) -> str:
    """The messages of a draft, bullet by bullet, or why there are none."""
    if embedded:
        return _NOTHING_DRAFTED
    return _listed(messages, engine, _ONCE) if messages else _NO_ROOM


def _listed(messages: Sequence[Message], engine: str, after: str) -> str:
    size = sum(count_tokens([message.text for message in messages]))
    head = f"Not sent. To {one_line(engine)} would go, about {size:,} tokens:"
    said = [f"--- {message.role}\n{plain(message.text)}" for message in messages]
    return "\n\n".join([head, *said, "---", after])


def sending_json(messages: Sequence[Message], engine: str) -> JsonObject:
    """The same as an object; `messages` is empty when nothing would be sent."""
    return {
        "engine": engine,
        "messages": [{"role": message.role.value, "text": message.text} for message in messages],
        "tokens": sum(count_tokens([message.text for message in messages])),
    }
