"""Key points and a summary drawn from a report's body, in the house style of the archive."""

from assistant.draft.estimate import certainty_of
from assistant.draft.past import PASSAGES, past_judgements
from assistant.draft.report import Past, draft_report
from assistant.draft.style import house_style

__all__ = [
    "PASSAGES",
    "Past",
    "certainty_of",
    "draft_report",
    "house_style",
    "past_judgements",
]
