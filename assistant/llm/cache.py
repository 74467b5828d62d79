"""Replies to identical calls, kept under home; a key is never part of what is kept."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.llm.model import Message
from assistant.whole_files import write_whole

FOLDER = "model_cache"


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply as it was first given."""

    text: str
    sent: int
    received: int
    complete: bool


class ReplyCache:
    """One file a call, named by the hash of all that the reply depends on."""

    def __init__(self, home: Path, identity: Sequence[object]) -> None:
        """`identity` says which model answers, where and with which parameters."""
        self._folder, self._identity = home / FOLDER, list(identity)

    def find(self, messages: Sequence[Message], most: int) -> Kept | None:
        """The reply to this very call; None when there is none that can be read."""
        try:
            held = json.loads(self._path(messages, most).read_bytes())
            return Kept(**held)
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, messages: Sequence[Message], most: int, reply: Kept) -> None:
        """Keep a reply; one that cannot be written is asked for again, no more."""
        values = {name: getattr(reply, name) for name in reply.__slots__}
        path = self._path(messages, most)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(values).encode())
        except OSError:
            return

    def _path(self, messages: Sequence[Message], most: int) -> Path:
        prompt = [[message.role.value, message.text] for message in messages]
        call = json.dumps([self._identity, prompt, most])
        digest = hashlib.sha256(call.encode()).hexdigest()
        return self._folder / digest[:2] / f"{digest}.json"
