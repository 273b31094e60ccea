"""Significance of differences: a paired randomisation test, and Holm's correction for several tests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatVector
from stylehub_core.errors import QueryError

RESAMPLES = 9999
_EXACT = 13  # non-zero differences: 8192 flips
_BLOCK = 4_000_000  # signs drawn at a time
_ROUNDING = 1e-7  # of a float32 value, half the distance to the next


def randomisation_test(first: FloatVector, second: FloatVector, *, resamples: int = RESAMPLES, seed: int = 0) -> float:
    """The two-sided p value of the mean of first - second being 0: how often random signs give as large a mean.

    first, second: (customers,) two systems on the same customers. Customers with a NaN in either are left out; if none
    is left, p is NaN.
    Under the null a customer's two values may be swapped, which flips the difference's sign (Fisher 1935; Smucker,
    Allan & Carterette 2007). For up to 13 non-zero differences all flips are counted; for more, `resamples` random
    ones, and p = (hits + 1) / (resamples + 1), which is never 0 (Phipson & Smyth 2010).
    """
    if len(first) != len(second):
        raise QueryError(f"Two systems are compared on the same customers; there are {len(first)} and {len(second)}.")
    if resamples < 1:
        raise QueryError(f"{resamples} resamples give no p value: use 1 or more.")
    known = ~(np.isnan(first) | np.isnan(second))
    if not known.any():
        return float("nan")
    left, right = (np.asarray(values, dtype=np.float64)[known] for values in (first, second))
    differences = (left - right)[left != right]
    # Sums that are equal but for rounding count as equal.
    bar = abs(differences.sum()) - _ROUNDING * (np.abs(left) + np.abs(right)).sum()
    if len(differences) <= _EXACT:
        flips = np.arange(2 ** len(differences))[:, None] >> np.arange(len(differences)) & 1
        return float(_as_large(flips, differences, bar) / len(flips))
    return (_random_hits(differences, bar, resamples, seed) + 1) / (resamples + 1)


def holm(p_values: Sequence[float] | NDArray[np.floating]) -> NDArray[np.float64]:
    """(tests,) p values corrected for their number (Holm 1979).

    The i-th smallest of m is multiplied by m - i + 1, then raised to at least the one before it, and is at most 1. The
    chance that any true null hypothesis gets a corrected p below 0.05 is at most 5 %.
    A NaN is no test: it stays NaN, and does not count in m.
    """
    corrected = np.array(p_values, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(corrected))
    if ((corrected[known] < 0) | (corrected[known] > 1)).any():
        raise QueryError("A p value lies between 0 and 1.")
    order = known[np.argsort(corrected[known], kind="stable")]
    raised = corrected[order] * np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(raised), 1)
    return corrected


def _random_hits(differences: NDArray[np.float64], bar: float, resamples: int, seed: int) -> int:
    rng = np.random.default_rng(seed)
    size = len(differences)
    block = max(1, _BLOCK // size)
    hits = 0
    for start in range(0, resamples, block):
        drawn = rng.integers(0, 256, (min(block, resamples - start), (size + 7) // 8), dtype=np.uint8)
        hits += _as_large(np.unpackbits(drawn, axis=1, count=size), differences, bar)
    return hits


def _as_large(flips: NDArray[np.integer], differences: NDArray[np.float64], bar: float) -> int:
    """How many rows of `flips`, (n, differences) 1 for a flipped sign, give a sum of at least `bar` either way."""
    sums = differences.sum() - 2 * (flips.astype(np.float64) @ differences)
    return int((np.abs(sums) >= bar).sum())
