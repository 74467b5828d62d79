"""A follow-up put by a language model so that it stands alone, if its words are the talk's own."""

from collections.abc import Sequence
from threading import Event as Flag

from assistant.errors import CancelledError, ModelError
from assistant.lexical import terms
from assistant.llm import LanguageModel, Message, Role, Usage
from assistant.results import Turn
from assistant.written.prompts import EARLIER, FOLLOW_UP, STANDALONE
from assistant.written.untrusted import one_line_of_data, without_markup

MOST_TURNS = 4
"""Earlier questions that a model is told."""

_MOST_REPLY = 80
_MOST_WORDS = 60
_ASKING = frozenset(
    """did do does has have had will would could can may happen said say report expect year
    compare difference change between""".split()
)


def follow_up_prompt(question: str, history: Sequence[Turn]) -> tuple[Message, ...]:
    """What is sent to have a follow-up put anew: our words and the last questions."""
    earlier = [
        EARLIER.format(question=one_line_of_data(turn.question)) for turn in history[-MOST_TURNS:]
    ]
    lines = [*earlier, FOLLOW_UP.format(question=one_line_of_data(question))]
    return Message(Role.SYSTEM, STANDALONE), Message(Role.USER, "\n".join(lines))


def condensed(
    model: LanguageModel,
    question: str,
    history: Sequence[Turn],
    *,
    cancelled: Flag | None = None,
) -> tuple[str | None, tuple[Usage, ...]]:
    """The question as it would be asked alone, or None where the model's words cannot be kept.

    Each of its words has to be one of the conversation, and each of the follow-up's own has
    to be there, so that the model can neither bring in a name nor lose one.
    """
    try:
        reply = model.write(
            follow_up_prompt(question, history), most=_MOST_REPLY, cancelled=cancelled
        )
    except CancelledError:
        raise
    except ModelError:
        return None, ()
    lines = [" ".join(line.split()) for line in without_markup(reply.text).splitlines()]
    offered = next(filter(None, lines), "").removeprefix("Rewritten:").strip(" \"'")
    usable = reply.complete and _is_kept(offered, question, history)
    return (offered if usable else None), (reply.usage,)


def _is_kept(offered: str, question: str, history: Sequence[Turn]) -> bool:
    if not offered.endswith("?") or len(offered.split()) > _MOST_WORDS:
        return False
    own = frozenset(terms(question))
    said = own.union(*(terms(turn.question) for turn in history[-MOST_TURNS:]))
    words = frozenset(terms(offered))
    return words <= said | frozenset(terms(" ".join(_ASKING))) and own <= words
