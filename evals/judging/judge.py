"""A case put to a model, and its reply read as yes, no, a refusal, or neither."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from assistant.errors import AssistantError
from assistant.llm import LanguageModel, Message, Role, open_model
from assistant.llm.local import model_file
from assistant.settings import Engine, Settings
from assistant.tokens import count_tokens
from assistant.written.untrusted import as_data
from evals.judging.prompts import BLOCK, RULES

JUDGED = frozenset(("answers", "consistency", "drafting"))
"""The suites whose decisions can be put to a judge."""

MOST_REPLY = 24  # tokens; more than a word, so that a refusal can be told from a cut one

_COUNTED_SHORT = 1.25  # other models' tokens are shorter than those that we count
_OURS = re.compile(r"<{2,}[^<>]*>{2,}")  # marks of our blocks, which small models repeat
_MARKS = re.compile(r"[*_`#>\"“”'‘’]")
_VERDICT = re.compile(
    r"\W*(?:(?:my |your |the )?(?:verdict|answer)\W+(?:is\W+)?)?(yes|no|can ?not judge)\b(.*)",
    re.I | re.S,
)
_EITHER = re.compile(r"\W*(?:or|and)?\W*\b(?:yes|no)\b", re.I)
_REFUSING = re.compile(
    r"\bI(?: am|'m)? (?:cannot|can't|can not|won't|unable|not able|sorry|apologi[sz]e)\b"
    r"|\bas an AI\b|\A\s*sorry\b",
    re.I,
)


class Opinion(StrEnum):
    """What a judge said of a case."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Judge:
    """A model that judges the cases of `suites`; `pinned` says in results which it was."""

    model: LanguageModel
    pinned: Mapping[str, str]
    suites: frozenset[str] = JUDGED

    def opinion(self, task: str, blocks: Mapping[str, str]) -> tuple[Opinion, str]:
        """The opinion on named texts by a task of `prompts`, and the reply that it was read from.

        Raises AssistantError when the texts do not fit the model's window or it does not reply.
        """
        shown = [BLOCK.format(name=name, text=as_data(text)) for name, text in blocks.items()]
        messages = (
            Message(Role.SYSTEM, RULES),
            Message(Role.USER, "\n".join([*shown, task])),
        )
        size = sum(count_tokens([message.text for message in messages]))
        if size * _COUNTED_SHORT + MOST_REPLY > self.model.window:
            raise AssistantError(
                f"the case takes {size:,} tokens, more than {self.model.name} has room for: raise "
                "`model_window`"
            )
        reply = self.model.write(messages, most=MOST_REPLY).text
        return opinion_of(reply), reply


def opinion_of(reply: str) -> Opinion:
    """A reply read strictly: what begins with neither word and does not decline is malformed."""
    plain = _OURS.sub(" ", reply)
    found = _VERDICT.match(_MARKS.sub("", plain))
    if found is None:
        refused = _REFUSING.search(plain.replace("’", "'"))
        return Opinion.REFUSED if refused else Opinion.MALFORMED
    if found[1].lower() not in {"yes", "no"}:
        return Opinion.REFUSED
    return Opinion.MALFORMED if _EITHER.match(found[2]) else Opinion(found[1].lower())


def open_judge(settings: Settings, named: str) -> Judge:
    """The model that is named as ENGINE or ENGINE/MODEL; "" is the one of the settings.

    Its replies are kept in the home folder whatever the settings say. Raises AssistantError in
    one line when there is no such model.
    """
    chosen = _settings(settings, named)
    model = open_model(chosen)
    if model is None:
        raise AssistantError(
            "there is no model to judge: set `engine`, or name one as --judge ENGINE/MODEL"
        )
    return Judge(model, {"model": model.name} | _weights(chosen))


def _settings(settings: Settings, named: str) -> Settings:
    """The settings of the judge; what is set for another engine is not its own."""
    changes: dict[str, object] = {"model_cache": True}
    if named:
        engine, _, name = named.partition("/")
        if engine not in get_args(Engine):
            raise AssistantError(
                f"no engine {engine!r}: --judge takes {', '.join(get_args(Engine)[1:])}"
            )
        changes["engine"] = engine
        if settings.engine not in {engine, "embedded"}:
            changes |= {"model": None, "model_url": None, "model_key": None}
        if name:
            changes["model"] = name
    return settings.model_copy(update=changes)


def _weights(settings: Settings) -> dict[str, str]:
    """The hash of the file of a local model; a provider's model is known by its name alone."""
    if settings.engine != "local":
        return {}
    with model_file(settings.model).open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest()}
