"""What speaks for an article as a customer's next purchase: a few candidates, and a row of figures for each."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.ndimage import gaussian_filter1d

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.models.contract import World
from stylehub_core.recommenders.histories import Histories
from stylehub_core.recommenders.popularity import Sales, sales

COLUMNS = (
    "section_no",
    "department_no",
    "product_type_name",
    "index_code",
    "colour_group_name",
    "graphical_appearance_name",
)
"""What a customer may be faithful to."""

_TASTE = ("section_no", "product_type_name")
_HALF_AFTER = 30.0  # days until a purchase counts half
_LATEST = 40  # purchases whose texts are compared
_SPREAD = 40  # product codes over which sales are smoothed
_NEVER = 9999.0
_DAYS_KEPT = 64  # days whose sales are remembered


@dataclass(frozen=True)
class EvidenceConfig:
    """How many candidates come from each source; what was bought, and its other colours, always do."""

    near: int = 200
    taste: int = 300
    popular: int = 100


@dataclass(frozen=True, eq=False)
class Candidates:
    """articles: (m,) rows; figures: (m, f) what speaks for each."""

    articles: IntVector
    figures: FloatMatrix


@dataclass(frozen=True, eq=False)
class Likeness:
    """articles: (b,) rows, ascending; values: (b, articles) cosines of their texts with all."""

    articles: IntVector
    values: FloatMatrix

    def of(self, rows: IntVector) -> FloatMatrix:
        """(rows, articles) of some of these articles."""
        found: FloatMatrix = self.values[np.searchsorted(self.articles, rows)]
        return found


@dataclass(frozen=True, eq=False)
class Evidence:
    """vectors: (articles, d) unit rows of the item texts; product: (articles,) number of each article's product code,
    in their order; groups: for each of COLUMNS that the catalogue has, (articles,) numbers of its values.
    """

    vectors: FloatMatrix
    product: IntVector
    groups: dict[str, IntVector]
    sold: Sales
    config: EvidenceConfig
    _seasons: dict[int, tuple[FloatVector, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World, config: EvidenceConfig | None = None) -> "Evidence":
        """Raises ModelError where nothing was bought in `world`."""
        sold = sales(world)
        articles = world.articles
        product = np.unique(articles["product_code"].astype(str).to_numpy(), return_inverse=True)[1].astype(np.int32)
        groups = {
            name: pd.factorize(articles[name].astype(str))[0].astype(np.int32) for name in COLUMNS if name in articles
        }
        return cls(world.sentences, product, groups, sold, config or EvidenceConfig())

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_seasons": {}}  # counted again when asked for

    def likeness(self, asked: Histories) -> "Likeness | None":
        """What `about` needs of the texts, once for several histories of the same few purchases; None for others."""
        order = np.lexsort((asked.ago, asked.place))
        nth = np.arange(len(order)) - np.searchsorted(asked.place, asked.place[order])
        bought = np.unique(asked.article[order[nth < _LATEST]])
        shared = len(asked) > 1 and 0 < len(bought) <= _LATEST * 2
        return Likeness(bought, self.vectors[bought] @ self.vectors.T) if shared else None

    def about(self, asked: Histories, place: int, likeness: "Likeness | None" = None) -> Candidates:
        """The candidates of one of the customers asked. likeness: of these histories."""
        at = slice(*np.searchsorted(asked.place, [place, place + 1]))
        order = np.argsort(asked.ago[at], kind="stable")
        bought, ago = asked.article[at][order], asked.ago[at][order].astype(np.float32)
        weight = _float(1 / (1 + ago / _HALF_AFTER))
        season = self._season(int(asked.today[place]))
        latest, mean, last = self._texts(bought, weight, ago, likeness)
        taste = {name: _lift(codes, bought, weight) for name, codes in self.groups.items()}
        products = self.product[bought]
        wanted = sum((taste[name] for name in _TASTE if name in taste), season[1])
        chosen = np.concatenate(
            [
                np.flatnonzero(np.isin(self.product, products)),
                _highest(latest, self.config.near if len(bought) else 0),
                _highest(wanted, self.config.taste),
                _highest(season[4], self.config.popular),
            ]
        )
        rows = np.unique(chosen)
        itself = np.arange(len(self.product), dtype=np.int32)
        everything = (
            _sums(bought, weight, itself),
            np.bincount(bought, minlength=len(self.product)),
            _least(bought, ago, itself),
            _sums(products, weight, self.product),
            _least(products, ago, self.product),
            latest,
            mean,
            last,
            *season,
            *taste.values(),
        )
        about_all = np.array([len(bought), ago[0] if len(ago) else _NEVER], np.float32)
        columns = [np.asarray(column)[rows] for column in everything]
        figures = np.concatenate([np.stack(columns, axis=1), np.tile(about_all, (len(rows), 1))], axis=1)
        return Candidates(rows.astype(np.int32), figures.astype(np.float32))

    def _texts(
        self, bought: IntVector, weight: FloatVector, ago: FloatVector, likeness: "Likeness | None"
    ) -> tuple[FloatVector, ...]:
        """(articles,) each: likeness to the nearest of the latest purchases, to all of them, and to the last day's."""
        if not len(bought):
            nothing = np.zeros(len(self.vectors), np.float32)
            return nothing, nothing, nothing
        of = bought[:_LATEST]
        similar = self.vectors[of] @ self.vectors.T if likeness is None else likeness.of(of)
        counts = weight[:_LATEST] / weight[:_LATEST].sum()
        return similar.max(axis=0), counts @ similar, similar[ago[:_LATEST] == ago[0]].mean(axis=0)

    def _season(self, today: int) -> tuple[FloatVector, ...]:
        """(articles,) each: log of how much more than its share the neighbourhood of the article's product code sold in
        the last 14 and 45 days, pieces ever and in the last 14 days, and popularity.

        Many shops give codes in order of time, so that this tells new arrivals from what is long gone; where codes mean
        nothing, it says nothing.
        """
        if today not in self._seasons:
            if len(self._seasons) >= _DAYS_KEPT:
                self._seasons.clear()
            sold, count = self.sold, len(self.product)
            short, long, stop = np.searchsorted(sold.day, [today - 14, today - 45, today])
            lately = [self._of_codes(sold.article[start:stop]) for start in (short, long)]
            ever, new = (np.bincount(sold.article[start:stop], minlength=count) for start in (0, short))
            self._seasons[today] = (*lately, _float(ever), _float(new), sold.before(today))
        return self._seasons[today]

    def _of_codes(self, articles: IntVector) -> FloatVector:
        return _float(np.log((self._smoothed(articles) + 1e-3) / (self._offered + 1e-3))[self.product])

    @cached_property
    def _offered(self) -> np.ndarray:
        return self._smoothed(np.arange(len(self.product), dtype=np.int32))

    def _smoothed(self, articles: IntVector) -> np.ndarray:
        """(product codes,) how many of these articles lie at and around each code."""
        counts = np.bincount(self.product[articles], minlength=int(self.product.max()) + 1).astype(np.float64)
        found: np.ndarray = gaussian_filter1d(counts, _SPREAD, mode="nearest")
        return found


def _float(values: np.ndarray) -> FloatVector:
    return np.asarray(values, dtype=np.float32)


def _lift(codes: IntVector, bought: IntVector, weight: FloatVector) -> FloatVector:
    """(articles,) log of the customer's share of an article's group over the catalogue's; smoothed by the catalogue."""
    offered = np.bincount(codes) / len(codes)
    own = np.bincount(codes[bought], weight, len(offered))
    return _float(np.log((own + 0.5 * offered) / (own.sum() + 0.5) / offered)[codes])


def _sums(keys: IntVector, values: FloatVector, of: IntVector) -> FloatVector:
    return _float(np.bincount(keys, values, int(of.max()) + 1)[of])


def _least(keys: IntVector, values: FloatVector, of: IntVector) -> FloatVector:
    found = np.full(int(of.max()) + 1, _NEVER, np.float32)
    np.minimum.at(found, keys, values)
    return found[of]


def _highest(values: FloatVector, count: int) -> IntVector:
    count = min(count, len(values))
    best = np.argpartition(-values, count - 1)[:count] if count else np.zeros(0)
    return best.astype(np.int32)
