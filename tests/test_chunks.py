from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chunks import Chunk, ChunkSizes, Section, chunk_report
from assistant.embed import SentenceTransformerEmbedder
from assistant.reports.model import Report, Span
from assistant.reports.parse import parse_report
from assistant.reports.text import text_document
from assistant.sentences import sentence_spans
from assistant.tokens import count_tokens


@cache
def sizes() -> ChunkSizes:
    embedder = SentenceTransformerEmbedder()
    return ChunkSizes(count_tokens, embedder.count_tokens, embedder.window)


def report_of(text: str) -> Report:
    return parse_report(text_document(text), report_id="r", path="r.txt", fingerprint="f")


def chunked(report: Report) -> tuple[Chunk, ...]:
    return chunk_report(report, sizes())


WORDS = st.sampled_from(
    "The president may sign the law. In U.S. terms 50% Gen. Smith left; it was 3.5 million, and "
    "so on! Why? São Paulo’s “vote” – No. 7 éléction 中国 supercalifragilistic".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=90).map(" ".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=12).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_chunks_are_slices_cover_the_body_and_fit(text: str) -> None:
    report = report_of(text)
    chunks = chunked(report)
    assert [c.span for c in chunks] == sorted(c.span for c in chunks)
    covered = set()
    for chunk in chunks:
        assert chunk.span.of(report.text) == chunk.text
        assert sizes().window_tokens([chunk.embedded_text])[0] <= sizes().window
        for sentence in chunk.sentences:
            assert chunk.span.start <= sentence.start < sentence.end <= chunk.span.end
        covered |= set(range(chunk.span.start, chunk.span.end))
    for span in (*report.key_points, *report.paragraphs):
        body = {i for i in range(span.start, span.end) if not report.text[i].isspace()}
        assert body <= covered
    for span in (*report.captions, *report.boilerplate, *report.headings):
        assert covered.isdisjoint(range(span.start, span.end))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_sentences_stay_whole(text: str) -> None:
    report = report_of(text)
    room = sizes().window - 60
    edges = {edge for c in chunked(report) for s in c.sentences for edge in (s.start, s.end)}
    for paragraph in report.paragraphs:
        for sentence in sentence_spans(report.text, paragraph):
            if sizes().window_tokens([sentence.of(report.text)])[0] <= room:
                assert {sentence.start, sentence.end} <= edges


def test_one_endless_word_is_cut_to_the_window() -> None:
    report = report_of("Full Report: Chile\n\nThe word is " + "ab1" * 3000 + " here today.\n")
    chunks = chunked(report)
    assert len(chunks) > 3
    assert all(sizes().window_tokens([c.embedded_text])[0] <= sizes().window for c in chunks)


def test_key_points_are_apart_and_headers_outside_the_span() -> None:
    text = (
        "3 March 2020\n\nFull Report: Chile\n\n- Peso will fall\n\nThe peso fell by 12% in March.\n"
    )
    points, body = chunked(report_of(text))
    assert (points.section, body.section) == (Section.KEY_POINTS, Section.BODY)
    assert body.header == "Full Report: Chile, 3 March 2020"
    assert body.text == "The peso fell by 12% in March."


def test_abbreviations_do_not_end_sentences() -> None:
    text = "Gen. Salvador Cienfuegos met U.S. Secretary Blinken at 3 p.m. on Jan. 4. He left."
    found = sentence_spans(text, Span(0, len(text)))
    assert [span.of(text) for span in found] == [text[:-9], "He left."]
