"""The article vectors of a recommender that has them, as a model: who buys what, as a space."""

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
    """recommender: its settings and their version."""

    recommender: dict[str, Any]
    bridge: BridgeConfig = field(default_factory=BridgeConfig)


class InteractionSpace(Model):
    """Articles that nobody bought, and texts, are placed by what is written."""

    recipe = "interactions"
    by_default = False
    needs = frozenset({"texts", "purchases"})

    def __init__(self, of: Recommender) -> None:
        self._recommender = of
        self.name, self.title, self.order = of.name, of.title, 200 + of.order
        self.about = f"{of.about} Articles are near where the same people bought them."

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
                f"{self.title} places articles by who buys them: {len(learned)} of {len(vectors):,} articles have "
                f"purchases that say where, and {FEWEST} are the least. Give more purchases."
            )
        return placed(world, learned, unit(vectors[learned]), self.config.bridge, progress)
