"""What a model is sent for each bullet: our words, earlier key points, the passage, a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.draft.wording import MOST_WORDS
from assistant.drafted.wording import DRAFT, EXAMPLE, LENGTH, SENTENCE
from assistant.llm import Message, Role
from assistant.reports.model import Report, Span
from assistant.results import Bullet, Draft, Source
from assistant.sentences import sentence_spans
from assistant.tokens import count_tokens
from assistant.written import Block, reply_room
from assistant.written.untrusted import as_data, one_line_of_data

_COUNTED_SHORT = 0.8  # other models' tokens are longer or shorter than those that we count
_ROUND = 40  # tokens of roles and separators around the messages of a call

Examples = Callable[[str], Sequence[str]]
"""Key points of earlier reports on the subject of a text, best first."""


@dataclass(frozen=True, slots=True)
class BulletPrompt:
    """A bullet of the embedded engine with what a model is sent to word it anew.

    `spans` are the sentences that it rests on, `blocks` their paragraphs. Without `messages` the
    model's window is too small for them.
    """

    bullet: Bullet
    spans: tuple[Span, ...]
    blocks: tuple[Block, ...]
    messages: tuple[Message, ...]


def bullet_prompts(
    report: Report, draft: Draft, examples: Examples, window: int
) -> tuple[BulletPrompt, ...]:
    """The prompt for each bullet of a draft; examples that the window cannot hold are left out."""
    words = min(MOST_WORDS, draft.style.most_words) if draft.style else MOST_WORDS
    source = draft.citations[0].source
    prompts = []
    for bullet in draft.bullets:
        spans = tuple(draft.citations[n - 1].span for n in bullet.point.citations)
        blocks = _blocks(report, source, spans)
        said = " ".join(" ".join(span.of(report.text).split()) for span in spans)
        shown = [
            EXAMPLE.format(number=n, text=as_data(text)) for n, text in enumerate(examples(said), 1)
        ]
        asked = [*(block.shown for block in blocks), _asked(said, words)]
        prompts.append(BulletPrompt(bullet, spans, blocks, _messages(shown, asked, window)))
    return tuple(prompts)


def _asked(said: str, words: int) -> str:
    return f"{SENTENCE.format(sentence=one_line_of_data(said))}\n{LENGTH.format(words=words)}"


def _messages(shown: Sequence[str], asked: Sequence[str], window: int) -> tuple[Message, ...]:
    """The messages with as many examples as there is room for, the best first."""
    room = int(_COUNTED_SHORT * window) - reply_room(window) - _ROUND
    room -= sum(count_tokens([DRAFT, *asked]))
    if room < 0:
        return ()
    kept = []
    for text, size in zip(shown, count_tokens(list(shown)), strict=True):
        room -= size
        if room < 0:
            break
        kept.append(text)
    return Message(Role.SYSTEM, DRAFT), Message(Role.USER, "\n\n".join([*kept, *asked]))


def _blocks(report: Report, source: Source, spans: Sequence[Span]) -> tuple[Block, ...]:
    """The paragraphs in which spans lie, numbered from 1."""
    held = [
        whole
        for whole in report.paragraphs
        if any(whole.start <= span.start < whole.end for span in spans)
    ]
    return tuple(
        Block(n, source, whole, whole.of(report.text), sentence_spans(report.text, whole))
        for n, whole in enumerate(held, 1)
    )
