"""What sells: the floor that needs no history, for everybody and for each age band."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import TooLittleDataError
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.search_space import Space

AGE_BANDS = (25, 35, 50)
"""Where one band of years ends and the next begins."""

NEVER = int(np.iinfo(np.int32).max)
"""The day of what does not happen: after all days."""


@dataclass(frozen=True)
class PopularityConfig:
    """days: the period before the asking that counts; it is doubled until it holds `fewest` pieces."""

    days: int = 7
    fewest: int = 1000


@dataclass(frozen=True, eq=False)
class Sales:
    """day: (l,) ascending, since 1970; article: (l,) rows; band: (l,) of the buyer's age; one line a piece sold."""

    day: IntVector
    article: IntVector
    band: IntVector
    articles: int
    config: PopularityConfig

    @cached_property
    def first_sold(self) -> IntVector:
        """(articles,) the day on which each was first bought; NEVER where it was not."""
        found = np.full(self.articles, NEVER, np.int32)
        found[self.article[::-1]] = self.day[::-1]  # in the order of time: the first day is written last
        return found

    def before(self, today: int, band: int | None = None) -> FloatVector:
        """(articles,) pieces in the last days before `today`, in units of the best seller; ties by all earlier ones."""
        stop = int(np.searchsorted(self.day, today))
        kept = np.arange(stop) if band is None else np.flatnonzero(self.band[:stop] == band)
        if not len(kept):
            return np.zeros(self.articles, np.float32)
        days, oldest = self.config.days, int(self.day[kept[0]])
        start = np.searchsorted(self.day[kept], today - days)
        while len(kept) - start < self.config.fewest and today - days > oldest:
            days *= 2
            start = np.searchsorted(self.day[kept], today - days)
        lately = np.bincount(self.article[kept[start:]], minlength=self.articles)
        ever = np.bincount(self.article[kept], minlength=self.articles)
        return np.asarray(lately / max(lately.max(), 1) + 1e-4 * ever / max(ever.max(), 1), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class PopularityScorer(HistoryScorer):
    sales: Sales
    by_age: bool

    def history_scores(self, histories: Histories) -> FloatMatrix:
        bands = age_bands(histories.age) if self.by_age else np.zeros(len(histories), np.int32)
        found = np.empty((len(histories), self.sales.articles), np.float32)
        for today, band in set(zip(histories.today.tolist(), bands.tolist(), strict=True)):
            known = self.by_age and band >= 0
            found[(histories.today == today) & (bands == band)] = self.sales.before(today, band if known else None)
        return found


class Popularity(ConfiguredRecommender[PopularityConfig]):
    name = "popularity"
    title = "Popularity"
    about = "The bestsellers of the past week, the same for everyone."
    order = 10
    kind = "floor"
    default = PopularityConfig()
    space: ClassVar[Space] = {"days": (3, 7, 14, 28, 60), "fewest": (100, 300, 1000, 3000)}
    by_age = False

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> PopularityScorer:
        return PopularityScorer(sales(world, self._config), self.by_age)


class PopularityByAge(Popularity):
    name = "popularity-by-age"
    title = "Popularity by age"
    about = "The bestsellers of the past week among customers of the same age band."
    order = 11
    by_age = True


def sales(world: World, config: PopularityConfig | None = None) -> Sales:
    """All pieces sold in `world`. Raises TooLittleDataError where there are none."""
    # as age_bands, but in the query: at Kaggle's size this takes less than half the time
    band = " + ".join(f"(age >= {limit})::INTEGER" for limit in AGE_BANDS)
    with world.purchases() as purchases:
        found = purchases.execute(
            f"SELECT (t_dat - DATE '1970-01-01')::INTEGER AS day, article, coalesce({band}, -1) AS band FROM purchases "
            "JOIN customers USING (customer) ORDER BY day, article, band"
        ).fetchnumpy()
    if not len(found["day"]):
        raise TooLittleDataError(
            "There are no purchases to learn from: give transactions, or a later day to learn until."
        )
    day, article, bands = (np.asarray(found[name], dtype=np.int32) for name in ("day", "article", "band"))
    return Sales(day, article, bands, len(world.catalog), config or PopularityConfig())


def age_bands(age: FloatVector) -> IntVector:
    """The number of the band of each age in years, -1 where it is unknown."""
    return np.where(np.isnan(age), -1, np.searchsorted(AGE_BANDS, age, side="right")).astype(np.int32)
