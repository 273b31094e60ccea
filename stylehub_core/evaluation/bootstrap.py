"""How sure a mean is: percentile bootstrap (Efron 1979) over queries, or over customers that own several values."""

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
    """A mean and where it lies in 95 % of resamples, of `n` values (or groups); NaN where n is 0."""

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
    """The range of the mean of `values`, (n,), without those that are NaN.

    groups: (n,) what each value belongs to, such as its customer: whole groups are drawn, as values of one customer
    say less than those of several (a cluster bootstrap).
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
    means = _resampled(sums, sizes, resamples, np.random.default_rng(seed))
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Range(float(data.mean()), float(low), float(high), len(sums))


def difference(first: FloatVector, second: FloatVector, *, groups: IntVector | None = None, seed: int = 0) -> Range:
    """The range of the mean of first - second, paired query by query: 0 outside of it is a difference."""
    if len(first) != len(second):
        raise QueryError(f"Two systems are compared on the same queries; there are {len(first)} and {len(second)}.")
    return mean_range(np.asarray(first - second, dtype=np.float32), groups=groups, seed=seed)


def _resampled(
    sums: NDArray[Any], sizes: NDArray[Any], resamples: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    block = max(1, _BLOCK // len(sums))
    means = np.empty(resamples)
    for start in range(0, resamples, block):
        count = min(block, resamples - start)
        drawn = rng.integers(0, len(sums), (count, len(sums)), dtype=np.int32)
        means[start : start + count] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return means
