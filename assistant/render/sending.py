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


def sending_text(messages: Sequence[Message], engine: str, *, embedded: bool) -> str:
    """The messages word for word under their roles, or why there are none."""
    if embedded:
        return _NOTHING
    if not messages:
        return _UNANSWERED
    size = sum(count_tokens([message.text for message in messages]))
    head = f"Not sent. To {one_line(engine)} would go, about {size:,} tokens:"
    said = [f"--- {message.role}\n{plain(message.text)}" for message in messages]
    return "\n\n".join([head, *said, "---", _AGAIN])


def sending_json(messages: Sequence[Message], engine: str) -> JsonObject:
    """The same as an object; `messages` is empty when nothing would be sent."""
    return {
        "engine": engine,
        "messages": [{"role": message.role.value, "text": message.text} for message in messages],
        "tokens": sum(count_tokens([message.text for message in messages])),
    }
