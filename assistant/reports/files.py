"""Files on disk: which of a folder's are reports, and their bytes, whole and bounded."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.errors import ReportError, reason_of

SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"))
JSONL = ".jsonl"
MAX_FILE_BYTES = 50 * 1024 * 1024  # a report; the longest real ones have a few megabytes
MAX_JSONL_BYTES = 500 * 1024 * 1024  # many reports in one file

_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, folder or line that gave no report, and one line that says why.

    `path` is as the system has it; show it by `display_name`.
    """

    path: str
    error: str


def discover(paths: Sequence[Path]) -> Iterator[Path | Failure]:
    """The report files among `paths` and in the folders among them, each once, by name.

    In a folder, hidden files, Word's lock files ("~$..."), README files and files of other
    kinds are passed over; named directly, a file of another kind is a failure. Symbolic
    links are followed, and a loop of them ends.
    """
    met: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if os.path.isdir(real):
            found: Iterator[Path | Failure] = _in_folder(real, set())
        elif _suffix(real) in SUFFIXES | {JSONL}:
            found = iter((Path(real),))
        elif os.path.lexists(path):
            found = iter((Failure(real, f"not a kind of file that is read: use {_kinds()}"),))
        else:
            found = iter((Failure(real, "no such file or folder: check the name"),))
        for item in found:
            key = item.path if isinstance(item, Failure) else str(item)
            if key not in met:
                met.add(key)
                yield item


def _in_folder(folder: str, above: set[str]) -> Iterator[Path | Failure]:
    above.add(folder)
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Failure(folder, _of_system(error))
        return
    for name in names:
        if name.startswith((".", "~$")) or name.upper().startswith("README"):
            continue
        real = os.path.realpath(os.path.join(folder, name))
        if os.path.isdir(real):
            if real not in above:
                yield from _in_folder(real, above)
        elif _suffix(real) in SUFFIXES | {JSONL}:
            yield Path(real)


def read_bytes(path: Path) -> bytes:
    """All bytes of a regular file, as they were at one moment.

    A file that changes under the reading is read once more. Raises ReportError when it
    changes again, is too large, is no regular file (it is not waited for) or is not there.
    """
    try:
        for _ in range(2):
            data = _read_once(path)
            if data is not None:
                return data
    except OSError as error:
        raise ReportError(_of_system(error)) from None
    raise ReportError("changes while it is read: add it again once it is finished")


def _read_once(path: Path) -> bytes | None:
    """The bytes, or None when the file changed meanwhile."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise ReportError("not a regular file: copy its content to one")
        bound = MAX_JSONL_BYTES if _suffix(str(path)) == JSONL else MAX_FILE_BYTES
        if before.st_size > bound:
            raise ReportError(
                f"file of {before.st_size / 1e6:,.0f} MB, more than {bound / 1e6:,.0f} MB: split it"
            )
        data = file.read(bound + 1)
        after = os.fstat(descriptor)
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if same and len(data) == after.st_size else None


def fingerprint_of(path: Path) -> str:
    """The sha256 of a file's bytes, by which an unchanged file is known without parsing it.

    Raises ReportError as `read_bytes` does. It is the fingerprint of the file's report; the
    reports of a .jsonl file each have that of their line.
    """
    return sha256(read_bytes(path)).hexdigest()


def report_id_of(path: Path) -> str:
    """The id of the one report in a file: readable, and another for each place on disk."""
    real = os.path.realpath(path)
    plain = unicodedata.normalize("NFKD", Path(real).stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_SLUG_LENGTH].strip("-")
    digest = sha256(os.fsencode(real)).hexdigest()[:8]
    return f"{slug or 'report'}-{digest}"


def display_name(path: str | Path) -> str:
    """A path on one line for people: what cannot be printed is shown escaped."""

    def _shown(character: str) -> str:
        if character.isprintable():
            return character
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")

    return "".join(map(_shown, str(path)))


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _kinds() -> str:
    return ", ".join(sorted(SUFFIXES | {JSONL}))


def _of_system(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file: check the name"
    if isinstance(error, PermissionError):
        return "no permission to read it: change its mode or owner"
    if isinstance(error, IsADirectoryError):
        return "a folder: name a file in it"
    return f"cannot be read: {reason_of(error)}"
