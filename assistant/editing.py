"""A draft in an analyst's hands: begun, reworded, reordered, and checked at every change."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from assistant.draft import certainty_of
from assistant.ground import Checker
from assistant.pipeline import Assistant
from assistant.reports.model import Report
from assistant.results import (
    CheckedBullet,
    CheckedClaim,
    Edit,
    EditAction,
    EditedBullet,
    EditedDraft,
    PastJudgement,
)

_ID_LENGTH = 16


class Editor:
    """Changes drafts; keeps what it has read of their reports, so that the next check is quick.

    Each method gives the changed draft with the change in its history, and leaves the one it
    was given as it is. What changes nothing is not in the history.
    """

    def __init__(self, assistant: Assistant) -> None:
        """Read nothing yet."""
        self._assistant = assistant

    def begin(
        self, report: Report, now: datetime, *, bullets: int | None = None, summary: bool = False
    ) -> EditedDraft:
        """A new draft of `report`; ReportError when there is nothing to draft from."""
        draft = self._assistant.draft(report, bullets=bullets, summary=summary)
        past = {item.bullet: item for item in draft.related}
        told = f"{report.fingerprint} {bullets} {summary} {now.isoformat()}"
        return EditedDraft(
            draft_id=sha256(told.encode()).hexdigest()[:_ID_LENGTH],
            begun=now,
            asked=bullets,
            report=report,
            draft=draft,
            bullets=tuple(
                EditedBullet(
                    str(number),
                    self._checked(report, bullet.point.text, past.get(number)),
                    tuple(other.text for other in bullet.alternatives),
                )
                for number, bullet in enumerate(draft.bullets, 1)
            ),
        )

    def rewrite(self, draft: EditedDraft, bullet_id: str, text: str, now: datetime) -> EditedDraft:
        """The bullet in other words."""
        return self._reworded(draft, bullet_id, text, EditAction.REWRITE, now)

    def swap(self, draft: EditedDraft, bullet_id: str, at: int, now: datetime) -> EditedDraft:
        """The bullet's alternative number `at`, from 0, in its place, and it in that one's."""
        held = _bullet(draft, bullet_id)
        others = list(held.alternatives)
        text, others[at] = others[at], held.checked.text
        swapped = self._reworded(draft, bullet_id, text, EditAction.SWAP, now)
        kept = tuple(other for other in others if other)
        return _with(swapped, replace(_bullet(swapped, bullet_id), alternatives=kept))

    def move(self, draft: EditedDraft, bullet_id: str, by: int, now: datetime) -> EditedDraft:
        """The bullet `by` places further down, as far as there are places."""
        bullets = list(draft.bullets)
        held = _bullet(draft, bullet_id)
        start = bullets.index(held)
        end = min(max(0, start + by), len(bullets) - 1)
        if start == end:
            return draft
        bullets.insert(end, bullets.pop(start))
        edit = Edit(now, EditAction.MOVE, bullet_id, str(start + 1), str(end + 1))
        return replace(draft, bullets=tuple(bullets), edits=(*draft.edits, edit))

    def delete(self, draft: EditedDraft, bullet_id: str, now: datetime) -> EditedDraft:
        """The draft without the bullet."""
        gone = _bullet(draft, bullet_id)
        left = tuple(bullet for bullet in draft.bullets if bullet is not gone)
        edit = Edit(now, EditAction.DELETE, bullet_id, gone.checked.text, "")
        return replace(draft, bullets=left, edits=(*draft.edits, edit))

    def add(self, draft: EditedDraft, now: datetime) -> EditedDraft:
        """The draft with one more bullet, which has no words yet."""
        used = [int(b.bullet_id) for b in draft.bullets]
        used += [int(edit.bullet_id) for edit in draft.edits]
        bullet_id = str(max(used, default=0) + 1)
        bullet = EditedBullet(bullet_id, self._checked(draft.report, "", None), ())
        edit = Edit(now, EditAction.ADD, bullet_id, "", "")
        return replace(draft, bullets=(*draft.bullets, bullet), edits=(*draft.edits, edit))

    def _reworded(
        self, draft: EditedDraft, bullet_id: str, text: str, action: EditAction, now: datetime
    ) -> EditedDraft:
        held = _bullet(draft, bullet_id)
        if text == held.checked.text:
            return draft
        found = self._assistant.past_judgements(draft.report, [text]) if text else ()
        checked = self._checked(draft.report, text, next(iter(found), None))
        edit = Edit(now, action, bullet_id, held.checked.text, text)
        changed = _with(draft, replace(held, checked=checked))
        return replace(changed, edits=(*changed.edits, edit))

    def _checked(self, report: Report, text: str, past: PastJudgement | None) -> CheckedBullet:
        claims = self._claims(report, text) if text else ()
        return CheckedBullet(text, claims, certainty_of(text), past)

    def _claims(self, report: Report, text: str) -> tuple[CheckedClaim, ...]:
        source = self._checker.source(report.text, report.paragraphs)
        return self._checker.check(source, text, report.date)

    @cached_property
    def _checker(self) -> Checker:
        return self._assistant.checker()


def _bullet(draft: EditedDraft, bullet_id: str) -> EditedBullet:
    return next(bullet for bullet in draft.bullets if bullet.bullet_id == bullet_id)


def _with(draft: EditedDraft, changed: EditedBullet) -> EditedDraft:
    """The draft with a bullet in the place of the one that has its id."""
    return replace(
        draft,
        bullets=tuple(changed if b.bullet_id == changed.bullet_id else b for b in draft.bullets),
    )
