"""What customers wear: the articles of their outfits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.outfits.outfits import Outfits

_HALF = 2.0  # outfits that count for one half


@dataclass(frozen=True, eq=False)
class Worn:
    """customers: (k,) ascending; the first is -1, who wears nothing and stands for anybody unknown.

    counts: (k,) how many outfits each has. articles: (k, articles) how many of these outfits have each article.
    """

    customers: IntVector
    counts: IntVector
    articles: sparse.csr_array

    @classmethod
    def of(cls, outfits: Outfits, articles: int) -> "Worn":
        """articles: how many the catalogue has."""
        known = outfits.part(outfits.customers >= 0)
        customers, numbers, counts = np.unique(known.customers, return_inverse=True, return_counts=True)
        places = (1 + numbers[known.sets.owner], known.sets.articles)
        worn = _counted(places, (1 + len(customers), articles))
        return cls(np.append(-1, customers).astype(np.int32), np.append(0, counts).astype(np.int32), worn)

    def shares(self, customers: IntVector) -> tuple[sparse.csr_array, FloatVector]:
        """((n, articles) shares of what each customer wears, (n,) how much that counts, from 0 to 1)."""
        rows = self._rows_of(customers)
        return _as_shares(self.articles[rows]), _counting(self.counts[rows])

    def without(self, outfits: Outfits) -> tuple[sparse.csr_array, FloatVector]:
        """As `shares` for the customers of these outfits, each without the outfit itself, of which `self` was made."""
        rows = self._rows_of(outfits.customers)
        known = (rows > 0)[outfits.sets.owner]
        places = (outfits.sets.owner[known], outfits.sets.articles[known])
        rest = sparse.csr_array(self.articles[rows] - _counted(places, (len(outfits), self.articles.shape[1])))
        rest.eliminate_zeros()
        return _as_shares(rest), _counting(np.maximum(self.counts[rows] - 1, 0))

    def _rows_of(self, customers: IntVector) -> NDArray[np.int64]:
        """(n,) positions in `customers`, 0 for an unknown one."""
        at = np.searchsorted(self.customers, customers)
        at[at == len(self.customers)] = 0
        return np.where(self.customers[at] == customers, at, 0)


def _counted(places: tuple[NDArray[np.integer], NDArray[np.integer]], shape: tuple[int, int]) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(places[0]), np.float32), places), shape=shape)


def _as_shares(worn: sparse.csr_array) -> sparse.csr_array:
    totals = np.asarray(worn.sum(axis=1)).ravel()
    return sparse.csr_array(sparse.diags_array((1 / np.maximum(totals, 1)).astype(np.float32)) @ worn)


def _counting(counts: NDArray[np.integer]) -> FloatVector:
    return np.asarray(counts / (counts + _HALF), np.float32)
