"""Files of cases to cases: the gold sets of this folder, or any file in their schemas.

Outside data comes in here, so its lines are validated; a bad one is refused by number.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from assistant.added_cases import OWN_ARCHIVE
from assistant.errors import AssistantError
from assistant.question import filters_of, interval_of
from assistant.reports.places import find_places
from assistant.results import Filters

FOLDER = Path(__file__).parent
CORPUS = FOLDER.parent / "corpus"
GOLD_QUESTIONS = FOLDER / "gold" / "questions.jsonl"
GOLD_KEY_POINTS = FOLDER / "gold" / "key_points.jsonl"
PAIRS = FOLDER / "minimal_pairs" / "pairs.jsonl"

_SMALL_SHARE = 3  # one case in so many of each kind is in the small set


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


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


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about a source: a report of the archive, or else a text of its own."""

    id: str
    group: str
    kind: str
    claim: str
    label: int  # 1: the source carries it
    report: str | None = None
    source: str = ""
    others: tuple[str, ...] = ()  # further passages, any of which may carry it
    wrong: str = ""  # the words of the claim that are wrong, where that is known
    origin: str = "data"


@dataclass(frozen=True, slots=True)
class Drafting:
    """A text that people wrote key points for: a report of the archive, or one of its own."""

    id: str
    group: str
    report: str | None = None
    title: str = ""
    date: str | None = None
    text: str = ""
    key_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Data:
    """The cases of a run, and the sha256 of each file that they were read from."""

    questions: tuple[Question, ...]
    key_points: tuple[Claim, ...]
    pairs: tuple[Claim, ...]
    hashes: dict[str, str]
    documents: Path | None  # what the archive is filled with; None: nothing
    drafts: tuple[Drafting, ...] = ()


class _KeyPoint(_Line):
    id: str
    report: str
    bullet: str
    label: int
    kind: str
    wrong: str = ""


class _Pair(_Line):
    id: str
    kind: str
    split: str
    source: str
    paraphrase: str
    corrupted: str
    wrong: str


class _ClaimLine(_Line):
    id: str
    source: str
    claim: str
    label: int | None
    meta: dict[str, Any] = {}


class _DraftLine(_Line):
    id: str
    title: str = ""
    date: str | None = None
    text: str
    key_points: tuple[str, ...]
    meta: dict[str, Any] = {}


def gold(*, small: bool = False) -> Data:
    """The gold sets over `corpus/`; `small` is a fixed third of each kind."""
    if not CORPUS.is_dir():
        raise AssistantError(f"no sample reports in {CORPUS}: evaluate in a checkout")
    questions = _read(GOLD_QUESTIONS, Question)
    key_points = [
        Claim(k.id, k.report, k.kind, k.bullet, k.label, report=k.report, wrong=k.wrong,
              origin="key_points")
        for k in _read(GOLD_KEY_POINTS, _KeyPoint)
    ]  # fmt: skip
    pairs = [pair for pair in _read(PAIRS, _Pair) if pair.split == "test"]
    reports = sorted(file.name for file in CORPUS.iterdir() if file.name != "README.md")
    if small:
        questions = _stratified(questions, lambda question: question.kind)
        key_points = _stratified(key_points, lambda claim: claim.kind)
        pairs = _stratified(pairs, lambda pair: pair.kind)
        reports = reports[::_SMALL_SHARE]
    sides = tuple(side for pair in pairs for side in _sides(pair))
    files = [GOLD_QUESTIONS, GOLD_KEY_POINTS, PAIRS, *sorted(CORPUS.iterdir())]
    drafts = tuple(Drafting(name, name, name) for name in reports)
    return Data(tuple(questions), tuple(key_points), sides, _hashes(files), CORPUS, drafts)


def from_file(path: Path) -> Data:
    """The cases of one file: questions with `NAME.docs.jsonl` beside it, claims, or drafts."""
    first = next(iter(_objects(path)), (0, {}))[1]
    if first.get("corpus") == OWN_ARCHIVE:
        latest = {question.id: question for question in _read(path, Question)}
        return Data(tuple(latest.values()), (), (), _hashes([path]), None)
    if "question" in first:
        documents = path.with_name(f"{path.stem}.docs.jsonl")
        if not documents.is_file():
            raise AssistantError(f"no documents in {documents}: put them beside {path.name}")
        questions = tuple(_read(path, Question))
        return Data(questions, (), (), _hashes([path, documents]), documents)
    if "key_points" in first:
        return Data((), (), (), _hashes([path]), None, tuple(_drafts(path)))
    if "claim" not in first:
        raise AssistantError(
            f"{path} holds neither questions nor claims nor drafts: see docs/evals.md"
        )
    lines = [line for line in _read(path, _ClaimLine) if line.label in (0, 1)]
    claims = tuple(_joined(lines))
    return Data((), claims, (), _hashes([path]), None)


def _joined(lines: Iterable[_ClaimLine]) -> Iterable[Claim]:
    """A claim a line; lines of one `meta.wice_id` are passages of one article for one claim.

    Those claims are grouped by the article that they were taken from.
    """
    together: dict[str, list[_ClaimLine]] = {}
    for line in lines:
        together.setdefault(str(line.meta.get("wice_id") or f"line {line.id}"), []).append(line)
    for same in together.values():
        first = same[0]
        article = first.meta.get("wiki_title") if first.meta.get("wice_id") else None
        yield Claim(
            first.id,
            str(article or first.meta.get("group") or first.id),
            str(first.meta.get("kind") or "claim"),
            first.claim,
            int(any(line.label for line in same)),
            source=first.source,
            others=tuple(line.source for line in same[1:]),
        )


def _drafts(path: Path) -> Iterable[Drafting]:
    for line in _read(path, _DraftLine):
        group = str(line.meta.get("group") or line.meta.get("meeting") or line.id)
        yield Drafting(line.id, group, None, line.title, line.date, line.text, line.key_points)


def _sides(pair: _Pair) -> Iterable[Claim]:
    right = Claim(
        f"{pair.id}+", pair.id, pair.kind, pair.paraphrase, 1, source=pair.source, origin="pairs"
    )
    yield right
    yield replace(right, id=f"{pair.id}-", claim=pair.corrupted, label=0, wrong=pair.wrong)


Item = TypeVar("Item")
Model = TypeVar("Model", bound=_Line)


def _stratified(items: Sequence[Item], kind_of: Callable[[Item], str]) -> list[Item]:
    """Of each kind the first item of every three, so that the choice never depends on results."""
    seen: dict[str, int] = {}
    chosen = []
    for item in items:
        kind = kind_of(item)
        if seen.get(kind, 0) % _SMALL_SHARE == 0:
            chosen.append(item)
        seen[kind] = seen.get(kind, 0) + 1
    return chosen


def _read(path: Path, form: type[Model]) -> list[Model]:
    found = []
    for number, item in _objects(path):
        try:
            found.append(form.model_validate(item))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise AssistantError(f"{path}, line {number}: {where}: {fault['msg']}") from None
    if not found:
        raise AssistantError(f"{path} holds no case")
    return found


def _objects(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError(f"{path} cannot be read: {error}") from None
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


def _hashes(files: Iterable[Path]) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
