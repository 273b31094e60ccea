"""Outfits: articles that somebody wore, bought or put together, with the customer and day where they are known."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stylehub_core.arrays import BoolVector, IntVector
from stylehub_core.outfits.article_sets import ArticleSets

Source = Literal["table", "baskets"]
"""table: the shop's own outfits; baskets: what a customer bought on one day, taken for an outfit."""


@dataclass(frozen=True, eq=False)
class Outfits:
    """n outfits.

    sets: their articles.
    customers: (n,) rows, -1 if unknown.
    days: (n,) since 1970, -1 if unknown.
    """

    sets: ArticleSets
    customers: IntVector
    days: IntVector
    source: Source

    def __len__(self) -> int:
        return len(self.sets)

    def part(self, chosen: BoolVector) -> "Outfits":
        """Those for which `chosen`, (n,), is true."""
        sets = ArticleSets(
            self.sets.articles[chosen[self.sets.owner]],
            np.concatenate([[0], np.cumsum(self.sets.sizes[chosen])]).astype(np.int64),
        )
        return Outfits(sets, self.customers[chosen], self.days[chosen], self.source)
