"""What readers thought of answers, one JSON line each, for the evaluation suite to read."""

import json
import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from assistant.render import answer_json
from assistant.results import Answer
from assistant.settings import Settings

FILE_NAME = "feedback.jsonl"


class Rating(StrEnum):
    """Thumbs up or down."""

    UP = "up"
    DOWN = "down"


def record_feedback(home: Path, answer: Answer, rating: Rating, settings: Settings) -> None:
    """Append the rating with the answer and the settings behind it; one write, so one line.

    Secrets stay out: the settings' own dump masks them.
    """
    line = json.dumps(
        {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "rating": rating.value,
            "answer": answer_json(answer),
            "settings": settings.model_dump(mode="json"),
        },
        ensure_ascii=False,
    )
    home.mkdir(parents=True, exist_ok=True)
    file = os.open(home / FILE_NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, (line + "\n").encode("utf-8", "replace"))
    finally:
        os.close(file)
