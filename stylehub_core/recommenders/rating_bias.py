"""What is expected of a rating before any taste is known: a level, and what the customer and the article add to it."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector

_ROUNDS = 10
"""Times that the customers' and the articles' parts are fitted in turn; they hardly move after five."""

_MARGIN = 0.002
"""Share of the scale, at either end, into which predictions beyond it are pressed."""

_REACH = 0.05
"""Share of the scale beyond an end over which all but 1/e of that margin is used up."""


@dataclass(frozen=True)
class Damping:
    """Ratings at the mean that a customer, and an article, is given beside the own ones: a ridge penalty."""

    customer: float = 2.0
    article: float = 1.0


@dataclass(frozen=True, eq=False)
class RatingBias:
    """Predicts `level` + customer[u] + article[i] (Koren 2010, eq. 1).

    customer: (customers,), article: (articles,): 0 where nothing was rated.
    low, high: the ends of the scale, as far as the training ratings show it.
    """

    level: float
    customer: FloatVector
    article: FloatVector
    low: float
    high: float

    @classmethod
    def of(cls, ratings: sparse.csr_array, damping: Damping) -> Self:
        """Fitted to one stored rating or more by alternating ridge regression; the level is the mean of all."""
        cells = ratings.tocoo()
        values = cells.data.astype(np.float64)
        level = float(values.mean())
        customers, articles = ratings.shape
        customer, article = np.zeros(customers), np.zeros(articles)
        beside_customer = np.bincount(cells.row, minlength=customers) + damping.customer
        beside_article = np.bincount(cells.col, minlength=articles) + damping.article
        for _ in range(_ROUNDS):
            article = np.bincount(cells.col, values - level - customer[cells.row], articles) / beside_article
            customer = np.bincount(cells.row, values - level - article[cells.col], customers) / beside_customer
        scale = float(values.min()), float(values.max())
        return cls(level, customer.astype(np.float32), article.astype(np.float32), *scale)

    def expected(self, customer: IntVector, article: IntVector) -> FloatVector:
        """(n,) of each pair of rows, not yet `within` the scale."""
        found: FloatVector = np.float32(self.level) + self.customer[customer] + self.article[article]
        return found

    def within(self, values: FloatVector) -> FloatVector:
        """`values` inside the scale, in the same order.

        What lies beyond an end is pressed into the last 2 in 1,000 of the scale, as cutting it off would make equal
        what was told apart.
        """
        span = self.high - self.low
        if span == 0:
            return np.full_like(values, self.low)
        edge, reach = span * _MARGIN, span * _REACH
        top, bottom = self.high - edge, self.low + edge
        over, under = np.maximum(values - top, 0), np.maximum(bottom - values, 0)
        found = np.clip(values, bottom, top) + edge * (np.exp(-under / reach) - np.exp(-over / reach))
        return np.asarray(found, dtype=np.float32)

    def moved(self, by: float) -> "RatingBias":
        """The same at another level."""
        return replace(self, level=self.level + by)
