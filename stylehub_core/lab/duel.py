"""One recommender against another, customer by customer."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.evaluation.significance import randomisation_test


@dataclass(frozen=True, eq=False)
class Duel:
    """order: (n,) places of the customers asked, the largest gain of the first one first; differences: (n,) first minus
    second, in that order; p: of no difference, by paired randomisation.
    """

    order: IntVector
    differences: FloatVector
    wins: int
    ties: int
    losses: int
    mean: Range
    p: float


def duel(first: FloatVector, second: FloatVector) -> Duel:
    """first, second: (customers,) one measure of each; customers with a NaN in either are left out.

    Raises QueryError for different lengths. Customers with equal differences keep their order.
    """
    mean = difference(first, second)
    gain = np.asarray(first - second, dtype=np.float32)
    known = np.flatnonzero(~np.isnan(gain))
    order = known[np.argsort(-gain[known], kind="stable")].astype(np.int32)
    wins, losses = int((gain[known] > 0).sum()), int((gain[known] < 0).sum())
    p = randomisation_test(first, second)
    return Duel(order, gain[order], wins, len(known) - wins - losses, losses, mean, p)
