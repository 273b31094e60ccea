"""What customers had bought or worn before an outfit, as a scorer that knows customers reads it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from stylehub_core.arrays import IntVector
from stylehub_core.models.world import World
from stylehub_core.outfits.outfits import Outfits

_LAST = 1 << 20  # later than any day since 1970


@dataclass(frozen=True, eq=False)
class WornBefore:
    """The visible purchases, and the articles of the visible outfits of a shop's table; one line for each.

    total: how many articles the catalogue has.
    keys: (l,) customer * _LAST + day, ascending; a day that is unknown comes first.
    articles: (l,)
    """

    total: int
    keys: NDArray[np.int64]
    articles: IntVector

    @classmethod
    def of(cls, world: World, outfits: Outfits) -> "WornBefore":
        """outfits: the visible ones of `world`."""
        with world.purchases() as purchases:
            lines = purchases.execute(
                "SELECT DISTINCT customer, date_diff('day', DATE '1970-01-01', t_dat)::INTEGER AS day, article "
                "FROM purchases ORDER BY customer, day, article"
            ).fetchnumpy()
        customers, days, articles = (np.asarray(lines[name], np.int64) for name in ("customer", "day", "article"))
        if outfits.source == "table":
            owner = outfits.sets.owner
            customers = np.concatenate([customers, outfits.customers[owner]])
            days = np.concatenate([days, outfits.days[owner]])
            articles = np.concatenate([articles, outfits.sets.articles])
        keys = customers * _LAST + np.maximum(days, 0)
        order = np.lexsort((articles, keys))[np.count_nonzero(customers < 0) :]
        return cls(len(world.catalog), keys[order], articles[order].astype(np.int32))

    def latest(self, customers: int, most: int) -> sparse.csr_array:
        """(customers, articles) shares of each customer's latest lines, at most `most`; together 1, or 0 for none."""
        every = np.arange(customers)
        return _shares(self._counts(every, np.full(customers, _LAST - 1), most))

    def of_outfits(self, outfits: Outfits, most: int) -> sparse.csr_array:
        """(n, articles) the same before the day of each outfit, for its customer.

        Where its day is unknown: all lines but the outfit's own articles.
        """
        dated = outfits.days >= 0
        counts = self._counts(outfits.customers, np.where(dated, outfits.days, _LAST - 1), most)
        undated = sparse.diags_array((~dated).astype(np.float32)) @ membership(outfits, self.total)
        return _shares(sparse.csr_array(counts - counts.multiply(undated)))

    def _counts(self, customers: NDArray[np.integer], days: NDArray[np.integer], most: int) -> sparse.csr_array:
        """(n, articles) how often each of the latest `most` lines before that day has each article."""
        first = np.searchsorted(self.keys, customers.astype(np.int64) * _LAST)
        end = np.searchsorted(self.keys, customers.astype(np.int64) * _LAST + days)
        first = np.where(customers < 0, end, np.maximum(first, end - most))
        sizes = end - first
        starts = np.concatenate([[0], np.cumsum(sizes)])
        at = np.arange(starts[-1]) - np.repeat(starts[:-1] - first, sizes)
        ones = np.ones(len(at), np.float32)
        counts = sparse.csr_array((ones, self.articles[at], starts), shape=(len(customers), self.total))
        counts.sum_duplicates()
        return counts


def membership(outfits: Outfits, total: int) -> sparse.csr_array:
    """(n, total) 1 for each outfit's articles."""
    sets = outfits.sets
    ones = np.ones(len(sets.articles), np.float32)
    return sparse.csr_array((ones, sets.articles, sets.starts), shape=(len(sets), total))


def _shares(counts: sparse.csr_array) -> sparse.csr_array:
    counts.eliminate_zeros()
    totals = np.asarray(counts.sum(axis=1)).ravel()
    return sparse.csr_array(sparse.diags_array((1 / np.maximum(totals, 1)).astype(np.float32)) @ counts)
