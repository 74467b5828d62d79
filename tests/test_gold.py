import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.reports import Failure, read_reports
from assistant.reports.model import Report

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
GOLD = ROOT / "evals" / "gold"
NEAR = 0.8  # word Jaccard from which two questions count as the same

QUESTION_FIELDS = {"id", "corpus", "question", "answerable", "kind", "evidence", "answers"}
FILTERS = {"place", "since", "until", "as_of"}
ANSWERABLE = {
    "fact", "number", "date", "name", "reason", "forecast", "comparison", "as_of",
    "paraphrase", "terse", "several", "superseded",
}  # fmt: skip
UNANSWERABLE = {"wrong_year", "wrong_act", "missing_detail", "uncovered_place", "uncovered_topic"}
FAULTS = {
    "number", "date", "name", "negation", "certainty", "attribution", "unsupported",
    "other_report",
}  # fmt: skip

Item = dict[str, Any]


def lines(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def questions() -> tuple[Item, ...]:
    return tuple(lines(GOLD / "questions.jsonl"))


@cache
def key_points() -> tuple[Item, ...]:
    return tuple(lines(GOLD / "key_points.jsonl"))


@cache
def report(name: str) -> Report:
    found = next(read_reports(CORPUS / name))
    assert not isinstance(found, Failure)
    return found


def folded(text: str) -> str:
    return " ".join(text.split())


@cache
def text_of(name: str) -> str:
    return folded(report(name).text)


def plain(text: str) -> str:
    """Without letter case and the form of quotation marks, which answers may change."""
    return folded(text).translate(str.maketrans("‘’“”", "''\"\"")).casefold()


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))


def alike(one: str, other: str) -> float:
    return len(words(one) & words(other)) / len(words(one) | words(other))


def quotes(items: tuple[Item, ...]) -> Iterator[tuple[str, str, str]]:
    for item in items:
        for field in ("evidence", "stale"):
            for quote in item.get(field, []):
                assert set(quote) == {"report", "quote"}, item["id"]
                yield item["id"], quote["report"], quote["quote"]


def test_questions_have_the_fields_of_their_kind() -> None:
    for item in questions():
        known = QUESTION_FIELDS | FILTERS | {"stale"}
        assert QUESTION_FIELDS <= set(item) <= known, item["id"]
        letter = "a" if item["answerable"] else "u"
        assert re.fullmatch(rf"gold-{letter}-\d{{3}}", item["id"])
        assert item["corpus"] == "corpus"
        assert item["kind"] in (ANSWERABLE if item["answerable"] else UNANSWERABLE), item["id"]
        assert bool(item["evidence"]) is bool(item["answers"]) is item["answerable"], item["id"]
        assert bool(item.get("stale")) is (item["kind"] == "superseded"), item["id"]
        if item["kind"] == "several":
            assert len({quote["report"] for quote in item["evidence"]}) > 1, item["id"]


def test_key_points_have_the_fields_of_their_kind() -> None:
    for item in key_points():
        faithful = item["kind"] == "faithful"
        fields = {"id", "report", "bullet", "label", "kind"}
        assert set(item) == fields | ({"evidence"} if faithful else {"wrong"}), item["id"]
        assert re.fullmatch(r"gold-k-\d{3}", item["id"])
        assert faithful or item["kind"] in FAULTS, item["id"]
        assert item["label"] == int(faithful), item["id"]
        if faithful:
            assert item["evidence"], item["id"]
            assert {quote["report"] for quote in item["evidence"]} == {item["report"]}, item["id"]
        else:
            assert item["wrong"] in item["bullet"], item["id"]


def test_ids_are_unique() -> None:
    ids = Counter(item["id"] for item in (*questions(), *key_points()))
    assert [name for name, times in ids.items() if times > 1] == []


def test_there_are_enough_of_each_kind() -> None:
    answerable = Counter(item["kind"] for item in questions() if item["answerable"])
    refused = Counter(item["kind"] for item in questions() if not item["answerable"])
    assert answerable.total() >= 125
    assert refused.total() >= 55
    assert set(answerable) == ANSWERABLE
    assert set(refused) == UNANSWERABLE
    assert min(answerable[kind] for kind in ("several", "superseded", "comparison", "as_of")) >= 10
    assert min(refused.values()) >= 10
    points = Counter(item["kind"] for item in key_points())
    assert points.total() >= 70
    assert set(points) == FAULTS | {"faithful"}
    assert min(points.values()) >= 3
    assert abs(2 * points["faithful"] - points.total()) <= 2


def test_the_readme_gives_the_counts() -> None:
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    for name, items in (("questions", questions()), ("key_points", key_points())):
        for kind, count in Counter(item["kind"] for item in items).items():
            assert re.search(rf"`{kind}` {count}\b", readme), (name, kind, count)


@pytest.mark.parametrize("name", ["questions", "key_points"])
def test_each_quote_is_an_exact_slice_of_its_report(name: str) -> None:
    items = questions() if name == "questions" else key_points()
    wrong = [
        (item_id, quote)
        for item_id, file, quote in quotes(items)
        if quote != folded(quote) or quote not in text_of(file)
    ]
    assert wrong == []


def test_each_answer_stands_in_a_quote() -> None:
    missing = [
        (item["id"], answer)
        for item in questions()
        for answer in item["answers"]
        if not any(plain(answer) in plain(quote["quote"]) for quote in item["evidence"])
    ]
    assert missing == []


def test_filters_admit_the_evidence() -> None:
    for item in questions():
        since, until, as_of = (
            date.fromisoformat(item[name]) if name in item else None
            for name in ("since", "until", "as_of")
        )
        for quote in item["evidence"]:
            found = report(quote["report"])
            assert found.date is not None
            assert item.get("place", found.place) == found.place, item["id"]
            assert since is None or found.date >= since, item["id"]
            assert until is None or found.date <= until, item["id"]
            assert as_of is None or found.date <= as_of, item["id"]


def test_what_superseded_a_judgement_is_later_than_it() -> None:
    for item in questions():
        if item["kind"] == "superseded":
            newest = max(str(report(quote["report"]).date) for quote in item["evidence"])
            oldest = max(str(report(quote["report"]).date) for quote in item["stale"])
            assert oldest < newest, item["id"]


def test_no_question_is_asked_twice_or_taken_from_the_calibration_set() -> None:
    known = [item["question"] for item in lines(ROOT / "evals/calibration/questions.jsonl")]
    for item in questions():
        again = [other for other in known if alike(item["question"], other) >= NEAR]
        assert again == [], item["id"]
        known.append(item["question"])


def test_no_bullet_copies_a_key_point_of_its_report() -> None:
    for item in key_points():
        found = report(item["report"])
        own = [span.of(found.text) for span in found.key_points]
        assert [point for point in own if alike(point, item["bullet"]) >= NEAR] == [], item["id"]


def test_every_report_is_asked_about() -> None:
    names = {path.name for path in CORPUS.iterdir()} - {"README.md"}
    assert {quote["report"] for item in questions() for quote in item["evidence"]} == names
    assert {item["report"] for item in key_points()} == names
