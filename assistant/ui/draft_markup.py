"""What stands beside a draft's bullets, as HTML; every word of a report goes through `literal`."""

from collections.abc import Sequence
from datetime import date

from assistant.render import one_line, source_label
from assistant.results import CheckedBullet, DraftPoint, PastJudgement, Relation
from assistant.ui.markup import literal

_STANDS = {
    Relation.AGREES: "Agrees with",
    Relation.GOES_FURTHER: "Goes further than",
    Relation.SOFTENS: "Softens",
    Relation.REVERSES: "Reverses",
}


def bullet_facts(bullet: CheckedBullet) -> tuple[str, ...]:
    """How sure a bullet is, and how long."""
    words = len(bullet.text.split())
    return bullet.certainty, f"{words} {'word' if words == 1 else 'words'}"


def past_html(item: PastJudgement, today: date) -> str:
    """A past judgement on a bullet's subject, and how the bullet stands to it."""
    label = f"{source_label(item.source, today)}: {one_line(item.source.title)}"
    repeats = " Nearly its words: is there anything new to say?" if item.near_duplicate else ""
    return (
        f'<div class="past"><p class="aside">{_STANDS[item.relation]} an earlier judgement: '
        f"{literal(label)}.{repeats}</p>"
        f'<blockquote class="quoted">{literal(item.quote)}</blockquote></div>'
    )


def points_html(points: Sequence[str]) -> str:
    """The report's own key points."""
    items = "".join(f"<li>{literal(point)}</li>" for point in points)
    return (
        '<h2 class="side-title">The report\'s own key points, of which the draft makes no use</h2>'
        f'<ul class="own-points">{items}</ul>'
    )


def summary_html(points: Sequence[DraftPoint]) -> str:
    """The summary, each sentence with the marks of what carries it."""
    return (
        '<h2 class="side-title">Summary</h2>'
        f'<div class="answer"><p>{" ".join(map(_sentence, points))}</p></div>'
    )


def _sentence(point: DraftPoint) -> str:
    marks = "".join(f'<sup class="mark">[{n}]</sup>' for n in point.citations)
    return f"{literal(point.text)}{marks}"
