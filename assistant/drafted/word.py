"""A draft's bullets worded anew by a language model where what it writes holds.

For each bullet the model is asked for several versions. Each is held to the body as an answer's
sentence is held to the archive, and to the rules for bullets; the best by verdict, coverage and
style stands in the bullet's place. Where none holds the embedded engine's bullet stays.
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Event as Flag

from assistant.drafted.hold import Body, Version, Wanted, judged, versions_in
from assistant.drafted.prompt import BulletPrompt, Examples, bullet_prompts
from assistant.drafted.wording import FORM, VERSIONS
from assistant.errors import CancelledError, ModelError
from assistant.ground import Checker
from assistant.llm import LanguageModel, Usage
from assistant.reports.model import Report, Span
from assistant.results import Bullet, Citation, Draft, DraftPoint, Dropped, Verdict
from assistant.written import Evidence, parse, reply_fault, reply_room, spent


def word_bullets(
    model: LanguageModel,
    strict: Checker,
    normal: Checker,
    report: Report,
    draft: Draft,
    examples: Examples,
    *,
    cancelled: Flag | None = None,
) -> Draft:
    """`draft` with the model's wordings; `related` is left for the caller to look up anew.

    Raises CancelledError when `cancelled` is set; any other fault of the model is a notice.
    """
    return _Wording(model, strict, normal, report, draft, cancelled).worded(
        bullet_prompts(report, draft, examples, model.window)
    )


class _Wording:
    """One draft in the making."""

    def __init__(
        self,
        model: LanguageModel,
        strict: Checker,
        normal: Checker,
        report: Report,
        draft: Draft,
        cancelled: Flag | None,
    ) -> None:
        self._model = model
        self._strict = strict
        self._report = report
        self._draft = draft
        self._cancelled = cancelled
        source = normal.source(report.text, report.paragraphs)
        self._body = Body(normal, source, report.date)
        self._usage: list[Usage] = []
        self._dropped: list[Dropped] = []
        self._notices: list[str] = []
        self._failed = False

    def worded(self, prompts: Sequence[BulletPrompt]) -> Draft:
        cite = _Citations(self._report, self._draft)
        found = [self._best(number, prompt) for number, prompt in enumerate(prompts, 1)]
        points = [
            cite.point(prompt.bullet.point) if version is None else cite.version(version)
            for prompt, version in zip(prompts, found, strict=True)
        ]
        summary = tuple(map(cite.point, self._draft.summary))
        bullets = []
        for prompt, point, version in zip(prompts, points, found, strict=True):
            others = (
                () if version is None else (prompt.bullet.point,)
            ) + prompt.bullet.alternatives
            bullets.append(Bullet(point, tuple(map(cite.point, others))))
        return replace(
            self._draft,
            bullets=tuple(bullets),
            summary=summary,
            citations=cite.made,
            dropped=(*self._draft.dropped, *self._dropped),
            engine=self._model.name if any(found) else self._draft.engine,
            notices=tuple(self._notices),
            spent=spent(self._usage),
        )

    def _best(self, number: int, prompt: BulletPrompt) -> Version | None:
        """The best version of a bullet that holds; None, and a notice, where none does."""
        if self._failed:
            return None
        try:
            found = self._version(prompt)
        except CancelledError:
            raise
        except ModelError as error:
            self._failed = True
            found = f"failed ({error})"
        if isinstance(found, Version):
            return found
        whose = "bullet {} is" if not self._failed else "bullets from {} on are"
        self._notices.append(
            f"The model {self._model.name} {found}: {whose.format(number)} the embedded engine's."
        )
        return None

    def _version(self, prompt: BulletPrompt) -> Version | str:
        """The best version that holds, or why there is none, to follow "The model"."""
        if not prompt.messages:
            return "has too small a window for the passage"
        reply = self._model.write(
            prompt.messages,
            most=reply_room(self._model.window),
            form=FORM,
            cancelled=self._cancelled,
        )
        self._usage.append(reply.usage)
        versions = versions_in(reply.text)[:VERSIONS]
        first = versions[0] if versions else ""  # versions of one sentence are like each other
        fault = reply_fault(first, parse(first, 0))
        if fault:
            return fault
        held, dropped = judged(
            versions,
            Evidence(self._strict, prompt.blocks),
            self._body,
            Wanted(prompt.bullet.point.text, prompt.spans),
            self._draft.style,
        )
        self._dropped += dropped
        return held[0] if held else "wrote no version that the body carries"


class _Citations:
    """Numbers the quotes of a draft anew, 1..N in order of first use."""

    def __init__(self, report: Report, draft: Draft) -> None:
        self._report = report
        self._before = {citation.n: citation for citation in draft.citations}
        self._source = draft.citations[0].source
        self._made: dict[Span, Citation] = {}

    @property
    def made(self) -> tuple[Citation, ...]:
        """The citations so far."""
        return tuple(self._made.values())

    def point(self, point: DraftPoint) -> DraftPoint:
        """A point of the draft as it was, with its new numbers."""
        numbers = tuple(self._number(self._before[n].span) for n in point.citations)
        return replace(point, citations=numbers)

    def version(self, version: Version) -> DraftPoint:
        """A model's version as a point."""
        return DraftPoint(
            text=version.text,
            citations=tuple(map(self._number, version.spans)),
            verdict=Verdict.SUPPORTED,
            score=version.score,
            certainty=version.certainty,
        )

    def _number(self, span: Span) -> int:
        if span not in self._made:
            n = len(self._made) + 1
            self._made[span] = Citation(n, self._source, span, span.of(self._report.text))
        return self._made[span].n
