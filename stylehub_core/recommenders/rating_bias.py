"""The rating to expect before any taste is known: a level plus a customer's and an article's bias."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector

_ROUNDS = 10
"""Rounds in which the customers' and the articles' biases are fitted in turn; they hardly change after five."""

_MARGIN = 0.002
"""Share of the scale at either end into which predictions beyond that end are pressed."""

_REACH = 0.05
"""Share of the scale beyond an end over which all but 1/e of that margin is used up."""


@dataclass(frozen=True)
class Damping:
    """How many ratings at the mean are added to those of a customer and of an article: a ridge penalty."""

    customer: float = 2.0
    article: float = 1.0


@dataclass(frozen=True, eq=False)
class RatingBias:
    """Predicts `level` + customer[u] + article[i] (Koren 2010, eq. 1).

    customer, article: (customers,) and (articles,) biases, 0 for one without ratings.
    low, high: the ends of the scale, as seen in the training ratings.
    """

    level: float
    customer: FloatVector
    article: FloatVector
    low: float
    high: float

    @classmethod
    def of(cls, ratings: sparse.csr_array, damping: Damping) -> Self:
        """Fitted to at least one stored rating by alternating ridge regression; the level is the mean rating."""
        cells = ratings.tocoo()
        values = cells.data.astype(np.float64)
        level = float(values.mean())
        customers, articles = ratings.shape
        customer, article = np.zeros(customers), np.zeros(articles)
        customer_ratings = np.bincount(cells.row, minlength=customers) + damping.customer
        article_ratings = np.bincount(cells.col, minlength=articles) + damping.article
        for _ in range(_ROUNDS):
            article = np.bincount(cells.col, values - level - customer[cells.row], articles) / article_ratings
            customer = np.bincount(cells.row, values - level - article[cells.col], customers) / customer_ratings
        scale = float(values.min()), float(values.max())
        return cls(level, customer.astype(np.float32), article.astype(np.float32), *scale)

    def expected(self, customer: IntVector, article: IntVector) -> FloatVector:
        """(n,) expected ratings of pairs of a customer and an article, not yet `within` the scale."""
        ratings: FloatVector = np.float32(self.level) + self.customer[customer] + self.article[article]
        return ratings

    def within(self, values: FloatVector) -> FloatVector:
        """`values` mapped into the scale, in the same order.

        Values beyond an end are pressed into the last 2 in 1,000 of the scale, as clipping would make different values
        equal.
        """
        span = self.high - self.low
        if span == 0:
            return np.full_like(values, self.low)
        edge, reach = span * _MARGIN, span * _REACH
        top, bottom = self.high - edge, self.low + edge
        over, under = np.maximum(values - top, 0), np.maximum(bottom - values, 0)
        pressed = np.clip(values, bottom, top) + edge * (np.exp(-under / reach) - np.exp(-over / reach))
        return np.asarray(pressed, dtype=np.float32)

    def shifted(self, by: float) -> "RatingBias":
        """The same model with `by` added to its level."""
        return replace(self, level=self.level + by)
