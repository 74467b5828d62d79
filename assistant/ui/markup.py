"""Untrusted text for the page: as HTML, or as a widget's label, that shows it literally.

Pure functions. Every word that a report, a file name or a question brings to the page goes
through `literal` or `label`, or into a widget that takes plain text.
"""

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.render import (
    Piece,
    age,
    answer_pieces,
    dated,
    engine_line,
    one_line,
    plain,
    source_label,
    spent_line,
    was_rewritten,
)
from assistant.results import Answer, Citation, Spent, Verdict

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_REPLACED = re.compile(r"(?<=[:@.<>=~-])(?=[^\s\d])")
_WORD_JOINER = "\u2060"


def literal(text: str) -> str:
    """Text as HTML that renders as itself."""
    return escape(plain(text), quote=True)


def label(text: str) -> str:
    """Text as the label of a widget, where Streamlit reads Markdown.

    Marks are escaped. Streamlit also replaces what it finds after that (`:smile:`, `->`,
    `www.a.b`), so an invisible joiner parts those; it neither breaks the line nor shows.
    """
    joined = _REPLACED.sub(_WORD_JOINER, one_line(text))
    return _MARKS.sub(r"\\\1", joined)


def chip_label(citation: Citation, today: date) -> str:
    """What a citation's chip says: "[1] Mexico, 21 Dec 2020 (6 years ago)"."""
    return f"[{citation.n}] {source_label(citation.source, today)}"


def question_html(question: str) -> str:
    """The reader's question, line breaks kept."""
    return f'<p class="asked">{literal(question)}</p>'


def understood_html(answer: Answer) -> str:
    """How a follow-up was understood; empty when it was taken as it is."""
    if not was_rewritten(answer):
        return ""
    return f'<p class="aside">Understood as: <b>{literal(answer.understood)}</b></p>'


def answer_stages(answer: Answer) -> tuple[str, ...]:
    """The answer's HTML as it grows sentence by sentence; the last one is whole."""
    paragraphs = answer_pieces(answer)
    lengths = [(at, n) for at, whole in enumerate(paragraphs) for n in range(1, len(whole) + 1)]
    return tuple(
        _paragraphs([*paragraphs[:at], paragraphs[at][:n]], answer.answered) for at, n in lengths
    )


def answer_html(answer: Answer) -> str:
    """The whole answer as HTML."""
    return _paragraphs(answer_pieces(answer), answer.answered)


def writing_html(text: str, sentences: Sequence[str], verdicts: Sequence[Verdict]) -> str:
    """A reply in the making: as it is written, then sentence by sentence as it is checked."""
    if not sentences:
        return f'<div class="writing"><p class="unchecked">{literal(text)}</p></div>'
    states = [*map(_state, verdicts), *(["unchecked"] * (len(sentences) - len(verdicts)))]
    said = " ".join(
        f'<span class="{state}">{literal(sentence)}</span>'
        for sentence, state in zip(sentences, states, strict=True)
    )
    return f'<div class="writing"><p>{said}</p></div>'


def footer_html(answer: Answer) -> str:
    """What worded the answer; its confidence is no probability and stays off the page."""
    return engine_html(answer.engine, answer.spent)


def engine_html(engine: str, spent: Spent | None) -> str:
    """What worded something, and what it took."""
    line = engine_line(engine)
    took = [spent_line(spent)] if spent else []
    return facts_html([line[:1].upper() + line[1:], *took])


def report_head_html(title: str, facts: Sequence[str]) -> str:
    """A report's title over what is known about it."""
    return f'<h2 class="report-title">{literal(one_line(title))}</h2>{facts_html(facts)}'


def report_facts(day: date | None, place: str | None, kind: str | None, today: date) -> list[str]:
    """A report's date with its age, place and kind, as far as they are known."""
    when = f"{dated(day)} ({age(day, today)})" if day else "undated"
    return [when, *(one_line(fact) for fact in (place, kind) if fact)]


def facts_html(facts: Sequence[str]) -> str:
    """Facts in one muted line."""
    return f'<p class="aside">{" · ".join(map(literal, facts))}</p>'


def notice_html(text: str, kind: str = "note", hint: str = "") -> str:
    """A boxed message ("note", "good" or "fault") with what to do next."""
    role = "alert" if kind == "fault" else "status"
    more = f'<span class="hint">{literal(hint)}</span>' if hint else ""
    said = literal(text[:1].upper() + text[1:])
    return f'<div class="notice {kind}" role="{role}"><span>{said}</span>{more}</div>'


def _state(verdict: Verdict) -> str:
    return "held" if verdict is Verdict.SUPPORTED else "refused"


def table_html(
    head: Sequence[str], rows: Sequence[Sequence[str]], flagged: Sequence[bool] = ()
) -> str:
    """A table in a frame that scrolls sideways; flagged rows stand out and are marked."""
    titles = "".join(f"<th>{literal(cell)}</th>" for cell in head)
    marks = flagged or [False] * len(rows)
    body = "".join(
        f"<tr{' class=worse' if is_flagged else ''}>"
        + "".join(f"<td>{literal(cell)}</td>" for cell in row)
        + "</tr>"
        for row, is_flagged in zip(rows, marks, strict=True)
    )
    return f'<div class="figures" tabindex="0"><table><tr>{titles}</tr>{body}</table></div>'


def _paragraphs(paragraphs: Sequence[Sequence[Piece]], answered: bool) -> str:
    shown = "".join(f"<p>{' '.join(map(_piece, pieces))}</p>" for pieces in paragraphs)
    return f'<div class="answer{"" if answered else " refused"}">{shown}</div>'


def _piece(piece: Piece) -> str:
    text = literal(piece.text)
    if piece.verdict is None:
        return f'<span class="lead">{text}</span>' if piece.text.endswith(":") else text
    marks = "".join(f'<sup class="mark">[{n}]</sup>' for n in piece.citations)
    flagged = piece.verdict is not Verdict.SUPPORTED
    flag = f'<span class="flag">{literal(piece.verdict)}</span>' if flagged else ""
    return f"{text}{flag}{marks}"
