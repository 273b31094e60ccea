"""Coverage, Gini, novelty, diversity and popularity lift against values by hand and obvious references."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.arrays import unit
from stylehub_core.errors import QueryError
from stylehub_core.evaluation import beyond

NOBODY = np.full((2, 3), -1, np.int32)
rankings = st.lists(st.lists(st.integers(-1, 7), min_size=4, max_size=4), min_size=1, max_size=6)


def rows(*lists: list[int]) -> np.ndarray:
    return np.array(lists, np.int32)


def test_coverage_counts_each_article_once() -> None:
    assert beyond.coverage(rows([0, 1, -1], [1, 2, 0]), articles=12) == pytest.approx(3 / 12)
    assert beyond.coverage(rows([0], [1]), articles=2) == 1
    assert beyond.coverage(NOBODY, articles=4) == 0


def test_gini_by_hand() -> None:
    # Shares 0, 1/4, 3/4 of three articles: (-2 * 0 + 0 * 1/4 + 2 * 3/4) / 2.
    assert beyond.gini(rows([2, 1], [2, -1], [2, -1]), articles=3) == pytest.approx(0.75)


def test_gini_is_0_where_even_and_1_where_all_get_the_same_article() -> None:
    assert beyond.gini(rows([0, 1], [2, 3]), articles=4) == pytest.approx(0)
    assert beyond.gini(np.full((5, 1), 3, np.int32), articles=40) == pytest.approx(1)
    assert math.isnan(beyond.gini(NOBODY, articles=4))
    assert math.isnan(beyond.gini(rows([0]), articles=1))


@given(ranked=rankings)
def test_gini_is_the_mean_difference_of_pairs(ranked) -> None:
    times = np.bincount([row for ranking in ranked for row in ranking if row >= 0], minlength=8)
    if not times.any():
        return
    apart = sum(abs(int(a) - int(b)) for a, b in itertools.combinations(times, 2))
    assert beyond.gini(rows(*ranked), articles=8) == pytest.approx(apart / (7 * times.sum()))


def test_novelty_by_hand() -> None:
    buyers = np.array([7, 3, 0, 1], np.int32)  # of 7 customers: 0, 1, 3 and 2 bits with one added to both
    values = beyond.novelty(rows([0, 1], [2, -1], [3, 2], [-1, -1]), buyers, customers=7)
    np.testing.assert_allclose(values, [0.5, 3, 2.5, np.nan])


def test_novelty_refuses_more_buyers_than_customers() -> None:
    with pytest.raises(QueryError, match="9 buyers, and there are 8"):
        beyond.novelty(NOBODY, np.array([9], np.int32), customers=8)


def test_diversity_by_hand() -> None:
    vectors = np.array([[1, 0], [0, 1], [-1, 0]], np.float32)
    ranked = rows([0, 1, -1], [0, 2, -1], [0, 1, 2], [1, 1, 1], [1, -1, -1], [-1, -1, -1], [0, -1, 1])
    expected = [1, 2, (1 + 2 + 1) / 3, 0, np.nan, np.nan, 1]
    np.testing.assert_allclose(beyond.intra_list_diversity(ranked, vectors), expected, atol=1e-6)


@given(ranked=rankings, seed=st.integers(0, 99))
def test_diversity_is_the_mean_over_pairs_in_any_block(ranked, seed: int) -> None:
    vectors = unit(np.random.default_rng(seed).normal(size=(8, 5)).astype(np.float32))
    expected = []
    for ranking in ranked:
        pairs = itertools.combinations([row for row in ranking if row >= 0], 2)
        distances = [1 - float(vectors[a] @ vectors[b]) for a, b in pairs]
        expected.append(np.mean(distances) if distances else np.nan)
    with pytest.MonkeyPatch.context() as patch:
        for block in (1, 50, 10_000):
            patch.setattr(beyond, "_BLOCK", block)
            np.testing.assert_allclose(beyond.intra_list_diversity(rows(*ranked), vectors), expected, atol=1e-5)


def test_popularity_lift_by_hand() -> None:
    buyers = np.array([0, 1, 3, 7], np.int32)  # log2(1 + buyers): 0, 1, 2, 3, and the base cancels
    ranked = rows([3, 3], [3, 1], [-1, -1], [0, 1])
    place = np.array([0, 0, 0, 1, 2], np.int32)
    article = np.array([1, 1, 2, 2, 3], np.int32)
    # Only the first two customers have both: recommended 3 and 2, bought 1.5 (article 1 counts once) and 2.
    assert beyond.popularity_bias(ranked, buyers, owner=place, article=article) == pytest.approx(2.5 / 1.75 - 1)


def test_popularity_lift_is_0_for_what_was_bought_and_below_for_the_rare() -> None:
    buyers = np.array([1, 2, 50, 9], np.int32)
    bought = {"owner": np.array([0, 1], np.int32), "article": np.array([2, 3], np.int32)}
    assert beyond.popularity_bias(rows([2], [3]), buyers, **bought) == pytest.approx(0)
    assert beyond.popularity_bias(rows([0], [1]), buyers, **bought) < -0.5
    assert math.isnan(beyond.popularity_bias(NOBODY, buyers, **bought))
    nothing = np.zeros(0, np.int32)
    assert math.isnan(beyond.popularity_bias(rows([2]), buyers, owner=nothing, article=nothing))
    assert math.isnan(beyond.popularity_bias(rows([2], [3]), np.zeros(4, np.int32), **bought))


def test_rows_that_are_not_there_are_refused() -> None:
    zero = np.zeros(1, np.int32)
    with pytest.raises(QueryError, match="no article row 4"):
        beyond.coverage(rows([0, 4]), articles=4)
    with pytest.raises(QueryError, match="no article row 4"):
        beyond.popularity_bias(rows([0]), np.ones(4, np.int32), owner=zero, article=zero + 4)
    with pytest.raises(QueryError, match="1 rankings for 2 customers"):
        beyond.popularity_bias(rows([0]), np.ones(4, np.int32), owner=zero + 1, article=zero)
    with pytest.raises(QueryError, match="no articles"):
        beyond.gini(NOBODY, articles=0)


def test_no_customers_at_all() -> None:
    none = np.zeros((0, 3), np.int32)
    assert beyond.coverage(none, articles=2) == 0
    assert len(beyond.novelty(none, np.ones(2, np.int32), customers=2)) == 0
    assert len(beyond.intra_list_diversity(none, np.eye(2, dtype=np.float32))) == 0
