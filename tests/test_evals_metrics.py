import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import (
    Pairs,
    Place,
    auc,
    balanced_accuracy,
    calibration_error,
    closeness,
    first_at,
    hit_at,
    mean_overlap,
    ndcg_at,
    overlapping_share,
    ratio_of_percentiles,
    reached_share,
    recall_at,
    reciprocal_rank,
    risk_curve,
    rouge,
    share,
)

RANKING = ["a", "b", "c", "d"]
CITED = [Place("r", 0, 10), Place("r", 20, 30), Place("s", 0, 10)]
NEEDED = [Place("r", 9, 12), Place("s", 10, 20)]


def pairs(*rows: tuple[float, float]) -> Pairs:
    return np.array(rows, np.float64).reshape(-1, 2)


def test_share_is_one_sum_over_another() -> None:
    assert share(pairs((1, 2), (0, 1), (2, 5))) == 3 / 8
    assert share(pairs((0, 0))) is None
    assert share(pairs()) is None


def test_hit_and_recall_look_at_the_first_k() -> None:
    assert hit_at(2, RANKING, {"c"}) == 0
    assert hit_at(3, RANKING, {"c"}) == 1
    assert recall_at(2, RANKING, {"a", "c", "z"}) == 1 / 3
    assert recall_at(3, RANKING, {"a", "c", "z"}) == 2 / 3


def test_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    assert reciprocal_rank(RANKING, {"c", "d"}) == 1 / 3
    assert reciprocal_rank(RANKING, {"z"}) == 0


def test_ndcg_by_hand() -> None:
    # Gains at ranks 1 and 3: 1 + 1/2; at best 1 + 1/log2(3).
    assert ndcg_at(10, RANKING, {"a", "c"}) == pytest.approx(1.5 / (1 + 0.6309297535714575))
    assert ndcg_at(2, RANKING, {"a", "b", "c"}) == 1
    assert ndcg_at(10, RANKING, {"z"}) == 0


@given(
    st.lists(st.sampled_from("abcdefghijklmnop"), unique=True, max_size=14),
    st.sets(st.sampled_from("abcdefghijklmnop"), min_size=1),
)
def test_rankings_are_measured_as_ir_measures_does(ranking: list[str], relevant: set[str]) -> None:
    qrels = [ir_measures.Qrel("q", item, 1) for item in relevant]
    found = [ir_measures.ScoredDoc("q", item, -float(rank)) for rank, item in enumerate(ranking)]
    measures = [ir_measures.nDCG @ 10, ir_measures.RR, ir_measures.R @ 5, ir_measures.Success @ 5]
    theirs = ir_measures.calc_aggregate(measures, qrels, found)
    ours = (
        ndcg_at(10, ranking, relevant),
        reciprocal_rank(ranking, relevant),
        recall_at(5, ranking, relevant),
        hit_at(5, ranking, relevant),
    )
    assert ours == pytest.approx([theirs[measure] for measure in measures])


def test_citations_meet_what_they_share_a_character_with() -> None:
    assert overlapping_share(CITED, NEEDED) == (1, 3)  # only r 0-10 reaches r 9-12
    assert reached_share(CITED, NEEDED) == (1, 2)
    assert reached_share([], NEEDED) == (0, 2)
    assert first_at(CITED, [Place("s", 5, 6)]) == 2
    assert first_at(CITED, [Place("t", 0, 99)]) is None


def test_auc_counts_pairs_of_a_right_and_a_wrong_case() -> None:
    # 0.9 beats both; 0.5 ties one and loses to none but the other is below: (2 + 1.5) / 4.
    assert auc(pairs((1, 0.9), (1, 0.5), (0, 0.5), (0, 0.1))) == 3.5 / 4
    assert auc(pairs((1, 0.2), (0, 0.8))) == 0
    assert auc(pairs((1, 0.2))) is None


def test_balanced_accuracy_weighs_both_classes_alike() -> None:
    # Right: 1 of 2 accepted; wrong: 3 of 4 refused.
    rows = [(1, 1), (1, 0), (0, 0), (0, 0), (0, 0), (0, 1)]
    assert balanced_accuracy(pairs(*rows)) == (1 / 2 + 3 / 4) / 2
    assert balanced_accuracy(pairs((0, 0))) is None


def test_calibration_error_by_hand() -> None:
    # Bin .9 to 1: scores .9 and 1, one right: |1.9 - 1|. Bin .2: score .2, right: |.2 - 1|.
    assert calibration_error(pairs((1, 0.9), (0, 1.0), (1, 0.2))) == pytest.approx(1.7 / 3)
    assert calibration_error(pairs((1, 1.0), (0, 0.0))) == 0
    assert calibration_error(pairs()) is None


def test_a_ratio_of_percentiles_takes_each_column_by_itself() -> None:
    rows = pairs((8, 1), (4, 2), (2, 3))
    assert ratio_of_percentiles(50)(rows) == 4 / 2
    assert ratio_of_percentiles(75)(rows) == 6 / 2.5
    assert ratio_of_percentiles(50)(pairs()) is None


def test_rouge_by_hand() -> None:
    # Words in common: the, cat (2 of 3 and of 4); pairs: "the cat" (1 of 2 and of 3); in order: 2.
    assert rouge("The cat slept.", "the cat sat down") == pytest.approx((4 / 7, 2 / 5, 4 / 7))
    # "b a" has both words, no pair, and one of them in order.
    assert rouge("b a", "a b") == (1, 0, 0.5)
    assert rouge("", "") == (0, 0, 0)


def test_overlap_is_the_mean_over_pairs_of_bullets() -> None:
    assert mean_overlap(np.array([[1, 0.2, 0.4], [0.2, 1, 0.9], [0.4, 0.9, 1]])) == 0.5
    assert mean_overlap(np.ones((1, 1))) is None


def test_closeness_is_the_same_whichever_is_longer() -> None:
    assert closeness(3, 4) == closeness(4, 3) == 0.75
    assert closeness(0, 0) == 1


def test_risk_is_the_share_of_faults_among_what_is_answered() -> None:
    found = [(0.9, False), (0.2, True), (0.5, True), (0.5, False)]
    assert risk_curve(found) == [(0.25, 0), (0.75, 1 / 3), (1, 0.5)]
    assert risk_curve([]) == []
