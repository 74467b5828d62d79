"""Likeness of stretches of two texts, worked by hand on four tokens against three."""

import numpy as np
import pytest

from assistant.likeness import Likeness, Tokens
from assistant.reports.model import Span

# The claim's tokens begin at 0, 10, 20, 30, the evidence's at 0, 100, 200.
SIMILARITY = np.array(
    [[0.9, 0.1, 0.0], [0.2, 0.6, 0.1], [0.0, 0.4, 0.3], [0.5, 0.0, 0.7]], np.float32
)
LIKENESS = Likeness(
    Tokens(np.array([0, 10, 20, 30]), np.array([1, 1, 0.5, 1], np.float32)),
    Tokens(np.array([0, 100, 200]), np.array([1, 1, 1], np.float32)),
    SIMILARITY,
)


def test_each_word_counts_with_its_best_counterpart_and_its_weight() -> None:
    assert LIKENESS.carried([Span(0, 25)], [Span(0, 150)]) == pytest.approx(
        (0.9 + 0.6 + 0.5 * 0.4) / 2.5
    )
    assert LIKENESS.kept([Span(0, 150)], [Span(0, 25)]) == pytest.approx((0.9 + 0.6) / 2)


def test_mutual_is_the_mean_of_both_ways() -> None:
    claim, evidence = [Span(0, 25)], [Span(0, 150)]
    both = LIKENESS.carried(claim, evidence) + LIKENESS.kept(evidence, claim)
    assert LIKENESS.mutual(claim, evidence) == pytest.approx(both / 2)


def test_nothing_is_like_no_words() -> None:
    assert LIKENESS.mutual([Span(1, 9)], [Span(0, 300)]) == 0
    assert LIKENESS.mutual([], [Span(0, 300)]) == 0


def test_beside_leaves_the_places_themselves_out() -> None:
    assert LIKENESS.beside(Span(10, 20), Span(100, 110)) == 0  # no evidence within reach
    near = LIKENESS.beside(Span(30, 40), Span(60, 70))  # three tokens against the first two
    assert near == pytest.approx(((0.9 + 0.6 + 0.5 * 0.4) / 2.5 + (0.9 + 0.6) / 2) / 2)
