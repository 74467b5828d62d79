"""Answers as Markdown that renders to the very words, whatever they look like."""

import re
from datetime import date

from assistant.render.pieces import Piece, answer_pieces
from assistant.render.wording import (
    closest_line,
    engine_line,
    long_date,
    one_line,
    source_label,
    was_rewritten,
)
from assistant.results import Answer, Citation

_INLINE = re.compile(r"([\\`*_\[\]<>&$~|^#])")
_OPENING = re.compile(r"^(\d+(?=[.)])|(?=[+=:-]))(.)")  # a list, a heading, a rule


def escape_markdown(text: str) -> str:
    """One line of text that a Markdown renderer shows as it is.

    Only what Markdown could read is escaped, so that the source stays readable too.
    """
    return _OPENING.sub(r"\1\\\2", _INLINE.sub(r"\\\1", one_line(text)))


def answer_markdown(answer: Answer, today: date) -> str:
    """Question, answer, and each citation with its exact quote, date, age and span."""
    blocks = [f"## {escape_markdown(answer.question)}"]
    if was_rewritten(answer):
        blocks.append(f"*Understood as: {escape_markdown(answer.understood)}*")
    blocks += [" ".join(map(_piece, paragraph)) for paragraph in answer_pieces(answer)]
    if answer.citations:
        blocks.append("### Sources")
        blocks += [_citation(citation, today) for citation in answer.citations]
    if answer.closest:
        blocks.append("### Closest reports")
        lines = (escape_markdown(closest_line(source, today)) for source in answer.closest)
        blocks.append("\n".join(f"- {line}" for line in lines))
    blocks += [f"*{escape_markdown(notice)}*" for notice in answer.notices]
    blocks.append(f"*{escape_markdown(_stamp(answer, today))}*")
    return "\n\n".join(blocks) + "\n"


def _piece(piece: Piece) -> str:
    marks = "".join(f"\\[{n}\\]" for n in piece.citations)
    return f"{escape_markdown(piece.text)}{piece.flag}{' ' if marks else ''}{marks}"


def _citation(citation: Citation, today: date) -> str:
    source = citation.source
    label = f"{source_label(source, today)}: {source.title}"
    where = f"{source.report_id}, characters {citation.span.start}-{citation.span.end}"
    head = f"\\[{citation.n}\\] {escape_markdown(label)} ({escape_markdown(where)})"
    return f"{head}\n\n> {escape_markdown(citation.quote)}"


def _stamp(answer: Answer, today: date) -> str:
    when = f"Asked on {long_date(today)}"
    as_of = f", as of {long_date(answer.as_of)}" if answer.as_of else ""
    return f"{when}{as_of}; {engine_line(answer.engine)}."
