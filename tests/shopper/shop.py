"""A tiny shop with a customer of each kind, and the parts of a workspace that serving needs."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving, When
from stylehub_core.models.world import World
from stylehub_core.recommenders.contract import HistoryScorer
from tests.conftest import HashEncoder, Purchase

LOYAL, SEASONAL, NEWCOMER, COLD, NOBODY = range(5)


def kinds_purchases() -> list[Purchase]:
    """The data covers 2019-01-01 to 2020-12-31. Customers 5 to 9 bought on six days in half a year."""
    lines = [(f"2019-{month:02d}-{day:02d}", LOYAL, month) for month in range(1, 13) for day in (1, 15)]
    lines += [("2020-12-31", LOYAL, 1)]
    lines += [(f"{year}-07-{day:02d}", SEASONAL, day) for year in (2019, 2020) for day in (3, 9)]
    lines += [("2020-12-01", NEWCOMER, 3), ("2020-12-01", NEWCOMER, 4), ("2020-12-20", NEWCOMER, 5)]
    lines += [("2020-06-01", COLD, 6)]
    for who in range(5, 10):
        lines += [(f"2020-{month:02d}-10", who, who + month) for month in range(1, 7)]
    return lines


def serving_of(catalog: Catalog, when: When = "today") -> Serving:
    return Serving(
        cast(Hub, cast(Any, SimpleNamespace(catalog=catalog, world=lambda: World(catalog, HashEncoder())))), when
    )


class PlantedScorer(HistoryScorer):
    """Each purchase adds known amounts to articles: causes[bought][recommended]. base: scores without purchases."""

    def __init__(self, articles: int, causes: dict[int, dict[int, float]], base: dict[int, float] | None = None):
        self.spread = np.zeros((articles, articles), np.float32)
        self.base = np.zeros(articles, np.float32)
        self.calls = 0
        for bought, adds in causes.items():
            for row, value in adds.items():
                self.spread[bought, row] = value
        for row, value in (base or {}).items():
            self.base[row] = value

    def history_scores(self, histories: Histories) -> FloatMatrix:
        self.calls += 1
        ones = np.ones(len(histories.article), np.float32)
        return self.base + (histories.matrix(ones, len(self.base)) > 0).toarray().astype(np.float32) @ self.spread
