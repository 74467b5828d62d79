"""A draft in an analyst's hands as Markdown, and as JSON that says what it rests on."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from hashlib import sha256

from assistant.ground import judge_together
from assistant.render.jsonable import JsonObject, check_json, draft_json, past_json
from assistant.render.markdown import escape_markdown
from assistant.render.wording import dated, long_date, one_line
from assistant.reports.model import Report
from assistant.results import CheckedBullet, Edit, EditAction, EditedBullet, EditedDraft, Verdict


def edited_markdown(draft: EditedDraft) -> str:
    """The draft in the house layout: date, title, bullets, body, the summary before the body.

    The last line says whether the key points were accepted.
    """
    report = draft.report
    blocks = [long_date(report.date)] if report.date else []
    blocks.append(f"# {escape_markdown(report.title)}")
    lines = [escape_markdown(flagged(b.checked)) for b in draft.bullets if b.checked.text]
    if lines:
        blocks.append("\n".join(f"- {line}" for line in lines))
    if draft.draft.summary:
        blocks.append("## Summary")
        blocks.append(" ".join(escape_markdown(point.text) for point in draft.draft.summary))
    for kind, text in body_parts(report):
        blocks.append(f"{'## ' if kind == 'heading' else ''}{escape_markdown(text)}")
    blocks += ["---", f"*{acceptance_line(draft)}*"]
    return "\n\n".join(blocks) + "\n"


def acceptance_line(draft: EditedDraft) -> str:
    """Whether and when the key points were accepted, and how many of them unsupported."""
    if draft.accepted_at is None:
        return "Draft: the key points are not accepted."
    at = draft.accepted_at.astimezone(UTC)
    flags = len(confirmed_ids(draft))
    but = f", {flags} of them though flagged" if flags else ""
    return f"Key points accepted on {dated(at.date())} at {at:%H:%M} UTC{but}."


def confirmed_ids(draft: EditedDraft) -> tuple[str, ...]:
    """The bullets that an accepted draft keeps although the body does not support them."""
    at = draft.accepted_at
    return tuple(
        edit.bullet_id
        for edit in draft.edits
        if edit.action is EditAction.CONFIRM and edit.at == at
    )


def flagged(bullet: CheckedBullet) -> str:
    """A bullet in a line, with its verdict behind it unless the body supports it."""
    verdict = judge_together(bullet.claims).verdict
    text = one_line(bullet.text)
    return text if verdict is Verdict.SUPPORTED else f"{text} ({verdict})"


def body_parts(report: Report) -> Iterator[tuple[str, str]]:
    """The report's headings and paragraphs in reading order, each a kind and a line of text."""
    parts = [("heading", span) for span in report.headings]
    parts += [("paragraph", span) for span in report.paragraphs]
    for kind, span in sorted(parts, key=lambda part: part[1]):
        yield kind, one_line(span.of(report.text))


def edited_json(draft: EditedDraft, settings: Mapping[str, object]) -> JsonObject:
    """The bullets with their evidence, the source they were held to, and how they came about.

    Spans of evidence point into the source's text, whose hash is `text_sha256`; spans of
    claims into the text of their bullet. `drafted` is the draft before any edit; `accepted`
    is null while the draft is open, and names no person.
    """
    report = draft.report
    return {
        "draft_id": draft.draft_id,
        "begun": draft.begun.isoformat(),
        "accepted": _acceptance_json(draft),
        "engine": draft.draft.engine,
        "settings": {**settings, "bullets": draft.asked, "summary": bool(draft.draft.summary)},
        "source": {
            "report_id": report.report_id,
            "title": report.title,
            "date": report.date.isoformat() if report.date else None,
            "place": report.place,
            "kind": report.kind,
            "sha256": report.fingerprint,
            "text_sha256": sha256(report.text.encode()).hexdigest(),
            "characters": len(report.text),
        },
        "bullets": [_bullet_json(bullet) for bullet in draft.bullets],
        "drafted": draft_json(draft.draft),
        "edits": [_edit_json(edit) for edit in draft.edits],
    }


def _acceptance_json(draft: EditedDraft) -> JsonObject | None:
    if draft.accepted_at is None:
        return None
    return {"at": draft.accepted_at.isoformat(), "unsupported": list(confirmed_ids(draft))}


def _bullet_json(bullet: EditedBullet) -> JsonObject:
    checked = bullet.checked
    together = judge_together(checked.claims)
    return {
        "bullet_id": bullet.bullet_id,
        "text": checked.text,
        "flagged": together.verdict is not Verdict.SUPPORTED,
        "verdict": together.verdict.value,
        "score": together.score,
        "certainty": checked.certainty,
        **check_json(checked.claims),
        "past": past_json(checked.past) if checked.past else None,
        "alternatives": list(bullet.alternatives),
    }


def _edit_json(edit: Edit) -> JsonObject:
    return {
        "at": edit.at.isoformat(),
        "action": edit.action.value,
        "bullet_id": edit.bullet_id,
        "before": edit.before,
        "after": edit.after,
    }
