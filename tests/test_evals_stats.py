import numpy as np
import pytest

from evals.metrics import share
from evals.stats import Estimate, counted, difference, estimate

NONE = (np.nan, np.nan)


def test_an_interval_holds_the_value_and_counts_groups() -> None:
    rows = np.array([(i % 2, 1) for i in range(40)], np.float64)
    found = estimate(share, rows, [f"g{i // 2}" for i in range(40)])
    assert found == Estimate(0.5, 0.5, 0.5, 40, 20)  # each group is half right, so nothing varies
    single = estimate(share, rows, [f"g{i}" for i in range(40)])
    assert single.low is not None and single.high is not None
    assert 0.3 < single.low < 0.5 < single.high < 0.7


def test_groups_that_stand_together_widen_the_interval() -> None:
    rows = np.array([(i < 20, 1) for i in range(40)], np.float64)
    alone = estimate(share, rows, [f"g{i}" for i in range(40)])
    together = estimate(share, rows, [f"g{i // 10}" for i in range(40)])
    assert together.low is not None and alone.low is not None
    assert together.low < alone.low


def test_the_same_pairs_give_the_same_interval() -> None:
    rows = np.random.default_rng(1).random((50, 2))
    groups = [f"g{i % 7}" for i in range(50)]
    assert estimate(share, rows, groups) == estimate(share, rows, groups)


def test_what_nothing_defines_has_no_value() -> None:
    assert estimate(share, np.zeros((3, 2)), ["a", "b", "c"]).value is None
    assert difference(share, np.zeros((1, 2)), np.ones((1, 2)), ["a"]) is None


def test_a_fall_in_many_groups_is_told_from_one_in_a_few() -> None:
    before = np.array([(1, 1)] * 40, np.float64)
    groups = [f"g{i}" for i in range(40)]
    one, many = before.copy(), before.copy()
    one[:1, 0] = 0
    many[:10, 0] = 0
    slight = difference(share, before, one, groups)
    clear = difference(share, before, many, groups)
    assert slight is not None and clear is not None
    assert slight.value == pytest.approx(-1 / 40)
    assert slight.high == 0
    assert slight.p == 1  # an exchange of one group moves as far
    assert clear.value == -0.25
    assert clear.high < 0
    assert clear.p < 0.01


def test_a_case_may_count_on_one_side_only() -> None:
    before = np.array([(1, 1), NONE, (0, 1)], np.float64)
    after = np.array([(1, 1), (1, 1), NONE], np.float64)
    assert len(counted(before)) == 2
    found = difference(share, before, after, ["a", "b", "c"])
    assert found is not None
    assert found.value == 0.5
