"""Bestsellers, for all customers or by age band: the floor that needs no history."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.sales import Sales, Window, age_bands, read_sales
from stylehub_core.errors import TooLittleDataError
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.search_space import Space


@dataclass(frozen=True, eq=False)
class PopularityScorer(HistoryScorer):
    sales: Sales
    by_age: bool

    def history_scores(self, histories: Histories) -> FloatMatrix:
        bands = age_bands(histories.age) if self.by_age else np.zeros(len(histories), np.int32)
        scores = np.empty((len(histories), self.sales.articles), np.float32)
        for today, band in set(zip(histories.today.tolist(), bands.tolist(), strict=True)):
            known = self.by_age and band >= 0
            scores[(histories.today == today) & (bands == band)] = self.sales.before(today, band if known else None)
        return scores


class Popularity(ConfiguredRecommender[Window]):
    name = "popularity"
    title = "Popularity"
    about = "The bestsellers of the past week, the same for everyone."
    order = 10
    kind = "floor"
    default = Window()
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


def sales(world: World, window: Window | None = None) -> Sales:
    """All pieces sold in `world`. Raises TooLittleDataError if there are none."""
    with world.purchases() as purchases:
        pieces = read_sales(purchases, "purchases", len(world.catalog), window)
    if not len(pieces.day):
        raise TooLittleDataError(
            "There are no purchases to learn from: add transactions, or choose a later last day of training."
        )
    return pieces
