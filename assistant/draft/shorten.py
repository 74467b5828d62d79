"""A sentence made shorter by deletion alone, so that no word in it is ours.

Each rule finds stretches that a sentence can do without. Connectives, brackets and asides go
always; relatives, reasons and tails only as far as the length asks. Whether what is left
still says what the report says is for the check to decide, not for the rules.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.certainty import find_estimates
from assistant.reports.model import Span

_CONNECTIVE = re.compile(
    r"(?:however|meanwhile|moreover|furthermore|in addition|additionally|nevertheless|nonetheless|"
    r"still|thus|therefore|hence|consequently|as a result|accordingly|besides|indeed|in turn|"
    r"by contrast|in contrast|on the other hand|on the one hand|finally|lastly|firstly|secondly|"
    r"thirdly|second|third|again|in short|overall|in sum|that said|even so|of course|in fact|"
    r"also|for now|to be sure|crucially|notably|importantly|more importantly|equally|for instance|"
    r"for example|okay|well|yes|no|look|yeah|obviously|clearly|so|and so|i think|"
    r"i mean)(?:,\s+|:\s+)"
    r"|(?:but|and|yet|so)\s+(?=\w)",
    re.IGNORECASE,
)
_ALWAYS = (
    # Inside a quotation a bracket is an editor's word that the sentence needs.
    re.compile(
        r"(?:^|(?<=\S)(?<!\bon)(?<!\bof)(?<!\bto)(?<!\bin)(?<!\bby)(?<!\bfor))"
        r"\s*\([^()]*\)(?![^“]*”)"
    ),
    re.compile(r"\s*\[[^\[\]]*\]"),
    re.compile(
        r",\s+(?:however|meanwhile|for (?:instance|example)|of course|in turn|therefore|moreover|"
        r"nonetheless|nevertheless|among others?|among other things|in particular|too|in fact|"
        r"indeed|then|though|you know|i think|i mean),(?=\s)",
        re.IGNORECASE,
    ),
    re.compile(r",\s+(?:however|too|though|for (?:instance|example)|meanwhile)(?=\.$)", re.I),
    re.compile(r"(?<=\w)\s+(?:also|nonetheless|nevertheless|therefore|thus)(?=\s+\w)", re.I),
    re.compile(r"\s+[–—]\s+(?!(?:or|and|but|not|nor)\b)[^–—]{3,90}\s+[–—](?=\s)"),
)
# Between two clauses it is a joint, and the sentence falls apart without it.
_JOINS = re.compile(r",\s+(?:however|therefore|nevertheless|nonetheless|moreover),", re.IGNORECASE)
_STOP = r"(?=[.!]?[\"”’']?$)"
_AUX = (
    r"(?:will|would|may|might|could|can|should|must|is|are|was|were|has|have|had|does|do|did|"
    r"remains?|said|says)(?:n[’']t)?"
)
_GOES_ON = (
    rf"(?:\w+ly\s+|also\s+|still\s+|now\s+)?(?:{_AUX}|\w{{3,}}ed|won|lost|led|took|made|held|became|"
    r"began|met|saw|told|plans|expects|wants|faces|in|on|at|to|for|from|by|with|after|before|over|"
    r"under|against|since|until|during|that)"
)
_LEADING = re.compile(
    r"^(?:While|Although|Though|As|Because|Since|Despite|With|Following|In|On|At|By|During|Over|"
    r"From|Under|Amid|Given|Like|Among|Across|Speaking|Last|Earlier)\s[^,;]*,\s+(?=\w)"
)
# Such a clause speaks for itself: what it holds likely, it takes with it.
_OF_ITS_OWN = (
    re.compile(rf",\s+(?:which|who|whose|whom|where)\s[^,;]*,(?=\s(?:{_GOES_ON}|[a-z]{{3,}}s)\b)"),
    # An item of a list looks like an aside; what stands after an aside goes on with the clause.
    re.compile(rf",\s+(?:the|an?|aged|now|formerly|then|once)\s[^,;]{{2,160}},(?=\s{_GOES_ON}\b)"),
    re.compile(rf",\s+(?:which|who|whose|whom|where)\s.*?{_STOP}"),
    re.compile(rf",\s+(?!including\b)(?:\w+ing|based|compared|driven|led|thanks|due)\s.*?{_STOP}"),
    re.compile(rf",?\s+because\s.*?{_STOP}"),
    # What has happened before bounds no judgement; what is to happen does.
    re.compile(rf",?\s+after\s+(?:[\w’'-]+\s+){{1,5}}(?:was|were|had|\w{{3,}}ed)\s.*?{_STOP}"),
    re.compile(rf",\s+with\s+(?:[\w’'-]+\s+){{1,4}}\w{{3,}}ing\s.*?{_STOP}"),
    re.compile(rf",\s+(?:as|since|and|so)\s+(?:the\s+)?(?:[\w’'-]+\s+){{1,4}}{_AUX}\s.*?{_STOP}"),
    re.compile(
        rf"(?<=\w),?\s+and\s+(?:\w+ly\s+|later\s+|then\s+|now\s+|also\s+)?"
        rf"(?:{_AUX}|\w{{3,}}ed|features|includes|plans|expects|wants|faces|looks)\s.*?{_STOP}"
    ),
    re.compile(rf";\s.*?{_STOP}"),
)
_WHEN_NEEDED = (
    re.compile(r",\s+\d{1,2},(?=\s)"),
    re.compile(rf",\s+(?:when|given)\s.*?{_STOP}"),
    re.compile(rf",?\s+(?:although|though|whereas|despite|amid|while|whilst)\s.*?{_STOP}"),
    re.compile(rf",\s+(?:as|since|with|so|even|partly|mainly|especially|particularly)\s.*?{_STOP}"),
    re.compile(rf",\s+(?:however|yet)\s+{_AUX}\s.*?{_STOP}"),
    re.compile(rf"(?:\s+-|\s*(?:–|—))\s+[^–—]*?{_STOP}"),
    _LEADING,
    re.compile(r"^[^;]*;\s+(?=(?:the|a|an|[A-Z][\w’'-]+)\s)"),
)  # fmt: skip
# What is named there is what a reader looks for: it goes last.
_LISTED = re.compile(rf",?\s+(?:including|such as|among them)\s.*?{_STOP}")
# A time or a "but" can bound a judgement: it may go only where what is left states a fact.
_OF_FACTS = (
    re.compile(rf",?\s+but\s.*?{_STOP}"),
    re.compile(rf",?\s+(?:just\s[^,]{{0,20}})?(?:after|before|following|ahead of)\s.*?{_STOP}"),
    re.compile(rf",\s+when\s.*?{_STOP}"),
    re.compile(
        rf"\s+(?:since|as part of|in conjunction with|as a result of|in the absence of|alongside|"
        rf"along with|in a bid|in an attempt|in order|making it|during|as)\s.*?{_STOP}"
    ),
    re.compile(rf",\s+just\s.*?{_STOP}"),
    re.compile(r"^(?:After|Before|When)\s[^,;]*,\s+(?=\w)"),
)
_FINITE = re.compile(
    rf"\b(?:{_AUX}|cannot|found|felt|heard|won|lost|led|took|made|held|became|began|came|went|gave|got|left|met|saw|"
    r"set|cut|put|kept|told|sent|built|grew|brought|bought|sold|rose|fell|struck|sought|stood|"
    r"fought|chose|drew|withdrew|drove|broke|spent|ran|knew|spoke|wrote|fled|shot|hit|ruled|beat|paid|\w{3,}ed|plans?|expects?|"
    r"wants?|needs?|seems?|depends?|faces?|shows?|means|reflects?|increases|reduces|makes|takes|"
    r"gives|holds|believes?|thinks?|hopes?|gets?|goes)\b|\w(?:n[’']t|[’'](?:ll|ve|re|m))\b",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"[\w)] (?:The|An?) \w")  # the text of a second caption
_ENDS_BARE = re.compile(r"[\w%][\"”’')\]]?\Z")
_DANGLING = re.compile(
    r"(?:\b(?:and|or|but|the|an?|of|to|in|on|at|by|for|with|from|as|that|which|who|is|are|was|were|"
    r"be|been|least of all|(?:is|are|was|were|be)\s+\w+ing|has|have|had|will|would|"
    r"(?-i:may)|might|could|can|should|not|its|his|her|their)|,|:|;)"
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
    whole = _ENDS_BARE.search(text) and _FINITE.search(text) and not _DANGLING.search(text)
    return f"{text}." if whole else text


def opened(text: str) -> str:
    """The sentence without the words that only tie it to the one before."""
    while found := _CONNECTIVE.match(text):
        text = capital(text[found.end() :])
    return text


def slimmed(text: str) -> Iterator[str]:
    """The sentence after each cut that is made whatever its length, one cut at a time."""
    for rule in _ALWAYS:
        for match in reversed(list(rule.finditer(text))):
            if _JOINS.match(match[0]) and _FINITE.search(text, 0, match.start()):
                continue
            cut = mended(text[: match.start()] + text[match.end() :])
            if is_sound(cut, text):
                yield cut
                text = cut


def shorter(text: str, most: int, *, freely: bool = True) -> list[str]:
    """Wordings of at most `most` words, the longest first: what is cut least comes first.

    Only `freely` does a clause of its own take an estimate with it, or a list of what is
    included go. Where an estimate is left, no time is cut.
    """
    free = _cuts(_OF_ITS_OWN, text)
    rules: tuple[re.Pattern[str], ...] = _WHEN_NEEDED
    if freely:
        rules = (*rules, _LISTED)
    else:
        free = _without_estimates(free, text)
    plain = _without_estimates(_cuts(rules, text), text)
    timed = _without_estimates(_cuts(_OF_FACTS, text), text)
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


def _cuts(rules: Sequence[re.Pattern[str]], text: str) -> list[Span]:
    return [Span(*match.span()) for rule in rules for match in rule.finditer(text)]


def _without_estimates(cuts: Sequence[Span], text: str) -> list[Span]:
    return [cut for cut in cuts if not find_estimates(cut.of(text))]


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
    verb = _FINITE.search(wording)
    if verb is None:
        return not _FINITE.search(text)
    headless = _LEADING.match(text) and not _LEADING.match(wording)
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


def _without(text: str, cuts: Sequence[Span]) -> str:
    """`text` less the cuts; nothing where two of them overlap."""
    parts, at = [], 0
    for cut in cuts:
        if cut.start < at:
            return ""
        parts.append(text[at : cut.start])
        at = cut.end
    return mended(_joined((*parts, text[at:])))


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        gap = " " if text and part[:1].isalnum() and not text[-1:].isspace() else ""
        text += gap + part
    return text
