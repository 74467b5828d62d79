"""Files of cases to cases: the gold sets of this folder, or any file in their schemas."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from assistant.added_cases import OWN_ARCHIVE
from assistant.errors import AssistantError
from evals.schemas import (
    ClaimLine,
    DraftLine,
    KeyPointLine,
    PairLine,
    Question,
    latest,
    objects,
    read_lines,
)

Item = TypeVar("Item")

FOLDER = Path(__file__).parent
CORPUS = FOLDER.parent / "corpus"
GOLD_QUESTIONS = FOLDER / "gold" / "questions.jsonl"
GOLD_KEY_POINTS = FOLDER / "gold" / "key_points.jsonl"
PAIRS = tuple(FOLDER / "minimal_pairs" / name for name in ("pairs.jsonl", "further.jsonl"))

_SMALL_SHARE = 3  # one case in so many of each kind is in the small set


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


def gold(*, small: bool = False) -> Data:
    """The gold sets over `corpus/`; `small` is a fixed third of each kind."""
    if not CORPUS.is_dir():
        raise AssistantError(f"no sample reports in {CORPUS}: evaluate in a checkout")
    questions = read_lines(GOLD_QUESTIONS, Question)
    key_points = [
        Claim(k.id, k.report, k.kind, k.bullet, k.label, report=k.report, wrong=k.wrong,
              origin="key_points")
        for k in read_lines(GOLD_KEY_POINTS, KeyPointLine)
    ]  # fmt: skip
    pairs = [pair for path in PAIRS for pair in read_lines(path, PairLine) if pair.split == "test"]
    reports = sorted(file.name for file in CORPUS.iterdir() if file.name != "README.md")
    if small:
        questions = _stratified(questions, lambda question: question.kind)
        key_points = _stratified(key_points, lambda claim: claim.kind)
        pairs = _stratified(pairs, lambda pair: pair.kind)
        reports = reports[::_SMALL_SHARE]
    sides = tuple(side for pair in pairs for side in _sides(pair))
    files = [GOLD_QUESTIONS, GOLD_KEY_POINTS, *PAIRS, *sorted(CORPUS.iterdir())]
    drafts = tuple(Drafting(name, name, name) for name in reports)
    return Data(tuple(questions), tuple(key_points), sides, _hashes(files), CORPUS, drafts)


def from_file(path: Path) -> Data:
    """The cases of one file: questions with `NAME.docs.jsonl` beside it, claims, or drafts."""
    first = next(iter(objects(path)), (0, {}))[1]
    if first.get("corpus") == OWN_ARCHIVE:
        return Data(latest(read_lines(path, Question)), (), (), _hashes([path]), None)
    if "question" in first:
        documents = path.with_name(f"{path.stem}.docs.jsonl")
        if not documents.is_file():
            raise AssistantError(f"no documents in {documents}: put them beside {path.name}")
        questions = tuple(read_lines(path, Question))
        return Data(questions, (), (), _hashes([path, documents]), documents)
    if "key_points" in first:
        return Data((), (), (), _hashes([path]), None, latest(_drafts(path)))
    if "claim" not in first:
        raise AssistantError(
            f"{path} holds neither questions nor claims nor drafts: see docs/evals.md"
        )
    lines = [line for line in latest(read_lines(path, ClaimLine)) if line.label in (0, 1)]
    claims = tuple(_joined(lines))
    return Data((), claims, (), _hashes([path]), None)


def _joined(lines: Iterable[ClaimLine]) -> Iterable[Claim]:
    """A claim a line; lines of one `meta.wice_id` are passages of one article for one claim.

    Those claims are grouped by the article that they were taken from.
    """
    together: dict[str, list[ClaimLine]] = {}
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
    for line in read_lines(path, DraftLine):
        group = str(line.meta.get("group") or line.meta.get("meeting") or line.id)
        yield Drafting(line.id, group, None, line.title, line.date, line.text, line.key_points)


def _sides(pair: PairLine) -> Iterable[Claim]:
    right = Claim(
        f"{pair.id}+", pair.id, pair.kind, pair.paraphrase, 1, source=pair.source, origin="pairs"
    )
    yield right
    yield replace(right, id=f"{pair.id}-", claim=pair.corrupted, label=0, wrong=pair.wrong)


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


def _hashes(files: Iterable[Path]) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
