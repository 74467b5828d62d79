"""A word of a sentence that otherwise follows its source, exchanged for its opposite.

`antonyms.tsv` holds the opposites of political prose and is used wherever two sentences tell
of the same thing. `opposites.tsv` is broader (the antonyms of WordNet 3.1 among common words;
its notice heads the file), and a pair of it counts only where both words stand in the same
place: between the same words, in a sentence that follows the source's in order.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from assistant.discrepancies.antonyms import antonyms
from assistant.discrepancies.passage import Passage, Word, discrepancy, read
from assistant.discrepancies.polarity import find_cues, sign_at
from assistant.results import Discrepancy, DiscrepancyKind

_FOLLOWS = 0.3  # share of the claim's words that the source's sentence has in this order
_STRETCH = 4  # words that may stand between the shared ones
_DENYING = ("un", "in", "im", "il", "ir", "dis", "non")
_SHORT = 4  # letters of words that by chance follow such letters ("form", "inform")


def find_exchanges(claim: Passage, evidence: Passage) -> Iterator[Discrepancy]:
    """The words of the claim in whose place the source has an opposite."""
    for sentence in claim.sentences:
        for here, there in _stretches(claim, sentence, evidence):
            pair = _opposites(claim, here, evidence, there)
            if pair is not None:
                yield _report(claim, pair[0], evidence, pair[1])


def _stretches(claim: Passage, sentence: range, evidence: Passage) -> Iterator[tuple[range, range]]:
    """Where a sentence departs from the one it follows, and what stands there instead."""
    mine = _keys(claim, sentence)
    matched = ((s, SequenceMatcher(None, mine, _keys(evidence, s), autojunk=False))
               for s in evidence.sentences)  # fmt: skip
    counted = [(sum(b.size for b in m.get_matching_blocks()), s, m) for s, m in matched]
    if not counted:
        return
    count, other, matcher = max(counted, key=lambda found: found[0])
    if count < max(1.0, _FOLLOWS * len(mine)):
        return
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag == "replace" and j - i <= _STRETCH and n - k <= _STRETCH:
            yield (
                range(sentence.start + i, sentence.start + j),
                range(other.start + k, other.start + n),
            )


def _keys(passage: Passage, sentence: range) -> list[str]:
    return [passage.words[i].stem or passage.words[i].low for i in sentence]


def _opposites(
    claim: Passage, here: range, evidence: Passage, there: range
) -> tuple[int, int] | None:
    """The first two words of the stretches that are opposites and denied alike."""
    ours, theirs = find_cues(claim.text), find_cues(evidence.text)
    for i in here:
        for k in there:
            opposite = _are_opposites(claim.words[i], evidence.words[k])
            if opposite and sign_at(ours, i) == sign_at(theirs, k):
                return i, k
    return None


def _are_opposites(one: Word, other: Word) -> bool:
    short, long = sorted((one.low, other.low), key=len)
    if len(short) > _SHORT and long in (prefix + short for prefix in _DENYING):
        return True
    return frozenset((one.stem, other.stem)) in _pairs()


@cache
def _pairs() -> frozenset[frozenset[str]]:
    """The pairs of stems, but for those that tell one event from its two ends."""
    listed = files(__package__).joinpath("opposites.tsv").read_text("utf-8").splitlines()
    rows = (line for line in listed if not line.startswith("#"))
    pairs = (frozenset(word.stem for word in read(row).words) for row in rows)
    return frozenset(
        pair for pair in pairs if len(pair) == 2 and "" not in pair and not _is_converse(pair)
    )


def _is_converse(pair: frozenset[str]) -> bool:
    table = antonyms()
    rows = [{side.row for side in table.words.get(stem, ())} for stem in pair]
    return bool(set.intersection(*rows) & table.converse)


def _report(claim: Passage, at: int, evidence: Passage, other: int) -> Discrepancy:
    said, found = claim.span(at, at), evidence.span(other, other)
    detail = (
        f"the claim has “{said.of(claim.text)}” where the source has “{found.of(evidence.text)}”"
    )
    kind = DiscrepancyKind.NEGATION
    return discrepancy(kind, claim.text, said, evidence.text, found, detail)
