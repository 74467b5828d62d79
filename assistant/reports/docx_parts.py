"""The XML parts of a Word file, opened without trusting the archive they come in."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from assistant.errors import ReportError

MAX_UNZIPPED = 200 * 1024 * 1024  # bytes, all members together, as the archive declares them
MAX_PART = 50 * 1024 * 1024  # bytes of one XML part, as they are really unpacked
MAX_MEMBERS = 10_000


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace: the transitional and strict forms differ."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if etree.QName(k).localname == name), None)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, then that child's first child of the next name."""
    for name in names:
        if element is None:
            return None
        element = next((e for e in element if name_of(e) == name), None)
    return element


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of a Word file that hold text, parsed; `related` is by kind of part."""

    document: etree._Element
    related: Mapping[str, tuple[etree._Element, ...]]
    core: etree._Element | None


def open_parts(data: bytes) -> WordParts:
    """The parts of a .docx.

    Raises ReportError when it is none, is damaged, or unpacks to more than the bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive)
            return _parts(archive)
    except zipfile.BadZipFile:
        raise ReportError("Word file is damaged or incomplete: save it again") from None
    except (zlib.error, EOFError, NotImplementedError, KeyError, OSError, ValueError):
        raise ReportError("Word file cannot be unpacked: save it again") from None
    except RuntimeError:
        raise ReportError("Word file is protected by a password: save it without one") from None


def _check_size(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNZIPPED or len(members) > MAX_MEMBERS:
        raise ReportError(
            f"Word file unpacks to {unpacked / 1e6:,.0f} MB in {len(members):,} parts, more than "
            f"{MAX_UNZIPPED / 1e6:,.0f} MB or {MAX_MEMBERS:,}: it may be a zip bomb"
        )


def _parts(archive: zipfile.ZipFile) -> WordParts:
    top = _relations(archive, "_rels/.rels", "")
    main = next((path for kind, path in top if kind == "officeDocument"), "word/document.xml")
    core = next((path for kind, path in top if kind == "core-properties"), "")
    names = set(archive.namelist())
    if main not in names or not main.endswith(".xml") or not main.startswith("word/"):
        raise ReportError("not a Word document: it has no word/document.xml")
    folder, file = posixpath.split(main)
    related: dict[str, list[etree._Element]] = {}
    for kind, path in _relations(archive, f"{folder}/_rels/{file}.rels", folder):
        if kind in ("styles", "footnotes", "endnotes", "header", "footer") and path in names:
            related.setdefault(kind, []).append(_parsed(archive, path))
    return WordParts(
        document=_parsed(archive, main),
        related={kind: tuple(parts) for kind, parts in related.items()},
        core=_parsed(archive, core) if core in names else None,
    )


def _relations(archive: zipfile.ZipFile, path: str, folder: str) -> list[tuple[str, str]]:
    if path not in archive.namelist():
        return []
    found = []
    for relation in _parsed(archive, path):
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        target = relation.get("Target") or ""
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found.append((kind, posixpath.normpath(joined)))
    return found


def _parsed(archive: zipfile.ZipFile, path: str) -> etree._Element:
    with archive.open(path) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise ReportError(
            f"Word file has a part of more than {MAX_PART / 1e6:,.0f} MB: it may be a zip bomb"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise ReportError("Word file has a damaged part: save it again") from None
    if root.getroottree().docinfo.doctype:
        raise ReportError("Word file declares XML entities, which Word never does: not read")
    return root
