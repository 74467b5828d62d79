"""How sure a clause is as a whole: the one hedge that decides, its matter and its rank."""

import re
from dataclasses import dataclass

from assistant.certainty.estimates import Estimate, Reading
from assistant.certainty.lexicon import OPEN, EstimateKind, Rank, label_of, opposite
from assistant.lexical import terms
from assistant.reports.model import Span
from assistant.verbs import BASE_FORMS

ASSERTED: Rank = (9, 9)
ASSERTED_NOT: Rank = (0, 0)
_FOLLOWS: Rank = (6, 9)  # "would", on a condition: as sure as "will" or "is ready to"
_FEW = 2  # content words of a clause that has no matter of its own
_STEM = 6  # letters compared, so that "resign" meets "resignation"
_LIGHT = frozenset(
    """also no not more most new now say said still yet well very year time make made take taken
    have been become remain other further against between during after before over under within
    all any both each such than up out onli soon earli late next last it there accord assess judg
    believ think view though although while whilst wherea becaus""".split()
)
_NEGATIVE = re.compile(
    r"\b(?:not|never|none|nobody|nothing|neither|nor|cannot|no(?!\s+doubt|\s+longer\s+than|\s+less)|"
    r"fail(?:s|ed)?\s+to|refus(?:e|es|ed)\s+to)\b(?!\s+only\b)|n't\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:said|says|announced|pledged|promised|warned|told|stated|added|declared|vowed|claimed|"
    r"insisted|confirmed|agreed|indicated|argued|noted|signalled|denied|assured|decided|reported|"
    r"stressed|reiterated|maintained|predicted|forecast|ordered|ruled)\b",
    re.IGNORECASE,
)
_BY_ACCOUNT = re.compile(
    r"\b(?:according\s+to|by\s+the\s+account|in\s+the\s+view\s+of|alleged|reports?\s+(?:of|that)|"
    r"rumou?rs?|suspected|unconfirmed|thinks?|thought|believes?|reckons?|accused?)\b",
    re.IGNORECASE,
)
_PARTICIPLE = rf"(?:\w+ed|{'|'.join(BASE_FORMS)}|set|put|cut|come)\b"
# Perfect tense, or a verb's past form that is its own: "was to", "had to" say nothing of an end.
_DONE = re.compile(
    rf"\b(?:has|have)\s+(?:now\s+|already\s+|since\s+|\w+ly\s+)?(?:been\s+)?{_PARTICIPLE}"
    rf"|\b(?:was|were)\s+(?:\w+ly\s+)?{_PARTICIPLE}"
    r"|\b(?:began|took\s+(?:effect|place|office|over)|came\s+into\s+(?:force|effect))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    rf"\b(?:was|were|had|did|said|told|became|came|went|made|took|left|got|{'|'.join(BASE_FORMS)}|"
    r"\w{3,}ed)\b",
    re.IGNORECASE,
)
_NOT_PAST = re.compile(
    r"\b(?:will|is|are|has|can|shall|must|(?:may|might|could|should|would)(?!\s+(?:not\s+)?have\b)|"
    r"(?<!may\s)(?<!might\s)(?<!could\s)(?<!would\s)have)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:chances?|prospects?|odds|likel\w*|probab\w*|possib\w*|potential\w*|perhaps|maybe|"
    r"(?<!without\s)(?<!any\s)doubt\w*|unclear|uncertain\w*|seem\w*|appear(?:s|ed)?|looks?|hint\w*|hop(?:e|es|ed|ing)|bets?|"
    r"expect\w*|fores\w+|predict\w*|project(?:ed|s|ion|ions)|forecasts?|assum\w*|presum\w*|guess\w*|"
    r"believ\w*|thinks?|thought|reckon\w*|judg\w*|views?|risks?|threat\w*|(?-i:may)|might|could|should|"
    r"would|tends?|tended|plan(?:s|ned|ning(?!\s+(?:minist|commi|auth|depart)))?|inten\w+|aim(?:s|ed|ing)?|propos\w+|pledg\w+|vow\w*|"
    r"seek\w*|sought|provisional\w*|tentativ\w*|wants?|wish\w*|due|pending|ahead(?!\s+of\b)|upcoming|scheduled|slated|envisag\w+|anticipat\w+|"
    r"candidate|frontrunner|favou?rite|tipped|contender|suggest\w*|signs?|points?\s+to|pointing|eye(?:s|ing)|"
    r"mull\w*|weigh\w*|consider\w*|debat\w+|depend\w*|hing\w+|conditional\w*|if|unless|question|"
    r"room|scope|open|option|reported\w*|allege\w*|supposed\w*|rumou?r\w*)\b",
    re.IGNORECASE,
)
_WAVED = re.compile(
    r"\b(?:whatever|regardless|irrespective|unconditional(?:ly)?|in\s+any\s+(?:case|event)|"
    r"come\s+what\s+may|even\s+(?:if|though|should|before|without|with|as)|with\s+or\s+without|"
    r"whether\s+or\s+not|without\s+(?:any\s+)?conditions?|with\s+no\s+conditions|no\s+matter)\b",
    re.IGNORECASE,
)
_NOUNS = re.compile(
    r"(?:an?|the|distinct|real|serious|significant|growing)?\s*(?:risks?|danger|threat|chances?|"
    r"possibilit(?:y|ies)|prospects?|expectations?|projections?|forecasts?|plans?|proposals?)\b",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"\s+(?:to|be|that|have|not|\w+ly)\b", re.IGNORECASE)
# "It is likely that the bill will not pass", "expects the bill not to pass".
_TURNS = re.compile(
    r"\b(?:(?:will|would|does|do|did|is|are|was|were|has|have|can)\s+(?:not|never)|cannot|not\s+to|"
    r"that\s+(?:no|neither|nobody))\b(?!\s+only\b)|n't\b",
    re.IGNORECASE,
)
_LOOSE = (EstimateKind.MODAL, EstimateKind.POSSIBILITY)
_TURNED = (EstimateKind.LIKELIHOOD, EstimateKind.EXPECTATION)
_KNOWN = re.compile(
    r"\b(?:(?:the|its|his|her|their|this|that|these|those|our)|(?:of|for)(?:\s+an?)?)\s+$",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"(?:likely|probable|possible|potential|unlikely)\s+(?!to\b|that\b|outcomes?\b|scenarios?\b|"
    r"results?\b|case\b|course\b|winners?\b)\w"
)
_SHARES_SUBJECT = re.compile(
    r"(?:and|or|but|nor|yet)\s+(?:\w+ly\s+|then\s+|also\s+)?(?:will|would|may|might|could|can|should|"
    r"is|are|was|were|has|have|had|plans|intends|expects|aims|hopes|wants|seeks)\b"
)
_PRO_VERB = re.compile(r"\b(?:do|does|did|done)\s+so\b")
_NAME = re.compile(r"(?<![^\W_])(?:[A-Z]|\d)[\w'.,-]*")
_RELATIVE = re.compile(r"(?:which|who|that|likely|unlikely|expected|scheduled|due|planned)\b")
_OPINION = "opinion"
_NEAR = 16  # characters between a modal and the hedge that sharpens it ("would probably")


@dataclass(frozen=True, slots=True)
class Stance:
    """What a clause commits to: `estimate` is None where it simply states."""

    rank: Rank
    estimate: Estimate | None
    span: Span
    heads: frozenset[str]  # stems of the words that the estimate is about
    label: str

    @property
    def asserts(self) -> bool:
        """Whether the clause states its matter as settled, either way."""
        return self.rank in (ASSERTED, ASSERTED_NOT)


def stems(text: str) -> frozenset[str]:
    """The content words of `text`, cut to the part that inflection and derivation share."""
    return frozenset(_folded(term) for term in terms(text) if term not in _LIGHT)


def _folded(term: str) -> str:
    """A stem in the form that "reduction" and "reduce", "invasion" and "invade" share."""
    stem = BASE_FORMS.get(term, term)[:_STEM]
    return stem[:-1] if len(stem) > 4 and stem[-1] in "sdt" else stem


def matter(reading: Reading) -> tuple[Span, ...]:
    """Where a clause says what it is about, without its hedges."""
    found: list[Span] = []
    for piece in reading.clause.pieces:
        at = piece.start
        for estimate in reading.estimates:
            if piece.start <= estimate.span.start < piece.end:
                found += (Span(at, estimate.span.start), estimate.topic)
                at = estimate.span.end
        found.append(Span(at, piece.end))
    return tuple(span for span in found if span.end > span.start)


def content(reading: Reading, text: str) -> frozenset[str]:
    """The stems of what a clause says, without its hedges."""
    said = (stems(span.of(text)) for span in matter(reading))
    return _antecedent(reading, text).union(*said)


def _antecedent(reading: Reading, text: str) -> frozenset[str]:
    """What a clause is about without naming it: before a relative, or shared with "and will"."""
    start = reading.clause.span.start
    if _PRO_VERB.search(text, start, reading.clause.span.end):
        return stems(text[reading.sentence.start : start])
    if _SHARES_SUBJECT.match(text, start):
        return _first_stems(text[reading.sentence.start : start].split(), 2)
    if not _RELATIVE.match(text, start):
        return frozenset()
    return _first_stems(text[reading.sentence.start : start].split()[::-1], 2)


def names(reading: Reading, text: str) -> frozenset[str]:
    """The stems of the names and numbers of a clause; a sentence's first word is not known."""
    found: set[str] = set()
    for piece in reading.clause.pieces:
        for match in _NAME.finditer(text, piece.start, piece.end):
            if match.start() != reading.sentence.start:
                found |= stems(match[0])
    return frozenset(found)


def is_reported(reading: Reading, text: str) -> bool:
    """Whether a clause, or the sentence around it, says that it is someone's word."""
    if any(e.kind is EstimateKind.HEARSAY for e in reading.estimates):
        return True
    around = reading.sentence.of(text)
    return bool(_REPORTED.search(around) or _BY_ACCOUNT.search(around))


def is_done(reading: Reading, text: str) -> bool:
    """Whether a clause without any hedge tells of something finished."""
    if reading.estimates:
        return False
    return any(_DONE.search(piece.of(text)) for piece in reading.clause.pieces)


def is_past(reading: Reading, text: str) -> bool:
    """Whether a clause tells of the past alone; "may have agreed" does too."""
    written = " ".join(piece.of(text) for piece in reading.clause.pieces)
    return bool(_PAST.search(written)) and not _NOT_PAST.search(written)


def waves_aside(reading: Reading, text: str) -> bool:
    """Whether a clause says that a condition does not matter: "even if", "with or without"."""
    return any(_WAVED.search(piece.of(text)) for piece in reading.clause.pieces)


def is_soft(reading: Reading, text: str) -> bool:
    """Whether a clause without a known hedge still has a word that people hedge with."""
    written = " ".join(piece.of(text) for piece in reading.clause.pieces)
    return bool(_SOFT.search(written))


def is_confidence(reading: Reading, words: frozenset[str]) -> bool:
    """Whether a clause only says how well founded another one is ("and we are confident in it")."""
    grades = any(e.kind is EstimateKind.CONFIDENCE for e in reading.estimates)
    return grades and len(words) <= _FEW


def is_noun(estimate: Estimate) -> bool:
    """Whether the hedge is a noun that a verb's hedge can stand beside ("risk of")."""
    return not estimate.topic.end and bool(_NOUNS.match(estimate.text))


def stance(
    reading: Reading,
    text: str,
    words: frozenset[str],
    conditional: bool,
    without: frozenset[str] = frozenset(),
) -> Stance:
    """How sure the clause with content `words` is.

    `conditional` says that "would" follows from an "if".

    Nouns of the classes `without` are left out: both sides have them.
    """
    settled = conditional or bool(_REPORTED.search(_before_would(reading, text)))
    hedges = [
        e
        for e in reading.estimates
        if _counts(e, reading, settled, without) and not describes(e, text)
    ]
    hedges = [e for e in hedges if e.key != OPEN] or hedges
    if any(_is_sharpened(e, reading) for e in hedges):
        hedges = []
    if hedges:
        return _hedged(_deciding(hedges), reading, text, words)
    stated = [e for e in reading.estimates if e.rank in (ASSERTED, ASSERTED_NOT)]
    stated += [e for e in reading.estimates if e.key == "would"]
    written = " ".join(piece.of(text) for piece in reading.clause.pieces)
    rank = ASSERTED_NOT if _NEGATIVE.search(written) else ASSERTED
    if not stated:
        return Stance(rank, None, reading.clause.span, frozenset(), "asserted")
    first = stated[0]
    if conditional and first.key == "would" and rank == ASSERTED:
        rank = _FOLLOWS
    return Stance(rank, first, first.span, _heads(first, reading, text) & words, "asserted")


def _hedged(chosen: Estimate, reading: Reading, text: str, words: frozenset[str]) -> Stance:
    """The stance of a hedge, turned round where what it governs is denied."""
    rank, label = chosen.rank, chosen.label
    piece = next((p for p in reading.clause.pieces if p.end > chosen.span.start), chosen.scope)
    following = (e.span.start for e in reading.estimates if e.span.start >= chosen.span.end)
    if chosen.kind in _TURNED and _TURNS.search(
        text, chosen.span.end, min(piece.end, next(following, piece.end))
    ):
        rank = opposite(rank)
        label = label_of(rank)
    return Stance(rank, chosen, chosen.span, _heads(chosen, reading, text) & words, label)


def _is_sharpened(would: Estimate, reading: Reading) -> bool:
    """Whether a "would" is made certain by the next word ("would definitely")."""
    return would.key == "would" and any(
        e.key == "certain" and 0 <= e.span.start - would.span.end < _NEAR for e in reading.estimates
    )


def _before_would(reading: Reading, text: str) -> str:
    would = [e.span.start for e in reading.estimates if e.key == "would"]
    return text[reading.sentence.start : would[0]] if would else ""


def _counts(estimate: Estimate, reading: Reading, settled: bool, without: frozenset[str]) -> bool:
    if estimate.kind is EstimateKind.CONDITION:
        return reading.clause.is_condition
    if estimate.kind is EstimateKind.CONFIDENCE or estimate.key == "reported":
        return False
    if estimate.key == "would" and settled:
        return False
    if estimate.key in without and is_noun(estimate):
        return False
    return estimate.rank not in (ASSERTED, ASSERTED_NOT)


def describes(estimate: Estimate, text: str) -> bool:
    """Whether the hedge describes a noun taken as known ("its likely successor")."""
    before = text[max(0, estimate.span.start - 12) : estimate.span.start]
    return bool(_KNOWN.search(before) and _DESCRIBED.match(text, estimate.span.start))


def _deciding(hedges: list[Estimate]) -> Estimate:
    """The outermost hedge, unless the next one only makes it sharper."""
    first, *rest = [e for e in hedges if e.key != _OPINION] or hedges
    for second in rest[:1]:
        graded = first.key == "would" and second.kind is EstimateKind.LIKELIHOOD
        if second.span.start - first.span.end > _NEAR and not graded:
            break
        sharper = second.kind in (EstimateKind.LIKELIHOOD, EstimateKind.POSSIBILITY)
        loose = first.key in ("would", "should", "seems", "believed")
        if loose or (sharper and first.kind in _LOOSE and not is_noun(second)):
            return second
    return first


def _heads(estimate: Estimate, reading: Reading, text: str) -> frozenset[str]:
    """What the estimate is about: the next words, or those before one that ends its clause."""
    if estimate.topic.end:
        return stems(estimate.topic.of(text))
    piece = next(
        (p for p in reading.clause.pieces if p.start <= estimate.span.start < p.end),
        reading.clause.span,
    )
    if estimate.kind is EstimateKind.CONDITION:
        return stems(text[estimate.span.end : piece.end])
    after = _first_stems(text[estimate.span.end : piece.end].split(), 2)
    ends = estimate.kind in (EstimateKind.LIKELIHOOD, EstimateKind.POSSIBILITY)
    if after and not (ends and not _VERBAL.match(text, estimate.span.end)):
        return after
    before = text[reading.clause.span.start : estimate.span.start].split()
    return after | _first_stems(before[::-1], 2)


def _first_stems(words: list[str], most: int) -> frozenset[str]:
    found: set[str] = set()
    for word in words[:8]:
        if not word.endswith("ly"):
            found |= stems(word)
        if len(found) >= most:
            break
    return frozenset(found)
