"""Results as JSON, plain text and Markdown; pure, shared by command line and pages.

Report text, titles, paths and questions are untrusted: what comes out is shown as it is
and can neither steer a terminal nor be taken for markup. Word documents are made in
`assistant.render.docx`, which is not imported here because it loads a heavy library.
"""

from assistant.render.draft import draft_text, style_line
from assistant.render.edited import acceptance_line, edited_json, edited_markdown
from assistant.render.jsonable import (
    answer_json,
    check_json,
    checked_text_json,
    draft_json,
    hit_json,
    list_json,
    record_json,
    report_json,
    search_json,
)
from assistant.render.markdown import answer_markdown, escape_markdown
from assistant.render.pieces import Piece, answer_pieces
from assistant.render.sending import draft_sending_text, sending_json, sending_text
from assistant.render.terminal import (
    WIDTH,
    answer_text,
    check_text,
    list_text,
    report_text,
    search_text,
)
from assistant.render.wording import (
    age,
    closest_line,
    dated,
    discrepancy_lines,
    dropped_line,
    engine_line,
    mixed_line,
    one_line,
    plain,
    rates_line,
    source_label,
    spent_line,
    telling_clauses,
    verdicts_line,
    was_rewritten,
)

__all__ = [
    "WIDTH",
    "Piece",
    "acceptance_line",
    "age",
    "answer_json",
    "answer_markdown",
    "answer_pieces",
    "answer_text",
    "check_json",
    "check_text",
    "checked_text_json",
    "closest_line",
    "dated",
    "discrepancy_lines",
    "draft_json",
    "draft_sending_text",
    "draft_text",
    "dropped_line",
    "edited_json",
    "edited_markdown",
    "engine_line",
    "escape_markdown",
    "hit_json",
    "list_json",
    "list_text",
    "mixed_line",
    "one_line",
    "plain",
    "rates_line",
    "record_json",
    "report_json",
    "report_text",
    "search_json",
    "search_text",
    "sending_json",
    "sending_text",
    "source_label",
    "spent_line",
    "style_line",
    "telling_clauses",
    "verdicts_line",
    "was_rewritten",
]
