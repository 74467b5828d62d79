"""Drafts as plain text for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.render.terminal import WIDTH, filled
from assistant.render.wording import dated, engine_line, one_line, source_label, spent_line
from assistant.results import Citation, Draft, DraftPoint, HouseStyle, PastJudgement

_INDENT = "    "


def draft_text(draft: Draft, today: date, width: int = WIDTH) -> str:
    """The bullets with their marks, what could replace them, and the sentences they rest on."""
    line = engine_line(draft.engine)
    blocks = [f"{one_line(draft.title)}, {dated(draft.date)}", *_bullets(draft, width)]
    if draft.summary:
        blocks.append(
            "Summary:\n" + filled(" ".join(map(_marked, draft.summary)), width, "  ", "  ")
        )
    if any(bullet.alternatives for bullet in draft.bullets):
        blocks.append("Alternatives:\n" + "\n".join(_alternatives(draft, width)))
    if draft.related:
        blocks.append(
            _listed("Earlier reports:", (_past(item, today) for item in draft.related), width)
        )
    if draft.key_points:
        title = "The report's own key points, of which the draft makes no use:"
        blocks.append(_listed(title, (f"- {point}" for point in draft.key_points), width))
    if draft.style:
        blocks.append(filled(style_line(draft.style), width))
    if draft.dropped:
        lines = (f"{d.reason}: {d.text}" for d in draft.dropped)
        blocks.append(_listed("Left out:", lines, width))
    blocks.append("\n".join(_citation(citation, width) for citation in draft.citations))
    blocks += [filled(f"Note: {notice}", width) for notice in draft.notices]
    line += f" ({spent_line(draft.spent)})" if draft.spent else ""
    return "\n\n".join([*blocks, filled(line[:1].upper() + line[1:], width)])


def style_line(style: HouseStyle) -> str:
    """The house style in a line."""
    stop = "a full stop" if style.stopped >= 0.5 else "no full stop"
    return (
        f"House style, from {style.reports} reports ({one_line(style.scope)}): "
        f"{style.bullets} bullets "
        f"of about {style.words} words, nine in ten at most {style.most_words}, {stop} at the "
        f"end, {style.judging:.0%} make a judgement ({style.leading:.0%} in their first half), "
        f"{style.ahead:.0%} look ahead."
    )


def _bullets(draft: Draft, width: int) -> Iterator[str]:
    for number, bullet in enumerate(draft.bullets, 1):
        point = bullet.point
        state = f"{point.verdict.value} ({point.score:.2f}), {point.certainty}"
        yield f"{filled(f'{number}. {_marked(point)}', width, rest='   ')}\n   {state}"


def _alternatives(draft: Draft, width: int) -> Iterator[str]:
    for number, bullet in enumerate(draft.bullets, 1):
        for other in bullet.alternatives:
            yield filled(f"for {number}: {_marked(other)}", width, "  ", _INDENT)


def _marked(point: DraftPoint) -> str:
    return f"{point.text} {''.join(f'[{n}]' for n in point.citations)}"


def _past(item: PastJudgement, today: date) -> str:
    repeats = ", nearly its words" if item.near_duplicate else ""
    label = f"{source_label(item.source, today)}: {one_line(item.source.title)}"
    return f"{item.bullet} {item.relation.value}{repeats} - {label}: {item.quote}"


def _citation(citation: Citation, width: int) -> str:
    where = f"characters {citation.span.start}-{citation.span.end}"
    return filled(f"[{citation.n}] {where}: {citation.quote}", width, rest=_INDENT)


def _listed(title: str, lines: Iterable[str], width: int) -> str:
    shown = (filled(line, width, "  ", _INDENT) for line in lines)
    return "\n".join([filled(title, width), *shown])
