"""Ranges: reproducible, of the right width, and wider where values come in groups."""

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.bootstrap import difference, mean_range, mean_ranges


def test_width_is_that_of_the_normal_approximation() -> None:
    values = np.random.default_rng(0).normal(3, 2, 2000).astype(np.float32)
    interval = mean_range(values)
    half = 1.96 * values.std() / np.sqrt(len(values))
    assert interval.value == pytest.approx(values.mean(), abs=1e-5)
    assert interval.high - interval.low == pytest.approx(2 * half, rel=0.1)
    assert interval.n == 2000


def test_equal_to_scipy() -> None:
    scipy = pytest.importorskip("scipy.stats")
    values = np.random.default_rng(1).exponential(1, 300)
    theirs = scipy.bootstrap((values,), np.mean, method="percentile", rng=np.random.default_rng(0)).confidence_interval
    ours = mean_range(values.astype(np.float32), resamples=10_000)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_95_of_100_ranges_hold_the_truth() -> None:
    rng = np.random.default_rng(2)
    inside = 0
    for seed in range(200):
        interval = mean_range(rng.random(80).astype(np.float32), resamples=300, seed=seed)
        inside += interval.low <= 0.5 <= interval.high
    assert 180 <= inside <= 199


def test_values_of_the_same_customer_count_as_one() -> None:
    values = np.random.default_rng(3).normal(size=50).astype(np.float32)
    alone = mean_range(values)
    copied = mean_range(np.repeat(values, 20), groups=np.repeat(np.arange(50), 20).astype(np.int32))
    assert copied.n == 50
    assert (copied.low, copied.high) == pytest.approx((alone.low, alone.high), abs=1e-6)
    assert mean_range(np.repeat(values, 20)).high < copied.high


def test_same_seed_same_range_and_nan_is_left_out() -> None:
    values = np.array([1, 2, np.nan, 4], np.float32)
    assert mean_range(values) == mean_range(values)
    assert mean_range(values).n == 3
    assert mean_range(values).value == pytest.approx(7 / 3)


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_nothing_gives_nan(values: list[float]) -> None:
    interval = mean_range(np.array(values, np.float32))
    assert interval.n == 0
    assert np.isnan([interval.value, interval.low, interval.high]).all()


def test_a_small_paired_difference_is_seen_where_ranges_overlap() -> None:
    rng = np.random.default_rng(4)
    first = rng.random(400).astype(np.float32)
    second = first - 0.01 + rng.normal(0, 0.02, 400).astype(np.float32)
    assert mean_range(first).low < mean_range(second).high
    assert difference(first, second).low > 0
    assert difference(second, first).high < 0


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(QueryError, match="2 and 3"):
        difference(np.zeros(2, np.float32), np.zeros(3, np.float32))
    with pytest.raises(QueryError, match="1 groups for 2"):
        mean_range(np.zeros(2, np.float32), groups=np.zeros(1, np.int32))


def test_many_columns_at_once_are_as_one_by_one() -> None:
    rng = np.random.default_rng(2)
    values = rng.random((300, 5))
    values[rng.random((300, 5)) < 0.2] = np.nan
    values[:, 1] = np.where(np.isnan(values[:, 0]), np.nan, values[:, 0] * 2)  # the same rows as column 0
    values[:, 4] = np.nan
    for column, interval in enumerate(mean_ranges(values)):
        alone = mean_range(values[:, column])
        assert interval.n == alone.n
        assert (interval.value, interval.low, interval.high) == pytest.approx(
            (alone.value, alone.low, alone.high), nan_ok=True
        )
