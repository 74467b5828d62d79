"""PDF files written by hand, so that tests say exactly what stands where on a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_FONTS = {
    "roman": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "sans": "Helvetica",
}


@dataclass(frozen=True)
class Put:
    """Text that begins at (x, y), counted in points from the upper left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "roman"


@dataclass(frozen=True)
class Sheet:
    """A page: what is put on it, its size and its rotation."""

    puts: Sequence[Put]
    width: float = 612
    height: float = 792
    rotate: int = 0


def column(
    x: float, y: float, lines: Sequence[str], size: float = 10, font: str = "roman"
) -> list[Put]:
    """Lines one under the other, 1.2 times their size apart."""
    return [Put(x, y + 1.2 * size * i, line, size, font) for i, line in enumerate(lines)]


def pdf(
    sheets: Sequence[Sheet],
    *,
    info: Mapping[str, str] = MappingProxyType({}),
    encrypted: bool = False,
) -> bytes:
    """A PDF of the sheets; `encrypted` locks it with a password that nobody knows."""
    names = list(_FONTS)
    fonts = " ".join(f"/{name} {4 + i} 0 R" for i, name in enumerate(names))
    first = 4 + len(names)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< " + b" ".join(b"/%s %s" % (k.encode(), _string(v)) for k, v in info.items()) + b" >>",
    ]
    for name in names:
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{_FONTS[name]} "
            "/Encoding /WinAnsiEncoding >>".encode()
        )
    for i, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] "
            f"/Rotate {sheet.rotate} /Resources << /Font << {fonts} >> >> "
            f"/Contents {first + 2 * i + 1} 0 R >>".encode()
        )
        stream = b"\n".join(_shown(put, sheet.height) for put in sheet.puts)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects, encrypted=encrypted)


def _shown(put: Put, height: float) -> bytes:
    text = put.text.encode("cp1252").replace(b"\\", b"\\\\")
    text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
    head = f"BT /{put.font} {put.size} Tf 1 0 0 1 {put.x} {height - put.y} Tm ".encode()
    return head + b"(" + text + b") Tj ET"


def _string(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


def _file(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b""
    if encrypted:
        key = b"<" + b"5a" * 32 + b">"
        lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >> " % (key, key)
        lock += b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    out += b"trailer << /Size %d /Root 1 0 R /Info 3 0 R %s>>\n" % (len(objects) + 1, lock)
    return out + b"startxref\n%d\n%%%%EOF\n" % start
