"""What the customer bought before, the latest first: people buy again."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender
from stylehub_core.recommenders.histories import Fading, Histories
from stylehub_core.recommenders.search_space import Between, Space


@dataclass(frozen=True, eq=False)
class OwnScorer:
    articles: int
    fading: Fading

    def scores(self, asked: Histories) -> FloatMatrix:
        found: FloatMatrix = asked.matrix(self.fading.weights(asked), self.articles).toarray()
        return found


class OwnRecent(ConfiguredRecommender[Fading]):
    name = "own-recent"
    title = "Own purchases"
    about = "What the customer bought before, the latest first."
    order = 12
    kind = "floor"
    default = Fading()
    space: ClassVar[Space] = {"day_fade": Between(0.5, 1.0), "half_after": Between(5.0, 200.0, log=True)}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> OwnScorer:
        return OwnScorer(len(world.catalog), self._config)
