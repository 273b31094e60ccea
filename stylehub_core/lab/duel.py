"""Two recommenders compared, customer by customer."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.evaluation.significance import randomisation_test


@dataclass(frozen=True, eq=False)
class Duel:
    """order: (n,) positions of the customers, the largest gain of the first recommender first.
    differences: (n,) first minus second, in that order.
    p: of no difference, by paired randomisation.
    """

    order: IntVector
    differences: FloatVector
    wins: int
    ties: int
    losses: int
    mean: Range
    p: float


def duel(first: FloatVector, second: FloatVector) -> Duel:
    """The comparison of two recommenders. Customers with equal differences keep their order.

    first, second: (customers,) the same measure of both; customers with a NaN in either are left out.
    Raises QueryError if their lengths differ.
    """
    mean = difference(first, second)
    gain = np.asarray(first - second, dtype=np.float32)
    known = np.flatnonzero(~np.isnan(gain))
    order = known[np.argsort(-gain[known], kind="stable")].astype(np.int32)
    wins, losses = int((gain[known] > 0).sum()), int((gain[known] < 0).sum())
    p = randomisation_test(first, second)
    return Duel(order, gain[order], wins, len(known) - wins - losses, losses, mean, p)
