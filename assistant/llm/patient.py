"""A model with care taken: kept replies, limits on cost, further attempts, cancellation."""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from threading import Event

from assistant.llm.cache import Kept, ReplyCache
from assistant.llm.connection import Connection
from assistant.llm.faults import Fault, torn
from assistant.llm.ledger import Ledger
from assistant.llm.model import Form, Message, Reply, Usage
from assistant.llm.provider import Piece, Provider, Target
from assistant.llm.stream import stop_if, streamed
from assistant.tokens import count_tokens

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 60.0
"""Seconds before the second attempt, and the most before any."""

_MARGIN, _PER_MESSAGE = 1.25, 16
"""A model may cut text into more tokens than tiktoken does, and puts marks around messages."""


@dataclass(slots=True)
class _Told:
    """What the listener has heard of a reply, over all attempts."""

    on_text: Callable[[str], None] | None
    begun: float
    text: str = ""
    first: float | None = None

    def hear(self, text: str) -> None:
        """Tell what is new in `text`, the reply so far.

        An attempt that begins otherwise than the one before is not told: what was heard cannot
        be taken back, and the reply itself is what counts.
        """
        if self.first is None and text:
            self.first = time.monotonic() - self.begun
        if len(text) > len(self.text) and text.startswith(self.text):
            new, self.text = text[len(self.text) :], text
            if self.on_text is not None:
                self.on_text(new)


@dataclass(frozen=True, slots=True)
class _Call:
    """What `write` was asked for, the same at each attempt but for a form that is refused."""

    messages: Sequence[Message]
    most: int
    form: Form | None
    told: _Told
    cancelled: Event | None


@dataclass(slots=True)
class _Heard:
    """What one attempt has brought so far."""

    texts: list[str] = field(default_factory=list)
    sent: int | None = None
    received: int | None = None
    finish: str | None = None

    def add(self, piece: Piece) -> str:
        """Take a piece in; gives the text so far."""
        self.texts.append(piece.text)
        self.sent = piece.sent if piece.sent is not None else self.sent
        self.received = piece.received if piece.received is not None else self.received
        self.finish = piece.finish or self.finish
        return self.text

    @property
    def text(self) -> str:
        return "".join(self.texts)


class PatientModel:
    """A LanguageModel over a provider; see model.LanguageModel for the contract."""

    def __init__(
        self,
        provider: Provider,
        target: Callable[[], Target],
        ledger: Ledger,
        cache: ReplyCache | None,
        *,
        name: str,
        window: int,
        timeout: float,
        retries: int,
    ) -> None:
        """`target` is asked for at each attempt; it may start what it names."""
        self._provider, self._target = provider, target
        self._cache, self.ledger = cache, ledger
        self._name, self._window = name, window
        self._timeout, self._retries = timeout, retries
        self._takes_forms = True

    @property
    def name(self) -> str:
        """As results and pages name it."""
        return self._name

    @property
    def window(self) -> int:
        """Tokens of a prompt and its reply together."""
        return self._window

    def write(
        self,
        messages: Sequence[Message],
        *,
        most: int,
        form: Form | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Event | None = None,
    ) -> Reply:
        """The reply to a prompt; see model.LanguageModel.write."""
        stop_if(cancelled)
        told = _Told(on_text, time.monotonic())
        kept = self._cache.find(messages, most, form) if self._cache else None
        if kept is not None:
            told.hear(kept.text)
            return _reply(kept, 0.0, told, cached=True)
        kept, dollars = self._in_form(_Call(messages, most, form, told, cancelled))
        if self._cache:
            self._cache.keep(messages, most, kept, form)
        return _reply(kept, dollars, told, cached=False)

    def _in_form(self, call: _Call) -> tuple[Kept, float | None]:
        """The reply in a form; in none from a server that does not take a request with one."""
        if call.form is not None and self._takes_forms:
            try:
                return self._with_retries(call)
            except Fault as fault:
                if not fault.refused:
                    raise
                self._takes_forms = False
        return self._with_retries(replace(call, form=None))

    def _with_retries(self, call: _Call) -> tuple[Kept, float | None]:
        for attempt in range(self._retries + 1):
            try:
                return self._attempt(call)
            except Fault as fault:
                wait = _delay(attempt, fault.wait)
                if not fault.passing or attempt == self._retries or wait > _LONGEST_WAIT:
                    raise
            _sleep(wait, call.cancelled)
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, call: _Call) -> tuple[Kept, float | None]:
        prompt = sum(count_tokens([message.text for message in call.messages]))
        likely = int(prompt * _MARGIN) + _PER_MESSAGE * len(call.messages)
        begun = self.ledger.begin(likely, call.most)
        connection, heard, dollars = Connection(), _Heard(), None
        try:
            with closing(
                streamed(
                    self._provider,
                    self._target,
                    call.messages,
                    call.most,
                    call.form,
                    connection,
                    name=self._name,
                    patience=self._timeout,
                    cancelled=call.cancelled,
                )
            ) as pieces:
                for piece in pieces:
                    call.told.hear(heard.add(piece))
        finally:
            sent, received = _tokens(heard, likely, connection)
            dollars = self.ledger.settle(begun, sent, received)
        if heard.finish is None:
            raise torn(self._name)
        return Kept(heard.text, sent, received, heard.finish not in _CUT), dollars


_CUT = {"length", "max_tokens"}
"""What providers say of a reply that was cut off at the most tokens it might have."""


def _tokens(heard: _Heard, likely: int, connection: Connection) -> tuple[int, int]:
    """Tokens sent and received: those that the provider counts, or else our own count."""
    if not connection.accepted:
        return 0, 0
    sent = likely if heard.sent is None else heard.sent
    if heard.received is not None:
        return sent, heard.received
    return sent, count_tokens([heard.text])[0]


def _reply(kept: Kept, dollars: float | None, told: _Told, *, cached: bool) -> Reply:
    seconds = time.monotonic() - told.begun
    usage = Usage(kept.sent, kept.received, dollars, cached)
    first = told.first if told.first is not None else seconds
    return Reply(kept.text, usage, kept.complete, first, seconds)


def _delay(attempt: int, asked: float | None) -> float:
    """Seconds to wait: what the server asks for, or twice as long each time, spread by chance."""
    if asked is not None:
        return asked
    longest: float = _FIRST_WAIT * 2**attempt
    return float(min(longest, _LONGEST_WAIT)) * random.uniform(0.5, 1.0)


def _sleep(seconds: float, cancelled: Event | None) -> None:
    if cancelled is None:
        time.sleep(seconds)
    else:
        cancelled.wait(seconds)
        stop_if(cancelled)
