"""Charts as inline SVG, which needs no script and no network; all text in them is escaped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from evals.metrics import Pairs

_ROW = 28
_LABEL, _PLOT, _WIDTH = 216, 350, 790
_BINS = 10
_SIDE = 260

_Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure between `low` and `high`, with the baseline's where there is one."""

    label: str
    value: float
    low: float
    high: float
    baseline: float | None
    note: str


def bars(found: Sequence[Bar], title: str) -> str:
    """A bar a figure, its interval as a whisker, the baseline as a tick.

    The axis runs from 0 to 1, from -1 where a figure is a change, and on to what multiples need.
    Places are percentages of the plot, so that it takes what width a screen leaves it.
    """
    least = -1.0 if any(bar.low < 0 for bar in found) else 0.0
    most = float(max(1, *(ceil(bar.high) for bar in found), 1))

    def x(value: float) -> float:
        return round(100 * (value - least) / (most - least), 2)

    rows = "".join(_bar(bar, x) for bar in found)
    marks = "".join(
        f'<text class="soft" x="{x(at)}%" y="12" text-anchor="{_anchor(x(at))}">{at:g}</text>'
        for at in ((least, 0, most) if least else (0, most / 2, most))
    )
    return (
        f'<div class="bars" role="group" aria-label="{escape(title)}">{rows}'
        f'<div class="row"><svg class="plot axis" aria-hidden="true">{marks}</svg></div></div>'
    )


def curve(points: Sequence[tuple[float, float]], title: str) -> str:
    """Points in the unit square as a line."""
    ends = " ".join(f"{_across(x)},{_up(y)}" for x, y in points)
    return _square(title, f'<polyline class="curve" points="{ends}"/>')


def timeline(
    rows: Sequence[tuple[str, Sequence[float | None]]], names: Sequence[str], title: str
) -> str:
    """A line a metric over runs of these names, each between its own least and greatest value."""
    drawn = "".join(_line(row, _ROW * n, names) for n, row in enumerate(rows))
    height = _ROW * len(rows) + 6
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">{drawn}</svg>'
    )


def _line(row: tuple[str, Sequence[float | None]], top: int, names: Sequence[str]) -> str:
    label, values = row
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    low, high = min(v for _, v in known), max(v for _, v in known)
    step = _PLOT / max(1, len(values) - 1)
    spots = [
        (_LABEL + step * n, top + _ROW - 8 - (_ROW - 14) * ((v - low) / (high - low or 1)), n, v)
        for n, v in known
    ]
    dots = "".join(
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3">'
        f"<title>{escape(names[n])}: {value:.3f}</title></circle>"
        for x, y, n, value in spots
    )
    ends = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in spots)
    middle = top + _ROW / 2 + 4
    ends_at = f"{known[0][1]:.3f} to {known[-1][1]:.3f}"
    return (
        f'<text x="{_LABEL - 12}" y="{middle}" text-anchor="end">{escape(label)}</text>'
        f'<polyline class="curve" points="{ends}"/>{dots}'
        f'<text x="{_LABEL + _PLOT + 14}" y="{middle}">{ends_at}</text>'
    )


def calibration(pairs: Pairs, title: str) -> str:
    """Share of right claims by score, in ten bins, beside the diagonal where the two agree."""
    points, dots = [], []
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        inside = (pairs[:, 1] >= low) & ((pairs[:, 1] < high) | (number == _BINS - 1))
        if inside.any():
            score, right = pairs[inside].mean(axis=0)[::-1]
            points.append(f"{_across(score)},{_up(right)}")
            dots.append(
                f'<circle class="dot" cx="{_across(score)}" cy="{_up(right)}" r="4">'
                f"<title>{int(inside.sum())} claims, mean score {score:.2f}, {right:.2f} right"
                "</title></circle>"
            )
    ideal = f'<line class="ideal" x1="{_across(0)}" y1="{_up(0)}" x2="{_across(1)}" y2="{_up(1)}"/>'
    line = f'<polyline class="curve" points="{" ".join(points)}"/>'
    return _square(title, f"{ideal}{line}{''.join(dots)}")


def _square(title: str, drawn: str) -> str:
    """What is drawn in the unit square, between axes from 0 to 1."""
    marks = "".join(
        f'<text class="soft" x="{_across(at)}" y="{_up(0) + 18}" text-anchor="middle">{at:g}</text>'
        f'<text class="soft" x="{_across(0) - 8}" y="{_up(at) + 4}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.5, 1)
    )
    return (
        f'<svg class="square" viewBox="0 0 {_SIDE + 60} {_SIDE + 40}" role="img" '
        f'aria-label="{escape(title)}"><path class="axis" d="M{_across(0)} {_up(1)}V{_up(0)}'
        f'H{_across(1)}" fill="none"/>{marks}{drawn}</svg>'
    )


def _across(share: float) -> float:
    return round(40 + _SIDE * share, 1)


def _up(share: float) -> float:
    return round(10 + _SIDE * (1 - share), 1)


def _bar(bar: Bar, x: _Scale) -> str:
    """A row: name, plot and figure; the figure says in words what the plot shows."""
    middle = _ROW / 2
    start, end = sorted((x(0), x(bar.value)))
    low, high = x(bar.low), x(bar.high)
    ends = "".join(
        f'<line class="whisker" x1="{at}%" x2="{at}%" y1="{middle - 5}" y2="{middle + 5}"/>'
        for at in (low, high)
    )
    tick = ""
    if bar.baseline is not None:
        at = x(bar.baseline)
        tick = (
            f'<line class="tick" x1="{at}%" x2="{at}%" y1="3" y2="{_ROW - 3}">'
            f"<title>baseline {bar.baseline:.3f}</title></line>"
        )
    return (
        f'<div class="row"><span class="label">{escape(bar.label)}</span>'
        f'<svg class="plot" aria-hidden="true">'
        f'<rect class="track" y="6" width="100%" height="{_ROW - 12}"/>'
        f'<rect class="bar" x="{start}%" y="6" width="{round(end - start, 2)}%" '
        f'height="{_ROW - 12}"/>'
        f'<line class="whisker" x1="{low}%" x2="{high}%" y1="{middle}" y2="{middle}"/>'
        f'{ends}{tick}</svg><span class="note">{escape(bar.note)}</span></div>'
    )


def _anchor(share: float) -> str:
    return "start" if share < 1 else "end" if share > 99 else "middle"
