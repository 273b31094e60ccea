"""Confidence ranges of means: percentile bootstrap (Efron 1979) over queries, or over customers with several values."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import QueryError

RESAMPLES = 1000
_BLOCK = 4_000_000  # values drawn at a time


@dataclass(frozen=True)
class Range:
    """A mean and its 95 % range over resamples of `n` values (or groups); NaN if n is 0."""

    value: float
    low: float
    high: float
    n: int


def mean_range(
    values: FloatVector,
    *,
    groups: IntVector | None = None,
    resamples: int = RESAMPLES,
    level: float = 0.95,
    seed: int = 0,
) -> Range:
    """The range of the mean of `values`, (n,), leaving out NaNs.

    groups: (n,) the group of each value, such as its customer. Whole groups are drawn, as several values of one
    customer tell less than values of several customers (a cluster bootstrap).
    """
    if groups is not None and len(groups) != len(values):
        raise QueryError(f"There are {len(groups)} groups for {len(values)} values.")
    kept = ~np.isnan(values)
    data = np.asarray(values, dtype=np.float64)[kept]
    if not len(data):
        return Range(float("nan"), float("nan"), float("nan"), 0)
    number: NDArray[Any] = np.arange(len(data))
    if groups is not None:
        _, number = np.unique(groups[kept], return_inverse=True)
    sums, sizes = np.bincount(number, data), np.bincount(number)
    means = _resampled(sums[:, None], sizes, resamples, np.random.default_rng(seed))[:, 0]
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Range(float(data.mean()), float(low), float(high), len(sums))


def mean_ranges(values: NDArray[Any], *, resamples: int = RESAMPLES, level: float = 0.95, seed: int = 0) -> list[Range]:
    """`mean_range` of each column of `values`, (n, m); columns that are NaN in the same rows share their resamples."""
    known = ~np.isnan(values)
    ranges = [Range(float("nan"), float("nan"), float("nan"), 0)] * values.shape[1]
    patterns: dict[bytes, list[int]] = {}
    for column in range(values.shape[1]):
        patterns.setdefault(known[:, column].tobytes(), []).append(column)
    for columns in patterns.values():
        data = np.asarray(values[known[:, columns[0]]][:, columns], dtype=np.float64)
        if not len(data):
            continue
        means = _resampled(data, np.ones(len(data)), resamples, np.random.default_rng(seed))
        low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2], axis=0)
        for number, column in enumerate(columns):
            ranges[column] = Range(float(data[:, number].mean()), float(low[number]), float(high[number]), len(data))
    return ranges


def difference(first: FloatVector, second: FloatVector, *, groups: IntVector | None = None, seed: int = 0) -> Range:
    """The range of the mean of first - second, paired by query; a range that excludes 0 shows a difference."""
    if len(first) != len(second):
        raise QueryError(f"Two systems are compared on the same queries; there are {len(first)} and {len(second)}.")
    return mean_range(np.asarray(first - second, dtype=np.float32), groups=groups, seed=seed)


def _resampled(
    sums: NDArray[Any], sizes: NDArray[Any], resamples: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """(resamples, m) means. sums: (groups, m); sizes: (groups,)."""
    groups = len(sums)
    block = max(1, _BLOCK // groups)
    means = np.empty((resamples, sums.shape[1]))
    for start in range(0, resamples, block):
        count = min(block, resamples - start)
        drawn = rng.integers(0, groups, (count, groups), dtype=np.int32)
        drawn += np.arange(count, dtype=np.int32)[:, None] * groups
        times = np.bincount(drawn.ravel(), minlength=count * groups).reshape(count, groups).astype(np.float64)
        means[start : start + count] = (times @ sums) / (times @ sizes)[:, None]
    return means
