"""Who did what to whom: the same verb, or one that means the same, with its parties exchanged."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.discrepancies.antonyms import antonyms
from assistant.discrepancies.mentions import find_mentions
from assistant.discrepancies.passage import Passage, discrepancy
from assistant.likeness import Likeness
from assistant.results import Discrepancy, DiscrepancyKind
from assistant.verbs import BASE_FORMS

_ACTORS = frozenset(
    """govern opposit presid parliament armi rebel polic protest court union ministri parti voter
    investor milit militia insurg junta regulat senat congress minist cabinet oppositionist
    lawmak legislatur coalit oper militari soldier troop gunmen separatist cartel gang employ
    worker premier lender creditor regim commiss command general judg prosecutor bank compani
    guerrilla jihadist demonstr student teacher farmer miner trader activist mayor governor
    faction group bloc wing camp envoy ambassador
    """.split()
)
_BE = frozenset("is are was were been being be got get".split())
_HELPERS = _BE | frozenset(
    "has have had will would may might could can should must did does do to also again".split()
)
# Verbs that hold both ways, whoever is named first.
_MUTUAL = frozenset(
    """meet met negoti border agre talk clash trade cooper disagre compet neighbour neighbor match
    marri ally alli differ equal resembl join with fight fought discuss sign share battl
    unit""".split()
)
_STOPS = frozenset("that who which and but while as because if when whose where said says".split())
_REACH = 6
_SAME_VERB = 0.45  # likeness of two verbs in their sentences


class _Act(NamedTuple):
    agent: str
    verb: str
    patient: str
    first: int
    last: int
    at: int  # of the verb


def find_role_swaps(
    claim: Passage, evidence: Passage, likeness: Likeness | None
) -> Iterator[Discrepancy]:
    """The claim's acts that the evidence gives with doer and target exchanged, and only so."""
    mine = _acts(claim)
    if not mine:
        return
    theirs = _acts(evidence)
    straight = {(act.agent, act.patient) for act in theirs}
    for act in mine:
        if (act.agent, act.patient) in straight or act.agent == act.patient:
            continue
        for other in theirs:
            reverses = (other.patient, other.agent) == (act.agent, act.patient)
            if reverses and _same_verb(claim, act, evidence, other, likeness):
                at, there = claim.span(act.first, act.last), evidence.span(other.first, other.last)
                detail = (
                    f"the claim says “{at.of(claim.text)}”, "
                    f"the source “{there.of(evidence.text)}”: doer and target are exchanged"
                )
                kind = DiscrepancyKind.NAME
                yield discrepancy(kind, claim.text, at, evidence.text, there, detail)
                break


def _acts(passage: Passage) -> list[_Act]:
    """The plain "A verb B" and "B was verb by A" of the passage."""
    parties = _parties(passage)
    found = []
    for (one, first, head), (two, second, last) in zip(parties, parties[1:], strict=False):
        gap = range(head + 1, second)
        words = passage.words
        if not 1 <= len(gap) <= _REACH or words[first].sentence != words[last].sentence:
            continue
        if words[head].segment != words[second].segment:
            continue
        act = _act(passage, gap)
        if act is not None:
            verb, is_passive, at = act
            agent, patient = (two, one) if is_passive else (one, two)
            found.append(_Act(agent, verb, patient, first, last, at))
    return found


def _same_verb(
    claim: Passage, act: _Act, evidence: Passage, other: _Act, likeness: Likeness | None
) -> bool:
    """Whether both verbs mean the same: the same stem and preposition, or plain verbs alike."""
    if act.verb == other.verb:
        return True
    if likeness is None or act.verb.split()[1:] != other.verb.split()[1:]:
        return False  # "bought from" and "sold"
    verbs = [claim.span(act.at, act.at)], [evidence.span(other.at, other.at)]
    return likeness.mutual(*verbs) >= _SAME_VERB and not _are_converse(act, other)


def _are_converse(act: _Act, other: _Act) -> bool:
    """Whether the verbs tell one event from its two ends: one wins and the other loses."""
    table = antonyms()
    rows = ({side.row for side in table.words.get(one.verb.split()[0], ())} for one in (act, other))
    return bool(set.intersection(*rows) & table.converse)


def _act(passage: Passage, gap: range) -> tuple[str, bool, int] | None:
    """The verb between two parties and whether it is passive; None if it is no plain verb."""
    words = [passage.words[i] for i in gap]
    if any(word.low in _STOPS for word in words):
        return None
    rest = [w for w in words if w.low not in _HELPERS and not w.low.endswith("ly")]
    if not rest or not rest[0].stem or rest[0].stem in _MUTUAL or rest[0].low in ("of", "in"):
        return None
    verb = rest[0]
    content = [w for w in rest[1:] if w.stem]
    passive = any(w.low in _BE for w in words[: words.index(verb)]) and rest[-1].low in (
        "by",
        "the",
    )
    passive = passive and any(w.low == "by" for w in rest)
    if any(w.low == "by" for w in rest) and not passive:
        return None
    if len(content) > 2 or not _looks_verbal(verb.low):
        return None
    return (
        " ".join([verb.stem, *(w.low for w in rest[1:] if w.low in _PREPOSITIONS - {"by"})]),
        passive,
        gap[words.index(verb)],
    )


_PREPOSITIONS = frozenset("to from against for by into over with on".split())


def _looks_verbal(low: str) -> bool:
    return low.endswith(("ed", "s", "en", "ing")) or low in _IRREGULAR or low in BASE_FORMS


_IRREGULAR = frozenset(
    """beat hit won lost sold bought told sent led left overthrew struck shot fought sought gave
    paid lent built cut took made held put set urge accuse back attack oppose support sue blame
    threaten warn invade bought drove fed found got kept met ran saw shut taught caught bombed
    """.split()
)


def _parties(passage: Passage) -> list[tuple[str, int, int]]:
    """The names and common actors, each by a key, its first and its last word."""
    found = []
    taken = set()
    for mention in find_mentions(passage.text):
        key = mention.place or passage.words[mention.last].stem
        last = mention.last
        following = passage.words[last + 1 : last + 2]
        last += bool(following) and following[0].stem in _ACTORS
        found.append((key, mention.first, last))
        taken |= set(range(mention.first, last + 1))
    for at, word in enumerate(passage.words):
        after = passage.words[at + 1 : at + 2]
        is_title = word.is_capital and bool(after) and after[0].is_capital
        if at not in taken and word.stem in _ACTORS and not is_title:
            found.append((word.stem, at, at))
    return sorted(found, key=lambda party: party[1])
