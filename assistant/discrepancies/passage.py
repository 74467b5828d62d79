"""A text cut into words and sentences, the form in which claim and evidence are compared."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.lexical import terms
from assistant.reports.model import Span
from assistant.results import Discrepancy, DiscrepancyKind
from assistant.sentences import text_sentences
from assistant.verbs import BASE_FORMS

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z]{1,4}\d+|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_CUT = re.compile(r"[,;:()\[\]—–“”\"\n]|\s-\s|[.!?]\s")
_APART = re.compile(r"[;:()\[\]—“”\"\n]|\s[-–]\s|[.!?]\s")
_CONJUNCTIONS = frozenset(
    """and but while although though whereas because after before as if which who when that until
    since unless so where whose""".split()
)
_REACH = 7  # how far, in content words, a word has a say in what another is about
_ACRONYM_WORDS = frozenset(("WHO", "US", "IT", "AM"))  # small words but for the capitals
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_BEFORE_DATE = re.compile(
    r"\s+(?:the\s+)?(?:end\s+of\s+|early\s+|late\s+)?(?:\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep"
    r"|Oct|Nov|Dec|Mon|Tues|Wed|Thurs|Fri|Sat|Sun)[a-z]*\b)"
)
# Words of relation and denial, which the index keeps and which name nothing.
_SYNTAX = frozenset(
    """over under into onto between against after before while also up down out off during through
    within upon per via although though because since until not no never nor neither more most
    less least very too just only even both all some any each every other another amid among
    across along around above below toward towards without despite however therefore thus now
    still already yet further who whom whose which what when where why how may might must shall
    us""".split()
)
_CONTRACTED = re.compile(r"n['’]t$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage.

    `stem` is its index term, "" for a word that carries only syntax. `segment` counts the
    stretches between punctuation marks, `clause` those between stronger marks and
    conjunctions, `sentence` the sentences.
    """

    start: int
    end: int
    text: str
    low: str
    stem: str
    segment: int
    clause: int
    sentence: int

    @property
    def is_capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its words, and its sentences as ranges of word indices."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[range, ...]

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        return Span(self.words[first].start, self.words[last].end)

    def sentence_of(self, index: int) -> range:
        """The sentence that holds the word at `index`."""
        return self.sentences[self.words[index].sentence]

    def stems(self, where: range) -> frozenset[str]:
        """The stems of the content words in `where`."""
        return frozenset(w.stem for w in self.words[where.start : where.stop] if w.stem)

    def near(self, first: int, last: int, size: int) -> frozenset[str]:
        """The stems of up to `size` words on each side of `first`..`last`, in the sentence."""
        bounds = self.sentence_of(first)
        before = self.words[max(bounds.start, first - size) : first]
        after = self.words[last + 1 : min(bounds.stop, last + 1 + size)]
        return frozenset(word.stem for word in before + after if word.stem)

    def clause_of(self, at: int) -> frozenset[str]:
        """The stems of the other words in the clause of the word at `at`."""
        bounds, clause = self.sentence_of(at), self.words[at].clause
        return frozenset(
            word.stem
            for i, word in enumerate(self.words[bounds.start : bounds.stop], bounds.start)
            if word.stem and word.clause == clause and i != at
        )

    def around(self, first: int, last: int) -> dict[str, float]:
        """The stems beside `first`..`last` in the sentence, the nearest weighing 1.

        The weight is one over the distance in content words; a comma counts as one more
        word and the end of a clause as two.
        """
        bounds = self.sentence_of(first)
        weights: dict[str, float] = {}
        for steps, origin in (
            (range(first - 1, bounds.start - 1, -1), first),
            (range(last + 1, bounds.stop), last),
        ):
            distance, before = 0, self.words[origin]
            for at in steps:
                word = self.words[at]
                if word.clause != before.clause:
                    distance += 2
                elif word.segment != before.segment:
                    distance += 1
                before = word
                if word.stem:
                    distance += 1
                    weights[word.stem] = max(weights.get(word.stem, 0.0), 1 / distance)
                if distance > _REACH:
                    break
        return weights

    def words_in(self, span: Span) -> range:
        """The indices of the words that lie in or touch `span`."""
        inside = [i for i, w in enumerate(self.words) if w.end > span.start and w.start < span.end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


@lru_cache(maxsize=256)
def read(text: str) -> Passage:
    """`text` as a passage; remembered, since one source is compared with many claims."""
    words: list[Word] = []
    sentences: list[range] = []
    segment = clause = 0
    for number, sentence in enumerate(text_sentences(text)):
        first, before = len(words), sentence.start
        segment, clause = segment + 1, clause + 1
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            low, stem = _analysed(match[0])
            segment += _CUT.search(text, before, match.start()) is not None
            joins = low in _CONJUNCTIONS and not _BEFORE_DATE.match(text, match.end())
            clause += joins or bool(_APART.search(text, before, match.start()))
            before = match.end()
            words.append(Word(*match.span(), match[0], low, stem, segment, clause, number))
        sentences.append(range(first, len(words)))
    return Passage(text, tuple(words), tuple(sentences))


@lru_cache(maxsize=50_000)
def _analysed(word: str) -> tuple[str, str]:
    """The word in lower case without possessive ending, and its stem."""
    if word in _ACRONYM_WORDS:
        return word, word.lower()
    low = word.replace("’", "'").casefold().removesuffix("'s").removesuffix("'")
    if _CONTRACTED.search(low) or (low in _SYNTAX and not word.isupper() and word != "May"):
        return low, ""
    word = BASE_FORMS.get(low, word)
    found = terms(word[:-1] if _ACRONYMS.fullmatch(word) else word)
    return low, found[0] if found else ""


def discrepancy(
    kind: DiscrepancyKind, claim: str, at: Span, source: str, there: Span | None, detail: str
) -> Discrepancy:
    """A discrepancy whose texts are cut from `claim` and `source` at the two spans."""
    found = there.of(source) if there is not None else ""
    return Discrepancy(kind, at, at.of(claim), there, found, detail)
