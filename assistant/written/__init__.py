"""Answers that a language model words and the archive has the last word on."""

from assistant.written.blocks import Block, fitted
from assistant.written.events import Event, Hear, Judged, Mending, Read, Writing, unheard
from assistant.written.follow_up import condensed, follow_up_prompt
from assistant.written.hold import Evidence, Held
from assistant.written.said import parse
from assistant.written.write import Written, prompt, spent, with_call, write

__all__ = [
    "Block",
    "Event",
    "Evidence",
    "Hear",
    "Held",
    "Judged",
    "Mending",
    "Read",
    "Writing",
    "Written",
    "condensed",
    "fitted",
    "follow_up_prompt",
    "parse",
    "prompt",
    "spent",
    "unheard",
    "with_call",
    "write",
]
