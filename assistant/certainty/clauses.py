"""Where the clauses of a sentence lie, so that a hedge governs its own clause only.

No parser is used: clauses are parted at semicolons and dashes, before subordinators and
relatives, and at "and", "or", "nor" where a finite verb or a hedge stands on both sides. A
complement ("it is likely that ...") stays with the words that govern it.
"""

import re
from dataclasses import dataclass

from assistant.reports.model import Span
from assistant.verbs import BASE_FORMS

_FINITE = re.compile(
    r"\b(?:will|would|may|might|could|can|should|shall|must|is|are|was|were|has|have|had|does|do|"
    r"did|(?<!to\s)(?:remains?|seems?|appears?|looks?|plans?(?=\sto)|intends?|expects?|aims?|hopes?|"
    r"wants?|seeks?)|threatens|risks(?=\s\w+ing)|cannot)\b|\b(?:wo|ca|is|are|do|does|did|was|were)n't\b|"
    r"(?<=\w)'ll\b",
)
_OPENS_HEDGED = re.compile(
    r"\s+(?:\w+ly\s+)?(?:is|are|was|were|will|would|may|might|could|can|should|has|have|had|does|do|"
    r"did|(?:probably|possibly|perhaps|likely|unlikely|potentially|certainly)(?=\s+\w)|plans?\s"
    r"to|intends?\sto|expects?\sto|aims?\sto|hopes?\sto|wants?\sto|seeks?\sto|threatens\sto|cannot|"
    r"won't|remains?|it|he|she|they|this|there|we|some|then)\b"
)
_MARK = re.compile(
    r"(?P<hard>;|\s(?:–|—|--|-)\s)"
    r"|(?P<relative>,?\s+(?:which|who|whose|whom|where)\b"
    r"|,\s+(?:\w+\s+)?(?:of|in|to|for|under|by|with|from|on)\s+(?:which|whom|whose)\b"
    r"|\s+that(?=\s+(?:may|might|could|will|would|can|should|is|are|was|were|has|had|have)\b))"
    r"|(?P<subordinate>,?\s+(?:(?<!\ball\s)but|while|whilst|whereas|although|though|because(?!\s+of)"
    r"|(?<!\bmay\s)(?<!\bmight\s)(?<!\bcould\s)(?<!\bcan\s)(?<!\bas\s)(?<!\bwill\s)(?<!\bwould\s)(?<!\bnot\s)yet(?!\s+to\b)|even\sthough)\b"
    r"|,\s+(?:as|since|so|with)\b)"
    r"|(?P<joined>,?\s+(?:and|or|nor)\b"
    r"|\s+as(?=\s+(?:the|an?|its?|he|she|they|their|his|her|this|that|these|[A-Z]\w*)\s))"
    r"|(?P<reduced>,?\s+(?:likely|unlikely|expected|scheduled|slated|due|planned|set|forecast)"
    r"(?=\s+(?:to|in|on|by|for|next)\b))"
    r"|(?P<comma>,)",
)
_LEADS = re.compile(
    r"\s*(?:while|whilst|whereas|although|though|because|as|since|even\sthough|now\sthat)\b", re.I
)
_COMPLEMENT = re.compile(r"\bthat\s(?!.*\bthat\s)")
_PREPOSITION = re.compile(r"\b(?:to|of|in|with|for|by|on|from|at|about|on)\s*,?\s*$")
_CONDITION_END = re.compile(
    r",|;|\s(?:–|—)\s|\s+then\b|\s+(?:and|but)\s(?=(?:\w+\s){0,3}(?:will|may|might|could|would|is)\b)"
)


# What stands before a participle that is the predicate, not a shortened relative.
_PREDICATE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|not|also|now|still|and|or|but|seems?|looks?|appears?|"
    r"remains?|more|less|most|very|quite|as|about|just|equally|much|far|has|have|will|would|\w+ly|believed|thought|considered|seen|"
    r"judged|deemed)|n't|\b(?:is|are|was|were|be|been)\s+\w+)\s*$",
    re.IGNORECASE,
)
_PAST_FORM = re.compile(rf"\w+ed|{'|'.join(BASE_FORMS)}", re.IGNORECASE)
_OPENS_INNER = frozenset("that they he she it we i there this these those who which not".split())
_RELATIVE_LEAST = 2  # words of a relative clause before its main clause can go on
_SHORT = re.compile(r"\s+(?:[\w'-]+\s+)?[\w'-]+\s*(?:[.,;]|$)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as the pieces of text that it is made of (more than one around a relative)."""

    pieces: tuple[Span, ...]
    is_condition: bool = False

    @property
    def span(self) -> Span:
        """From its first to its last character, with any clause set inside it."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def holds(self, at: int) -> bool:
        """Whether the character at `at` belongs to the clause itself."""
        return any(piece.start <= at < piece.end for piece in self.pieces)


def clauses(
    text: str, sentence: Span, conditions: tuple[int, ...], whole: tuple[Span, ...] = ()
) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order of their first piece.

    `conditions` are the places where a condition opens ("if", "unless", "should the ..."), `whole`
    the hedges that no clause ends within ("touch and go").
    """
    whens = _condition_spans(text, sentence, conditions)
    found = [
        Clause(tuple(pieces))
        for part in _without(sentence, whens)
        for pieces in _split(text, part, whole)
    ]
    found.extend(Clause((when,), is_condition=True) for when in whens)
    return tuple(sorted(found, key=lambda clause: clause.span))


def _condition_spans(text: str, sentence: Span, starts: tuple[int, ...]) -> list[Span]:
    spans: list[Span] = []
    for start in starts:
        if spans and start < spans[-1].end:
            continue
        end = _CONDITION_END.search(text, start, sentence.end)
        spans.append(_trimmed(text, start, end.start() if end else sentence.end))
    return spans


def _without(whole: Span, holes: list[Span]) -> list[Span]:
    pieces, at = [], whole.start
    for hole in holes:
        pieces.append(Span(at, hole.start))
        at = hole.end
    pieces.append(Span(at, whole.end))
    return [piece for piece in pieces if piece.end > piece.start]


def _split(text: str, within: Span, whole: tuple[Span, ...]) -> list[list[Span]]:
    """The clauses in a stretch without conditions, each as its pieces."""
    done: list[list[Span]] = []
    current: list[Span] = []
    at = reached = within.start
    leads = bool(_LEADS.match(text, at, within.end))
    while mark := _MARK.search(text, reached, within.end):
        reached = mark.end()
        if mark["comma"] and not leads:
            continue
        if any(span.start < mark.start() and mark.end() < span.end for span in whole):
            continue
        if not _parts_clauses(text, at, mark, within.end):
            continue
        current.append(Span(at, mark.start()))
        at, leads = mark.start(), False
        end = _inner_end(text, mark, within.end)
        if end is None:
            done.append(current)
            current = []
        else:
            done.append([Span(at, end)])
            at = reached = end
    done.append([*current, Span(at, within.end)])
    return [kept for pieces in done if (kept := _trimmed_all(text, pieces))]


def _parts_clauses(text: str, at: int, mark: re.Match[str], end: int) -> bool:
    """Whether a mark parts clauses here, and not two words or two verbs under one hedge."""
    if mark["subordinate"]:
        return not _SHORT.match(text, mark.end(), end)  # "possible but unlikely"
    if mark["relative"]:
        return not _PREPOSITION.search(text, at, mark.start())
    if mark["reduced"]:
        verb = _FINITE.search(text, at, mark.start()) or _FINITE.search(text, mark.end(), end)
        return bool(verb) and not _PREDICATE.search(text, at, mark.start())
    return not mark["joined"] or _joins_clauses(text, at, mark, end)


def _joins_clauses(text: str, at: int, mark: re.Match[str], end: int) -> bool:
    if not _FINITE.search(text, at, mark.start()):
        return False
    complement = _COMPLEMENT.search(text, at, mark.start())
    if complement and not _FINITE.search(text, complement.end(), mark.start()):
        return False  # "expected that ports and airports will close"
    if _OPENS_HEDGED.match(text, mark.end(), end):
        return True
    following = _MARK.search(text, mark.end(), end)
    return bool(_FINITE.search(text, mark.end(), following.start() if following else end))


def _inner_end(text: str, mark: re.Match[str], end: int) -> int | None:
    """Where the main clause goes on after a relative; None where it does not."""
    if not mark["relative"] and not mark["reduced"]:
        return None
    if mark[0].startswith(","):
        comma = text.find(",", mark.end(), end)
        return comma if comma >= 0 else None
    first = _FINITE.search(text, mark.end(), end)
    if first and (mark["reduced"] or _resumes(text, mark, first)):
        return first.start()
    if mark["reduced"]:
        return None
    second = first and _FINITE.search(text, first.end(), end)
    following = second and _MARK.search(text, mark.end(), second.start())
    return second.start() if second and not following else None


def _resumes(text: str, mark: re.Match[str], first: re.Match[str]) -> bool:
    """Whether the first auxiliary after a relative is the main clause's: "who fled are safe"."""
    between = text[mark.end() : first.start()].split()
    if len(between) < _RELATIVE_LEAST or between[-1].lower() in _OPENS_INNER:
        return False
    return bool(_PAST_FORM.fullmatch(between[0])) and not mark[0].strip().startswith("that")


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" \t\r\n,;–—"))
    return Span(start, max(start, start + len(text[start:end].rstrip(" \t\r\n,;–—"))))


def _trimmed_all(text: str, pieces: list[Span]) -> list[Span]:
    trimmed = (_trimmed(text, piece.start, piece.end) for piece in pieces)
    return [piece for piece in trimmed if piece.end > piece.start]
