"""Recall by slices: by the kind of article bought, and by the kind of customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector, IntMatrix, IntVector
from stylehub_core.evaluation.bootstrap import Range, mean_ranges
from stylehub_core.evaluation.protocol import Round
from stylehub_core.evaluation.slices import (
    Slices,
    articles_by_group,
    articles_by_purchases,
    customers_by_age,
    customers_by_history,
    targets_by_arrival,
)


@dataclass(frozen=True, eq=False)
class Sliced:
    """A round divided into slices in every way.

    by_target: slices of the t held-out articles.
    by_customer: slices of the customers.
    owner: (t,) the position of the customer who bought each.
    article: (t,) its row.
    """

    by_target: tuple[Slices, ...]
    by_customer: tuple[Slices, ...]
    owner: IntVector
    article: IntVector
    customers: int

    @classmethod
    def of(cls, round_: Round) -> "Sliced":
        questions, past = round_.questions, round_.past
        owner = np.repeat(np.arange(len(questions), dtype=np.int32), [len(rows) for rows in questions.relevant])
        article = np.concatenate([np.zeros(0, np.int32), *questions.relevant])
        groups = round_.world.articles["product_group_name"].astype(str).to_list()
        lines = np.bincount(past.owner, minlength=len(past)).astype(np.int32)
        by_article = (articles_by_purchases(questions.pieces), articles_by_group(groups))
        by_target = (
            by_article[0].at(article),
            targets_by_arrival(round_.popularity.sales.first_sold[article], questions.days[owner]),
            by_article[1].at(article),
        )
        ages = () if np.isnan(past.age).all() else (customers_by_age(past.age),)
        return cls(by_target, (customers_by_history(lines), *ages), owner, article, len(questions))

    @cached_property
    def ways(self) -> tuple[str, ...]:
        return tuple(way.by for way in (*self.by_target, *self.by_customer))

    def recall(self, rankings: Sequence[IntMatrix], k: int) -> list[dict[str, dict[str, Range]]]:
        """For each ranking, recall@k with its range, by way and slice.

        n: customers with a held-out article in the slice.
        """
        columns = [column for ranked in rankings for column in self._columns(ranked, k)]
        flat = iter(mean_ranges(np.stack(columns, axis=1)) if columns else [])
        return [
            {way.by: {name: next(flat) for name in way.names} for way in (*self.by_target, *self.by_customer)}
            for _ in rankings
        ]

    def _columns(self, ranked: IntMatrix, k: int) -> list[FloatVector]:
        """(customers,) recall in each slice, in the order of `ways`; NaN for a customer without anything in it."""
        hit = (ranked[self.owner, :k] == self.article[:, None]).any(axis=1)
        everything = self._share(hit, np.ones_like(hit))
        by_target = [self._share(hit, way.codes == code) for way in self.by_target for code in range(len(way.names))]
        by_customer = [
            np.where(way.codes == code, everything, np.nan).astype(np.float32)
            for way in self.by_customer
            for code in range(len(way.names))
        ]
        return [*by_target, *by_customer]

    def _share(self, hit: BoolVector, inside: BoolVector) -> FloatVector:
        counts = np.bincount(self.owner[inside], minlength=self.customers)
        hits = np.bincount(self.owner[inside & hit], minlength=self.customers)
        return np.where(counts > 0, hits / np.maximum(counts, 1), np.nan).astype(np.float32)
