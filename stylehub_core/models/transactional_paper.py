"""The study's transactional model as written: a stored list of co-purchases, repeated every epoch."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.paper_recipe import PaperConfig, fit_stored_pairs
from stylehub_core.models.world import World
from stylehub_core.pairs.transactional import MiningConfig, mine, random_negatives
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True)
class TransactionalPaperConfig:
    """stored_pairs: how many co-purchases are kept; the study mined a sample of the purchases once."""

    mining: MiningConfig = field(default_factory=lambda: MiningConfig(held_out_permille=0))
    stored_pairs: int = 20_000
    recipe: PaperConfig = field(default_factory=PaperConfig)


class TransactionalPaper(ConfiguredModel[TransactionalPaperConfig]):
    name = "transactional-paper"
    title = "Transactional · paper"
    about = "The study's recipe as written: a stored list of co-purchases, repeated for 50 epochs."
    order = 40
    recipe = "paper"
    needs = frozenset({"texts", "purchases"})
    default = TransactionalPaperConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        recipe = self._config.recipe
        with world.purchases() as purchases:
            co_purchases = mine(purchases, self._config.mining, held_out=False)
        rng = np.random.default_rng(recipe.training.seed)
        pairs = rng.permutation(co_purchases.rows)[: self._config.stored_pairs]
        negatives = random_negatives(pairs, len(world.articles), rng, known=co_purchases.rows)
        return fit_stored_pairs(world.paper_vectors, pairs, negatives, recipe, folder, progress)
