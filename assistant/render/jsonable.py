"""Results as the JSON objects of the command line's contract."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from assistant.reports.model import Report, Span
from assistant.results import (
    Answer,
    CheckedClaim,
    CheckedText,
    Citation,
    Discrepancy,
    Draft,
    DraftPoint,
    EvidenceSpan,
    Hit,
    HouseStyle,
    PastJudgement,
    Source,
)
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
        "notices": list(answer.notices),
        "spent": asdict(answer.spent) if answer.spent else None,
        "seconds": answer.seconds,
    }


def draft_json(draft: Draft) -> JsonObject:
    """A draft; `related` says of each past judgement which bullet it is on, counted from 1."""
    marked = (
        f"{point.text} {''.join(f'[{n}]' for n in point.citations)}" for point in draft.summary
    )
    return {
        "title": draft.title,
        "date": _iso(draft.date),
        "bullets": [
            {
                **_point_json(bullet.point),
                "alternatives": [_point_json(other) for other in bullet.alternatives],
            }
            for bullet in draft.bullets
        ],
        "summary": " ".join(marked) if draft.summary else None,
        "summary_sentences": [_point_json(point) for point in draft.summary],
        "citations": [_citation_json(citation) for citation in draft.citations],
        "related": [past_json(item) for item in draft.related],
        "dropped": [{"text": d.text, "reason": d.reason} for d in draft.dropped],
        "style": _style_json(draft.style) if draft.style else None,
        "key_points": list(draft.key_points),
        "engine": draft.engine,
        "notices": list(draft.notices),
        "spent": asdict(draft.spent) if draft.spent else None,
        "seconds": draft.seconds,
    }


def _point_json(point: DraftPoint) -> JsonObject:
    return {
        "text": point.text,
        "citations": list(point.citations),
        "verdict": point.verdict.value,
        "score": point.score,
        "certainty": point.certainty,
    }


def past_json(item: PastJudgement) -> JsonObject:
    """A past judgement with the exact quote of the report that made it."""
    return {
        "bullet": item.bullet,
        **_source_json(item.source),
        **_span_json(item.span),
        "quote": item.quote,
        "relation": item.relation.value,
        "similarity": item.similarity,
        "near_duplicate": item.near_duplicate,
    }


def _style_json(style: HouseStyle) -> JsonObject:
    return {
        "reports": style.reports,
        "scope": style.scope,
        "bullets": style.bullets,
        "words": style.words,
        "most_words": style.most_words,
        "stopped": round(style.stopped, 3),
        "judging": round(style.judging, 3),
        "ahead": round(style.ahead, 3),
        "leading": round(style.leading, 3),
    }


def check_json(claims: Sequence[CheckedClaim]) -> JsonObject:
    """Checked claims; spans of a claim are in the claims' text, of evidence in the source."""
    return {
        "claims": [
            {
                "claim": claim.text,
                **_span_json(claim.span),
                "verdict": claim.verdict.value,
                "score": claim.score,
                "evidence": _evidence_json(claim.evidence),
                "discrepancies": _discrepancies_json(claim.discrepancies),
                "clauses": [
                    {
                        "text": clause.text,
                        **_span_json(clause.span),
                        "verdict": clause.verdict.value,
                        "score": clause.score,
                    }
                    for clause in claim.clauses
                ],
            }
            for claim in claims
        ]
    }


def checked_text_json(checked: CheckedText) -> JsonObject:
    """What a source says to the claims of a text taken as one."""
    return {
        "verdict": checked.verdict.value,
        "score": checked.score,
        "evidence": _evidence_json(checked.evidence),
        "discrepancies": _discrepancies_json(checked.discrepancies),
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


def _evidence_json(evidence: Sequence[EvidenceSpan]) -> list[JsonObject]:
    return [{**_span_json(item.span), "quote": item.quote} for item in evidence]


def _discrepancies_json(found: Sequence[Discrepancy]) -> list[JsonObject]:
    return [
        {
            "kind": item.kind.value,
            "claim_text": item.claim_text,
            "claim_span": _span_json(item.claim_span),
            "source_text": item.source_text,
            "source_span": _span_json(item.source_span) if item.source_span else None,
            "detail": item.detail,
        }
        for item in found
    ]


def _span_json(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _spans_json(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [_span_json(span) for span in spans]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
