"""Other articles of an article's product type, drawn by how often they are sold."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, IntVector

UNSOLD = 0.2
"""What is added to every article's sales, so that those never sold can be drawn."""


def product_types(articles: pd.DataFrame) -> IntVector:
    """(articles,) the number of each article's product type."""
    return np.asarray(pd.factorize(articles["product_type_name"].astype(str))[0], np.int32)


class SameType:
    """Draws by sales, without repeats."""

    def __init__(self, types: IntVector, sold: NDArray[np.integer], usable: BoolVector | None = None) -> None:
        """types: (articles,). sold: (articles,) pieces. usable: (articles,) which can be drawn; None for all."""
        self._types = types
        self._usable = np.ones(len(types), np.bool_) if usable is None else usable
        order = np.argsort(types, kind="stable").astype(np.int32)
        groups = np.split(order, np.cumsum(np.bincount(types))[:-1])
        self._of_type = [rows[self._usable[rows]] for rows in groups]
        self._logs = np.log(sold.astype(np.float64) + UNSOLD)

    def suits(self, right: int, rows: IntVector, count: int) -> bool:
        """Whether `right` can be drawn itself, and `count` others of its type outside the outfit `rows` can."""
        alike = self._of_type[self._types[right]]
        return bool(self._usable[right]) and len(alike) - int(np.isin(rows, alike).sum()) >= count

    def others(self, right: int, rows: IntVector, count: int, rng: np.random.Generator) -> IntVector:
        """(count,) others of its type outside the outfit `rows`; all of them, in any order, if there are fewer."""
        alike = self._of_type[self._types[right]]
        others: IntVector = alike[~np.isin(alike, rows)]
        if len(others) <= count:
            return others
        keys = self._logs[others] + rng.gumbel(size=len(others))  # the largest are a draw without repeats
        drawn: IntVector = others[np.argpartition(-keys, count - 1)[:count]]
        return drawn
