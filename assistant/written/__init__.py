"""Answers that a language model words and the archive has the last word on."""

from assistant.written.blocks import Block, fitted, reply_room
from assistant.written.events import Event, Hear, Judged, Mending, Read, Writing, unheard
from assistant.written.faults import reply_fault
from assistant.written.follow_up import condensed, follow_up_prompt
from assistant.written.hold import Evidence, Held
from assistant.written.said import Said, parse
from assistant.written.write import Written, prompt, spent, write

__all__ = [
    "Block",
    "Event",
    "Evidence",
    "Hear",
    "Held",
    "Judged",
    "Mending",
    "Read",
    "Said",
    "Writing",
    "Written",
    "condensed",
    "fitted",
    "follow_up_prompt",
    "parse",
    "prompt",
    "reply_fault",
    "reply_room",
    "spent",
    "unheard",
    "write",
]
