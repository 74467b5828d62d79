"""A file in, its reports out: the format is told by content first, then by suffix."""

import importlib
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from assistant.errors import ReportError
from assistant.reports.files import (
    JSONL,
    MAX_FILE_BYTES,
    Failure,
    display_name,
    read_bytes,
    report_id_of,
)
from assistant.reports.jsonl import JsonlFailure, read_jsonl, stated_document
from assistant.reports.model import Document, Report
from assistant.reports.parse import parse_report
from assistant.reports.text import decode, text_document

MAX_TEXT_CHARACTERS = 5_000_000  # of one report; a long book has a million

MAX_MARKUP_BYTES = 10 * 1024 * 1024  # of a web page or Markdown file, whose parsers are slow

_MODULES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
_ZIP, _PDF, _OFFICE, _RTF = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"


def read_reports(path: Path) -> Iterator[Report | Failure]:
    """The reports in a file: many from a .jsonl file, one from any other.

    Whatever is wrong with the file, or with a line of it, comes as a Failure of one line.
    """
    name = str(path)
    try:
        _check_name(name)
        data = read_bytes(path)
        if path.suffix.lower() == JSONL:
            yield from _from_lines(name, data)
        else:
            yield _from_file(path, data)
    except ReportError as error:
        yield Failure(name, str(error))


def read_one_report(path: Path) -> Report:
    """The only report in a file; ReportError, its text one line, when there is not just one."""
    found = list(islice(read_reports(path), 2))
    name = display_name(str(path))
    if len(found) != 1:
        held = "more than one report" if found else "no report"
        raise ReportError(f"{name} holds {held}: give a file with one")
    if isinstance(found[0], Failure):
        raise ReportError(f"{name}: {found[0].error}")
    return found[0]


def report_of_bytes(data: bytes, name: str) -> Report:
    """The report in the bytes of a file called `name`, which need not be on disk.

    Raises ReportError, its text one line, when they hold none that can be read.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ReportError(f"more than {MAX_FILE_BYTES / 1e6:,.0f} MB: split it")
    return _from_file(Path(name), data)


def report_of_text(text: str) -> Report:
    """The report in plain text that came without a file; ReportError when it is too long."""
    text = _bounded(text.replace("\r\n", "\n").replace("\r", "\n"))
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse_report(
        text_document(text), report_id=f"text-{digest[:8]}", path="", fingerprint=digest
    )


def stated_report(
    text: str, *, report_id: str, title: str | None = None, day: str | None = None
) -> Report:
    """The report that `text` is, with the title and date that are known of it.

    Raises ReportError for a text without a word and for a date that cannot be read.
    """
    document = stated_document(_bounded(text), title, day)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse_report(document, report_id=report_id, path="", fingerprint=digest)


def extract(data: bytes, suffix: str) -> Document:
    """The document that a file's bytes hold, whatever its suffix says they are.

    Raises ReportError, its text one line, when they hold none that can be read.
    """
    suffix = _real_suffix(data, suffix.lower())
    module = _MODULES.get(suffix)
    if module is None:
        document = text_document(_bounded(decode(data)))
    else:
        if module in ("html", "markdown") and len(data) > MAX_MARKUP_BYTES:
            size, bound = len(data) / 1e6, MAX_MARKUP_BYTES / 1e6
            raise ReportError(
                f"marked-up text of {size:,.0f} MB, more than {bound:,.0f} MB: split it"
            )
        # A format's libraries are loaded when its first file is met, not before.
        document = importlib.import_module(f"assistant.reports.{module}").extract(data)
    _bounded(document.text)
    return document


def _from_file(path: Path, data: bytes) -> Report:
    return parse_report(
        extract(data, path.suffix),
        report_id=report_id_of(path),
        path=str(path),
        fingerprint=sha256(data).hexdigest(),
    )


def _from_lines(name: str, data: bytes) -> Iterator[Report | Failure]:
    for item in read_jsonl(data):
        if isinstance(item, JsonlFailure):
            yield Failure(name, item.error)
        elif len(item.document.text) > MAX_TEXT_CHARACTERS:
            yield Failure(name, f"line {item.line}: {_too_long(item.document.text)}")
        else:
            yield parse_report(
                item.document,
                report_id=item.report_id,
                path=name,
                fingerprint=item.fingerprint,
            )


def _real_suffix(data: bytes, suffix: str) -> str:
    """The suffix that the content would have; ReportError for content that is not read."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip():
        raise ReportError("the file is empty: add text to it or leave it out")
    if start.startswith(_PDF):
        return ".pdf"
    if start.startswith(_ZIP):
        return ".docx"
    if start.startswith(_OFFICE):
        raise ReportError(
            "an old or password-protected Office file: save it as an unprotected .docx"
        )
    if start.startswith(_RTF):
        raise ReportError("a Rich Text file: save it as .docx")
    if suffix == ".docx":
        raise ReportError(
            "not a Word document: its content is of another kind: save it as .docx again"
        )
    if suffix in (".txt", ".text", ".md", ".markdown") and start[:14].lower().startswith(
        (b"<!doctype html", b"<html")
    ):
        return ".html"
    return suffix


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT_CHARACTERS:
        raise ReportError(_too_long(text))
    return text


def _too_long(text: str) -> str:
    return f"text of {len(text):,} characters, more than {MAX_TEXT_CHARACTERS:,}: split it"


def _check_name(name: str) -> None:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise ReportError("its name is not valid UTF-8: rename it") from None
