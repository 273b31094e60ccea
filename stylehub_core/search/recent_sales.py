"""What sells on a day, from all sales before it: figures of all articles."""

from dataclasses import dataclass, field

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.catalog.sales_around import sales_around

_WIDE, _NARROW = 40.0, 12.0  # product codes over which sales are smoothed
_SINCE = (7, 30, 60, 120, 365)  # days since the last sale of the article
_PRODUCT_SINCE = (14, 60, 365)  # the same of its product
_NEVER = 2000
_DAYS_KEPT = 8


@dataclass(frozen=True, eq=False)
class RecentSales:
    """product: (articles,) product codes as numbers, in their order.

    day, article: (p,) of each piece sold, by day. Days count from 1970-01-01.
    """

    product: IntVector
    day: IntVector
    article: IntVector
    _kept: dict[int, dict[str, FloatVector]] = field(default_factory=dict)

    def figures(self, today: int) -> dict[str, FloatVector]:
        """By name, (articles,) figures from the sales before `today`. Read-only: they are cached and shared."""
        known = self._kept.get(today)
        if known is None:
            known = self._computed(today)
            if len(self._kept) >= _DAYS_KEPT:
                self._kept.clear()
            self._kept[today] = known
        return known

    def _computed(self, today: int) -> dict[str, FloatVector]:
        before, product = self._between(-1, today), self.product
        fortnight, two_months = self._between(today - 14, today), self._between(today - 60, today)
        products = np.bincount(product[two_months], minlength=int(product.max(initial=0)) + 1)
        figures = {
            "sold around in 14 days": sales_around(product, fortnight, _WIDE),
            "sold around in 45 days": sales_around(product, self._between(today - 45, today), _WIDE),
            "sold close by in 30 days": sales_around(product, self._between(today - 30, today), _NARROW),
            "sold around a year ago": sales_around(product, self._between(today - 379, today - 350), _WIDE),
            "sold in 14 days": np.log1p(self._pieces(fortnight)),
            "sold in 60 days": np.log1p(self._pieces(two_months)),
            "sold": np.log1p(self._pieces(before)),
            "product sold in 60 days": np.log1p(products[product]),
        }
        last, product_last = np.full(len(product), -_NEVER), np.full(int(product.max(initial=0)) + 1, -_NEVER)
        last[before] = product_last[product[before]] = self.day[: len(before)]  # ascending: the last one stays
        ago = np.where(last < 0, _NEVER, today - last)
        product_ago = np.where(product_last < 0, _NEVER, today - product_last)[product]
        figures |= {"never sold": ago == _NEVER}
        figures |= {f"sold within {days} days": ago <= days for days in _SINCE}
        figures |= {f"product sold within {days} days": product_ago <= days for days in _PRODUCT_SINCE}
        return {name: np.asarray(values, dtype=np.float32) for name, values in figures.items()}

    def _between(self, start: int, stop: int) -> IntVector:
        """The articles of all pieces sold from day `start` to the day before `stop`."""
        return self.article[slice(*np.searchsorted(self.day, [start, stop]))]

    def _pieces(self, articles: IntVector) -> np.ndarray:
        return np.bincount(articles, minlength=len(self.product))
