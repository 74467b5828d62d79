"""What readers thought of answers, kept as JSON lines for the evaluation suite to read.

A rating that is changed or withdrawn is a further line: the last one of an answer counts.
"""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import AssistantError
from assistant.render import answer_json
from assistant.results import Answer
from assistant.settings import Settings
from assistant.whole_files import append_line

FILE_NAME = "feedback.jsonl"


class Rating(StrEnum):
    """Thumbs up or down."""

    UP = "up"
    DOWN = "down"


class Feedback(BaseModel):
    """One rating of one answer, with what is needed to ask the same again."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    time: datetime
    answer_id: str
    rating: Rating | None
    answer: dict[str, object]  # as `answer_json` gives it
    filters: dict[str, str | None]
    as_of: str | None
    settings: dict[str, object]
    archive: str  # the archive's version when the answer was rated


def record_feedback(
    settings: Settings, answer: Answer, rating: Rating | None, *, answer_id: str, archive: str
) -> None:
    """Append a rating, or None for one withdrawn, to the file in the home folder.

    The line is written in one go at the file's end, so that several processes may rate at
    the same time. Raises AssistantError when the file cannot be written.
    """
    filters = answer.filters
    line = json.dumps(
        {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "answer_id": answer_id,
            "rating": rating,
            "answer": answer_json(answer),
            "filters": {
                "place": filters.place,
                "kind": filters.kind,
                "since": filters.since.isoformat() if filters.since else None,
                "until": filters.until.isoformat() if filters.until else None,
            },
            "as_of": answer.as_of.isoformat() if answer.as_of else None,
            "settings": settings.shaping,
            "archive": archive,
        }
    )
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        append_line(settings.home / FILE_NAME, line.encode())
    except OSError as error:
        reason = error.strerror or "the system gives no reason"
        raise AssistantError(
            f"the rating is not kept in {settings.home / FILE_NAME} ({reason.lower()}): "
            "make room or mend its permissions and rate again"
        ) from None


def read_feedback(home: Path) -> tuple[Feedback, ...]:
    """The ratings that count, oldest first; a line that was cut off is passed over."""
    try:
        lines = (home / FILE_NAME).read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    latest: dict[str, Feedback] = {}
    for line in lines:
        try:
            feedback = Feedback.model_validate_json(line)
        except ValidationError:
            continue
        latest[feedback.answer_id] = feedback
    return tuple(feedback for feedback in latest.values() if feedback.rating is not None)
