"""Which blocks are promotion, legal notices and the like, told by their wording.

Losing a paragraph of a report is worse than keeping an advertisement, so a rule asks for a
short block that opens like one, or for a legal notice in the report's tail.
"""

import re

_SHORT = 220
_NOTICE = 1500  # the longest legal notice that may be taken for one

_PROMOTION = re.compile(
    r"(?:please\s+)?(?:"
    r"(?:request|ask\s+for|start|try|get|claim|book|begin)\s+(?:an?|your|our|the|free)\b.{0,60}"
    r"\b(?:trials?\b|free\s+(?:copy|sample|demo|month|access|issue)|free\s+for\s)"
    r"|for\s+(?:a|your)\s+(?:free|trial)\s+(?:month|trial|copy|sample|issue|week|demo|period)\b"
    r"|(?:a\s+)?free\s+(?:\w+\s+){0,3}trial\b"
    r"|(?:un)?subscribe\b(?:\s+(?:now|here|today|to|for|at|via|from)\b|\W*$)"
    r"|sign\s+(?:up|in)\b(?:\s+(?:now|here|today|to\s+(?:our|the)|for|at)\b|\W*$)"
    r"|click\s+(?:here|on|the|below)\b|(?:read|learn|find\s+out|see)\s+more\b.{0,50}$"
    r"|follow\s+us\b|contact\s+us\b|visit\s+(?:our|us|www)|(?:share|forward)\s+this\b.{0,40}$"
    r"|download\s+(?:the|this|our|a|full|pdf)\b.{0,60}$|register\s+(?:now|here|today|for\s+free)\b"
    r"|view\s+(?:this\s+)?(?:email\s+)?(?:in|on)\s+(?:your\s+)?(?:browser|the\s+web)"
    r"|(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}))|all\s+rights\s+reserved"
    r"|(?:www\.|https?://)\S+$|enquiries\s*:|e-?mail\s*:\s*\S+@\S+$"
    r")",
    re.I,
)
_SAMPLE = re.compile(
    r"\bsample\b.*\b(?:invented|fictional|fictitious|imaginary|made[- ]up)\b"
    r"|\b(?:invented|fictional|fictitious|imaginary|made[- ]up)\b.*\bsample\b"
    r"|^\W*(?:this\s+(?:is\s+)?)?(?:an?\s+)?sample\s+(?:report|text|document|note|update|outlook)\b"
    r".{0,40}\b(?:written|prepared|made|produced|created|composed)\s+(?:for|by)\b"
    r"|^\W*this\s+(?:report|text|document|note|update|outlook)\s+is\s+an?\s+(?:sample|example)\b",
    re.I,
)
_LEGAL = re.compile(
    r"disclaimer|all rights reserved|(?:no part|not) (?:of this|be) .{0,60}\breproduced"
    r"|does not constitute .{0,60}\badvice|for (?:general )?information(?:al)? (?:purposes )?only"
    r"|accepts? no (?:liability|responsibility)|confidential|terms (?:and conditions|of use)"
    r"|privacy policy|intended (?:solely|only) for|copyright",
    re.I,
)
_LEGAL_OPENING = re.compile(
    r"\W*(?:disclaimer|legal notice|no part of this|the (?:information|views|opinions)"
    r" (?:contained|expressed|in this)|this (?:report|publication|document|newsletter|material)"
    r" (?:is|was|has been|does|may|contains))\b",
    re.I,
)
_LEGAL_HEADING = re.compile(
    r"(?:disclaimer|legal(?:\s+(?:notice|disclaimer))?|copyright(?:\s+notice)?|terms\s+of\s+use"
    r"|about\s+(?:us|this\s+(?:report|publication|document)|the\s+publisher)|contact(?:\s+us)?"
    r"|important\s+(?:notice|information)|subscriptions?)\W*",
    re.I,
)


_OFFER = re.compile(
    r"\bfree trial\b|\btrial subscription|\bsubscri(?:bers|ptions?)\b.*\b(?:trial|edition|e-?mail)",
    re.I,
)


def is_promotion(text: str) -> bool:
    """Whether `text` is an advertisement, a sample notice or an ornament, wherever it stands."""
    if not any(c.isalnum() for c in text):
        return True
    opening = text.lstrip("[(*_ ")
    return len(text) <= _SHORT and bool(_PROMOTION.match(opening) or _SAMPLE.search(text))


def is_notice(text: str) -> bool:
    """Whether `text`, standing at a report's end, is a legal notice or an advertisement."""
    if is_promotion(text) or (len(text) <= _SHORT and _OFFER.search(text)):
        return True
    hits = {hit.lower() for hit in _LEGAL.findall(text[:_NOTICE])}
    needed = 1 if _LEGAL_OPENING.match(text) else 2
    return len(text) <= _NOTICE and len(hits) >= needed


def is_legal_heading(text: str) -> bool:
    """Whether `text` is the heading of a section that is no part of the report's matter."""
    return _LEGAL_HEADING.fullmatch(text) is not None
