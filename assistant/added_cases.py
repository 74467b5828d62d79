"""Questions that a reader wants measured from now on, as lines of the evaluation's gold schema.

An answer that was wrong becomes a case with the reader's correction. The cases lie in the home
folder and are about its archive: `assistant eval run --data` takes the file. A question that is
added again stands in the place of its earlier form.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from assistant.errors import AssistantError, QuestionError, reason_of
from assistant.pipeline import Assistant
from assistant.reports.model import Span
from assistant.results import Filters
from assistant.whole_files import append_line

OWN_ARCHIVE = "home"
"""The `corpus` of a case that is about the archive in whose home folder it lies."""

_LOOKED_AT = 20  # passages among which a quote is looked for


@dataclass(frozen=True, slots=True)
class Correction:
    """What a question should have been answered with.

    `answers` are short answers, any of which will do; `quotes` sentences of reports, to the
    letter save for white space. A question that the archive cannot answer has neither.
    """

    answerable: bool
    answers: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


def cases_file(home: Path) -> Path:
    """Where the cases of a home folder are."""
    return home / "evals" / "added.jsonl"


def add_case(
    assistant: Assistant,
    question: str,
    correction: Correction,
    *,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    as_of: date | None = None,
) -> Path:
    """Write a case and give its file.

    Raises QuestionError for a question or correction that says nothing or contradicts itself
    and for a quote that no report holds, AssistantError when the file cannot be written.
    """
    asked = " ".join(question.split())
    answers = tuple(filter(None, (" ".join(text.split()) for text in correction.answers)))
    quotes = tuple(quote for quote in correction.quotes if quote.strip())
    if not asked:
        raise QuestionError("there is no question to add: write one")
    if correction.answerable and not (answers or quotes):
        raise QuestionError(
            "there is no correction: give an answer, a quote, or that there is none"
        )
    if not correction.answerable and (answers or quotes):
        raise QuestionError("a question without an answer has no correction: leave one of them out")
    limits = {
        "place": filters.place,
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "as_of": as_of.isoformat() if as_of else None,
    }
    case = {
        "id": f"added-{sha256(json.dumps([asked, limits]).encode()).hexdigest()[:12]}",
        "corpus": OWN_ARCHIVE,
        "question": asked,
        "answerable": correction.answerable,
        "kind": "added",
        "evidence": [_evidence(assistant, quote) for quote in quotes],
        "answers": answers,
        **{name: value for name, value in limits.items() if value},
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    path = cases_file(assistant.settings.home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        append_line(path, json.dumps(case, ensure_ascii=False).encode("utf-8", "replace"))
    except OSError as error:
        raise AssistantError(
            f"the case is not kept in {path} ({reason_of(error)}): "
            "make room or mend its permissions and add it again"
        ) from None
    return path


def find_folded(quote: str, text: str) -> Span | None:
    """The first place of a quote in a text, whatever the white space of either."""
    kept = [i for i, character in enumerate(text) if not character.isspace()]
    wanted = "".join(quote.split())
    at = "".join(text.split()).find(wanted) if wanted else -1
    return Span(kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None


def _evidence(assistant: Assistant, quote: str) -> dict[str, str]:
    """The report that holds a quote, and the quote as it stands there."""
    found = assistant.search(quote, k=_LOOKED_AT)
    for report_id in dict.fromkeys(hit.source.report_id for hit in found):
        text = assistant.report(report_id).text
        span = find_folded(quote, text)
        if span is not None:
            return {"report": report_id, "quote": span.of(text)}
    shown = " ".join(quote.split())[:60]
    raise QuestionError(f"no report holds the quote {shown!r}: copy it from the report as it is")
