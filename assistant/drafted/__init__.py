"""Key points that a language model words and the report's body has the last word on."""

from assistant.drafted.examples import EXAMPLE_PASSAGES, past_key_points
from assistant.drafted.prompt import bullet_prompts
from assistant.drafted.word import word_bullets

__all__ = ["EXAMPLE_PASSAGES", "bullet_prompts", "past_key_points", "word_bullets"]
