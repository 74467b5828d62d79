"""Past key points that show a model how the house writes them."""

from collections.abc import Sequence

from assistant.chunks import Section
from assistant.retrieve import Evidence

EXAMPLE_PASSAGES = 40
"""Passages that are looked through for key points on the subject of a bullet."""

MOST = 4
_WORDS = range(6, 41)  # a shorter one is a heading, a longer one no example to follow


def past_key_points(found: Sequence[Evidence], drafted: str) -> tuple[str, ...]:
    """The key points in the passages, best first; none of the report with the id `drafted`."""
    points: dict[str, None] = {}
    for passage in found:
        chunk = passage.chunk
        if chunk.section is not Section.KEY_POINTS or passage.source.report_id == drafted:
            continue
        for span in chunk.sentences:
            text = chunk.text[span.start - chunk.span.start : span.end - chunk.span.start]
            if len(text.split()) in _WORDS:
                points.setdefault(" ".join(text.split()))
    return tuple(points)[:MOST]
