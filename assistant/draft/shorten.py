"""A sentence made shorter by deletion alone, so that no word in it is ours.

Each rule finds stretches that a sentence can do without. Connectives, brackets and asides go
always; relatives, reasons and tails only as far as the length asks. Whether what is left
still says what the report says is for the check to decide, not for the rules.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.certainty import find_estimates
from assistant.draft.cuts import (
    FINITE,
    LEADING,
    LISTED,
    OF_FACTS,
    OF_ITS_OWN,
    WHEN_NEEDED,
    cuts,
    first_clauses,
)
from assistant.draft.turns import SPEAKER
from assistant.reports.model import Span

_CONNECTIVE = re.compile(
    r"(?:however|meanwhile|moreover|furthermore|in addition|additionally|nevertheless|nonetheless|"
    r"still|thus|therefore|hence|consequently|as a result|accordingly|besides|indeed|in turn|"
    r"by contrast|in contrast|on the other hand|on the one hand|finally|lastly|firstly|secondly|"
    r"thirdly|second|third|again|in short|overall|in sum|that said|even so|of course|in fact|"
    r"also|for now|to be sure|crucially|notably|importantly|more importantly|equally|for instance|"
    r"for example|okay|well|yes|no|look|yeah|obviously|clearly|so|and so|actually|"
    r"i mean|you know|as i said|of course)(?:,\s+|:\s+)"
    r"|(?:but|and|yet|so),?\s+(?=\w)|that(?:[’']s|\s+is|\s+was)\s+why\s+(?=\w)",
    re.IGNORECASE,
)
_ALWAYS = (
    # Inside a quotation a bracket is an editor's word that the sentence needs, inside a name it
    # is part of that.
    re.compile(
        r"(?:^|(?<=\S)(?<!\bon)(?<!\bof)(?<!\bto)(?<!\bin)(?<!\bby)(?<!\bfor))"
        r"\s*\([^()]*\)(?![^“]*”)(?!\s+(?:\([^()]*\)\s+)*[A-Z])"
    ),
    re.compile(r"\s*\[[^\[\]]*\]"),
    re.compile(
        r",\s+(?:however|meanwhile|for (?:instance|example)|of course|in turn|therefore|moreover|"
        r"nonetheless|nevertheless|among others?|among other things|in particular|too|in fact|"
        r"indeed|then|though|you know|i mean|as you know|as i (?:say|said)|"
        r"obviously|actually|frankly|by the way|if you like),(?=\s)",
        re.IGNORECASE,
    ),
    re.compile(r",\s+(?:however|too|though|for (?:instance|example)|meanwhile)(?=\.$)", re.I),
    re.compile(r"(?<=\w)\s+(?:also|nonetheless|nevertheless|therefore|thus)(?=\s+\w)", re.I),
    re.compile(r"\s*[–—](?!\s*(?:or|and|but|not|nor)\b)[^–—]{3,120}(?:\s+[–—]|—)(?=\s*\w)"),
)
# Between two clauses it is a joint, and the sentence falls apart without it.
_JOINS = re.compile(r",\s+(?:however|therefore|nevertheless|nonetheless|moreover),", re.IGNORECASE)
_RUN_ON = re.compile(r"[\w)] (?:The|An?) \w")  # the text of a second caption
_ENDS_BARE = re.compile(r"[\w%][\"”’')\]]?\Z")
_DANGLING = re.compile(
    r"(?:\b(?:and|or|but|the|an?|of|to|in|on|at|by|for|with|from|as|that|which|who|is|are|was|were|"
    r"be|been|exactly|just|only|even|shortly|nearly|almost|least of all|"
    r"(?:is|are|was|were|be)\s+\w+ing|has|have|had|will|would|(?-i:may)|might|could|can|should|not|its|his|her|their)|,|:|;)"
    r"[.!]?[\"”’']?$",
    re.IGNORECASE,
)
# A subordinate clause by itself, maybe after a speaker's name.
_HALF = re.compile(
    r"(?:[^,.:]{1,40}:\s)?(?:when|while|although|though|because|as|if|where|since|after|before|unless|"
    r"until|once)\s[^,]*$",
    re.IGNORECASE,
)
_LEAST_WORDS = 5
_LEAST_SHARE = 0.3  # of a sentence's words: with fewer it is about something else
_MOST_CUTS = 3
_MOST_OPTIONS = 12  # wordings offered for one sentence


def stopped(text: str) -> str:
    """A sentence that lost its stop, as a headline or the text of a caption, with one."""
    if _RUN_ON.search(text):
        return text
    whole = _ENDS_BARE.search(text) and FINITE.search(text) and not _DANGLING.search(text)
    return f"{text}." if whole else text


def opened(text: str) -> str:
    """The sentence without the words that only tie it to the one before, a speaker's name kept."""
    speaker = SPEAKER.match(text)
    said_from = speaker.end() if speaker else 0
    while found := _CONNECTIVE.match(text, said_from):
        text = text[:said_from] + capital(text[found.end() :])
    return text


def slimmed(text: str) -> Iterator[str]:
    """The sentence after each cut that is made whatever its length, one cut at a time."""
    for rule in _ALWAYS:
        for match in reversed(list(rule.finditer(text))):
            if _JOINS.match(match[0]) and FINITE.search(text, 0, match.start()):
                continue
            cut = mended(_joined((text[: match.start()], text[match.end() :])))
            if is_sound(cut, text):
                yield cut
                text = cut


def shorter(text: str, most: int, *, freely: bool = True) -> list[str]:
    """Wordings of at most `most` words, the longest first: what is cut least comes first.

    Only `freely` does a clause of its own take an estimate with it, or a list of what is
    included go. Where an estimate is left, no time is cut.
    """
    free = [*cuts(OF_ITS_OWN, text), *first_clauses(text)]
    rules: tuple[re.Pattern[str], ...] = WHEN_NEEDED
    if freely:
        rules = (*rules, *LISTED)
    else:
        free = _without_estimates(free, text)
    plain = _without_estimates(cuts(rules, text), text)
    timed = _without_estimates(cuts(OF_FACTS, text), text)
    found: dict[str, int] = {}
    for size in range(1, _MOST_CUTS + 1):
        for chosen in combinations(sorted({*free, *plain, *timed}), size):
            wording = _without(text, chosen)
            if not wording or len(wording.split()) > most or not is_sound(wording, text):
                continue
            if len(wording.split()) < _LEAST_SHARE * len(text.split()):
                continue
            if not {*free, *plain}.issuperset(chosen) and find_estimates(wording):
                continue
            found.setdefault(wording, len(wording.split()))
    return sorted(found, key=lambda wording: (-found[wording], wording))[:_MOST_OPTIONS]


def _without_estimates(found: Sequence[Span], text: str) -> list[Span]:
    return [cut for cut in found if not find_estimates(cut.of(text))]


def is_sound(wording: str, text: str) -> bool:
    """Whether a wording of `text` is still a sentence, as far as its form shows."""
    if len(wording.split()) < _LEAST_WORDS:
        return False
    if _HALF.match(wording) and not _HALF.match(text):
        return False
    if _DANGLING.search(wording) and wording.split()[-1] != text.split()[-1]:
        return False
    closed = all(wording.count(a) == wording.count(b) for a, b in ("()", "[]", "“”"))
    if not closed or wording.count('"') % 2:
        return False
    if _loose_quotes(wording) > _loose_quotes(text):
        return False
    verb = FINITE.search(wording)
    if verb is None:
        return not FINITE.search(text)
    headless = LEADING.match(text) and not LEADING.match(wording)
    return not (headless and wording.count(",", 0, verb.start()) % 2)


def _loose_quotes(text: str) -> int:
    """Single marks that close, less those that open: what is over may be apostrophes."""
    return len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text)) - len(
        re.findall(r"(?<![\w.])[‘'](?=\w)", text)
    )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def mended(text: str) -> str:
    """White space and commas set right where something was cut."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.;:!])", r"\1", text)
    text = re.sub(r",(?=[.;:,])", "", text)
    return capital(re.sub(r"^[,;:\s]+", "", text))


def _without(text: str, chosen: Sequence[Span]) -> str:
    """`text` less the cuts; nothing where two of them overlap."""
    parts, at = [], 0
    for cut in chosen:
        if cut.start < at:
            return ""
        parts.append(text[at : cut.start])
        at = cut.end
    return _closed(mended(_joined((*parts, text[at:]))))


def _closed(text: str) -> str:
    """The text without a last quotation mark whose opening was cut."""
    mark = text[-1:]
    left_over = {
        '"': text.count('"') % 2 == 1,
        "”": text.count("”") > text.count("“"),
        "’": _loose_quotes(text) > 0,
        "'": _loose_quotes(text) > 0,
    }
    return text[:-1] if left_over.get(mark) else text


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        gap = " " if text and part[:1].isalnum() and not text[-1:].isspace() else ""
        text += gap + part
    return text
