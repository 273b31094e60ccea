"""What is on sale and sells at a time, from earlier purchases: columns of figures of all articles."""

from dataclasses import dataclass, field

import numpy as np
from scipy.ndimage import gaussian_filter1d

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.catalog.sales import Sales
from stylehub_core.catalog.sales_around import sales_around
from stylehub_core.models.world import World
from stylehub_core.recommenders.evidence.tastes import TYPE_IN_SECTION, Tastes
from stylehub_core.recommenders.popularity import sales

SINCE = (3, 7, 14, 30, 60, 120, 365)
"""Limits of days since a first or last sale, one column each."""

_WIDE, _NARROW, _SECTION = 40.0, 12.0, 15.0  # product codes over which sales are smoothed
_TREND_DAYS, _TREND_ARTICLES = 30, 1000
_LIKE = 0.5  # cosine from which texts count as alike
_DAYS_KEPT, _WEEKS_KEPT = 8, 128  # days whose columns, and weeks whose trends, are cached
_NEVER = 2000.0


@dataclass(frozen=True, eq=False)
class Season:
    """Figures of the season, for any day.

    vectors: (articles, d) unit rows of the item texts.
    product: (articles,) product codes as numbers, in their order.

    Many shops assign codes in order of time, so recent sales of nearby codes tell new arrivals from articles that are
    long gone. If codes carry no meaning, these figures carry none.
    """

    vectors: FloatMatrix
    product: IntVector
    tastes: Tastes
    sold: Sales
    _kept: dict[int, dict[str, FloatVector]] = field(default_factory=dict)
    _trends: dict[int, FloatVector] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World, tastes: Tastes) -> "Season":
        """Computed from `world`. Raises ModelError if it has no purchases."""
        return cls(np.asarray(world.sentences), product_numbers(world.articles), tastes, sales(world))

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_kept": {}, "_trends": {}}  # computed again when needed

    def columns(self, today: int) -> dict[str, FloatVector]:
        """By name, (articles,) figures from purchases before `today`, in days since 1970."""
        if today not in self._kept:
            if len(self._kept) >= _DAYS_KEPT:
                self._kept.clear()
            self._kept[today] = self._computed(today)
        return self._kept[today]

    def _computed(self, today: int) -> dict[str, FloatVector]:
        month, before = self._between(today - 30, today), self._between(-1, today)
        two_months, two_weeks = self._between(today - 60, today), self._between(today - 14, today)
        everything = np.arange(len(self.product), dtype=np.int32)
        figures = {
            "codes 14 days": sales_around(self.product, two_weeks, _WIDE),
            "codes 45 days": sales_around(self.product, self._between(today - 45, today), _WIDE),
            "codes 30 days, near": sales_around(self.product, month, _NARROW),
            "codes a year ago": sales_around(self.product, self._between(today - 379, today - 350), _WIDE),
            "codes in section": self._in_section(month),
            "code": self.product / max(int(self.product.max(initial=0)), 1),
            "sold": np.log1p(self._pieces(before)),
            "sold 14 days": np.log1p(self._pieces(two_weeks)),
            "sold 60 days": np.log1p(self._pieces(two_months)),
            "product sold": np.log1p(np.bincount(self.product[before], minlength=self._products)[self.product]),
            "product sold 60 days": np.log1p(
                np.bincount(self.product[two_months], minlength=self._products)[self.product]
            ),
            "popularity": self.sold.before(today),
            "like what sells": self._trend(today - today % 7),
        }
        for name in ("section_no", "department_no", TYPE_IN_SECTION):
            if name in self.tastes.codes:
                figures[f"{name} sells"] = self.tastes.lift(name, month, np.ones(len(month), np.float32), prior=20)
        for name in ("codes 14 days", "codes 45 days", "codes in section", "code"):
            figures[f"{name}, squared"] = np.square(figures[name])
        for kind, group in (("article", everything), ("product", self.product)):
            figures |= self._since(kind, group, before, today)
        return {name: np.asarray(values, dtype=np.float32) for name, values in figures.items()}

    @property
    def _products(self) -> int:
        return int(self.product.max(initial=-1)) + 1

    def _between(self, start: int, stop: int) -> IntVector:
        """The articles of all pieces sold from day `start` up to and including the day before `stop`."""
        pieces = slice(*np.searchsorted(self.sold.day, [start, stop]))
        return self.sold.article[pieces]

    def _pieces(self, articles: IntVector) -> np.ndarray:
        return np.bincount(articles, minlength=len(self.product))

    def _since(self, kind: str, group: IntVector, before: IntVector, today: int) -> dict[str, np.ndarray]:
        days = self.sold.day[: len(before)]  # ascending: first and last sales are at the ends
        size = int(group.max(initial=-1)) + 1
        first, last = np.full(size, -1), np.full(size, -1)
        last[group[before]] = days
        first[group[before[::-1]]] = days[::-1]
        figures = {f"{kind} never sold": (last < 0)[group]}
        for name, day in (("last", last), ("first", first)):
            ago = np.where(day < 0, _NEVER, today - day)[group]
            figures |= {f"{kind} {name} sold within {limit} days": ago <= limit for limit in SINCE}
        return figures

    def _in_section(self, articles: IntVector) -> np.ndarray:
        """(articles,) the same as `sales_around`, among the articles of the same section only."""
        pieces, lifts = self._pieces(articles), np.zeros(len(self.product))
        section = self.tastes.codes.get("section_no", np.zeros(len(self.product), np.int32))
        for rows in _grouped(section):
            codes = np.unique(self.product[rows], return_inverse=True)[1]
            sold, offered = (
                gaussian_filter1d(np.bincount(codes, weights) * 1.0, _SECTION, mode="nearest")
                for weights in (pieces[rows], np.ones(len(rows)))
            )
            lifts[rows] = np.log((sold + 0.02) / (offered + 0.02))[codes]
        return lifts

    def _trend(self, week: int) -> FloatVector:
        """(articles,) log of the sales, in the month before `week`, of articles with texts like this one's."""
        if week not in self._trends:
            if len(self._trends) >= _WEEKS_KEPT:
                self._trends.clear()
            articles, pieces = np.unique(self._between(week - _TREND_DAYS, week), return_counts=True)
            most = np.argsort(-pieces, kind="stable")[:_TREND_ARTICLES]
            alike = np.maximum(self.vectors[articles[most]] @ self.vectors.T - _LIKE, 0) ** 2
            self._trends[week] = np.log1p(pieces[most].astype(np.float32) @ alike)
        return self._trends[week]


def _grouped(codes: IntVector) -> list[IntVector]:
    """For each value, the positions that hold it."""
    order = np.argsort(codes, kind="stable").astype(np.int32)
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)
