"""A sentence and its quote brought to the form in which they are laid beside each other.

Models begin a reply with "Yes," or "According to the report,", write "%" for "per cent", "2" for
"two", "the US" for "the United States", and one word of a pair that means the same for the other.
None of that is another statement.
"""

import re

from assistant.discrepancies.number_words import SMALL
from assistant.lexical import terms

_TEXT = r"(?:the|this|these) (?:passages?|reports?|texts?|sources?|articles?|evidence)"
_OPENS = re.compile(
    r"\W*(?:(?:(?:oh|yes|yeah|yep|ok|okay)(?![\w-])|well(?= (?:the|an?|in|it|there|he|she|they)\b)|"
    r"(?:well|so|sure|right|actually|indeed|true|correct|exactly|absolutely|definitely|of course|"
    r"that is (?:right|true|correct)|that['’]s (?:right|true))(?=\s*[,.!:;])|"
    r"i (?:think|believe|know|guess|agree)(?: that)?\b|did you know(?: that)?\b"
    r"|the (?:final )?answer(?: to [^:.]{1,40})? is:"
    rf"|(?:according to|based on|as (?:stated|described|noted|mentioned) in|in) {_TEXT},"
    rf"|{_TEXT} (?:says?|states?|notes?|mentions?|reports?) that\b)[\s,.!:;–—]*)+",
    re.IGNORECASE,
)
_LEAST_WORDS = 3  # that have to be left of a sentence whose beginning goes
_SPELT = (
    (re.compile(r"\s+(n['’]t|['’](?:s|re|ve|ll|d|m))(?!\w)", re.I), r"\1"),
    (re.compile(r"(?<=\d0)['’](?=s\b)"), ""),
    (re.compile(r"(?<=\d)\s*(?:percent|per cent)\b", re.I), "%"),
    (re.compile(r"\bunited states(?: of america)?\b|\busa\b|\bthe us\b", re.I), "US"),
)
_ALIKE = """
    start begin commence; purchase buy; help assist aid; large big; main primary principal;
    many numerous; several multiple; around approximately roughly; nearly almost;
    film movie; use utilise; show demonstrate; build construct; need require; choose select;
    quick rapid fast; often frequently; usually typically; difficult hard; whole entire;
    yearly annual; customer consumer; firm company; allow permit let; enough sufficient;
    rich wealthy; try attempt; answer reply; injure wound; car automobile; strive aim;
    located situated; buying purchasing; previous prior; important significant; primarily mainly
"""
_SAME = {
    terms(word)[0]: terms(group.split()[0])[0]
    for group in _ALIKE.split(";")
    for word in group.split()
    if terms(word)
} | {terms(word)[0]: str(int(value)) for word, value in SMALL.items() if terms(word)}


def plain(text: str) -> str:
    """Text with the spaces that some models put before "n't" gone, and names in one form."""
    for form, instead in _SPELT:
        text = form.sub(instead, text)
    return text


def statement(sentence: str) -> str:
    """What a sentence states, less the words with which a reply only begins.

    "Yes" says more than the sentence behind it: that a question is answered so, which nobody
    has checked.
    """
    found = _OPENS.match(sentence)
    rest = sentence[found.end() :] if found else sentence
    if len(rest.split()) < _LEAST_WORDS:
        return sentence
    return rest[0].upper() + rest[1:] if sentence[:1].isupper() else rest


def same(term: str) -> str:
    """The index term that stands for all that mean the same as `term`."""
    return _SAME.get(term, term)
