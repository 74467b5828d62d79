"""What calls cost, kept as JSON lines under home: one file a day, which limits are held against.

A call is written down before it is made, at the most that it may cost, and again with what it did
cost: the last line of a call counts. So a call that was killed counts in full, and calls that
several processes make at once cannot pass a limit together. Days are those of UTC.
"""

import fcntl
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import ModelError, reason_of
from assistant.results import Spent

FOLDER = "model_usage"


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens."""

    sent: float
    received: float

    def of(self, sent: int, received: int) -> float:
        """What so many tokens cost."""
        return (sent * self.sent + received * self.received) / 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a day's calls may come to; None is no limit."""

    dollars: float | None = None
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One call as the ledger holds it."""

    call: str
    session: str
    time: str
    model: str
    sent: int
    received: int
    dollars: float | None
    settled: bool


class Ledger:
    """The calls of one session among all those of the day; may be shared by threads."""

    def __init__(self, home: Path, model: str, prices: Prices | None, limits: Limits) -> None:
        """Writes nothing yet; a session is as long as this object lives."""
        self._folder, self._model = home / FOLDER, model
        self._prices, self._limits = prices, limits
        self._session = uuid.uuid4().hex[:12]

    def begin(self, sent: int, received: int) -> Entry:
        """Write down a call at the most that it may cost; settle it when it is done.

        Raises ModelError when it would pass a limit of the day, or cannot be written down.
        """
        entry = self._entry(uuid.uuid4().hex[:12], sent, received, settled=False)
        with self._locked() as file:
            self._refuse_beyond(_sum(_calls(_read(file))), entry)
            _append(file, entry)
        return entry

    def settle(self, begun: Entry, sent: int, received: int) -> float | None:
        """Write down what a call did cost; gives its dollars."""
        entry = self._entry(begun.call, sent, received, settled=True)
        with self._locked() as file:
            _append(file, entry)
        return entry.dollars

    def today(self) -> Spent:
        """What all calls of this day came to, in every session."""
        with self._locked() as file:
            return _sum(_calls(_read(file)))

    def session(self) -> Spent:
        """What the calls of this session came to today."""
        with self._locked() as file:
            mine = (call for call in _calls(_read(file)) if call.session == self._session)
            return _sum(mine)

    def _entry(self, call: str, sent: int, received: int, *, settled: bool) -> Entry:
        dollars = self._prices.of(sent, received) if self._prices else None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Entry(call, self._session, now, self._model, sent, received, dollars, settled)

    def _refuse_beyond(self, spent: Spent, entry: Entry) -> None:
        tokens = spent.sent + spent.received + entry.sent + entry.received
        if self._limits.tokens is not None and tokens > self._limits.tokens:
            raise ModelError(
                f"this call could take today's tokens to {tokens:,}, beyond the limit of "
                f"{self._limits.tokens:,}: raise `tokens_a_day` or wait for tomorrow (UTC)"
            )
        dollars = (spent.dollars or 0.0) + (entry.dollars or 0.0)
        if self._limits.dollars is not None and dollars > self._limits.dollars:
            raise ModelError(
                f"this call could take today's cost to ${dollars:.4f}, beyond the limit of "
                f"${self._limits.dollars:.2f}: raise `dollars_a_day` or wait for tomorrow (UTC)"
            )

    @contextmanager
    def _locked(self) -> Iterator[int]:
        path = _path(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ModelError(
                f"what models cost cannot be written down in {path} ({reason_of(error)}): "
                "mend its permissions or make room"
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)


def spent_today(home: Path) -> Spent:
    """What all calls of this day came to, in every session; nothing is written."""
    try:
        lines = _path(home / FOLDER).read_bytes().splitlines()
    except OSError:
        lines = []
    return _sum(_calls(lines))


def _path(folder: Path) -> Path:
    return folder / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"


def _read(file: int) -> list[bytes]:
    return os.pread(file, os.fstat(file).st_size, 0).splitlines()


def _calls(lines: Iterable[bytes]) -> Iterable[Entry]:
    """The last line of each call; one that was torn by a kill is passed over."""
    calls: dict[str, Entry] = {}
    for line in lines:
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue
        calls[entry.call] = entry
    return calls.values()


def _sum(calls: Iterable[Entry]) -> Spent:
    return Spent.total(Spent(1, call.sent, call.received, call.dollars) for call in calls)


def _append(file: int, entry: Entry) -> None:
    values = {name: getattr(entry, name) for name in entry.__slots__}
    line = f"{json.dumps(values)}\n".encode()
    size = os.fstat(file).st_size
    torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
    try:
        os.write(file, b"\n" + line if torn else line)
    except OSError as error:
        raise ModelError(
            f"what models cost cannot be written down ({reason_of(error)}): make room"
        ) from None
