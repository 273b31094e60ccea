"""The Pareto front of two measures."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector


def pareto(first: FloatVector, second: FloatVector) -> BoolVector:
    """(n,) whether no other point is at least as good in both and better in one; higher is better. False for NaNs."""
    known = ~(np.isnan(first) | np.isnan(second))
    as_good = (first[None] >= first[:, None]) & (second[None] >= second[:, None])
    better = (first[None] > first[:, None]) | (second[None] > second[:, None])
    beaten = (as_good & better & known[None]).any(axis=1)
    return np.asarray(known & ~beaten)
