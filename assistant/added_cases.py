"""What a reader wants measured from now on, as lines of the evaluation's schemas.

An answer that was wrong becomes a question with the reader's correction, and a drafted bullet
that was edited the key point that it should have been. The cases lie in the home folder:
`assistant eval run --data` takes each file; questions are about the home's archive. A case that
is added again stands in the place of its earlier form.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from assistant.errors import AssistantError, QuestionError, reason_of
from assistant.pipeline import Assistant
from assistant.reports.model import Span
from assistant.results import EditedDraft, Filters
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
        "added": _now(),
    }
    path = cases_file(assistant.settings.home)
    _append(path, case)
    return path


def drafted_text(draft: EditedDraft, bullet_id: str) -> str:
    """How a bullet was drafted; empty for one that an analyst added."""
    number = int(bullet_id)
    drafted = draft.draft.bullets
    return drafted[number - 1].point.text if 0 < number <= len(drafted) else ""


def add_bullet(
    home: Path, draft: EditedDraft, bullet_id: str, correction: str, *, false: bool
) -> tuple[Path, ...]:
    """Write what a bullet should have been as the human key point of its report; give the files.

    `false` says that the bullet, as drafted, says what the report does not: its words and the
    correction become claims too, one that the check should refuse and one that it should accept.
    Raises QuestionError for what is no correction, AssistantError when a file cannot be written.
    """
    drafted, right = drafted_text(draft, bullet_id), " ".join(correction.split())
    if not right:
        raise QuestionError("there is no correction: write the bullet as it should be")
    if right == drafted:
        raise QuestionError("the bullet is as it was drafted: there is nothing to correct")
    if false and not drafted:
        raise QuestionError("the bullet was not drafted: it cannot have been false")
    report = draft.report
    text = "\n\n".join(span.of(report.text) for span in report.paragraphs)
    name = f"added-{draft.draft_id}-{bullet_id}"
    meta = {"group": report.fingerprint[:16], "kind": "added"}
    points = home / "evals" / "added_drafts.jsonl"
    _append(
        points,
        {
            "id": name,
            "title": report.title,
            "date": report.date.isoformat() if report.date else None,
            "text": text,
            "key_points": [right],
            "meta": meta,
            "added": _now(),
        },
    )
    if not false:
        return (points,)
    claims = home / "evals" / "added_claims.jsonl"
    for sign, claim, label in (("-", drafted, 0), ("+", right, 1)):
        case = {"id": f"{name}{sign}", "source": text, "claim": claim, "label": label}
        _append(claims, case | {"meta": meta, "added": _now()})
    return points, claims


def find_folded(quote: str, text: str) -> Span | None:
    """The first place of a quote in a text, whatever the white space of either."""
    kept = [i for i, character in enumerate(text) if not character.isspace()]
    wanted = "".join(quote.split())
    at = "".join(text.split()).find(wanted) if wanted else -1
    return Span(kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None


def _append(path: Path, case: dict[str, object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        append_line(path, json.dumps(case, ensure_ascii=False).encode("utf-8", "replace"))
    except OSError as error:
        raise AssistantError(
            f"the case is not kept in {path} ({reason_of(error)}): "
            "make room or mend its permissions and add it again"
        ) from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


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
