"""Stretches that a sentence can do without, found by patterns.

Clauses that speak for themselves, reasons and tails, an opening, and times and contrasts, which
bound a judgement and may go only where a fact is stated. `shorten` combines them.
"""

import re
from collections.abc import Sequence

from assistant.reports.model import Span

_STOP = r"(?=[.!]?[\"”’']?$)"
AUXILIARY = (
    r"(?:will|would|may|might|could|can|should|must|is|are|was|were|has|have|had|does|do|did|"
    r"remains?|said|says)(?:n[’']t)?"
)
FINITE = re.compile(
    rf"\b(?:{AUXILIARY}|cannot|found|felt|heard|won|lost|led|took|made|held|became|began|came|went|gave|got|left|met|saw|"
    r"set|cut|put|kept|told|sent|built|grew|brought|bought|sold|rose|fell|struck|sought|stood|"
    r"fought|chose|drew|withdrew|drove|broke|spent|ran|knew|spoke|wrote|fled|shot|hit|ruled|beat|paid|\w{3,}ed|plans?|expects?|"
    r"wants?|needs?|seems?|depends?|faces?|shows?|means|reflects?|increases|reduces|makes|takes|"
    r"gives|holds|believes?|thinks?|hopes?|gets?|goes)\b|\w(?:n[’']t|[’'](?:ll|ve|re|m))\b",
    re.IGNORECASE,
)
"""A verb that a sentence can rest on."""

_PAST = (
    r"(?:won|lost|led|took|made|held|became|began|met|saw|told|came|went|gave|got|left|set|put|kept|"
    r"sent|brought|bought|sold|rose|fell|found|paid|ran)"
)
_GOES_ON = (
    rf"(?:\w+ly\s+|also\s+|still\s+|now\s+)?(?:{AUXILIARY}|\w{{3,}}ed|won|lost|led|took|made|held|became|"
    r"began|met|saw|told|plans|expects|wants|faces|in|on|at|to|for|from|by|with|after|before|over|"
    r"under|against|since|until|during|that)"
)
_ADVERB = r"(?:\w+ly\s+|later\s+|then\s+|now\s+|also\s+)?"
# "Two weeks after", "shortly before": the measure goes with what it measures.
_MEASURED = (
    r"(?:,?\s+(?:(?:just|only|exactly|some|nearly|almost|about)\s+)?(?:an?\s+few|[\w-]+)\s+"
    r"(?:hours?|days?|weeks?|months?|years?)|\s+(?:just|only|shortly|soon|immediately))?"
)
_NO_ASIDE = r"(?!as\s[^,]{2,40},\s)"  # "..., as the minister said, a new bill"
_NO_LOOK = r"(?<!look)(?<!looks)(?<!looked)(?<!looking)"  # "look after" is a verb
_WITH_OBJECT = r"(?<!ing)(?<!ed)"  # "berating and belittling an official" has one for both
LEADING = re.compile(
    r"^(?:While|Although|Though|As|Because|Since|Despite|With|Following|In|On|At|By|During|Over|"
    r"From|Under|Amid|Given|Like|Among|Across|Speaking|Last|Earlier)\s[^,;]*,\s+(?=\w)"
)
"""An adverbial or a clause before the subject."""

OF_ITS_OWN = (
    re.compile(rf",\s+(?:which|who|whose|whom|where)\s[^,;]*,(?=\s(?:{_GOES_ON}|[a-z]{{3,}}s)\b)"),
    # An item of a list looks like an aside; what stands after an aside goes on with the clause.
    re.compile(rf",\s+(?:the|an?|aged|now|formerly|then|once)\s[^,;]{{2,160}},(?=\s{_GOES_ON}\b)"),
    re.compile(rf",\s+(?:which|who|whose|whom|where)\s.*?{_STOP}"),
    re.compile(rf",\s+(?!including\b)(?:\w+ing|based|compared|driven|led|thanks|due)\s.*?{_STOP}"),
    re.compile(rf",?\s+because\s.*?{_STOP}"),
    # What has happened before bounds no judgement; what is to happen does.
    re.compile(
        rf"{_MEASURED}{_NO_LOOK},?\s+after\s+(?:[\w’'-]+\s+){{1,5}}"
        rf"(?:was|were|had|\w{{3,}}ed)\s.*?{_STOP}"
    ),
    re.compile(rf",\s+with\s+(?:[\w’'-]+\s+){{1,4}}\w{{3,}}ing\s.*?{_STOP}"),
    re.compile(
        rf",\s+{_NO_ASIDE}(?:as|since|and|so)\s+(?:the\s+)?(?:[\w’'-]+\s+){{1,4}}{AUXILIARY}\s.*?{_STOP}"
    ),
    re.compile(rf",?\s+(?:and|so)\s+(?:I|we|he|she|they)(?:[’']\w+)?\s.*?{_STOP}"),
    re.compile(
        rf",\s+(?:as|since|and|so)\s+(?:it|there|you|this|that|what)"
        rf"(?:[’'](?:s|re|ve|ll|d)|\s+{AUXILIARY})\s.*?{_STOP}"
    ),
    re.compile(
        rf"(?<=\w){_WITH_OBJECT},?\s+and\s+{_ADVERB}(?:{AUXILIARY}|\w{{3,}}ed|{_PAST}|features|includes|plans|"
        rf"expects|wants|faces|looks)\s.*?{_STOP}"
    ),
    re.compile(
        rf"(?<=\w){_WITH_OBJECT},?\s+and\s+{_ADVERB}[a-z]{{3,}}s\s+(?:what|how|the|an?|his|her|its|their|it|him|them)\s"
        rf".*?{_STOP}"
    ),
    # After a second comma it goes on with what an aside has cut in two.
    re.compile(rf"^[^,]*(?P<cut>,\s+(?:in\s+order\s+)?to\s+[a-z]+\s.*?{_STOP})"),
    re.compile(rf";\s.*?{_STOP}"),
)
"""Such a clause speaks for itself: what it holds likely, it takes with it."""

WHEN_NEEDED = (
    re.compile(r",\s+\d{1,2},(?=\s)"),
    re.compile(rf",\s+(?:when|given)\s.*?{_STOP}"),
    re.compile(rf",?\s+(?:although|though|whereas|despite|amid|while|whilst)\s.*?{_STOP}"),
    re.compile(
        rf",\s+{_NO_ASIDE}(?:as|since|with|so|even|partly|mainly|especially|particularly)\s.*?{_STOP}"
    ),
    re.compile(rf",\s+(?:however|yet)\s+{AUXILIARY}\s.*?{_STOP}"),
    re.compile(rf"(?:\s+-\s+|\s*–\s+|\s*—\s*)(?!(?:that|this|those|these|all)\b)[^–—]*?{_STOP}"),
    LEADING,
    re.compile(r"^[^;]*;\s+(?=(?:the|a|an|[A-Z][\w’'-]+)\s)"),
)
"""Reasons, tails and openings."""

LISTED = (
    re.compile(rf",?\s+(?:including|such as|among them)\s.*?{_STOP}"),
    # Of two things said together one may be said alone, unless it is said of the pair, or the
    # two share what follows ("the size and the strength of it"), or there are three.
    re.compile(
        rf"^(?!.*\b(?:between|both|either|neither|two|nor|together|not|no|never)\b)(?!.*n[’']t\b)"
        rf"(?:[^,]*|.*,[^,]*\b(?:{AUXILIARY}|\w{{3,}}ed)\b[^,]*)\w{_WITH_OBJECT}"
        rf"(?P<cut>,?\s+and\s+(?!\w+\s+\w+\s+of\b)(?:the|an?|its|his|her|their|some|many|more|of|in|on|"
        rf"at|by|for|from|with|to|that|how|what|\w{{3,}}ing)\s[^;]*?{_STOP})"
    ),
)
"""What is named there is what a reader looks for: it goes last."""

OF_FACTS = (
    re.compile(rf",?\s+but\s.*?{_STOP}"),
    re.compile(
        rf"{_MEASURED}{_NO_LOOK},?\s+"
        rf"(?:after|before|following|ahead of)\s.*?{_STOP}"
    ),
    re.compile(rf",\s+when\s.*?{_STOP}"),
    re.compile(
        rf"\s+{_NO_ASIDE}(?:since|as part of|in conjunction with|as a result of|alongside|"
        rf"in the absence of|"
        rf"along with|in a bid|in an attempt|in an effort|in order|so that|in terms of|"
        rf"with regard to|in relation to|in the context of|because of|making it|during|as)\s"
        rf".*?{_STOP}"
    ),
    re.compile(rf",\s+just\s.*?{_STOP}"),
    re.compile(r"^(?:After|Before|When)\s[^,;]*,\s+(?=\w)"),
    # "An online critic who ..." is an online critic, unless there was none.
    re.compile(
        rf"^(?!.*(?:\b(?:not|no|never|none)\b|n[’']t\b)).*\s(?:an?|his|her|its|their)\s"
        rf"(?:[\w’'-]+\s){{0,3}}[\w’'-]+(?P<cut>\s+(?:who|which)\s.*?{_STOP})"
    ),
)
"""A time or a "but" can bound a judgement: it may go only where what is left states a fact."""

_JOINT = re.compile(
    rf",\s+and\s+(?=(?:I|we|people|there)\b|(?:the|an?|some|many|most|[A-Z][\w’'-]+)\s+"
    rf"(?:[\w’'-]+\s+){{0,4}}?{AUXILIARY}\s)"
)
# What comes after such words may hang on them.
_GOVERNS = re.compile(
    r"\b(?:that|if|when|whenever|while|because|unless|until|once|whether|although|though|as|since|"
    r"what|who|which|where|why|how|says?|said|saying|told|thinks?|thought|believes?|believed|hopes?|"
    r"hoped|claims?|claimed|warn(?:s|ed)|argue[sd]?|suggest(?:s|ed)?|not|no|never|neither|either|"
    r"both|between)\b|n[’']t\b|[“\"‘:;]",
    re.IGNORECASE,
)


def cuts(rules: Sequence[re.Pattern[str]], text: str) -> list[Span]:
    """What the rules would cut: the group "cut" of a pattern that has one, else all of it."""
    return [
        Span(*match.span("cut" if "cut" in rule.groupindex else 0))
        for rule in rules
        for match in rule.finditer(text)
    ]


def first_clauses(text: str) -> list[Span]:
    """A first clause that the second, joined by "and", does not hang on."""
    return [
        Span(0, joint.end())
        for joint in _JOINT.finditer(text)
        if FINITE.search(text, 0, joint.start()) and not _GOVERNS.search(text, 0, joint.start())
    ]
