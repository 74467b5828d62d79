"""What a question turns into on its way to the reader: query, hits, answer.

These types, and those of checks and drafts, are what the command line, the pages and the
renderers share. Every quote in them is a slice of a report's text, given with its span.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.reports.model import Report, Span


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports may be searched; None leaves a side open. Dates are inclusive."""

    place: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The report that a passage comes from, as far as a reader needs it."""

    report_id: str
    title: str
    date: date | None
    place: str | None
    kind: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by search; `text` is `report.text[span.start:span.end]`."""

    rank: int  # from 1
    score: float  # comparable within one search only; higher is better
    source: Source
    span: Span
    text: str


class Verdict(StrEnum):
    """Whether the evidence carries a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


class DiscrepancyKind(StrEnum):
    """What a claim says otherwise than its source."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"  # of a person, organisation or place
    NEGATION = "negation"  # also antonyms and directions of change
    CERTAINTY = "certainty"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Words of a claim that its source does not bear out.

    `claim_span` and `source_span` point into the claim and the source that were compared;
    `source_span` is None (and `source_text` empty) when the source has nothing to set
    against the words. `detail` is one sentence for the reader.
    """

    kind: DiscrepancyKind
    claim_span: Span
    claim_text: str
    source_span: Span | None
    source_text: str
    detail: str


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """A sentence of the source that bears on a claim; `quote` is `source[span.start:span.end]`."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class CheckedClause:
    """A clause of a claim, judged by itself; `span` points into the text of the claims."""

    span: Span
    text: str
    verdict: Verdict
    score: float


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with what its source says to it.

    `span` points into the text that the claims were given in, the spans of `discrepancies`
    into that text and into the source. `score`, in [0, 1], orders claims by support.
    `clauses` are the parts of a claim that has more than one, each judged by itself.
    """

    span: Span
    text: str
    verdict: Verdict
    score: float
    evidence: tuple[EvidenceSpan, ...]
    discrepancies: tuple[Discrepancy, ...]
    clauses: tuple[CheckedClause, ...]


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What a source says to the claims of a text taken as one."""

    verdict: Verdict
    score: float
    evidence: tuple[EvidenceSpan, ...]
    discrepancies: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered, exact quote; `quote` is `report.text[span.start:span.end]`."""

    n: int  # from 1, in order of first use
    source: Source
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer with the citations that carry it."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    score: float  # in [0, 1]: how well the evidence answers the question with this claim


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that was kept out of the answer, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange of a conversation, for follow-up questions."""

    question: str  # as understood, standing alone
    answered: bool


@dataclass(frozen=True, slots=True)
class Spent:
    """What some calls of a language model took: tokens, and US dollars if all prices are known."""

    calls: int
    sent: int
    received: int
    dollars: float | None

    @classmethod
    def total(cls, parts: Iterable["Spent"]) -> "Spent":
        """What all of them took together; dollars are unknown where those of one are."""
        held = list(parts)
        known = [part.dollars for part in held if part.dollars is not None]
        return cls(
            calls=sum(part.calls for part in held),
            sent=sum(part.sent for part in held),
            received=sum(part.received for part in held),
            dollars=sum(known) if len(known) == len(held) else None,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a question.

    `text` is the answer with its marks "[n]", in paragraphs parted by blank lines; each
    mark resolves in `citations`. When `answered` is False, `text` says why in a sentence
    or two and `closest` names the reports that came nearest; `claims` and `citations` are
    empty. `understood` is the question as searched for (a follow-up made standalone).
    `notices` tell the reader what a language model did not do as it should; `spent` is what
    it took, None when none was asked.
    """

    question: str
    understood: str
    filters: Filters
    as_of: date | None
    answered: bool
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]
    closest: tuple[Source, ...]
    confidence: float  # in [0, 1]; set by hand, not calibrated: see abstain
    engine: str
    seconds: float = field(compare=False)
    notices: tuple[str, ...] = ()
    spent: Spent | None = None


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A sentence of a draft, held to the body it was drawn from.

    `citations` are the sentences of the body that carry it; `certainty` is how sure it is:
    the label of its estimate, or "asserted".
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    score: float  # in [0, 1]: how well the body supports it
    certainty: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A drafted key point, and others that could stand in its place, best first."""

    point: DraftPoint
    alternatives: tuple[DraftPoint, ...]


class Relation(StrEnum):
    """How a new judgement stands to a past one on the same subject."""

    AGREES = "agrees"
    GOES_FURTHER = "goes further"
    SOFTENS = "softens"
    REVERSES = "reverses"


@dataclass(frozen=True, slots=True)
class PastJudgement:
    """What an earlier report said on the subject of a bullet; `bullet` counts from 1.

    `quote` is the earlier report's `text[span.start:span.end]`; `similarity` is the cosine
    of both. A near duplicate says what the bullet says, in nearly its words.
    """

    bullet: int
    source: Source
    span: Span
    quote: str
    relation: Relation
    similarity: float
    near_duplicate: bool


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How the archive's key points are written, measured over `reports` of them."""

    reports: int
    scope: str  # whose key points: "Mexico", "Flash Note" or "all reports"
    bullets: int  # median number in a report
    words: int  # median length of one
    most_words: int  # nine in ten are no longer
    stopped: float  # share that end in a full stop
    judging: float  # share that make a judgement
    ahead: float = 0.0  # share that tell what is to come
    leading: float = 0.0  # share that do so in their first half


@dataclass(frozen=True, slots=True)
class Draft:
    """Key points, and a summary if one was asked for, drawn from a report's body.

    `key_points` are the report's own, for comparison: the draft makes no use of them.
    """

    title: str
    date: date | None
    bullets: tuple[Bullet, ...]
    summary: tuple[DraftPoint, ...]
    citations: tuple[Citation, ...]
    related: tuple[PastJudgement, ...]
    dropped: tuple[Dropped, ...]
    style: HouseStyle | None
    key_points: tuple[str, ...]
    engine: str
    seconds: float = field(compare=False)
    notices: tuple[str, ...] = ()
    spent: Spent | None = None


@dataclass(frozen=True, slots=True)
class CheckedBullet:
    """A bullet as it is worded now, held to the report's body.

    `claims` are its sentences, with spans in `text`; a bullet without words has none. `past`
    is what an earlier report judged on its subject.
    """

    text: str
    claims: tuple[CheckedClaim, ...]
    certainty: str
    past: PastJudgement | None


@dataclass(frozen=True, slots=True)
class EditedBullet:
    """A bullet under an id that it keeps however it is worded, and what could replace it."""

    bullet_id: str
    checked: CheckedBullet
    alternatives: tuple[str, ...]


class EditAction(StrEnum):
    """What an analyst does to a draft."""

    REWRITE = "rewrite"
    SWAP = "swap"
    MOVE = "move"
    DELETE = "delete"
    ADD = "add"
    CONFIRM = "confirm"
    ACCEPT = "accept"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a draft: the bullet's text before and after, or its place for a move.

    A confirmation has the bullet's verdict and its text. To accept and to reopen concern the
    whole draft and name no bullet.
    """

    at: datetime
    action: EditAction
    bullet_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditedDraft:
    """A draft in an analyst's hands: what was drafted, what it is now, and how it came there.

    `asked` is the number of bullets asked for, None for as many as the house has.
    """

    draft_id: str
    begun: datetime
    asked: int | None
    report: Report
    draft: Draft
    bullets: tuple[EditedBullet, ...]
    edits: tuple[Edit, ...] = ()

    @property
    def accepted_at(self) -> datetime | None:
        """When it was accepted; None while it is open to changes."""
        last = self.edits[-1] if self.edits else None
        return last.at if last and last.action is EditAction.ACCEPT else None

    @property
    def changed_at(self) -> datetime:
        """When it was changed last."""
        return self.edits[-1].at if self.edits else self.begun
