"""Reports as JSON lines: `{"doc_id", "title", "date", "text", optional "place"}`, one a line."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.errors import ReportError
from assistant.reports.dates import find_dates, parse_date
from assistant.reports.model import Document
from assistant.reports.places import canonical
from assistant.reports.text import text_document

_TITLE_LENGTH = 80
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonlReport:
    """A line that holds a report: its `doc_id`, its document and the line's sha256."""

    line: int
    report_id: str
    document: Document
    fingerprint: str


@dataclass(frozen=True, slots=True)
class JsonlFailure:
    """A line that holds no report, and what to mend in it; `line` counts from 1."""

    line: int
    error: str


def read_jsonl(data: bytes) -> Iterator[JsonlReport | JsonlFailure]:
    """The reports of `data` in order; a bad line yields a failure and the rest goes on.

    The text is kept character by character. Unknown fields are ignored and blank lines
    skipped. The second line with a `doc_id` is a failure.
    """
    seen: dict[str, int] = {}
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8")
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            report = _report(number, raw.strip())
            if report.report_id in seen:
                at = f"line {seen[report.report_id]}"
                raise ReportError(f"doc_id {report.report_id!r} is already on {at}; rename one")
        except ReportError as error:
            yield JsonlFailure(number, f"line {number}: {error}")
        else:
            seen[report.report_id] = number
            yield report


def stated_document(text: str, title: str | None, day: str | None) -> Document:
    """`text` with the title and date stated beside it; its first words for want of a title.

    Raises ReportError for a text without a word and for a date that cannot be read.
    """
    if not text.strip():
        raise ReportError("text is missing or empty; give the report's text")
    return replace(
        text_document(text),
        title=" ".join((title or "").split()) or _first_words(text),
        day=_day(day),
    )


def _report(number: int, raw: bytes) -> JsonlReport:
    fields = _fields(raw)
    report_id = _report_id(fields.get("doc_id"))
    place = " ".join((_string(fields, "place") or "").split())
    document = replace(
        stated_document(
            _string(fields, "text") or "", _string(fields, "title"), _string(fields, "date")
        ),
        place=canonical(place) or place or None,
    )
    return JsonlReport(number, report_id, document, hashlib.sha256(raw).hexdigest())


def _fields(raw: bytes) -> dict[str, object]:
    try:
        fields = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise ReportError("not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError):
        raise ReportError("not a JSON object; write one object a line") from None
    if not isinstance(fields, dict):
        raise ReportError("not a JSON object; write one object a line")
    return fields


def _report_id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise ReportError("doc_id is missing; give each report its own")
    if _UNPRINTABLE.search(value) or _SURROGATE.search(value):
        raise ReportError("doc_id has control characters; use printable ones")
    return value


def _string(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReportError(f"{name} is not a string; put it in quotes")
    if _SURROGATE.search(value):
        raise ReportError(f"{name} has half a surrogate pair; write the whole character")
    return value


def _day(value: str | None) -> date | None:
    stated = (value or "").strip()
    if not stated:
        return None
    day = parse_date(stated)
    if day is not None:
        return day
    found = find_dates(stated)
    if len(found) == 1 and found[0].span.of(stated) == stated and found[0].start > date.min:
        return found[0].start
    raise ReportError(f"date {stated[:40]!r} is not a date; write it as YYYY-MM-DD or null")


def _first_words(text: str) -> str:
    start = " ".join(text[: 4 * _TITLE_LENGTH].split())
    if len(start) <= _TITLE_LENGTH:
        return start
    return start[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " ..."
