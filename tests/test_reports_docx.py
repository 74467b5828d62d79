import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import ReportError
from assistant.reports import docx_parts
from assistant.reports.docx import extract
from assistant.reports.model import BlockKind, Document
from tests.documents import assert_whole, blocks, kinds

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "The central bank kept its rate at nine per cent in March, as inflation had slowed."
W = nsdecls("w")


def saved(make: Callable[[WordDocument], object], parts: dict[str, str] | None = None) -> bytes:
    """A Word file made by python-docx; `parts` are added to the archive, or replace others."""
    document = docx.Document()
    make(document)
    out = io.BytesIO()
    document.save(out)
    if not parts:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return changed.getvalue()


def read(make: Callable[[WordDocument], object], parts: dict[str, str] | None = None) -> Document:
    document = extract(saved(make, parts))
    assert_whole(document)
    return document


def body(xml: str) -> Document:
    """A document whose body is the given XML."""

    def make(document: WordDocument) -> None:
        for element in parse_xml(f"<w:body {W} {MORE}>{xml}</w:body>"):
            document.element.body.insert_element_before(element, "w:sectPr")

    return read(make)


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="urn:m"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_styles_tell_the_kinds() -> None:
    def make(document: WordDocument) -> None:
        document.add_paragraph("12 June 2019")
        document.add_heading("Full Report: Mexico", 0)
        document.add_paragraph("A rate cut is likely", style="List Bullet")
        document.add_heading("Economy", 1)
        document.add_paragraph(TEXT)
        document.add_paragraph("Policy rate, in per cent", style="Caption")
        document.add_paragraph("Source: Banxico")
        document.add_paragraph("One thing", style="List Number")
        document.add_paragraph("• Typed by hand")

    document = read(make)
    assert kinds(document) == [
        ("text", "12 June 2019"),
        ("title", "Full Report: Mexico"),
        ("bullet", "A rate cut is likely"),
        ("heading", "Economy"),
        ("text", TEXT),
        ("caption", "Policy rate, in per cent"),
        ("caption", "Source: Banxico"),
        ("bullet", "One thing"),
        ("bullet", "Typed by hand"),
    ]
    assert document.title == "Full Report: Mexico"


def test_a_table_stands_where_it_stands_and_merged_cells_count_once() -> None:
    def make(document: WordDocument) -> None:
        document.add_paragraph(TEXT)
        table = document.add_table(3, 3)
        for row, cells in enumerate(
            (("Party", "Votes", "Seats"), ("A", "34", "120"), ("B", "", "9"))
        ):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "A and B"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "Result"
        document.add_paragraph("After the table.")

    assert read(make).text == (
        f"{TEXT}\n\nParty | Result\nA and B | 34 | 120\n| | 9\n\nAfter the table."
    )


def test_a_table_that_only_frames_text_is_text() -> None:
    def make(document: WordDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = TEXT

    assert kinds(read(make)) == [("text", TEXT)]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('At a glance')}</w:p></w:txbxContent>"
    document = body(
        f"<w:p>{run(TEXT)}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>"
    )
    assert blocks(document) == [TEXT, "At a glance"]


def test_inserted_text_is_kept_and_deleted_and_hidden_text_is_not() -> None:
    document = body(
        f"<w:p>{run('The rate ')}<w:ins>{run('will fall')}</w:ins>"
        f"<w:del><w:r><w:delText>will rise</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run(' moved')}</w:moveFrom>{run(' secret', '<w:vanish/>')}"
        f"{run(' soon.')}</w:p>"
    )
    assert document.text == "The rate will fall soon."


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    document = body(
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('The rate ')}</w:p>"
        f"<w:p>{run('will fall.')}</w:p>"
    )
    assert document.text == "The rate will fall."


def test_links_tabs_breaks_and_fields() -> None:
    document = body(
        f"<w:p><w:hyperlink>{run('The bank')}</w:hyperlink><w:r><w:tab/><w:t>fell</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(" by 3%")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>'
        f"<w:p>{run('12 June 2019')}<w:r><w:br/></w:r>{run('Full Report: Mexico')}</w:p>"
    )
    assert blocks(document) == ["The bank fell by 3%-x", "12 June 2019", "Full Report: Mexico"]


def test_raised_marks() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = body(
        f"<w:p>{run('It cost $3 million')}{run('2', raised)}{run(' in the 119')}{run('th', raised)}"
        f"{run(' Congress.')}</w:p>"
    )
    assert document.text == "It cost $3 million in the 119th Congress."


FOOTNOTES = (
    f"<w:footnotes {W}>"
    '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    f'<w:footnote w:id="2"><w:p>{run("First in the text.")}</w:p></w:footnote>'
    f'<w:footnote w:id="1"><w:p>{run("Second in the text.")}</w:p></w:footnote></w:footnotes>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="n" Target="footnotes.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
    "</Relationships>"
)


def test_footnotes_follow_in_the_order_of_their_marks() -> None:
    def make(document: WordDocument) -> None:
        mark = '<w:r {w}><w:footnoteReference w:id="{id}"/></w:r>'
        paragraph = document.add_paragraph("It cost $3 million")
        paragraph._p.append(parse_xml(mark.format(w=W, id=2)))
        paragraph.add_run(" in May")
        paragraph._p.append(parse_xml(mark.format(w=W, id=1)))
        paragraph.add_run(".")

    parts = {"word/footnotes.xml": FOOTNOTES, "word/_rels/document.xml.rels": RELATIONS}
    assert kinds(read(make, parts)) == [
        ("text", "It cost $3 million in May."),
        ("note", "1 First in the text."),
        ("note", "2 Second in the text."),
    ]


def test_headers_and_footers_are_furniture_without_page_numbers() -> None:
    def make(document: WordDocument) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Sample Risk Brief"
        section.footer.paragraphs[0].text = "Page 2 of 3"
        document.add_paragraph(TEXT)

    assert kinds(read(make)) == [("furniture", "Sample Risk Brief"), ("text", TEXT)]


@pytest.mark.parametrize(
    ("stated", "title"),
    [("Word Document", None), ("draft.docx", None), ("Peru: rates", "Peru: rates")],
)
def test_the_stated_title(stated: str, title: str | None) -> None:
    def make(document: WordDocument) -> None:
        document.core_properties.title = stated
        document.add_paragraph(TEXT)

    assert read(make).title == title


def test_a_bold_line_is_a_heading() -> None:
    def make(document: WordDocument) -> None:
        document.add_paragraph().add_run("Security").bold = True
        document.add_paragraph(TEXT)

    assert kinds(read(make)) == [("heading", "Security"), ("text", TEXT)]


@pytest.mark.parametrize("data", [b"", b"junk" * 50, b"PK\x03\x04" + b"\x00" * 200])
def test_junk_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(ReportError, match="damaged") as caught:
        extract(data)
    assert "\n" not in str(caught.value)


def test_another_kind_of_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReportError, match="not a Word document"):
        extract(out.getvalue())


def test_an_empty_document() -> None:
    with pytest.raises(ReportError, match="no text"):
        extract(saved(lambda document: None))


def test_a_bomb_that_declares_its_size_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(210):
                part.write(b" " * 1024 * 1024)
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(ReportError, match="zip bomb"):
        extract(out.getvalue())


def test_a_bomb_that_hides_its_size_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "MAX_PART", 1000)
    with pytest.raises(ReportError, match="zip bomb"):
        extract(saved(lambda document: document.add_paragraph(TEXT * 50)))


def test_entities_are_refused() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(ReportError, match="entities"):
        extract(saved(lambda document: None, {"word/document.xml": bomb}))


def test_outside_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    xml = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(ReportError):
        extract(saved(lambda document: None, {"word/document.xml": xml}))


def test_deep_nesting_is_refused_or_read() -> None:
    deep = (
        "<w:sdt><w:sdtContent>" * 120 + f"<w:p>{run('x')}</w:p>" + "</w:sdtContent></w:sdt>" * 120
    )
    assert body(deep).text == "x"
    deeper = deep.replace("<w:sdt>", "<w:sdt>" * 3).replace("</w:sdt>", "</w:sdt>" * 3)
    xml = f"<w:document {W}><w:body>{deeper}</w:body></w:document>"
    with pytest.raises(ReportError):
        extract(saved(lambda document: None, {"word/document.xml": xml}))


SOUND = saved(lambda document: document.add_paragraph(TEXT))


@given(st.binary(min_size=1, max_size=30), st.integers(0, len(SOUND)))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_anywhere_gives_a_document_or_a_report_error(noise: bytes, at: int) -> None:
    try:
        assert_whole(extract(SOUND[:at] + noise + SOUND[at + len(noise) :]))
    except ReportError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.docx")), ids=lambda p: p.stem)
def test_the_sample_reports(path: Path) -> None:
    document = extract(path.read_bytes())
    assert_whole(document)
    assert len(blocks(document, BlockKind.BULLET)) == 3
    long = [text for text in blocks(document, BlockKind.TEXT) if len(text) > 300]
    assert len(long) >= 4
    assert len(set(blocks(document))) == len(blocks(document))  # nothing is read twice
    assert not any(re.search(r"[a-z]{4}\d+\b", text) for text in long)
