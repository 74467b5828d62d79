"""Batches: one JSON object a line in, one a line out, in order; a bad line is answered too."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import AssistantError, QuestionError, unreadable
from assistant.render.jsonable import JsonObject


class QuestionLine(BaseModel):
    """A question of a batch; other fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    question: str
    place: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


class ClaimLine(BaseModel):
    """A claim of a batch with its source; other fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    source: str
    claim: str
    date: str | None = None  # of the source: what "last year" in it is counted from


class ReportLine(BaseModel):
    """A report of a batch, to draft key points for; other fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    title: str | None = None
    date: str | None = None
    text: str


Line = TypeVar("Line", QuestionLine, ClaimLine, ReportLine)


def answer_lines(
    lines: Iterable[str], form: type[Line], answer: Callable[[Line], JsonObject]
) -> Iterator[JsonObject]:
    """The result of each line that is not blank, with its id; `{"id", "error"}` for a bad one."""
    for line in lines:
        if not line.strip():
            continue
        try:
            asked = form.model_validate(_object(line))
            yield {"id": asked.id, **answer(asked)}
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            yield {"id": _id(line), "error": f"{where}: {fault['msg']}"}
        except AssistantError as error:
            yield {"id": _id(line), "error": str(error)}


def _object(line: str) -> JsonObject:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise QuestionError("the line is not JSON") from None
    if not isinstance(value, dict):
        raise QuestionError("the line is not a JSON object")
    return value


def _id(line: str) -> object:
    try:
        return _object(line).get("id")
    except QuestionError:
        return None


@contextmanager
def open_lines(name: str) -> Iterator[TextIO]:
    """The lines of a file, or of standard input for "-"; QuestionError if it cannot be read."""
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as lines:
            yield lines
    except OSError as error:
        raise QuestionError(unreadable(name, error)) from None
