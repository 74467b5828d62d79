"""Key points and a summary drawn from a report's body, in the house style of the archive."""

from assistant.draft.past import PASSAGES
from assistant.draft.report import Past, draft_report
from assistant.draft.style import house_style

__all__ = ["PASSAGES", "Past", "draft_report", "house_style"]
