"""The text of a Word paragraph: what a reader sees, and the text boxes anchored in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assistant.reports.docx_parts import attribute, child, name_of
from assistant.reports.marks import raised

_INSIDE = frozenset(
    "hyperlink smartTag sdt sdtContent fldSimple customXml ins moveTo bdo dir oMath oMathPara "
    "r ruby rubyBase".split()
)
_BLANKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's text; its boxes and note references in order; whether all is bold."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, id)
    bold: bool = True
    fields: list[bool] = field(default_factory=list)  # of each open field: past its code?


def read_paragraph(paragraph: etree._Element) -> ParagraphText:
    """What the paragraph shows: inserted text, not deleted or hidden text; field results."""
    out = ParagraphText()
    _read(paragraph, out)
    return out


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a property such as bold or hidden is set."""
    element = child(properties, name)
    return element is not None and (attribute(element, "val") or "1") not in _OFF


def visible(element: etree._Element) -> Iterator[etree._Element]:
    """The children, with the better of two alternative forms in place of both."""
    for item in element:
        if name_of(item) == "AlternateContent":
            chosen = child(item, "Choice")
            chosen = chosen if chosen is not None and len(chosen) else child(item, "Fallback")
            if chosen is not None:
                yield from visible(chosen)
        else:
            yield item


def _read(element: etree._Element, out: ParagraphText) -> None:
    for item in visible(element):
        name = name_of(item)
        if name == "r":
            _read_run(item, out)
        elif name == "t":
            out.text += "" if _in_code(out) else item.text or ""
        elif name in _INSIDE:
            _read(item, out)


def _read_run(run: etree._Element, out: ParagraphText) -> None:
    properties = child(run, "rPr")
    if is_on(properties, "vanish"):
        return
    shown = "".join(_shown(item, out) for item in visible(run))
    if not shown:
        return
    if any(character.isalnum() for character in shown):
        out.bold = out.bold and is_on(properties, "b")
    above = attribute(child(properties, "vertAlign"), "val") == "superscript"
    out.text += raised(shown, out.text) if above else shown


def _shown(item: etree._Element, out: ParagraphText) -> str:
    """The characters that one part of a run shows; boxes, notes and fields go to `out`."""
    name = name_of(item)
    if name == "fldChar":
        _turn_field(attribute(item, "fldCharType"), out)
    elif name in ("drawing", "pict", "object"):
        out.boxes += _boxes(item)
    elif name in ("footnoteReference", "endnoteReference"):
        out.notes.append((name.removesuffix("Reference"), attribute(item, "id") or ""))
    elif name == "ruby":
        _read(item, out)
    elif not _in_code(out):
        if name == "t":
            return item.text or ""
        return _symbol(item) if name == "sym" else _BLANKS.get(name, "")
    return ""


def _turn_field(kind: str | None, out: ParagraphText) -> None:
    if kind == "begin":
        out.fields.append(False)
    elif kind == "separate" and out.fields:
        out.fields[-1] = True
    elif kind == "end" and out.fields:
        out.fields.pop()


def _in_code(out: ParagraphText) -> bool:
    return not all(out.fields)


def _symbol(item: etree._Element) -> str:
    try:
        code = int(attribute(item, "char") or "", 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code)


def _boxes(element: etree._Element) -> list[etree._Element]:
    found = []
    for item in visible(element):
        if name_of(item) == "txbxContent":
            found.append(item)
        else:
            found += _boxes(item)
    return found
