"""Drafts as plain text for a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.render.terminal import filled
from assistant.render.wording import dated, engine_line, one_line, source_label, spent_line
from assistant.results import Citation, Draft, DraftPoint, HouseStyle, PastJudgement

_INDENT = "    "


def draft_text(draft: Draft, today: date) -> str:
    """The bullets with their marks, what could replace them, and the sentences they rest on."""
    line = engine_line(draft.engine)
    blocks = [f"{one_line(draft.title)}, {dated(draft.date)}", *_bullets(draft)]
    if draft.summary:
        blocks.append(
            "Summary:\n" + filled(" ".join(map(_marked, draft.summary)), first="  ", rest="  ")
        )
    if any(bullet.alternatives for bullet in draft.bullets):
        blocks.append("Alternatives:\n" + "\n".join(_alternatives(draft)))
    if draft.related:
        blocks.append(_listed("Earlier reports:", (_past(item, today) for item in draft.related)))
    if draft.key_points:
        title = "The report's own key points, of which the draft makes no use:"
        blocks.append(_listed(title, (f"- {point}" for point in draft.key_points)))
    if draft.style:
        blocks.append(filled(style_line(draft.style)))
    if draft.dropped:
        blocks.append(_listed("Left out:", (f"{d.reason}: {d.text}" for d in draft.dropped)))
    blocks.append("\n".join(map(_citation, draft.citations)))
    blocks += [filled(f"Note: {notice}") for notice in draft.notices]
    line += f" ({spent_line(draft.spent)})" if draft.spent else ""
    return "\n\n".join([*blocks, line[:1].upper() + line[1:]])


def style_line(style: HouseStyle) -> str:
    """The house style in a line."""
    stop = "a full stop" if style.stopped >= 0.5 else "no full stop"
    return (
        f"House style ({one_line(style.scope)}, {style.reports} reports): {style.bullets} bullets "
        f"of about {style.words} words, nine in ten at most {style.most_words}, {stop} at the "
        f"end, {style.judging:.0%} make a judgement, {style.ahead:.0%} "
        f"tell what is to come, {style.leading:.0%} in their first half."
    )


def _bullets(draft: Draft) -> Iterator[str]:
    for number, bullet in enumerate(draft.bullets, 1):
        point = bullet.point
        state = f"{point.verdict.value} ({point.score:.2f}), {point.certainty}"
        yield f"{filled(f'{number}. {_marked(point)}', rest='   ')}\n   {state}"


def _alternatives(draft: Draft) -> Iterator[str]:
    for number, bullet in enumerate(draft.bullets, 1):
        for other in bullet.alternatives:
            yield filled(f"for {number}: {_marked(other)}", first="  ", rest=_INDENT)


def _marked(point: DraftPoint) -> str:
    return f"{point.text} {''.join(f'[{n}]' for n in point.citations)}"


def _past(item: PastJudgement, today: date) -> str:
    repeats = ", nearly its words" if item.near_duplicate else ""
    label = f"{source_label(item.source, today)}: {one_line(item.source.title)}"
    return f"{item.bullet} {item.relation.value}{repeats} - {label}: {item.quote}"


def _citation(citation: Citation) -> str:
    where = f"characters {citation.span.start}-{citation.span.end}"
    return filled(f"[{citation.n}] {where}: {citation.quote}", rest=_INDENT)


def _listed(title: str, lines: Sequence[str] | Iterator[str]) -> str:
    return "\n".join([title, *(filled(line, first="  ", rest=_INDENT) for line in lines)])
