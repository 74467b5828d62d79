"""A draft in an analyst's hands: begun, reworded, reordered, and checked at every change."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from threading import Event as Flag

from assistant.draft import certainty_of
from assistant.errors import AssistantError
from assistant.ground import Checker, judge_together
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
    Verdict,
)

_ID_LENGTH = 16


class Editor:
    """Changes drafts; keeps what it has read of their reports, so that the next check is quick.

    Each method gives the changed draft with the change in its history, and leaves the one it
    was given as it is. What changes nothing is not in the history. An accepted draft is not
    changed: AssistantError, until it is reopened.
    """

    def __init__(self, assistant: Assistant) -> None:
        """Read nothing yet."""
        self._assistant = assistant

    def begin(
        self,
        report: Report,
        now: datetime,
        *,
        bullets: int | None = None,
        summary: bool = False,
        cancelled: Flag | None = None,
    ) -> EditedDraft:
        """A new draft of `report`; ReportError when there is nothing to draft from.

        `cancelled` stops a language model that words it: CancelledError.
        """
        draft = self._assistant.draft(report, bullets=bullets, summary=summary, cancelled=cancelled)
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
        _refuse_if_accepted(draft)
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
        _refuse_if_accepted(draft)
        gone = _bullet(draft, bullet_id)
        left = tuple(bullet for bullet in draft.bullets if bullet is not gone)
        edit = Edit(now, EditAction.DELETE, bullet_id, gone.checked.text, "")
        return replace(draft, bullets=left, edits=(*draft.edits, edit))

    def add(self, draft: EditedDraft, now: datetime) -> EditedDraft:
        """The draft with one more bullet, which has no words yet."""
        _refuse_if_accepted(draft)
        used = [int(b.bullet_id) for b in draft.bullets]
        used += [int(edit.bullet_id) for edit in draft.edits if edit.bullet_id]
        bullet_id = str(max(used, default=0) + 1)
        bullet = EditedBullet(bullet_id, self._checked(draft.report, "", None), ())
        edit = Edit(now, EditAction.ADD, bullet_id, "", "")
        return replace(draft, bullets=(*draft.bullets, bullet), edits=(*draft.edits, edit))

    def accept(self, draft: EditedDraft, confirmed: Collection[str], now: datetime) -> EditedDraft:
        """The draft locked as it is; `confirmed` are the ids of bullets kept unsupported.

        AssistantError when a bullet has no words, or is not supported and not confirmed.
        """
        if draft.accepted_at:
            return draft
        exceptions = unsupported_bullets(draft)
        open_ones = [bullet for bullet in exceptions if bullet.bullet_id not in confirmed]
        if not draft.bullets:
            raise AssistantError("there is no bullet to accept: add one")
        for number, bullet in enumerate(draft.bullets, 1):
            if not bullet.checked.text:
                raise AssistantError(f"bullet {number} has no words: write it or delete it")
            if bullet in open_ones:
                raise AssistantError(f"bullet {number} is not supported: confirm or change it")
        kept = (
            Edit(now, EditAction.CONFIRM, b.bullet_id, _verdict(b).value, b.checked.text)
            for b in exceptions
        )
        return replace(draft, edits=(*draft.edits, *kept, Edit(now, EditAction.ACCEPT, "", "", "")))

    def reopen(self, draft: EditedDraft, now: datetime) -> EditedDraft:
        """The draft open to changes again."""
        if not draft.accepted_at:
            return draft
        return replace(draft, edits=(*draft.edits, Edit(now, EditAction.REOPEN, "", "", "")))

    def _reworded(
        self, draft: EditedDraft, bullet_id: str, text: str, action: EditAction, now: datetime
    ) -> EditedDraft:
        _refuse_if_accepted(draft)
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


def unsupported_bullets(draft: EditedDraft) -> tuple[EditedBullet, ...]:
    """The bullets that say something which the body does not support."""
    return tuple(b for b in draft.bullets if b.checked.text and _verdict(b) != Verdict.SUPPORTED)


def _verdict(bullet: EditedBullet) -> Verdict:
    return judge_together(bullet.checked.claims).verdict


def _refuse_if_accepted(draft: EditedDraft) -> None:
    if draft.accepted_at:
        raise AssistantError("the draft is accepted: reopen it before you change it")


def _bullet(draft: EditedDraft, bullet_id: str) -> EditedBullet:
    return next(bullet for bullet in draft.bullets if bullet.bullet_id == bullet_id)


def _with(draft: EditedDraft, changed: EditedBullet) -> EditedDraft:
    """The draft with a bullet in the place of the one that has its id."""
    return replace(
        draft,
        bullets=tuple(changed if b.bullet_id == changed.bullet_id else b for b in draft.bullets),
    )
