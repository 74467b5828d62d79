"""Whether a sentence can be read alone: whole, no question, and nothing in it points back.

A reader of a bullet has not read the sentence before it. One that opens with "This" or "The
move" is not chosen; one that opens with "He" or "The law" is, once its name has taken the
word's place (see `refer`).
"""

import re

from assistant.draft.turns import SPEAKER

POINTS_BACK = "points to the sentence before it"
"""The fault that naming what is pointed to can mend."""

_END = re.compile(r"[.!][\"'”’)\]]*\Z")
_BROKEN_OFF = re.compile(r"(?:\.\.\.|…|[–—])[.!]?[\"”’']?\Z|(?:\.\.\.|…)(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 5
_MOST_CAPITALS = 0.6  # of the words: beyond, it is a heading or a list of names
_BACKWARD = re.compile(
    r"(?:this|these|those|that|such|its|their|they|them|it|both|another|others?|the\s+(?:latter|"
    r"same|other|following)|here|nor|neither|either|so|then|"
    r"instead|otherwise|rather|similarly|likewise|(?:some|many|most|few|several|none|all|each)\s+"
    r"(?=(?:is|are|was|were|has|have|had|will|would|may|might|could|can)\b))\b",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"it(?:[’']s|\s+(?:is|was|will\s+be|would\s+be|remains|seems|appears|looks))\s+(?:\w+ly\s+|now\s+|also\s+|not\s+|"
    r"still\s+|very\s+)*(?:(?:un)?(?:likely|certain|expected|thought|believed|estimated|understood|hoped|"
    r"feared)\b(?!\s+to\b)|(?:un)?(?:clear|possible|probable|conceivable|doubtful|hard|difficult|"
    r"easy|important|vital|crucial|essential|right|time)\b)",
    re.IGNORECASE,
)
# What follows is said for itself: the reader has to know who "he" is.
_OURS = re.compile(
    r"We\s+(?:\w+\s+)?(?:judge|assess|expect|think|believe|forecast)\s+(?:that\s+)?"
    r"(?=(?:he|she|they|it|its|their|his|her|this|these|those|such)\b)"
)
_LATTER = re.compile(
    r"\bthe\s+latter\b|\b(?:(?:un)?likely\s+to|will|would|may|might|could)\s+(?:not\s+)?do\s+so\b",
    re.IGNORECASE,
)
# A noun phrase that only the sentence before explains: "The move will ...", not "The law on ...".
_VERB = (
    r"(?:also\s+|\w+ly\s+)?(?:will|would|may|might|could|can|should|must|is|are|was|were|has|have|had|"
    r"does|do|did|\w+ed|came|comes?|makes?|made|took|takes?|means?|meant|remains?|seems?|appears?|"
    r"follows?|gives?|gave|shows?|brings?|brought|said|says|found)\b"
)
BACKWARD_NOUN = re.compile(
    r"the\s+(?:(?:new|latest|proposed|recent|planned|draft|same|first|initial|two|three)\s+)*"
    r"(?P<noun>law|bill|act|treaty|agreement|pact|accord|deal|move|decision|ruling|measures?|"
    r"changes?|reforms?|amendments?|plan|proposal|project|programme|program|scheme|incident|attack|"
    r"protests?|successor|dispute|case|operation|announcement|statement|report|survey|study|group|company|"
    r"committee|commission|candidate|result|outcome|latter|pair|couple|site|event|vote|figures?|"
    r"move|episode|scandal|crisis|process|rules?|provisions?)\s+"
    rf"(?={_VERB}|[a-z]{{3,}}s\b)",
    re.IGNORECASE,
)
BARE_NOUN = re.compile(rf"[Tt]he\s+(?P<noun>[a-z-]{{4,}})\s+(?={_VERB})")
"""A noun alone, "The court will ...", that needs a name if the body has spoken of others."""

_SPLICED = re.compile(r",\s+(?:however|therefore|nevertheless|nonetheless|moreover),\s", re.I)
_ADVERBIAL = re.compile(
    r"(?:In|On|At|By|For|From|To|With|Without|Under|Over|After|Before|During|Despite|As|While|When|If|"
    r"Since|Because|Although|Though|Given|Following|Until|Once|Unless|Among|Like|Unlike|Instead|Then|"
    r"Now|Today|Yesterday|Here|There|Last|Next|Earlier|Later|\w+ly)\b[^,;:]{0,60},\s+"
)
_EARLY = re.compile(
    r"\b(?:this|these|those)\b(?!\s+(?:week|month|year|morning|evening)\b)", re.IGNORECASE
)
_EARLY_WORDS = 5
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))


def subject_at(text: str) -> int:
    """Where the subject stands: after an opening adverbial or "We judge that", or at the start."""
    ours = _OURS.match(text)
    if ours:
        return ours.end()
    opening = _ADVERBIAL.match(text)
    if not opening:
        return 0
    rest = text[opening.end() :]
    points = _BACKWARD.match(rest) or BACKWARD_NOUN.match(rest)
    return opening.end() if points or re.match(r"(?:he|she|his|her)\b", rest, re.I) else 0


def fault_in(text: str) -> str | None:
    """Why `text`, less its speaker's name, cannot stand alone; None when it can."""
    speaker = SPEAKER.match(text)
    text = text[speaker.end() :] if speaker else text
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS or not _END.search(text) or _BROKEN_OFF.search(text):
        return "not a whole sentence"
    if sum(word[0].isupper() for word in words) > _MOST_CAPITALS * len(words):
        return "a heading or a list of names"
    if not _is_balanced(text):
        return "quotes or brackets that do not close"
    if not text[:1].isupper() and not text[:1].isdigit() and text[:1] not in "“\"'‘$£€":
        return "the end of another sentence"
    if _SPLICED.search(text):
        return "two sentences run together"
    if _refers_back(text):
        return POINTS_BACK
    return None


def _refers_back(text: str) -> bool:
    at = subject_at(text)
    subject = text[at:]
    if _LATTER.search(text):
        return True
    if _IMPERSONAL.match(subject):
        return False
    if re.match(r"(?:he|she|his|her|hers)\b", subject, re.IGNORECASE):
        return True
    if re.match(r"(?:which|who|whose|whom|that)\b", text, re.IGNORECASE):
        return True
    if _BACKWARD.match(subject) or BACKWARD_NOUN.match(subject):
        return True
    early = _EARLY.search(" ".join(text.split()[:_EARLY_WORDS]))
    return bool(early)


def _is_balanced(text: str) -> bool:
    pairs = all(text.count(one) == text.count(other) for one, other in _PAIRS)
    opened = len(re.findall(r"(?<![\w.])[‘'](?=\w)", text))
    closed = len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text))
    return pairs and text.count('"') % 2 == 0 and opened <= closed
