"""Cited places against the places that were needed, by overlap of their characters."""

from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """The characters `[start, end)` of a report."""

    report_id: str
    start: int
    end: int

    def meets(self, other: "Place") -> bool:
        """Whether the two share a character."""
        return (
            self.report_id == other.report_id and self.start < other.end and other.start < self.end
        )


def overlapping_share(cited: Sequence[Place], needed: Sequence[Place]) -> tuple[float, float]:
    """Citation precision as a pair: citations that meet a needed place, and all citations."""
    return float(sum(any(c.meets(n) for n in needed) for c in cited)), float(len(cited))


def reached_share(cited: Sequence[Place], needed: Sequence[Place]) -> tuple[float, float]:
    """Citation recall as a pair: needed places that a citation meets, and all needed."""
    return float(sum(any(c.meets(n) for c in cited) for n in needed)), float(len(needed))


def first_at(cited: Sequence[Place], places: Sequence[Place]) -> int | None:
    """The position, from 0, of the first citation that meets one of the places."""
    return next((i for i, c in enumerate(cited) if any(c.meets(p) for p in places)), None)
