"""Where sentences begin and end, as spans into the text they come from.

Punkt (Kiss and Strunk, 2006) with the English parameters that LlamaIndex ships, so that
nothing is downloaded; a few abbreviations of political prose are added, since a quote cut
at "Gen." or "No." is a wrong quote.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.reports.model import Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_ABBREVIATIONS = frozenset(
    """adm art arts amb approx brig capt cf cllr cmdr co col cpl dept det dr est etc fig figs ft gen
    gov govs hon inc jr lt ltd maj messrs mr mrs ms mt no nos op p para pp pres prof pvt rep reps
    rev sec sen sens sgt sr st ste supt vol vs v u.s u.k u.n e.u d.c i.e e.g a.m p.m jan feb mar
    apr jun jul aug sep sept oct nov dec""".split()
)
# An initialism that Punkt may take for a sentence's end although a name follows it.
_OPEN_END = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Prof|St|No|v|vs)\.$")
_OPENERS = (
    "The|A|An|In|On|At|It|He|She|They|We|But|And|However|This|That|These|Those|If|As|While|"
    "Although|When|After|Before|Its|His|Her|Their|There|Since|For|By|To|Under|With|Some|Many"
)
_STARTS_SENTENCE = re.compile(rf"(?:{_OPENERS})\b")
# Notes and chat leave out capitals: a full stop after a word, then a word that opens sentences.
_STARTS_SMALL = re.compile(rf"(?:{_OPENERS.lower()})\b")
_PLAIN_END = re.compile(r"[a-z]{3}\.$")
_BLOCK = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)
# In text that was taken apart into tokens a stop stands by itself; small letters may follow it.
_LONE_STOP = re.compile(r"(?<![.!?\s])\s+[.!?]+[\"'”’)\]]*\s+(?![.!?])")
_TRAILING = re.compile(r"[\s]+\Z")


def sentence_spans(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of `text[within]`, in order; together they cover all but white space."""
    starts = [
        within.start,
        *(stop.end() for stop in _LONE_STOP.finditer(text, within.start, within.end)),
    ]
    ends = [*starts[1:], within.end]
    return tuple(
        sentence
        for start, end in zip(starts, ends, strict=True)
        for sentence in _sentences(text, Span(start, end))
    )


def _sentences(text: str, within: Span) -> list[Span]:
    """The sentences of a stretch in which no stop stands by itself."""
    merged: list[Span] = []
    for start, end in _punkt().span_tokenize(within.of(text), realign_boundaries=True):
        start, end = within.start + start, within.start + end
        end = start + len(_TRAILING.sub("", text[start:end]))
        if end == start:
            continue
        if merged and _runs_on(text, merged[-1], start):
            merged[-1] = Span(merged[-1].start, end)
        else:
            merged.append(Span(start, end))
    return merged


def text_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text of several paragraphs, none of which runs over a blank line.

    A heading or a bullet ends without a stop, so that Punkt would take what follows with it.
    """
    return tuple(
        sentence
        for block in _BLOCK.finditer(text)
        for sentence in sentence_spans(text, Span(*block.span()))
    )


def _runs_on(text: str, before: Span, start: int) -> bool:
    """Whether the piece at `start` continues the sentence `before`."""
    if text[start].islower():
        opens = _STARTS_SMALL.match(text, start)
        return not (opens and _PLAIN_END.search(text, before.start, before.end))
    ends_open = _OPEN_END.search(text, before.start, before.end)
    return bool(ends_open) and not _STARTS_SENTENCE.match(text, start)


@cache
def _punkt() -> "PunktSentenceTokenizer":
    import nltk.data
    from nltk.tokenize.punkt import PunktSentenceTokenizer, load_punkt_params

    shipped = str(llama_index_static() / "nltk_cache")
    if shipped not in nltk.data.path:
        nltk.data.path.append(shipped)  # NLTK reads no file outside its data folders
    try:
        folder = nltk.data.find("tokenizers/punkt_tab/english/", paths=[shipped])
    except LookupError:
        raise SettingsError(f"no Punkt parameters in {shipped}: run `make install`") from None
    tokenizer = PunktSentenceTokenizer()
    tokenizer._params = load_punkt_params(folder)
    tokenizer._params.abbrev_types |= _ABBREVIATIONS
    return tokenizer


@cache
def llama_index_static() -> Path:
    """The folder of data files inside llama-index-core, found without importing it."""
    spec = find_spec("llama_index.core")
    if spec is None or spec.origin is None:
        raise SettingsError("llama-index-core is not installed: run `make install`")
    return Path(spec.origin).parent / "_static"
