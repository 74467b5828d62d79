"""An answer worded by a language model and held to the evidence: generate, verify, repair.

The model is shown the question and the best passages. Each sentence of its reply is held to
them; those that fail are put to it once more with what is wrong. What still fails gives way
to the archive's own sentence that is closest, or is left out, and is listed with the reason.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event as Flag

from assistant.compose import Sentence
from assistant.errors import CancelledError, ModelError
from assistant.ground import Checker
from assistant.lexical import terms
from assistant.llm import LanguageModel, Message, Reply, Role, Usage
from assistant.question import Question
from assistant.relevance import Candidate
from assistant.results import Dropped, Spent, Verdict
from assistant.written.blocks import Shown, fitted, reply_room
from assistant.written.events import Hear, Judged, Mending, Read, Writing, unheard
from assistant.written.faults import repeats_prompt, reply_fault
from assistant.written.hold import Evidence, Held
from assistant.written.prompts import ANSWER, FAULT, QUESTION, REMOVE, REPAIR
from assistant.written.said import Said, parse
from assistant.written.untrusted import one_line_of_data, without_markup

MOST_SENTENCES = 8
"""Sentences of a reply that are looked at; four are asked for."""

_CLOSE = 0.4  # share of a sentence's words that the sentence in its place has to have
_NUMBERED = re.compile(r"^\W*(\d{1,2})\W+(.*)$")
_ENDED = re.compile(r"[.!?][\"'”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """What came of asking a model.

    Without `sentences` there is no answer of its own, and the last of the `notices` says why.
    """

    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...]
    notices: tuple[str, ...]
    spent: Spent


def prompt(question: str, shown: Shown) -> tuple[Message, ...]:
    """What is sent for an answer: our words, the question, the passages, and nothing else."""
    asked = QUESTION.format(question=one_line_of_data(question))
    blocks = "\n\n".join(block.shown for block in shown.blocks)
    return Message(Role.SYSTEM, ANSWER), Message(Role.USER, f"{blocks}\n\n{asked}")


def write(
    model: LanguageModel,
    checker: Checker,
    question: Question,
    ranked: Sequence[Candidate],
    quoted: Sequence[Sentence],
    *,
    hear: Hear = unheard,
    cancelled: Flag | None = None,
) -> Written:
    """Have `model` answer from `ranked`; `quoted` is what the embedded engine would show.

    `checker` should be strict. Raises CancelledError when `cancelled` is set; any other fault
    of the model is a notice.
    """
    return _Writer(model, checker, question, ranked, quoted, hear, cancelled).written()


class _Writer:
    """One answer in the making."""

    def __init__(
        self,
        model: LanguageModel,
        checker: Checker,
        question: Question,
        ranked: Sequence[Candidate],
        quoted: Sequence[Sentence],
        hear: Hear,
        cancelled: Flag | None,
    ) -> None:
        self._model = model
        self._quoted = quoted
        self._hear = hear
        self._cancelled = cancelled
        self._shown = fitted(question.text, ranked, model.window)
        self._prompt = prompt(question.text, self._shown)
        self._evidence = Evidence(checker, self._shown.blocks, question.text)
        self._usage: list[Usage] = []
        self._dropped: list[Dropped] = []
        self._notices: list[str] = []

    def written(self) -> Written:
        if not self._shown.blocks:
            return self._given_up("has too small a window for a passage")
        try:
            reply = self._reply(self._prompt, lambda text: self._hear(Writing(text)))
            said = parse(reply.text, len(self._shown.blocks))
            fault = reply_fault(reply.text, said)
            if fault:
                return self._given_up(fault)
            kept = self._kept(self._whole(said, reply)[:MOST_SENTENCES], reply)
        except CancelledError:
            raise
        except ModelError as error:
            return self._given_up(f"failed ({error})")
        if not kept:
            return self._given_up("wrote nothing that the reports carry")
        if self._shown.left_out:
            self._notices.append(
                f"{self._shown.left_out} of {self._shown.left_out + len(self._shown.blocks)} "
                "passages were left out: the model's window has no room for them."
            )
        return self._outcome(kept)

    def _given_up(self, fault: str) -> Written:
        self._notices.append(
            f"The model {self._model.name} {fault}: this is the embedded engine's answer."
        )
        return self._outcome(())

    def _outcome(self, kept: Sequence[Sentence]) -> Written:
        return Written(tuple(kept), tuple(self._dropped), tuple(self._notices), spent(self._usage))

    def _reply(
        self, messages: Sequence[Message], hear: Callable[[str], None] | None = None
    ) -> Reply:
        if self._cancelled and self._cancelled.is_set():
            raise CancelledError("stopped: ask again when you like")
        written = ""

        def on_text(more: str) -> None:
            nonlocal written
            written += more
            if hear:
                hear(written)

        reply = self._model.write(
            messages,
            most=reply_room(self._model.window),
            on_text=on_text,
            cancelled=self._cancelled,
        )
        self._usage.append(reply.usage)
        return reply

    def _whole(self, said: Sequence[Said], reply: Reply) -> tuple[Said, ...]:
        """The sentences of a reply, each once, less one that was cut off."""
        found = list(said)
        if found and not reply.complete and not _ENDED.search(found[-1].text):
            self._dropped.append(Dropped(found.pop().text, "cut off in its middle"))
        unique = {" ".join(terms(one.text)): one for one in reversed(found)}
        return tuple(one for one in found if one in unique.values())

    def _kept(self, said: Sequence[Said], reply: Reply) -> list[Sentence]:
        self._hear(Read(tuple(one.text for one in said)))
        first: list[Held] = []
        for number, one in enumerate(said):
            first.append(self._held(one))
            self._hear(Judged(number, first[-1].verdict))
        mended = self._mended(first, reply)
        final = [mended.get(number, held) for number, held in enumerate(first)]
        carried = {_key(held): _sentence(held) for held in final if not _failed(held)}
        kept = list(carried.values())
        if not kept:
            self._dropped += [Dropped(held.text, _reason(held)) for held in final]
            return []
        self._replace(kept, [held for held in final if _failed(held)])
        return kept

    def _held(self, said: Said) -> Held:
        if repeats_prompt(said.text):
            return Held(said.text, Verdict.UNSUPPORTED, 0.0, (), "it repeats the instructions")
        held = self._evidence.hold(said)
        for number in said.unknown:
            self._notices.append(f"A mark [{number}] was removed: no passage has that number.")
        return held

    def _mended(self, held: Sequence[Held], reply: Reply) -> dict[int, Held]:
        """The sentences that failed and that the model could mend, by their number."""
        wrong = [number for number, one in enumerate(held) if _failed(one)]
        if not wrong:
            return {}
        self._hear(Mending(len(wrong)))
        faults = "\n".join(
            FAULT.format(
                number=n,
                sentence=one_line_of_data(held[at].text),
                reason=one_line_of_data(held[at].wrong),
            )
            for n, at in enumerate(wrong, 1)
        )
        asked = Message(Role.USER, REPAIR.format(faults=faults))
        answered = Message(Role.ASSISTANT, reply.text.strip())
        try:
            again = self._reply((*self._prompt, answered, asked))
        except CancelledError:
            raise
        except ModelError as error:
            self._notices.append(f"The model could not be asked to mend its sentences ({error}).")
            return {}
        offered = self._offered(again, len(wrong))
        found = {wrong[n - 1]: self._held(said) for n, said in offered.items()}
        return {number: one for number, one in found.items() if not _failed(one)}

    def _offered(self, reply: Reply, wanted: int) -> dict[int, Said]:
        """The first sentence of each line that a repair has under the number of a fault."""
        offered: dict[int, Said] = {}
        for line in without_markup(reply.text).splitlines():
            numbered = _NUMBERED.match(line)
            if numbered and 1 <= int(numbered[1]) <= wanted and not _removes(numbered[2]):
                said = parse(numbered[2], len(self._shown.blocks))
                if said:
                    offered.setdefault(int(numbered[1]), said[0])
        return offered

    def _replace(self, kept: list[Sentence], failed: Sequence[Held]) -> None:
        """Put the closest sentence of the archive in the place of each that failed, if any is."""
        for one in failed:
            shown = {quote for sentence in kept for quote in sentence.quotes}
            left = [s for s in self._quoted if shown.isdisjoint(s.quotes)]
            closest = max(left, key=lambda s: _likeness(one.text, s.text), default=None)
            reason = _reason(one)
            if closest is not None and _likeness(one.text, closest.text) >= _CLOSE:
                kept.append(closest)
                reason += "; a sentence of the archive stands in its place"
            self._dropped.append(Dropped(one.text, reason))


def spent(usage: Sequence[Usage]) -> Spent:
    """What some calls took together."""
    return Spent.total(Spent(1, one.sent, one.received, one.dollars) for one in usage)


def _failed(held: Held) -> bool:
    return held.verdict is not Verdict.SUPPORTED


def _reason(held: Held) -> str:
    return held.wrong or "no passage says this"


def _sentence(held: Held) -> Sentence:
    return Sentence(held.text, held.quotes, held.score)


def _key(held: Held) -> str:
    return " ".join(terms(held.text))


def _likeness(one: str, other: str) -> float:
    said = frozenset(terms(one))
    return len(said & frozenset(terms(other))) / max(1, len(said))


def _removes(text: str) -> bool:
    return text.strip(" .:*\"'").upper().startswith(REMOVE)
