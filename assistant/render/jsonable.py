"""Results as the JSON objects of the command line's contract."""

from collections.abc import Sequence
from datetime import date

from assistant.reports.model import Report, Span
from assistant.results import Answer, Citation, Hit, Source
from assistant.store.model import ReportRecord

JsonObject = dict[str, object]


def hit_json(hit: Hit) -> JsonObject:
    """A search hit."""
    return {
        "rank": hit.rank,
        "score": hit.score,
        **_source_json(hit.source),
        **_span_json(hit.span),
        "text": hit.text,
    }


def search_json(query: str, hits: Sequence[Hit]) -> JsonObject:
    """A search with its hits, best first."""
    return {"query": query, "hits": [hit_json(hit) for hit in hits]}


def answer_json(answer: Answer) -> JsonObject:
    """An answer, with the question as understood and, for a refusal, the closest reports."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "answered": answer.answered,
        "answer": answer.text,
        "claims": [
            {
                "text": claim.text,
                "citations": list(claim.citations),
                "verdict": claim.verdict.value,
                "score": claim.score,
            }
            for claim in answer.claims
        ],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "dropped": [{"text": d.text, "reason": d.reason} for d in answer.dropped],
        "closest": [_source_json(source) for source in answer.closest],
        "confidence": answer.confidence,
        "engine": answer.engine,
        "seconds": answer.seconds,
    }


def record_json(record: ReportRecord) -> JsonObject:
    """A report as a list shows it."""
    return {
        "report_id": record.report_id,
        "title": record.title,
        "date": _iso(record.date),
        "place": record.place,
        "kind": record.kind,
        "path": record.path,
        "chunks": record.chunks,
    }


def list_json(records: Sequence[ReportRecord]) -> JsonObject:
    """A list of reports."""
    return {"reports": [record_json(record) for record in records]}


def report_json(report: Report, chunks: int) -> JsonObject:
    """A whole report with the spans of its parts."""
    return {
        "report_id": report.report_id,
        "title": report.title,
        "date": _iso(report.date),
        "place": report.place,
        "kind": report.kind,
        "path": report.path,
        "chunks": chunks,
        "text": report.text,
        "key_points": _spans_json(report.key_points),
        "paragraphs": _spans_json(report.paragraphs),
        "headings": _spans_json(report.headings),
        "captions": _spans_json(report.captions),
        "boilerplate": _spans_json(report.boilerplate),
    }


def _source_json(source: Source) -> JsonObject:
    return {
        "report_id": source.report_id,
        "title": source.title,
        "date": _iso(source.date),
        "place": source.place,
        "path": source.path,
    }


def _citation_json(citation: Citation) -> JsonObject:
    return {
        "n": citation.n,
        **_source_json(citation.source),
        **_span_json(citation.span),
        "quote": citation.quote,
    }


def _span_json(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _spans_json(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [_span_json(span) for span in spans]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
