import hashlib
import io
import json
import multiprocessing
import os
import signal
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ReportError
from assistant.reports import (
    Failure,
    discover,
    display_name,
    fingerprint_of,
    read_one_report,
    read_reports,
    report_id_of,
)
from assistant.reports.model import Report
from tests.pdf_files import Sheet, column, pdf

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = """12 June 2019

Full Report: Mexico

• A rate cut is likely before the end of the year

The central bank kept its rate at nine per cent in March, as inflation had slowed for the third
month. Exporters had asked for a cut, since the strong currency hurts their margins.
"""


@pytest.fixture(autouse=True)
def _not_for_ever() -> Iterator[None]:
    """A read that waits for a pipe must fail the test, not hang the run."""
    signal.alarm(120)
    yield
    signal.alarm(0)


def one(path: Path) -> Report:
    (report,) = read_reports(path)
    assert isinstance(report, Report), report
    return report


def failure(path: Path) -> str:
    (found,) = read_reports(path)
    assert isinstance(found, Failure), found
    assert found.path == str(path)
    assert "\n" not in found.error and found.error
    return found.error


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*-20*")), ids=lambda p: p.name)
def test_the_sample_reports(path: Path) -> None:
    report = one(path)
    assert report.date is not None and report.date.isoformat() == path.stem[-10:]
    assert report.place is not None
    assert report.fingerprint == fingerprint_of(path)
    assert len(report.paragraphs) >= 4
    for span in (*report.key_points, *report.paragraphs, *report.captions, *report.boilerplate):
        assert span.of(report.text).strip() == span.of(report.text) != ""


def test_each_format_and_any_case_of_its_suffix(tmp_path: Path) -> None:
    page = f"<html><h1>Full Report: Mexico</h1><p>{TEXT}</p></html>"
    contents: dict[str, str | bytes] = {
        ".txt": TEXT,
        ".TEXT": TEXT,
        ".Md": TEXT,
        ".markdown": TEXT,
        ".HTM": page,
        ".html": page,
        ".PDF": pdf([Sheet(column(60, 100, TEXT.replace("•", "-").splitlines()))]),
        ".docx": (CORPUS / "brazil-2022-11-02.docx").read_bytes(),
    }
    for suffix, content in contents.items():
        assert one(write(tmp_path / f"a{suffix}", content)).paragraphs, suffix


def test_ids_are_readable_and_differ_by_place(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = report_id_of(tmp_path / "México: Q2 (final).txt")
    second = report_id_of(tmp_path / "other" / "México: Q2 (final).txt")
    assert first.startswith("mexico-q2-final-") and second.startswith("mexico-q2-final-")
    assert first != second
    assert len(report_id_of(tmp_path / ("x" * 200 + ".txt"))) == 69
    assert report_id_of(tmp_path / "報告.txt").startswith("report-")
    assert one(write(tmp_path / "a.txt")).report_id == report_id_of(tmp_path / "a.txt")


def test_a_jsonl_file_gives_many_reports_and_its_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"doc_id": "a", "title": "T", "date": "2020-01-02", "text": TEXT}),
        "not json",
        json.dumps({"doc_id": "b", "title": "U", "date": "2020-01-03", "text": TEXT}),
    ]
    found = list(read_reports(write(tmp_path / "many.JSONL", "\n".join(lines))))
    assert [item.report_id for item in found if isinstance(item, Report)] == ["a", "b"]
    (bad,) = [item for item in found if isinstance(item, Failure)]
    assert bad.error.startswith("line 2")
    assert isinstance(found[0], Report)
    assert found[0].fingerprint == hashlib.sha256(lines[0].encode()).hexdigest()


def test_content_wins_over_the_suffix(tmp_path: Path) -> None:
    data = pdf([Sheet(column(60, 100, ["The central bank kept its rate at nine per cent."]))])
    assert "central bank" in one(write(tmp_path / "a.txt", data)).text
    word = (CORPUS / "brazil-2022-11-02.docx").read_bytes()
    assert one(write(tmp_path / "b.pdf", word)).title == "Full Report: Brazil"
    page = "<!DOCTYPE html><title>x</title><script>no</script><p>The bank kept its rate.</p>"
    assert one(write(tmp_path / "c.txt", page)).text == "The bank kept its rate."


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.md", b" \n\t\n", "empty"),
        ("a.pdf", b"", "empty"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 8, "UTF-8"),
        ("a.pdf", b"%PDF-1.7 junk", "damaged"),
        ("a.pdf", b"just words", "not a PDF"),
        ("a.pdf", pdf([Sheet([])]), "OCR"),
        ("a.pdf", pdf([Sheet(column(9, 9, ["x"]))], encrypted=True), "password"),
        ("a.docx", bytes(range(1, 256)) * 4, "not a Word document"),
        ("a.docx", b"PK\x03\x04" + bytes(range(256)) * 4, "damaged"),
        ("a.docx", archive("xl/workbook.xml"), "not a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "Office"),
        ("a.txt", b"{\\rtf1 words}", "Rich Text"),
        ("a.html", b"<script>x</script>", "no text"),
    ],
)
def test_bad_content_is_one_clear_line(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    assert says in failure(write(tmp_path / name, content))


def test_truncated_files(tmp_path: Path) -> None:
    for path in (CORPUS / "india-2024-06-10.pdf", CORPUS / "brazil-2022-11-02.docx"):
        data = path.read_bytes()
        for share in (0.1, 0.5, 0.9):
            cut = write(tmp_path / path.name, data[: int(len(data) * share)])
            (found,) = read_reports(cut)
            assert isinstance(found, Failure) or found.text == one(path).text


def test_a_text_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    started = time.monotonic()
    assert "210 MB" in failure(path) and time.monotonic() - started < 1


def test_a_text_that_is_too_long(tmp_path: Path) -> None:
    assert "6,000,000 characters" in failure(write(tmp_path / "long.txt", b"a b " * 1_500_000))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "no such file" in failure(tmp_path / "gone.txt")
    assert "folder" in failure(tmp_path) or "regular" in failure(tmp_path)


def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in failure(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert "not a regular file" in failure(tmp_path / "zero.txt")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """A writer that never stops: the file must be refused, or read whole, but never torn."""
    path = write(tmp_path / "live.txt", "a" * 4_000_000)
    stop = threading.Event()

    def _write() -> None:
        letter = 98
        while not stop.is_set():
            with path.open("r+b") as file:
                file.write(bytes([letter]) * 4_000_000)
            letter = 98 + (letter - 97) % 20

    writer = threading.Thread(target=_write)
    writer.start()
    try:
        for _ in range(10):
            (found,) = read_reports(path)
            if isinstance(found, Failure):
                assert "changes while it is read" in found.error
    finally:
        stop.set()
        writer.join()
    assert len(set(one(path).text)) == 1


def test_a_file_that_changes_once_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.txt")
    real, calls = os.fstat, []

    def _fstat(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 2:
            write(path, TEXT + "\nA further paragraph, written a moment later than the rest.\n")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", _fstat)
    assert "written a moment later" in one(path).text
    assert len(calls) == 4


@pytest.mark.parametrize("name", ["line\nbreak.txt", "bell\x07.txt", "quote'\".txt", "ünï.txt"])
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name)
    assert one(path).path == str(path)
    shown = display_name(path)
    assert shown.isprintable() and "\n" not in shown


def test_names_are_shown_escaped() -> None:
    assert display_name("a\nb\x1b[31m\u202e.txt") == "a\\nb\\x1b[31m\\u202e.txt"
    assert display_name(os.fsdecode(b"\xff.txt")) == "\\udcff.txt"


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")))
    assert "rename" in failure(path)


def test_discover_walks_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "~$a.docx", "README.md", "readme.txt", "x.csv"):
        write(tmp_path / name)
    (tmp_path / "aa").mkdir()
    write(tmp_path / "aa" / "c.PDF")
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git" / "d.txt")
    found = list(discover([tmp_path, tmp_path / "b.txt"]))
    assert found == [tmp_path / "a.md", tmp_path / "aa" / "c.PDF", tmp_path / "b.txt"]


def test_discover_reports_what_is_named_and_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "x.csv")
    found = list(discover([tmp_path / "x.csv", tmp_path / "gone.txt", tmp_path / "none"]))
    errors = [item.error for item in found if isinstance(item, Failure)]
    assert len(errors) == 2 and ".docx" in errors[0] and "no such" in errors[1]
    assert found[1] == tmp_path / "gone.txt"  # reading it will say that it is not there


def test_discover_follows_links_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "a" / "r.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert list(discover([tmp_path])) == [tmp_path / "a" / "r.txt", tmp_path / "nowhere.txt"]


def _as_nobody(folder: Path, out: "multiprocessing.Queue[list[object]]") -> None:
    os.setuid(65534)
    found: list[object] = list(discover([folder]))
    found += [item for path in found if isinstance(path, Path) for item in read_reports(path)]
    out.put(found)


def test_a_folder_and_a_file_without_permission(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    for name in ("closed", "fine"):
        (folder / name).mkdir(parents=True)
        write(folder / name / "r.txt")
    write(folder / "secret.txt")
    for path in (folder, *folder.rglob("*"), *list(folder.parents)[:-1]):
        if os.stat(path).st_uid == os.getuid():
            path.chmod(0o755 if path.is_dir() else 0o644)
    (folder / "closed").chmod(0)
    (folder / "secret.txt").chmod(0)
    out: multiprocessing.Queue[list[object]] = multiprocessing.get_context("fork").Queue()
    if os.getuid() == 0:  # root may read everything, so another user tries
        child = multiprocessing.get_context("fork").Process(target=_as_nobody, args=(folder, out))
        child.start()
        found = out.get(timeout=60)
        child.join()
    else:
        found = list(discover([folder]))
        found += [item for path in found if isinstance(path, Path) for item in read_reports(path)]
    (folder / "closed").chmod(0o755)
    failures = [item for item in found if isinstance(item, Failure)]
    assert {Path(item.path).name for item in failures} == {"closed", "secret.txt"}
    assert all("permission" in item.error for item in failures)
    assert any(isinstance(item, Report) for item in found)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "holds no report"),
        ([{"doc_id": "a", "text": TEXT}, {"doc_id": "b", "text": TEXT}], "more than one report"),
    ],
)
def test_one_report_is_one(tmp_path: Path, lines: list[dict[str, str]], said: str) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("\n" + "\n".join(json.dumps(line) for line in lines))
    with pytest.raises(ReportError, match=said):
        read_one_report(path)


def test_the_only_report_or_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    assert read_one_report(path).title == "Full Report: Mexico"
    path.write_text("")
    with pytest.raises(ReportError, match="report.txt: the file is empty"):
        read_one_report(path)
