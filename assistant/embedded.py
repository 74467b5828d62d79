"""The embedded engine: answers in the archive's own sentences, without a language model."""

from collections.abc import Sequence

from assistant.compose import Quote, Sentence
from assistant.question import Question
from assistant.relevance import Candidate

MAX_SENTENCES = 4
_KEEP = 0.4
"""Of the best sentence's probability: below it, more sentences add hardly an answer."""

_KEEP_OTHER = 0.7
"""The same for a sentence of another report, which is more often beside the question, unless it is
a newer one on the same place: that may overturn what the best one says. On evals/calibration this
took citations of a report without evidence from 22% to 16%, and cost no answer its evidence."""


class EmbeddedEngine:
    """Quotes the best sentences verbatim; the same one in several reports is cited from each."""

    name = "embedded"

    def propose(self, question: Question, ranked: Sequence[Candidate]) -> list[Sentence]:
        """See compose.Engine."""
        best = ranked[0]
        groups: list[list[Candidate]] = []
        for candidate in ranked:
            if candidate.score < _KEEP * best.score:
                break
            same = next((g for g in groups if _say_the_same(g[0], candidate)), None)
            if same is not None:
                if all(c.evidence.source != candidate.evidence.source for c in same):
                    same.append(candidate)
            elif len(groups) < MAX_SENTENCES and _goes_with(candidate, best):
                groups.append([candidate])
        return [_sentence(group) for group in groups]


def _goes_with(candidate: Candidate, best: Candidate) -> bool:
    ours, other = best.evidence.source, candidate.evidence.source
    is_newer = ours.date is not None and other.date is not None and other.date > ours.date
    overturns = is_newer and other.place == ours.place
    return other == ours or overturns or candidate.score >= _KEEP_OTHER * best.score


def _say_the_same(one: Candidate, other: Candidate) -> bool:
    """Word for word: sentences that differ in a "may" or a figure alone contradict each other."""
    return one.text.split() == other.text.split()


def _sentence(group: Sequence[Candidate]) -> Sentence:
    quotes = tuple(Quote(c.evidence.source, c.span, c.text) for c in group)
    return Sentence(group[0].text, quotes, group[0].score)
