"""Whether a key point tells what is to come, and whether it says so at once."""

import re

_TO_COME = re.compile(
    r"\b(?:will|would|shall|may|might|could|won[’']t|likely|unlikely|expected|set\s+to|bound\s+to)\b"
    r"|[’']ll\b"
)


def looks_to_come(text: str) -> bool:
    """Whether the sentence is in the future, or a likelihood of it."""
    return bool(_TO_COME.search(text))


def leads_with_it(text: str) -> bool:
    """Whether what is to come stands in the first half of the sentence's words."""
    found = _TO_COME.search(text)
    return found is not None and len(text[: found.start()].split()) <= len(text.split()) / 2
