"""Lines of files of cases: outside data comes in here, so a bad line is refused by its number."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import AssistantError, unreadable
from assistant.question import filters_of, interval_of
from assistant.reports.places import find_places
from assistant.results import Filters


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


Identified = TypeVar("Identified", bound=_Identified)
Model = TypeVar("Model", bound=_Line)


class Quote(_Line):
    """A sentence of a report; the report goes by file name or id."""

    report: str = Field(validation_alias=AliasChoices("report", "doc_id"))
    text: str = Field(validation_alias=AliasChoices("quote", "text"))


class Question(_Line):
    """A question with what answers it; the fields are those of `gold/README.md`."""

    id: str
    corpus: str = ""
    question: str
    answerable: bool
    kind: str = "question"
    evidence: tuple[Quote, ...] = ()
    answers: tuple[str, ...] = ()
    stale: tuple[Quote, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None

    @property
    def group(self) -> str:
        """Questions on one report fall together; unanswerable ones by the place named."""
        if self.evidence:
            return self.evidence[0].report
        return next((place.name for place in find_places(self.question, lenient=True)), self.id)

    @property
    def filters(self) -> Filters:
        """The filters that are put with the question."""
        return filters_of(self.place, None, self.since, self.until)

    @property
    def last_day(self) -> date | None:
        """The day as of which the question is asked."""
        return interval_of(self.as_of)[1] if self.as_of else None


class KeyPointLine(_Line):
    """A key point as a person or a fault made it, of a report of `corpus/`."""

    id: str
    report: str
    bullet: str
    label: int
    kind: str
    wrong: str = ""


class PairLine(_Line):
    """A source with a true paraphrase of it and a corrupted one."""

    id: str
    kind: str
    split: str
    source: str
    paraphrase: str
    corrupted: str
    wrong: str


class ClaimLine(_Line):
    """A claim with its own source; `label` 1 where that carries it, None where nobody knows."""

    id: str
    source: str
    claim: str
    label: int | None
    meta: dict[str, Any] = {}


class DraftLine(_Line):
    """A text with the key points that people wrote for it."""

    id: str
    title: str = ""
    date: str | None = None
    text: str
    key_points: tuple[str, ...]
    meta: dict[str, Any] = {}


def latest(items: Iterable[Identified]) -> tuple[Identified, ...]:
    """Of items with one id the last, which was added in the place of the earlier ones."""
    return tuple({item.id: item for item in items}.values())


def read_lines(path: Path, form: type[Model]) -> list[Model]:
    """A file's cases; AssistantError naming the line that is none, or for a file without any."""
    found = []
    for number, item in objects(path):
        try:
            found.append(form.model_validate(item))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise AssistantError(f"{path}, line {number}: {where}: {fault['msg']}") from None
    if not found:
        raise AssistantError(f"{path} holds no case: write one a line, as a JSON object")
    return found


def objects(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file with their line numbers; AssistantError for what is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise AssistantError(unreadable(path, error)) from None
    except UnicodeDecodeError:
        raise AssistantError(f"{path} is not UTF-8 text: save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError:
            item = None
        if not isinstance(item, dict):
            raise AssistantError(f"{path}, line {number}: not a JSON object")
        yield number, item
