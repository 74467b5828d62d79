from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReportError
from assistant.reports.files import MAX_FILE_BYTES
from assistant.store import ReportRecord
from assistant.ui.uploads import drop_upload, is_upload, safe_name, save_upload


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\nb\x00.PDF", "a_b.pdf"),
        ("..", "report.txt"),
        (".htaccess", "htaccess.txt"),
        ("C:\\x\\Brasília 1.docx", "Brasília 1.docx"),
        ("README.md", "README.md"),
        ("x.tar.gz", "x_tar.gz"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_any_name_stays_in_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe == Path(safe).name
    assert not safe.startswith((".", "~", " "))
    assert safe.isprintable()
    assert 5 <= len(safe) + 2 and len(safe.encode()) <= 400


def test_nothing_is_written_over(tmp_path: Path) -> None:
    first = save_upload(tmp_path, "a/chile.txt", b"one")
    again = save_upload(tmp_path, "chile.txt", b"one")
    other = save_upload(tmp_path, "chile.txt", b"two")
    assert first == again == tmp_path / "uploads" / "chile.txt"
    assert other.name == "chile (2).txt"
    assert (first.read_bytes(), other.read_bytes()) == (b"one", b"two")
    assert sorted(p.name for p in other.parent.iterdir()) == ["chile (2).txt", "chile.txt"]


def test_what_cannot_be_kept_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="more than"):
        save_upload(tmp_path, "big.txt", bytes(MAX_FILE_BYTES + 1))
    (tmp_path / "uploads").write_text("")
    with pytest.raises(ReportError, match="cannot be stored"):
        save_upload(tmp_path, "a.txt", b"one")


def test_only_an_upload_that_nothing_else_came_from_is_deleted(tmp_path: Path) -> None:
    path = save_upload(tmp_path, "many.jsonl", b"{}")
    mine = ReportRecord("a", str(path), "t", None, None, None, "f", 1)
    sibling = ReportRecord("b", str(path), "t", None, None, None, "f", 1)
    outside = tmp_path / "kept.txt"
    outside.write_text("x")
    foreign = ReportRecord("c", str(outside), "t", None, None, None, "f", 1)
    assert (is_upload(tmp_path, mine), is_upload(tmp_path, foreign)) == (True, False)
    drop_upload(tmp_path, foreign, [])
    drop_upload(tmp_path, mine, [sibling])
    assert outside.exists() and path.exists()
    drop_upload(tmp_path, mine, [foreign])
    assert not path.exists()
