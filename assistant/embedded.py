"""The embedded engine: answers in the archive's own sentences, without a language model."""

from collections.abc import Sequence

from assistant.compose import Quote, Sentence
from assistant.question import Question
from assistant.relevance import Candidate

MAX_SENTENCES = 4
_KEEP = 0.4  # of the best sentence's probability: below it, more sentences add hardly an answer


class EmbeddedEngine:
    """Quotes the best sentences verbatim; the same one in several reports is cited from each."""

    name = "embedded"

    def compose(self, question: Question, ranked: Sequence[Candidate]) -> list[Sentence]:
        """See compose.Engine."""
        floor = _KEEP * ranked[0].score
        groups: list[list[Candidate]] = []
        for candidate in ranked:
            if candidate.score < floor:
                break
            same = next((g for g in groups if _say_the_same(g[0], candidate)), None)
            if same is not None:
                if all(c.evidence.source != candidate.evidence.source for c in same):
                    same.append(candidate)
            elif len(groups) < MAX_SENTENCES:
                groups.append([candidate])
        return [_sentence(group) for group in groups]


def _say_the_same(one: Candidate, other: Candidate) -> bool:
    """Word for word: sentences that differ in a "may" or a figure alone contradict each other."""
    return one.text.split() == other.text.split()


def _sentence(group: Sequence[Candidate]) -> Sentence:
    quotes = tuple(Quote(c.evidence.source, c.span, c.text) for c in group)
    return Sentence(group[0].text, quotes, group[0].score)
