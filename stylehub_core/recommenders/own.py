"""The customer's own earlier purchases, the latest first: people buy again."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.search_space import Between, Space


@dataclass(frozen=True, eq=False)
class OwnScorer(HistoryScorer):
    articles: int
    fading: Fading

    def history_scores(self, histories: Histories) -> FloatMatrix:
        scores: FloatMatrix = histories.matrix(self.fading.weights(histories), self.articles).toarray()
        return scores


class OwnRecent(ConfiguredRecommender[Fading]):
    name = "own-recent"
    title = "Own purchases"
    about = "What the customer bought before, most recent first."
    order = 12
    kind = "floor"
    default = Fading()
    space: ClassVar[Space] = {"day_fade": Between(0.5, 1.0), "half_after": Between(5.0, 200.0, log=True)}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> OwnScorer:
        return OwnScorer(len(world.catalog), self._config)
