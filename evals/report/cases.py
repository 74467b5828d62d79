"""The worst cases of a suite, first the worst, with what a reader needs to see why."""

from collections.abc import Sequence
from html import escape

from evals.outcome import Outcome, Passage

_SHOWN = 25  # without a filter
_HELD = 300  # in the page, for the filter to find


def worst(outcomes: Sequence[Outcome]) -> str:
    """The filter and the cases; those beyond the first are shown once the filter finds them."""
    bad = sorted((o for o in outcomes if o.badness > 0), key=lambda o: (-o.badness, o.id))
    if not bad:
        return "<p>none</p>"
    rest = f'<p class="soft">and {len(bad) - _SHOWN} more</p>' if len(bad) > _SHOWN else ""
    held = bad[:_HELD]
    cases = "".join(_case(outcome, n >= _SHOWN) for n, outcome in enumerate(held))
    return _filter(sorted({outcome.kind for outcome in held})) + cases + rest


def _filter(kinds: Sequence[str]) -> str:
    options = "".join(f'<option value="{escape(k)}">{escape(k)}</option>' for k in kinds)
    return (
        '<form class="filter" hidden><label>Kind <select><option value="">all</option>'
        f"{options}</select></label> "
        '<label>Words <input type="search"></label> <output></output></form>'
    )


def _case(outcome: Outcome, is_beyond: bool) -> str:
    rows = (("asked", outcome.asked), ("answer", outcome.answer), ("gold", outcome.gold))
    listed = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    quotes = "".join(map(_passage, outcome.passages))
    if quotes:
        listed += f"<dt>quoted</dt><dd>{quotes}</dd>"
    return (
        f'<article data-kind="{escape(outcome.kind)}"{" class=more" if is_beyond else ""}>'
        f'<header>{escape(outcome.id)} <span class="soft">{escape(outcome.kind)}</span> '
        f'<span class="bad">{escape(outcome.why)}</span></header><dl>{listed}</dl></article>'
    )


def _passage(passage: Passage) -> str:
    return (
        f"<blockquote>{escape(passage.before)} <mark>{escape(passage.quote)}</mark> "
        f'{escape(passage.after)}<br><span class="soft">{escape(passage.source)}</span>'
        "</blockquote>"
    )
