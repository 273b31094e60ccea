"""The randomisation test against counts by hand, scipy, and its own promise under the null; Holm against a table."""

import math

import numpy as np
import pytest
from scipy import stats

from stylehub_core.errors import QueryError
from stylehub_core.evaluation import significance
from stylehub_core.evaluation.significance import holm, randomisation_test


def values(*numbers: float) -> np.ndarray:
    return np.array(numbers, np.float32)


def test_exact_by_hand() -> None:
    # Of the eight sums of ±1 ±2 ±3, two are 6 away from 0 (+6 and -6) and four are at least 4 away (3 + 2 - 1 = 4).
    assert randomisation_test(values(1, 2, 3), values(0, 0, 0)) == pytest.approx(2 / 8)
    assert randomisation_test(values(0, 2, 3), values(1, 0, 0)) == pytest.approx(4 / 8)


def test_one_customer_and_equal_systems_tell_nothing() -> None:
    assert randomisation_test(values(1), values(0)) == 1
    assert randomisation_test(values(0.5, 0.2), values(0.5, 0.2)) == 1
    assert math.isnan(randomisation_test(values(), values()))
    assert math.isnan(randomisation_test(values(np.nan, 1), values(1, np.nan)))


def test_customers_without_targets_are_left_out() -> None:
    first, second = values(1, np.nan, 2, 3, 5), values(0, 9, 0, 0, np.nan)
    assert randomisation_test(first, second) == pytest.approx(2 / 8)


def test_zero_differences_change_nothing() -> None:
    rng = np.random.default_rng(0)
    first, same = rng.random(10).astype(np.float32), rng.random(5000).astype(np.float32)
    alone = randomisation_test(first, np.zeros(10, np.float32) + 0.3)
    padded = randomisation_test(np.append(first, same), np.append(np.full(10, 0.3, np.float32), same))
    assert padded == pytest.approx(alone)


@pytest.mark.parametrize("size", [2, 7, 12])
def test_exact_is_scipys(size: int) -> None:
    rng = np.random.default_rng(size)
    first, second = rng.normal(0.4, 1, size), rng.normal(0, 1, size)
    theirs = stats.permutation_test(
        (first, second), lambda a, b, axis: (a - b).mean(axis), permutation_type="samples", n_resamples=np.inf
    )
    assert randomisation_test(first, second) == pytest.approx(theirs.pvalue)


def test_equal_sums_count_though_float32_rounds_them() -> None:
    thirds = np.array([2, 1, -1, 1], np.float32) / np.float32(3) + np.float32(0.1)
    # Of the sixteen sums of ±2 ±1 ±1 ±1, two are 5 away from 0, and six are 3 away, like the observed sum.
    assert randomisation_test(thirds, np.full(4, 0.1, np.float32)) == pytest.approx(8 / 16)


def test_random_flips_come_near_the_exact_value(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(8)
    first, second = rng.normal(0.5, 1, 12), np.zeros(12)
    exact = randomisation_test(first, second)
    monkeypatch.setattr(significance, "_EXACT", 0)
    assert 0.05 < exact < 0.95
    assert randomisation_test(first, second, resamples=20_000) == pytest.approx(exact, abs=0.015)


def test_p_is_even_where_there_is_no_difference() -> None:
    rng = np.random.default_rng(1)
    draws = rng.normal(size=(500, 2, 40)).astype(np.float32)
    p_values = np.array([randomisation_test(*pair, resamples=299, seed=at) for at, pair in enumerate(draws)])
    assert stats.kstest(p_values, "uniform").pvalue > 0.05
    assert 0.03 < (p_values <= 0.05).mean() < 0.07


def test_p_is_no_smaller_than_it_may_be_where_values_are_few_and_tied() -> None:
    rng = np.random.default_rng(2)
    draws = rng.binomial(2, 0.2, size=(500, 2, 60)).astype(np.float32) / 2
    p_values = np.array([randomisation_test(*pair, resamples=199, seed=at) for at, pair in enumerate(draws)])
    for level in (0.05, 0.2, 0.5):
        assert (p_values <= level).mean() < level + 2.5 * math.sqrt(level * (1 - level) / 500)


def test_p_is_small_where_there_is_a_clear_difference() -> None:
    rng = np.random.default_rng(3)
    second = rng.random(200).astype(np.float32)
    first = second + rng.normal(0.1, 0.2, 200).astype(np.float32)
    assert randomisation_test(first, second) == pytest.approx(1 / 10_000)
    assert randomisation_test(second, first) == pytest.approx(1 / 10_000)


def test_the_seed_decides_and_the_order_of_systems_does_not() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.random((2, 100)).astype(np.float32)
    again = [randomisation_test(first, second, resamples=499, seed=seed) for seed in (5, 5, 6, 7, 8)]
    assert again[0] == again[1]
    assert len(set(again)) > 1
    assert randomisation_test(second, first, resamples=499, seed=5) == again[0]


def test_drawn_in_small_blocks_every_flip_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(6)
    first, second = rng.random((2, 50)).astype(np.float32)
    whole = randomisation_test(first, second, resamples=4000)
    monkeypatch.setattr(significance, "_BLOCK", 50 * 7)
    assert randomisation_test(first, second, resamples=4000) == pytest.approx(whole, abs=0.04)
    assert randomisation_test(np.ones(50), np.zeros(50), resamples=20) == pytest.approx(1 / 21)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(QueryError, match="there are 2 and 1"):
        randomisation_test(values(1, 2), values(1))
    with pytest.raises(QueryError, match="0 resamples"):
        randomisation_test(values(1), values(1), resamples=0)


def test_holm_by_hand() -> None:
    # Ascending 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1: 0.02, 0.03, 0.06 and 0.04, which may not fall below 0.06.
    np.testing.assert_allclose(holm(np.array([0.01, 0.04, 0.03, 0.005])), [0.03, 0.06, 0.06, 0.02])


def test_holm_of_ties_large_values_none_and_no_tests() -> None:
    np.testing.assert_allclose(holm(np.array([0.4, 0.4, 0.9])), [1, 1, 1])
    np.testing.assert_allclose(holm([0.02]), [0.02])
    np.testing.assert_allclose(holm(np.array([0.02, np.nan, 0.03])), [0.04, np.nan, 0.04])
    assert len(holm([])) == 0


def test_holm_leaves_what_it_was_given_and_refuses_what_is_no_p() -> None:
    given = np.array([0.2, 0.01])
    holm(given)
    np.testing.assert_array_equal(given, [0.2, 0.01])
    with pytest.raises(QueryError, match="between 0 and 1"):
        holm(np.array([0.1, 1.2]))
