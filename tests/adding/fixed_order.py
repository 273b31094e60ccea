"""A throwaway recommender: the same list for everybody, the last article of the catalogue first."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer


@dataclass(frozen=True, eq=False)
class FixedOrderScorer(HistoryScorer):
    articles: int

    def history_scores(self, histories: Histories) -> FloatMatrix:
        return np.tile(np.arange(1, self.articles + 1, dtype=np.float32), (len(histories), 1))


@dataclass(frozen=True)
class FixedOrderConfig:
    pass


class FixedOrder(ConfiguredRecommender[FixedOrderConfig]):
    name = "fixed-order"
    title = "Fixed order"
    about = "The last article of the catalogue first."
    order = 900
    kind = "floor"
    default = FixedOrderConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FixedOrderScorer:
        return FixedOrderScorer(len(world.catalog))
