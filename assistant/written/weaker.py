"""Whether a sentence still follows from its quote when a phrase at the quote's edge goes.

"Prices rose in Lima after the vote" says that prices rose. "Prices rose by 7% in Lima" does not
say so of Peru, nor "all ministers in Lima resigned" that all did, nor "strikes were banned in
Lima" that strikes were: figures, whole groups, comparisons and denials are bound to the phrases
beside them. What says on what condition or on whose word never goes.
"""

import re

_BOUND = re.compile(
    r"\b(?:all|every\w*|each|any\w*|no|none|only|most\w*|majority|half|few\w*|least|less|more|than|"
    r"first|second|third|last|largest|biggest|highest|lowest|best|worst|main|sole|single|unique|"
    r"same|always|never|not|cannot|nor|neither|without|like|unlike|as|rather|too|enough|so|such|"
    r"\w{3,}est|\w+n['’]t|unlikely|opposed?|oppos\w+|bann?(?:ed|ing|s)?|prohibit\w*|forb[aio]d\w*|"
    r"reject\w*|refus\w*|den(?:y|ies|ied|ying)|stop\w*|halt\w*|prevent\w*|avoid\w*|block\w*|"
    r"cancel\w*|limit\w*|restrict\w*|exclud\w*|suspend\w*|withdr[ae]w\w*|abandon\w*|resist\w*|"
    r"fail\w*|lack\w*|lost|lose|loses|against|compar\w+|equal\w*|average|rate|share|total|"
    r"worth|fewer|doubt\w*|critici[sz]\w*|condemn\w*|warn\w*|threat\w*|attempt\w*|tr(?:y|ied|ying)|"
    r"plan\w*|aim\w*|want\w*|hop(?:e|es|ed|ing)|intend\w*|agree\w*|promis\w*|pledg\w*|"
    r"call\w* for|composed|consist\w*|compris\w*|includ\w*|made up|integrat\w*|combin\w*)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d|[%$€£]")
_DAY = re.compile(
    r"\b(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)(?: \d{1,2}\b,?)?(?: \d{4})?|\b(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)
_NO_END = re.compile(
    r"\W*(?:as|of|against|than|like|not|no|to(?! (?:an?|the|its|his|her|their|them|him|it)\b))\b|"
    r".*\b(?:or|but|instead|when\w*|while|whilst|once)\b",
    re.IGNORECASE | re.DOTALL,
)
_MORE_NAMES = re.compile(
    r"\W*(?:(?:[A-Z][\w’'.-]+[ ,]+)+)?(?:and|or|as well as|along with)\b"
    r"(?! (?:an? |the )?[a-z])|,\s*[A-Z]"
)
_UNFINISHED = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|to|the|an?|of|and|that|will|would|may|might|can|"
    r"could|must|should|become|became|remains?|remained|seems?|seemed)\W*\Z|['’]s?\s*\Z",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\b(?:or|but|instead|when\w*|while|whilst|once)\b", re.IGNORECASE)
_WHEN_FIRST = re.compile(
    r"(?:in|on|at|during|after|before|since|following|throughout|across|currently|recently|"
    r"increasingly|today|then|later|eventually|also|soon)\b[^;:]*,",
    re.IGNORECASE,
)


def may_end_without(kept: str, cut: str) -> bool:
    """Whether `kept` follows from "`kept` `cut`": what it says is said there of less.

    An end that says of whom, against whom or in which case, and one that goes on with a list of
    names, is no such end; nor is one behind which `kept` is no whole sentence.
    """
    return not (
        _is_bound(kept) or _UNFINISHED.search(kept) or _NO_END.match(cut) or _MORE_NAMES.match(cut)
    )


def may_begin_without(cut: str, kept: str) -> bool:
    """Whether `kept` follows from "`cut` `kept`", a beginning that says when or where."""
    return not _is_bound(kept) and not _TURNS.search(cut) and _WHEN_FIRST.fullmatch(cut) is not None


def _is_bound(kept: str) -> bool:
    return bool(_BOUND.search(kept) or _FIGURE.search(_DAY.sub("", kept)))
