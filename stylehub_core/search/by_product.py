"""One result a product: of the articles that differ only in colour or print, the one that ranks first."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from stylehub_core.arrays import BoolVector, IntVector
from stylehub_core.catalog.product_numbers import product_numbers


@dataclass(frozen=True)
class Best:
    """One product of a ranking.

    at: the position of its best article in the ranking.
    colours: the rows of its other articles: those of the ranking first, in their order, then those that it lacks.
    """

    at: int
    colours: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Products:
    """number: (articles,) of each article's product, from 0 without gaps."""

    number: IntVector

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "Products":
        return cls(product_numbers(articles))

    def best(self, ranking: IntVector, start: int = 0, stop: int | None = None) -> list[Best]:
        """The products start..stop-1 of a ranking, in the order of their best articles. ranking: rows, best first."""
        numbers = self.number[ranking]
        first = np.sort(np.unique(numbers, return_index=True)[1])[start:stop]
        return [Best(int(at), self._colours(ranking, numbers == numbers[at])) for at in first]

    def count(self, rows: IntVector | BoolVector) -> int:
        """How many products these articles are of. rows: their numbers, or (articles,) which they are."""
        return len(np.unique(self.number[rows]))

    def depth(self, k: int) -> int:
        """How many articles are of k products for certain, whichever articles they are."""
        return int(self._sizes_downward[: k - 1].sum()) + 1

    @cached_property
    def _sizes_downward(self) -> IntVector:
        return np.sort(np.bincount(self.number))[::-1].astype(np.int32)

    @cached_property
    def _by_number(self) -> tuple[IntVector, IntVector]:
        """(rows sorted by product, (products + 1,) where each product starts among them)."""
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.number))])
        return np.argsort(self.number, kind="stable").astype(np.int32), starts.astype(np.int32)

    def _colours(self, ranking: IntVector, same: BoolVector) -> tuple[int, ...]:
        rows, starts = self._by_number
        ranked = ranking[same]
        number = self.number[ranked[0]]
        whole = rows[starts[number] : starts[number + 1]]
        return (*ranked[1:].tolist(), *whole[~np.isin(whole, ranked)].tolist())
