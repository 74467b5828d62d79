import hashlib
import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.jsonl import JsonlFailure, JsonlReport, read_jsonl


def line(**fields: object) -> bytes:
    return json.dumps(
        {"doc_id": "d1", "title": "T", "date": None, "text": "Body."} | fields
    ).encode()


def one(**fields: object) -> JsonlReport:
    (item,) = read_jsonl(line(**fields))
    assert isinstance(item, JsonlReport), item
    return item


def test_a_line_is_a_report() -> None:
    raw = line(title="Full  Report:\nPeru", date="2021-07-29", place="peru", role="ignored")
    (item,) = read_jsonl(raw + b"\n")
    assert isinstance(item, JsonlReport)
    assert (item.line, item.report_id) == (1, "d1")
    assert item.fingerprint == hashlib.sha256(raw).hexdigest()
    document = item.document
    assert (document.title, document.day) == ("Full Report: Peru", date(2021, 7, 29))
    assert (document.place, document.text) == ("Peru", "Body.")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_the_text_is_kept_to_the_character(text: str) -> None:
    (item,) = read_jsonl(line(text=text))
    if text.strip():
        assert isinstance(item, JsonlReport) and item.document.text == text
    else:
        assert isinstance(item, JsonlFailure)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, None),
        ("", None),
        ("2026-02", date(2026, 2, 1)),
        ("21 December 2020", date(2020, 12, 21)),
        ("2020-12-21T10:00:00Z", date(2020, 12, 21)),
        ("2021", date(2021, 1, 1)),
        ("Q3 2021", date(2021, 7, 1)),
    ],
)
def test_dates_of_any_form_or_none(stated: str | None, expected: date | None) -> None:
    assert one(date=stated).document.day == expected


def test_a_missing_title_is_the_first_words() -> None:
    assert one(title=None, text="Short\ntext").document.title == "Short text"
    title = one(title=" ", text="The president of Peru said that " * 20).document.title
    assert title is not None and title.startswith("The president") and title.endswith(" ...")
    assert len(title) < 90


def test_an_unknown_place_is_kept_as_written_and_a_number_is_an_id() -> None:
    assert one(place="Ruritania").document.place == "Ruritania"
    assert one(place=None).document.place is None
    assert one(doc_id=7).report_id == "7"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"not json", "not a JSON object"),
        (b"[1]", "not a JSON object"),
        (b"[" * 100_000, "not a JSON object"),
        (b'{"doc_id": "x", "text": "caf\xe9"}', "not UTF-8"),
        (line(doc_id=None), "doc_id is missing"),
        (line(doc_id=" "), "doc_id is missing"),
        (line(doc_id=True), "doc_id is missing"),
        (line(doc_id="a\nb"), "control characters"),
        (line(text=None), "text is missing"),
        (line(text=" \n"), "text is missing"),
        (line(text=5), "text is not a string"),
        (line(text="half \ud800"), "surrogate"),
        (line(title=["T"]), "title is not a string"),
        (line(date="soon"), "'soon' is not a date"),
        (line(date="31 February 2021"), "is not a date"),
        (line(date=2021), "date is not a string"),
    ],
)
def test_a_bad_line_says_what_to_mend_and_the_rest_goes_on(raw: bytes, says: str) -> None:
    data = b"\n".join([line(doc_id="a"), b"", raw, line(doc_id="z")])
    first, failure, last = read_jsonl(data)
    assert isinstance(first, JsonlReport) and isinstance(last, JsonlReport)
    assert isinstance(failure, JsonlFailure) and failure.line == 3
    assert failure.error.startswith("line 3: ") and says in failure.error
    assert "\n" not in failure.error
    assert last.line == 4


def test_the_later_of_two_lines_with_one_id_is_a_failure() -> None:
    first, failure = read_jsonl(line() + b"\r\n" + line(text="Other."))
    assert isinstance(first, JsonlReport) and first.document.text == "Body."
    assert isinstance(failure, JsonlFailure) and "'d1' is already on line 1" in failure.error


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_passed_over(codec: str) -> None:
    data = '{"doc_id": "é", "text": "Très court."}\r\n'.encode(codec)
    (item,) = read_jsonl(data)
    assert isinstance(item, JsonlReport)
    assert (item.report_id, item.document.text) == ("é", "Très court.")


json_values: st.SearchStrategy[object] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=10), st.lists(st.integers())
)
objects = st.dictionaries(
    st.sampled_from(["doc_id", "title", "date", "text", "place"]), json_values
)


@given(st.lists(st.one_of(objects, json_values), max_size=5))
def test_every_line_has_one_outcome(values: list[Mapping[str, object] | object]) -> None:
    data = b"\n".join(json.dumps(value).encode() for value in values)
    assert [item.line for item in read_jsonl(data)] == list(range(1, len(values) + 1))
