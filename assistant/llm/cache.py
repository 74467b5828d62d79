"""Replies to identical calls, kept under home; a key is never part of what is kept."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.llm.model import Form, Message
from assistant.whole_files import write_whole

FOLDER = "model_cache"
MOST_BYTES = 64 * 2**20
"""Beyond this size the oldest replies go; a reply takes about a kilobyte."""
_KEPT = 0.9  # of the size, so that not every new reply costs an old one


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply as it was first given."""

    text: str
    sent: int
    received: int
    complete: bool


class ReplyCache:
    """One file a call, named by the hash of all that the reply depends on."""

    def __init__(
        self, home: Path, identity: Sequence[object], most_bytes: int = MOST_BYTES
    ) -> None:
        """`identity` says which model answers, where and with which parameters.

        All models of a home share the folder and its `most_bytes`.
        """
        self._folder, self._identity = home / FOLDER, list(identity)
        self._most_bytes = most_bytes

    def find(self, messages: Sequence[Message], most: int, form: Form | None = None) -> Kept | None:
        """The reply to this very call; None when there is none that can be read."""
        try:
            held = json.loads(self._path(messages, most, form).read_bytes())
            return Kept(**held)
        except (OSError, ValueError, TypeError):
            return None

    def keep(
        self, messages: Sequence[Message], most: int, reply: Kept, form: Form | None = None
    ) -> None:
        """Keep a reply; one that cannot be written is asked for again, no more."""
        values = {name: getattr(reply, name) for name in reply.__slots__}
        path = self._path(messages, most, form)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(values).encode())
            self._prune()
        except OSError:
            return

    def _prune(self) -> None:
        """Delete the oldest replies until the folder is well within its size."""
        found = [(path, path.stat()) for path in self._folder.glob("*/*.json")]
        size = sum(status.st_size for _, status in found)
        if size <= self._most_bytes:
            return
        for path, status in sorted(found, key=lambda item: (item[1].st_mtime_ns, item[0])):
            path.unlink(missing_ok=True)
            size -= status.st_size
            if size <= _KEPT * self._most_bytes:
                return

    def _path(self, messages: Sequence[Message], most: int, form: Form | None) -> Path:
        prompt = [[message.role.value, message.text] for message in messages]
        call = json.dumps([self._identity, prompt, most, *([form] if form else [])])
        digest = hashlib.sha256(call.encode()).hexdigest()
        return self._folder / digest[:2] / f"{digest}.json"
