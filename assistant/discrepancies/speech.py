"""Who a text lets say what: the speaker, the verb's force, and the words reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.discrepancies.passage import Passage, Word, read

# Reporting verbs by force, as stems; irregular forms are listed.
_FORCES = {
    "say": "say said tell told state add note explain remark comment declar stress describ",
    "announce": "announc reveal disclos report find found show shown publish",
    "allege": "claim alleg assert contend insist maintain accus argu complain blame",
    "suspect": "suggest believ think thought fear suspect hint imply impli specul doubt",
    "predict": "expect forecast predict project estim anticip foresee foresaw",
    "warn": "warn caution threaten",
    "deny": "deni reject refut dismiss",
    "confirm": "confirm",
    "admit": "admit acknowledg conced recogn",
    "promise": "promis pledg vow",
}
_FORCE_OF = {stem: force for force, stems in _FORCES.items() for stem in stems.split()}
# Forms that are as often nouns or mean something else: only with "that" or a clause after.
_DOUBTFUL = frozenset(
    """claim claims state states report reports project projects estimate estimates forecast
    forecasts doubt doubts fear fears comment comments note notes add adds find finds found show
    shows show promise promises pledge pledges vow vows warn rejected reject rejects dismissed
    dismiss threatens threaten maintain maintains maintained recognised recognized recognise
    blamed blame blames accused accuse accuses described describe suspects suspect
    published publish""".split()
)
_CLAUSE = frozenset("that it he she they there the its his their this these a an no".split())
_IMPERSONAL = frozenset("reportedly allegedly purportedly supposedly apparently".split())
_DETERMINERS = frozenset("a an the his her its their this that these those".split())
_BE = frozenset("is are was were been be being".split())
_BREAKS = frozenset("who which that while but because as if when whose and".split())
_INVERTED = frozenset("said says added warned announced told explained".split())
_LIGHT = frozenset("has have had also later then earlier again repeatedly recently".split())
_TURNS = frozenset("but while whereas although though".split())
PRONOUNS = frozenset("he she it they we i you who which this that".split())


@dataclass(frozen=True, slots=True)
class Speech:
    """Reported words. `speaker` are stems ({} where impersonal), `content` those of what is told.

    `first` and `last` bound the words of the attribution itself, `told` holds those reported.
    """

    first: int
    last: int
    speaker: frozenset[str]
    named: range
    force: str
    content: frozenset[str]
    subject: str
    sentence: int
    told: range

    @property
    def is_impersonal(self) -> bool:
        """Whether no one is named ("reportedly", "is said to")."""
        return not self.named


@lru_cache(maxsize=256)
def find_speech(text: str) -> tuple[Speech, ...]:
    """The attributions of `text`, in order."""
    passage = read(text)
    return tuple(
        speech
        for sentence in passage.sentences
        for at in sentence
        if (speech := _speech(passage, sentence, at)) is not None
    )


def _speech(passage: Passage, sentence: range, at: int) -> Speech | None:
    words = passage.words
    word, following = words[at], words[at + 1 : min(at + 2, sentence.stop)]
    after = following[0].low if following else ""
    before = words[at - 1].low if at > sentence.start else ""
    if word.low == "according" and after == "to":
        return _according(passage, sentence, at)
    if word.low in _IMPERSONAL:
        return _made(passage, sentence, at, at, range(0), "suspect")
    force = _FORCE_OF.get(word.stem)
    if force is None:
        return None
    if force == "predict" and _is_passive(passage, sentence, at):
        return None  # "is not expected to": a hedge, which names nobody
    if before in _BE:
        is_said = after == "to" and word.low.endswith(("ed", "id", "ht"))
        return _made(passage, sentence, at, at, range(0), "suspect") if is_said else None
    if before in _DETERMINERS or before == "to" or _is_other_use(passage, at, after):
        return None
    if word.low in _DOUBTFUL and not _opens_clause(word, after):
        return None
    if not word.low.endswith(("ed", "s", "id", "ld", "ht", "nd", "wn", "aw")) and after != "that":
        return None
    return _spoken(passage, sentence, at, force)


def _is_other_use(passage: Passage, at: int, after: str) -> bool:
    """Whether it is no verb of saying: "long-expected", "a writer noted for", "assertions"."""
    word = passage.words[at]
    if word.low.endswith(("ion", "ions")) or (word.low == "noted" and after == "for"):
        return True
    return passage.text[word.start - 1 : word.start] == "-"


def _is_passive(passage: Passage, sentence: range, at: int) -> bool:
    nearest = passage.words[max(sentence.start, at - 3) : at]
    return any(word.low in _BE for word in nearest)


def _opens_clause(word: Word, after: str) -> bool:
    if word.stem in ("accus", "blame"):
        return word.low in ("accused", "accuses", "blamed", "blames")
    return after == "that" or (
        after in _CLAUSE and word.stem in ("claim", "fear", "estim", "state")
    )


def _according(passage: Passage, sentence: range, at: int) -> Speech | None:
    named = at + 2
    while named < min(sentence.stop, at + 10):
        if passage.words[named].segment != passage.words[at].segment:
            break
        named += 1
    if named == at + 2:
        return None
    return _made(passage, sentence, at, named - 1, range(at + 2, named), "say")


def _spoken(passage: Passage, sentence: range, at: int, force: str) -> Speech | None:
    """Speech with its speaker before the verb, or after it in ", said X"."""
    words = passage.words
    first = at
    while first > sentence.start and words[first - 1].segment == words[at].segment:
        if words[first - 1].low in _BREAKS or at - first >= 7:
            break
        first -= 1
    speaker = [i for i in range(first, at) if words[i].low not in _LIGHT]
    if speaker and any(words[i].stem or words[i].low in PRONOUNS for i in speaker):
        return _made(passage, sentence, first, at, range(first, at), force)
    if first == at and (subject := _parted_subject(passage, sentence, at)):
        return _made(passage, sentence, at, at, subject, force)
    last = at
    while last + 1 < sentence.stop and words[last + 1].segment == words[at].segment:
        last += 1
    if words[at].low in _INVERTED and first == at > sentence.start and at < last <= at + 6:
        return _made(passage, sentence, at, last, range(at + 1, last + 1), force)
    return None


def _parted_subject(passage: Passage, sentence: range, at: int) -> range:
    """The subject that a clause parts from its verb: "The army, which ..., said"."""
    words = passage.words
    if words[at].low.endswith("ing") and at - sentence.start > 3:
        return range(sentence.start, sentence.start + 3)  # "The army left, claiming that ..."
    head = next((i for i in sentence if words[i].low in ("which", "who")), at)
    first = words[sentence.start].segment
    is_parted = head < at and words[head].segment == first + 1 < words[at].segment
    return range(sentence.start, head) if is_parted and head - sentence.start <= 7 else range(0)


def _made(
    passage: Passage, sentence: range, first: int, last: int, named: range, force: str
) -> Speech | None:
    after, before = range(last + 1, sentence.stop), range(sentence.start, first)
    after, before = _until_break(passage, after), _since_break(passage, before)
    told = after if len(passage.stems(after)) >= 3 or len(before) == 0 else before
    if force == "say" and passage.words[first].low == "according" and len(before) > len(after):
        told = before
    if told == before and force == "deny":
        return None  # "which X denies": what is denied is someone else's word
    content = passage.stems(told)
    rest = [passage.words[i].low for i in told if passage.words[i].low != "that"]
    subject = rest[0] if rest else ""
    speaker = passage.stems(named)
    number = passage.words[first].sentence
    return Speech(first, last, speaker, named, force, content, subject, number, told)


def _until_break(passage: Passage, where: range) -> range:
    stops = (i for i in where if passage.words[i].low in _TURNS and i > where.start)
    return range(where.start, next(stops, where.stop))


def _since_break(passage: Passage, where: range) -> range:
    starts = [i for i in where if passage.words[i].low in _TURNS]
    return range(starts[-1] + 1 if starts else where.start, where.stop)


def hedges(words: tuple[Word, ...]) -> Iterator[Word]:
    """The words that mark a statement as someone's, or as unproven, without a speaker."""
    return (word for word in words if word.stem in _HEDGES or word.low in _IMPERSONAL)


def is_by_account(words: tuple[Word, ...]) -> bool:
    """Whether the words name anyone's account, view or verb of saying, in whatever form."""
    return any(word.stem in _FORCE_OF or word.stem in _ACCOUNTS for word in words)


_ACCOUNTS = frozenset(
    """account accord view tally reckon judgement judgment term call name style portray depict hear
    tell word speak statement version testimoni testifi conclus conclud hold held rule verdict
    consid regard deem imag imageri pictur footag document memo memorandum leak paper sourc
    critic alleg accusat charg suspicion inform evid point indic sign""".split()
)
_HEDGES = frozenset(
    """alleg accus suspect claim rumour rumor purport unconfirm may might could poll survey
    respond voter expect forecast predict project estim believ think thought opinion view
    warn threat fear risk possibl potenti likely report seen seem appear""".split()
)
