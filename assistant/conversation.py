"""Follow-up questions made standalone by rule, from the question before them.

"And in 2021?" and "what about Brazil?" are the last question with its date or place
replaced; "what about the army?" and "did he resign?" keep their own words and take over
the place, the date and the names that they leave out.
"""

import re
from collections.abc import Sequence

from assistant.question import Question, parse_question, without
from assistant.reports.dates import find_dates
from assistant.reports.model import Span
from assistant.reports.places import find_places
from assistant.results import Turn

_LEAD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|also)\b[\s,]*)*"
    r"(?:(?:what|how)\s+about|what\s+of|same\s+for)?\s*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|them|his|hers|its|their|theirs|there|then)\b|"
    r"\b(?:this|that|these|those)\b(?!\s+(?:year|month|week))|\bher\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|"
    r"will|would|can|could|should|summari[sz]e|explain|describe|list|tell)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:in|on|at|for|by|since|during|as of|to|from|of|the|year|one|ones)\b", re.IGNORECASE
)
_BARE_ASK = re.compile(
    r"(?:why|when|where|who|how|how (?:many|much|so|likely))(?: not)?", re.IGNORECASE
)


def standalone(text: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked without the conversation before it.

    One that stands alone, or that nothing came before, is returned with its white space
    collapsed.
    """
    text = " ".join(text.split())
    if not history:
        return text
    last = parse_question(history[-1].question)
    rest = _LEAD.sub("", text).strip(" ?.!,")
    if not rest:
        return text
    if _BARE_ASK.fullmatch(rest):
        return f"{rest[:1].upper()}{rest[1:]}: {last.text}"
    if not _ASKS.search(rest):
        return _substituted(rest, last) or _completed(f"What about {rest}", rest, last)
    if _PRONOUN.search(rest):
        return _completed(rest[:1].upper() + rest[1:], rest, last)
    return text


def _substituted(rest: str, last: Question) -> str | None:
    """The last question about the date and place in `rest`, if `rest` is nothing else."""
    new = {kind: find(rest) for kind, find in _FINDERS.items()}
    if re.search(r"\w", _LINK.sub("", without(rest, [s for spans in new.values() for s in spans]))):
        return None
    text = last.text
    for kind, spans in new.items():
        if spans:
            text = _with(text, _FINDERS[kind](text), rest[spans[0].start : spans[-1].end])
    return text if text != last.text else None


def _with(text: str, old: Sequence[Span], new: str) -> str:
    """`text` with the expression at `old` replaced by `new`, or with `new` put at its end."""
    own_link = re.match(r"(?:since|before|after|until|between|from)\b", new, re.IGNORECASE)
    if not old:
        return f"{text.rstrip(' ?')} {new if own_link else f'in {new}'}?"
    head = text[: old[0].start]
    if own_link:
        head = re.sub(r"\b(?:in|on|at|during)\s+$", "", head)
    return f"{head}{new}{text[old[-1].end :]}"


def _completed(question: str, rest: str, last: Question) -> str:
    """The follow-up with what it leaves out of the last question said in brackets."""
    places = [] if _place_spans(rest) else [s.of(last.text) for s in _place_spans(last.text)]
    dates = [] if _date_spans(rest) else [s.of(last.text) for s in _date_spans(last.text)]
    names = sorted(last.names, key=last.text.find) if _PRONOUN.search(rest) else []
    context = dict.fromkeys([*names, *places, *dates])
    return f"{question} ({', '.join(context)})?" if context else f"{question}?"


def _date_spans(text: str) -> list[Span]:
    return [found.span for found in find_dates(text)]


def _place_spans(text: str) -> list[Span]:
    return [found.span for found in find_places(text, lenient=True)]


_FINDERS = {"place": _place_spans, "date": _date_spans}
