"""Pairs, negatives and AUC on baskets whose co-purchases are known."""

from datetime import date

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.evaluation.held_out_pairs import CustomerPairs, pairs_before_and_after
from stylehub_core.evaluation.separation import held_out_separation, histogram, pair_task, placements
from stylehub_core.evaluation.split import Split
from stylehub_core.training.collapse import auc

SPLIT = Split(date(2020, 1, 5), date(2020, 1, 6), date(2020, 1, 7))
BASKETS = [
    *[("2020-01-01", 0, row) for row in (0, 1, 2)],
    ("2020-01-05", 1, 3), ("2020-01-06", 1, 4),  # two days make no pair
    ("2020-01-06", 2, 5), ("2020-01-06", 2, 6), ("2020-01-06", 2, 6),
    ("2020-01-07", 2, 5), ("2020-01-07", 2, 6),  # the same pair of the same customer
    ("2020-01-07", 3, 5), ("2020-01-07", 3, 6),
    ("2020-01-07", 4, 7), ("2020-01-07", 5, 8),  # two customers make no pair
]  # fmt: skip


def rows(*pairs: tuple[int, int]) -> np.ndarray:
    return np.array(pairs, np.int32).reshape(-1, 2)


def test_pairs_on_both_sides_of_the_cut(make_catalog) -> None:
    before, after = pairs_before_and_after(make_catalog(BASKETS), SPLIT)
    assert before.rows.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert after.rows.tolist() == [[5, 6], [5, 6]]
    assert after.customers.tolist() == [2, 3]


def test_baskets_of_resellers_are_left_out(make_catalog) -> None:
    large = [("2020-01-06", 0, row) for row in range(61)]
    _, after = pairs_before_and_after(make_catalog([("2020-01-01", 1, 0), *large], articles=70), SPLIT)
    assert len(after) == 0


def test_no_negative_is_a_co_purchase_and_popular_ones_are_bought() -> None:
    rng = np.random.default_rng(0)
    pairs = np.unique(np.sort(rng.integers(0, 40, (150, 2)), axis=1), axis=0).astype(np.int32)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    half = len(pairs) // 2
    train, test = (CustomerPairs(part, np.zeros(len(part), np.int32)) for part in (pairs[:half], pairs[half:]))
    task = pair_task(train, test, articles=200)
    known = {frozenset(pair) for pair in pairs.tolist()}
    for negatives, positives in ((task.uniform, test), (task.popular, test), (task.train_uniform, train)):
        assert len(negatives) >= len(positives.rows) > 0
        assert not known & {frozenset(pair) for pair in negatives.tolist()}
        assert (negatives[:, 0] != negatives[:, 1]).all()
    assert set(task.popular[:, 1].tolist()) <= set(test.rows.ravel().tolist())
    assert task.uniform[:, 1].max() > 40
    np.testing.assert_array_equal(task.uniform[:, 0], task.test.rows[:, 0])


def test_a_space_of_groups_is_separated_and_a_random_one_is_not() -> None:
    rng = np.random.default_rng(1)
    group = np.repeat(np.arange(50), 6)
    pairs = np.array([(a, b) for a in range(300) for b in range(a + 1, 300) if group[a] == group[b]], np.int32)
    customers = np.arange(len(pairs), dtype=np.int32)
    task = pair_task(CustomerPairs(pairs[::2], customers[::2]), CustomerPairs(pairs[1::2], customers[1::2]), 300)
    centres = rng.normal(size=(50, 32))
    good = held_out_separation(unit((centres[group] + rng.normal(0, 0.2, (300, 32))).astype(np.float32)), task)
    bad = held_out_separation(unit(rng.normal(size=(300, 32)).astype(np.float32)), task)
    assert min(good.auc.value, good.auc_popular.value, good.train_auc) > 0.99
    assert good.test_positive < 0.1 < good.negative
    assert bad.auc.low <= 0.53
    assert bad.auc.high >= 0.47
    assert bad.auc.value == pytest.approx(0.5, abs=0.05)
    assert sum(good.histogram.positive) == pytest.approx(1, abs=1e-4)


def test_popularity_alone_separates_from_uniform_but_not_from_popular_negatives() -> None:
    # Articles 0..29 sell in random pairs. The space knows only whether an article sells.
    rng = np.random.default_rng(2)
    pairs = rows(*{(min(a, b), max(a, b)) for a, b in rng.integers(0, 30, (120, 2)).tolist() if a != b})
    task = pair_task(
        CustomerPairs(pairs[:5], np.arange(5, dtype=np.int32)),
        CustomerPairs(pairs[5:], np.arange(len(pairs) - 5, dtype=np.int32)),
        articles=600,
    )
    vectors = np.tile(np.array([0, 1], np.float32), (600, 1))
    vectors[:30] = [1, 0]
    separation = held_out_separation(vectors, task)
    assert separation.auc.value > 0.9
    assert separation.auc_popular.value == pytest.approx(0.5)


def test_mean_placement_is_the_auc() -> None:
    rng = np.random.default_rng(3)
    near, far = (rng.normal(size=n).round(1).astype(np.float32) for n in (60, 80))
    assert placements(near, far).mean() == pytest.approx(auc(near, far), abs=1e-6)
    assert np.isnan(placements(near, far[:0])).all()


def test_histogram_of_known_distances() -> None:
    shares = histogram(*(np.array(distances, np.float32) for distances in ([0.01, 0.03], [0.06], [-1e-7])))
    assert shares.edges == (0, 0.025, 0.05, 0.075)
    assert shares.positive == (0.5, 0.5, 0)
    assert shares.negative == (0, 0, 1)
    assert shares.train_positive == (1, 0, 0)


def test_figures_are_undefined_where_all_articles_are_bought_together() -> None:
    both = CustomerPairs(rows((0, 1), (0, 2), (1, 2)), np.arange(3, dtype=np.int32))
    separation = held_out_separation(np.eye(3, dtype=np.float32), pair_task(both, both, articles=3))
    assert separation.pairs == 3
    assert separation.test_positive == 1
    assert all(
        np.isnan(figure)
        for figure in (separation.negative, separation.popular_negative, separation.auc.value, separation.train_auc)
    )
