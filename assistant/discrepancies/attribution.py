"""Statements whose source a claim drops, swaps, or makes surer than it was."""

from collections.abc import Iterator

from assistant.discrepancies.acts import find_other_acts
from assistant.discrepancies.align import Match, overlap, sentence_matches
from assistant.discrepancies.mentions import TITLES, Mention, find_mentions, is_known, vocabulary
from assistant.discrepancies.passage import Passage, Word, discrepancy, read
from assistant.discrepancies.polarity import find_cues
from assistant.discrepancies.speech import PRONOUNS, Speech, find_speech, hedges, is_by_account
from assistant.likeness import Likeness
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind

_SAME_WORDS = 0.5  # the share of the claim's reported words that lie in the evidence's
_SAME_MEANING = 0.6  # the likeness of the two, where that is known
_TOLD = 0.5  # likeness of the two sentences, where that is known instead
_OUTSIDE = 0.05  # what the rest of the sentence may carry of it besides
_WHOLE = 0.6  # the share of a bare claim that lies in them
# Those who publish facts rather than versions of them, and so need no naming.
_NEUTRAL = frozenset("statist data figur bureau census result record document minut".split())
_OFFICES = frozenset("minist presid premier chancellor".split())
_SAMPLES = frozenset(("poll", "survey", "pollster"))
_PARTIES = {
    "government": "govern minist ministri offici author presid premier cabinet administr"
    " chancellor",
    "opposition": "opposit challeng",
    "observer": "analyst economist expert observ academ research critic",
    "forces": "armi militari polic forc troop general",
    "rebels": "rebel milit insurg separatist guerrilla junta",
    "civil": "wit resid activist protest union campaign villag victim group ngo lawyer medic"
    " doctor hospit",
    "justice": "prosecut prosecutor judg court tribun",
    "media": "media newspap broadcast tv televis daili",
    "industry": "compani firm investor busi",
}
_PARTY_OF = {stem: party for party, stems in _PARTIES.items() for stem in stems.split()}
_CONTENDERS = {"opposition", "rebels", "forces"}
_CLASHING = {
    frozenset(pair)
    for pair in (
        ("deny", "say"), ("deny", "confirm"), ("deny", "admit"), ("deny", "announce"),
        ("deny", "allege"), ("allege", "confirm"), ("allege", "admit"), ("allege", "announce"),
        ("suspect", "confirm"), ("suspect", "admit"), ("suspect", "announce"),
        ("predict", "confirm"), ("promise", "warn"),
    )
}  # fmt: skip
_FACTIVE = ("announce", "confirm", "admit", "promise", "deny")


def find_attributions(
    claim: Passage, evidence: Passage, context: str, likeness: Likeness | None
) -> Iterator[Discrepancy]:
    """Attributions of the evidence that the claim leaves out or changes."""
    theirs = find_speech(evidence.text)
    mine = find_speech(claim.text)
    for match in sentence_matches(claim, evidence, likeness):
        number = claim.words[match.claim.start].sentence
        there = evidence.words[match.evidence.start].sentence
        own = [speech for speech in mine if speech.sentence == number]
        others = [speech for speech in theirs if speech.sentence == there]
        if likeness is not None:
            yield from find_other_acts(claim, match.claim, evidence, match.evidence)
        if not own and others:
            stems = claim.stems(match.claim)
            nearest = max(others, key=lambda speech: overlap(stems, speech.content))
            yield from _dropped(claim, match, evidence, nearest, likeness)
        for speech in own:
            yield from _changed(claim, speech, evidence, others, context, likeness)


def _dropped(
    claim: Passage, match: Match, evidence: Passage, speech: Speech, likeness: Likeness | None
) -> Iterator[Discrepancy]:
    """The claim's sentence as a bare fact, where the evidence reports it as someone's word."""
    sentence = match.claim
    stems = claim.stems(sentence)
    words = claim.words[sentence.start : sentence.stop]
    if likeness:
        is_told = match.score >= _TOLD and _is_reported(claim, match, evidence, speech, likeness)
    else:
        is_told = overlap(stems, speech.content) >= _WHOLE
    if not is_told or any(hedges(words)) or (likeness and is_by_account(words)):
        return
    is_own = speech.force != "allege" and _is_actor(evidence, speech, stems)
    if is_own or not _matters(evidence, speech):
        return
    at, there = claim.span(sentence.start, sentence.stop - 1), _words(evidence, speech)
    detail = f"the claim states as fact what the source attributes: “{there.of(evidence.text)}”"
    kind = DiscrepancyKind.ATTRIBUTION
    yield discrepancy(kind, claim.text, at, evidence.text, there, detail)


def _is_reported(
    claim: Passage, match: Match, evidence: Passage, speech: Speech, likeness: Likeness
) -> bool:
    """Whether the claim's sentence stands in the reported words, not beside them."""
    at = [claim.span(match.claim.start, match.claim.stop - 1)]
    whole, by = (
        evidence.span(match.evidence.start, match.evidence.stop - 1),
        _words(evidence, speech),
    )
    rest = [Span(whole.start, by.start), Span(by.end, whole.end)]
    return likeness.carried(at, _told(evidence, speech)) >= likeness.carried(at, rest) - _OUTSIDE


def _matters(evidence: Passage, speech: Speech) -> bool:
    """Whether leaving out who says so changes what the reader is told."""
    if speech.speaker & _SAMPLES:
        return True
    if speech.force in _FACTIVE:
        return False
    if speech.is_impersonal:
        return True
    if speech.speaker & _NEUTRAL:
        return False
    lows = {evidence.words[i].low for i in speech.named}
    return not lows <= PRONOUNS and bool(speech.speaker)


def _is_actor(evidence: Passage, speech: Speech, stems: frozenset[str]) -> bool:
    """Whether the claim itself names the speaker, as when one reports one's own act.

    "Residents of Bentiu" are not named by a claim about Bentiu.
    """
    named = [(i, evidence.words[i]) for i in speech.named if evidence.words[i].stem]
    opening = evidence.sentences[speech.sentence].start
    heads = {word.stem for i, word in named if i == opening or not word.is_capital}
    heads = heads or set(speech.speaker)
    if heads & stems:
        return True
    return speech.subject in PRONOUNS - {"this", "that"} and not _parties(speech) & _CONTENDERS


def _words(passage: Passage, speech: Speech) -> Span:
    return passage.span(speech.first, speech.last)


def _changed(
    claim: Passage,
    speech: Speech,
    evidence: Passage,
    others: list[Speech],
    context: str,
    likeness: Likeness | None,
) -> Iterator[Discrepancy]:
    """The same words from another mouth, or with another force."""
    told = [
        (
            _sameness(claim, speech, evidence, other, likeness),
            len(speech.speaker & other.speaker),
            other,
        )
        for other in others
    ]
    share, _, other = max(told, key=lambda found: found[:2], default=(0.0, 0, None))
    if other is None or share < 1:
        return
    at, there = _words(claim, speech), _words(evidence, other)
    said, found = at.of(claim.text), there.of(evidence.text)
    if _is_another(claim, speech, evidence, other, context):
        detail = f"the claim attributes this to “{said}”, the source to “{found}”"
    elif _is_forced(claim, speech, evidence, other):
        detail = f"the claim reports this as “{said}”, the source as “{found}”"
    else:
        return
    kind = DiscrepancyKind.ATTRIBUTION
    yield discrepancy(kind, claim.text, at, evidence.text, there, detail)


def _sameness(
    claim: Passage, speech: Speech, evidence: Passage, other: Speech, likeness: Likeness | None
) -> float:
    """How far both tell the same, by words or by meaning; 1 is enough."""
    shared = overlap(speech.content, other.content) / _SAME_WORDS
    if likeness is None:
        return shared
    meant = likeness.mutual(_told(claim, speech), _told(evidence, other)) / _SAME_MEANING
    return max(shared, meant)


def _told(passage: Passage, speech: Speech) -> list[Span]:
    return [passage.span(speech.told.start, speech.told.stop - 1)] if speech.told else []


def _is_another(
    claim: Passage, speech: Speech, evidence: Passage, other: Speech, context: str
) -> bool:
    """Whether the two speakers cannot be the same."""
    if not speech.speaker or not other.speaker or speech.speaker & other.speaker:
        return False
    mine, theirs = _named(claim, speech), _named(evidence, other)
    if mine and theirs:
        known = vocabulary(_words(evidence, other).of(evidence.text))
        if any(is_known(claim, mention, known) for mention in mine):
            return False
        return not _go_together(speech.speaker, other.speaker, evidence.text, context)
    if speech.speaker & _OFFICES and not mine:
        source = vocabulary(evidence.text).stems | vocabulary(context).stems
        if not speech.speaker & source:
            return True
    parties, rivals = _parties(speech), _parties(other)
    if parties and rivals and not parties & rivals:
        return not _go_together(speech.speaker, other.speaker, evidence.text, context)
    return False


def _named(passage: Passage, speech: Speech) -> list[Mention]:
    return [m for m in find_mentions(passage.text) if m.first in speech.named]


def _parties(speech: Speech) -> set[str]:
    found = {stem: _PARTY_OF[stem] for stem in speech.speaker if stem in _PARTY_OF}
    telling = {party for stem, party in found.items() if stem != "offici"}
    return telling or set(found.values())


def _go_together(mine: frozenset[str], theirs: frozenset[str], evidence: str, context: str) -> bool:
    """Whether the source sets the two names beside each other, as for one person."""
    for text in (evidence, context):
        words = read(text).words
        ours = [i for i, word in enumerate(words) if word.stem in mine]
        others = [i for i, word in enumerate(words) if word.stem in theirs]
        for i in ours:
            for j in others:
                between = words[min(i, j) + 1 : max(i, j)]
                if abs(i - j) <= 5 and all(_is_apposed(word) for word in between):
                    return True
    return False


def _is_apposed(word: Word) -> bool:
    return word.is_capital or not word.stem or word.low in TITLES


def _is_forced(claim: Passage, speech: Speech, evidence: Passage, other: Speech) -> bool:
    """Whether the reporting verbs differ so much that one cannot stand for the other."""
    if frozenset((speech.force, other.force)) not in _CLASHING:
        return False
    if "deny" in (speech.force, other.force):
        text, plain = (claim, speech) if other.force == "deny" else (evidence, other)
        bounds = text.sentences[plain.sentence]
        return not any(cue.first in bounds for cue in find_cues(text.text))
    return True
