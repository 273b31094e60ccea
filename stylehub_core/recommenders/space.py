"""The article vectors of a recommender as a model: a space of who buys what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np

from stylehub_core.arrays import unit
from stylehub_core.config import as_json
from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.bridge import BridgeConfig
from stylehub_core.models.contract import Fitted, Model
from stylehub_core.models.given_vectors import FEWEST
from stylehub_core.models.placed import placed
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import Recommender, SpaceScorer


@dataclass(frozen=True)
class SpaceConfig:
    """recommender: its settings and its version."""

    recommender: dict[str, Any]
    bridge: BridgeConfig = field(default_factory=BridgeConfig)


class InteractionSpace(Model):
    """A model of a recommender's article vectors. Articles without purchases, and texts, are placed by their words."""

    recipe = "interactions"
    by_default = False
    needs = frozenset({"texts", "purchases"})

    def __init__(self, recommender: Recommender) -> None:
        self._recommender = recommender
        self.name, self.title, self.order = recommender.name, recommender.title, 200 + recommender.order
        self.about = f"{recommender.about} Articles are near where the same people bought them."

    @property
    def config(self) -> SpaceConfig:
        return SpaceConfig({**as_json(self._recommender.config), "version": self._recommender.version})

    def changed(self, settings: Mapping[str, Any]) -> "InteractionSpace":
        return InteractionSpace(self._recommender.changed(settings))

    def setting(self, name: str) -> Any:
        return self._recommender.setting(name)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        scorer = cast(SpaceScorer, self._recommender.fit(world, folder, progress))
        vectors = scorer.article_vectors
        learned = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0).astype(np.int32)
        if len(learned) < FEWEST:
            raise TooLittleDataError(
                f"{self.title} places articles by who buys them: only {len(learned)} of {len(vectors):,} articles have "
                f"enough purchases for that, and at least {FEWEST} are needed. Add more purchases."
            )
        return placed(world, learned, unit(vectors[learned]), self.config.bridge, progress)
