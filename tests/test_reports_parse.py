from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.model import Block, BlockKind, Document, Report, Span
from assistant.reports.parse import parse_report
from assistant.reports.text import text_document

CORPUS = Path(__file__).parents[1] / "corpus"
BODY = (
    "The Chamber of Deputies, the lower house of Congress, approved amendments to the law on 15 "
    "December. The changes limit the role of foreign agents, who must share what they learn, and "
    "they are likely to hamper cooperation against crime in the short term."
)


def parse(document: Document | str, path: str = "reports/a_file-name.txt") -> Report:
    if isinstance(document, str):
        document = text_document(document)
    return parse_report(document, report_id="r1", path=path, fingerprint="f")


def texts(report: Report, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(report.text) for span in spans]


def document(*parts: tuple[BlockKind, str], **stated: object) -> Document:
    """A document of given blocks, as an extractor of a rich format builds it."""
    blocks, text = [], ""
    for kind, content in parts:
        text += "\n\n" * bool(text)
        blocks.append(Block(Span(len(text), len(text) + len(content)), kind))
        text += content
    return Document(text, tuple(blocks), **stated)  # type: ignore[arg-type]


SEED_LIKE = f"""21 December 2020


Full Report: Mexico


  • Moves to limit US security agencies’ operations in Mexico will hamper cooperation
  • Biden and AMLO will reach agreement on various issues
  • Main points of friction likely to be border security



{BODY}


{BODY}

Source: US Drug Enforcement Administration


{BODY}

Request free Assynt Report trial here"""


def test_a_report_in_the_publishers_layout() -> None:
    report = parse(SEED_LIKE)
    assert (report.title, report.date) == ("Full Report: Mexico", date(2020, 12, 21))
    assert (report.place, report.kind) == ("Mexico", "Full Report")
    assert [t[:5] for t in texts(report, report.key_points)] == ["Moves", "Biden", "Main "]
    assert texts(report, report.paragraphs) == [BODY] * 3
    assert texts(report, report.captions) == ["Source: US Drug Enforcement Administration"]
    assert texts(report, report.boilerplate) == ["Request free Assynt Report trial here"]
    assert report.headings == ()
    assert (report.report_id, report.path, report.fingerprint) == (
        "r1",
        "reports/a_file-name.txt",
        "f",
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Full Report: Peru\n\nUpdated April 22, 2026", date(2026, 4, 22)),
        ("Full Report: Peru\n\nPublication Date: 04/22/2026", date(2026, 4, 22)),
        ("Full Report: Peru\n\nLima, 22 April 2026", date(2026, 4, 22)),
        ("Full Report: Peru\n\nBy A. Writer | 22 April 2026", date(2026, 4, 22)),
        ("2026-04-22\nFull Report: Peru", date(2026, 4, 22)),
        ("Full Report: Peru, 22 April 2026", date(2026, 4, 22)),
        ("Full Report: Peru (22 April 2026)", date(2026, 4, 22)),
        ("Full Report: Peru", None),
        ("Full Report: Peru after the vote of 22 April 2026", None),
    ],
)
def test_the_date_stands_near_the_title(head: str, day: date | None) -> None:
    report = parse(f"{head}\n\n{BODY}")
    assert report.date == day
    assert texts(report, report.paragraphs) == [BODY]
    assert report.title.startswith("Full Report: Peru") and report.headings == ()


def test_a_date_at_the_foot_counts_where_the_head_has_none() -> None:
    report = parse(f"Full Report: Peru\n\n{BODY}\n\nPublished 22 April 2026\n")
    assert report.date == date(2026, 4, 22)
    assert texts(report, report.paragraphs) == [BODY]


def test_front_matter_is_understood_and_leaves_the_body() -> None:
    report = parse(f"The army waits\n\nCountry: Peru\nType: Flash Note\nBy A. Writer\n\n{BODY}")
    assert (report.title, report.place, report.kind) == ("The army waits", "Peru", "Flash Note")
    assert texts(report, report.paragraphs) == [BODY]
    assert len(report.boilerplate) == 3


def test_what_the_document_states_wins() -> None:
    stated = document(
        (BlockKind.HEADING, "Full Report: Mexico"),
        (BlockKind.TEXT, "21 December 2020"),
        (BlockKind.TEXT, BODY),
        title="Chilean copper",
        day=date(2021, 1, 2),
        place="peru",
        kind="In Focus",
    )
    report = parse(stated)
    assert (report.title, report.date) == ("Chilean copper", date(2021, 1, 2))
    assert (report.place, report.kind) == ("Peru", "In Focus")
    assert texts(report, report.paragraphs) == [BODY]


def test_a_stated_kind_is_spelt_as_in_the_title() -> None:
    stated = document((BlockKind.TEXT, BODY), title="Full Report: Kenya", kind="full-report")
    assert parse(stated).kind == "Full Report"


def test_a_title_that_the_text_repeats_is_not_body() -> None:
    stated = document(
        (BlockKind.FURNITURE, "FULL REPORT: MEXICO"),
        (BlockKind.TITLE, "Full Report: Mexico"),
        (BlockKind.HEADING, "Full report – Mexico"),
        (BlockKind.TEXT, BODY),
    )
    report = parse(stated)
    assert report.title == "Full Report: Mexico"
    assert (report.headings, report.boilerplate) == ((), ())
    assert texts(report, report.paragraphs) == [BODY]


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        (BODY, "x/full_report-peru_2021.txt", "Full report peru 2021"),
        ("One line only", "x/note.txt", "Note"),
        ("\u2014", "-.txt", "Untitled report"),
    ],
)
def test_without_a_title_line_the_file_names_the_report(text: str, path: str, title: str) -> None:
    report = parse(text, path)
    assert report.title == title
    assert len(report.paragraphs) + len(report.boilerplate) == 1


def test_bullets_of_the_body_are_paragraphs() -> None:
    text = f"Full Report: Peru\n\n- One\n- Two\n\n{BODY}\n\n- Three\n- Four\n"
    report = parse(text)
    assert texts(report, report.key_points) == ["One", "Two"]
    assert texts(report, report.paragraphs) == [BODY, "Three", "Four"]


@pytest.mark.parametrize("heading", ["Key points", "KEY JUDGEMENTS", "Summary:", "Key Takeaways"])
def test_bullets_under_their_heading_are_key_points(heading: str) -> None:
    text = f"Full Report: Peru\n\n{BODY}\n\n{heading}\n- One\n- Two\n\n{BODY}\n\n- Three"
    report = parse(text)
    assert texts(report, report.key_points) == ["One", "Two"]
    assert texts(report, report.headings) == [heading]
    assert texts(report, report.paragraphs) == [BODY, BODY, "Three"]


def test_a_table_of_contents_is_no_list_of_key_points() -> None:
    stated = document(
        (BlockKind.TITLE, "The Strait"),
        (BlockKind.HEADING, "Contents"),
        (BlockKind.BULLET, "Introduction"),
        (BlockKind.HEADING, "Introduction"),
        (BlockKind.TEXT, BODY),
    )
    report = parse(stated)
    assert report.key_points == () and texts(report, report.boilerplate) == ["Introduction"]


def test_short_lines_above_running_text_are_headings() -> None:
    text = (
        f"Full Report: Peru\n\n{BODY}\n\nEconomic outlook\n\n{BODY}\n\n2. Security\n{BODY}\n\nAnd"
    )
    report = parse(text)
    assert texts(report, report.headings) == ["Economic outlook", "2. Security"]
    assert texts(report, report.paragraphs) == [BODY, BODY, BODY, "And"]


@pytest.mark.parametrize(
    "line",
    [
        "Turnout: 61.2% (2024 est.)",
        "Protests continue.",
        "The army noted that",
        "lower-case line",
        "a, b and c,",
        "The ministry of finance of the republic noted in its report",
    ],
)
def test_a_short_line_that_is_no_heading_stays_in_the_body(line: str) -> None:
    report = parse(f"Full Report: Peru\n\n{BODY}\n\n{line}\n\n- One\n- Two\n")
    assert line in texts(report, report.paragraphs)


def test_fields_one_a_line_are_paragraphs() -> None:
    lines = ["Portugal - Government", "Capital: name: Lisbon", "Region: Norte", "Type: republic"]
    lines.append("Independence: 5 October 1143")
    facts = text_document("\n".join(lines))
    report = parse(Document(facts.text, facts.blocks, title="Portugal: Government"))
    assert (report.place, report.date, report.kind) == ("Portugal", None, None)
    assert texts(report, report.paragraphs) == lines[1:]


def test_table_rows_and_notes_are_body_and_furniture_is_not() -> None:
    stated = document(
        (BlockKind.FURNITURE, "Page 1"),
        (BlockKind.TITLE, "Full Report: Peru"),
        (BlockKind.TEXT, BODY),
        (BlockKind.TEXT, "Photo: A bridge"),
        (BlockKind.TABLE_ROW, "Party | Seats"),
        (BlockKind.NOTE, "1 See the law."),
        (BlockKind.CAPTION, "A bridge in Lima"),
    )
    report = parse(stated)
    assert texts(report, report.paragraphs) == [BODY, "Party | Seats", "1 See the law."]
    assert texts(report, report.captions) == ["Photo: A bridge", "A bridge in Lima"]
    assert texts(report, report.boilerplate) == ["Page 1"]


def test_the_tail_of_notices_is_boilerplate() -> None:
    notice = "This report is for information purposes only. It does not constitute legal advice."
    text = f"Full Report: Peru\n\n{BODY}\n\n{BODY}\n\nDisclaimer\n\n{notice}\n\n© 2024 Publisher\n"
    report = parse(text)
    assert texts(report, report.paragraphs) == [BODY, BODY]
    assert texts(report, report.boilerplate) == ["Disclaimer", notice, "© 2024 Publisher"]


def test_a_last_paragraph_that_mentions_a_disclaimer_is_kept() -> None:
    last = "The ministry added a disclaimer to the bill. " + BODY
    report = parse(f"Full Report: Peru\n\n{BODY}\n\n{last}")
    assert texts(report, report.paragraphs) == [BODY, last]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_sample_reports_are_understood(path: Path) -> None:
    place, day = path.stem.split("-", 1)
    codec = "cp1252" if path.name == "argentina-2020-09-01.txt" else "utf-8-sig"
    data = path.read_bytes()
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else codec)
    report = parse(text)
    assert (str(report.place).lower(), str(report.date)) == (place, day)
    assert report.kind in ("Full Report", "Flash Note", "Outlook", "Country Risk Update")
    assert len(report.key_points) in (0, 2, 3, 4) and 4 <= len(report.paragraphs) <= 8
    assert min(s.end - s.start for s in report.paragraphs) > 150
    assert report.headings == () and len(report.captions) in (1, 2)
    assert any("sample" in t.lower() for t in texts(report, report.boilerplate))


contents = st.one_of(
    st.sampled_from(
        [
            BODY,
            "Full Report: Mexico",
            "21 December 2020",
            "Source: X",
            "Key points",
            "Disclaimer",
            "Contents",
            "Subscribe",
            "Place: Peru",
            "By A. Writer",
            "***",
            "Lima, 3 May 2021",
            "A b",
        ]
    ),
    st.text(min_size=1, max_size=40).map(str.strip).filter(bool),
)
blocks_of_any_kind = st.lists(st.tuples(st.sampled_from(BlockKind), contents), max_size=12)


@given(blocks_of_any_kind, st.sampled_from([None, "Full Report: Mexico", "A b"]))
def test_every_block_lands_in_one_list_or_is_title_or_date(
    parts: list[tuple[BlockKind, str]], title: str | None
) -> None:
    given_document = document(*parts, title=title)
    report = parse(given_document)
    lists = (
        report.key_points,
        report.paragraphs,
        report.headings,
        report.captions,
        report.boilerplate,
    )
    spans = [span for part in lists for span in part]
    assert all(list(part) == sorted(part) for part in lists)
    assert len(spans) == len(set(spans)) and set(spans) <= {b.span for b in given_document.blocks}
    for block in given_document.blocks:
        if block.span not in spans:
            left_out = block.span.of(report.text)
            letters = "".join(c for c in left_out.casefold() if c.isalnum())
            assert left_out == "21 December 2020" or letters in "".join(
                c for c in report.title.casefold() if c.isalnum()
            )
    assert report.title and "\n" not in report.title
