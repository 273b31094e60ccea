"""Our transactional model: text plus what an item's purchases add, from fresh pairs of all co-purchases."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stylehub_core.models.contract import Fitted, Model, World
from stylehub_core.pairs.pair_source import FreshPairs
from stylehub_core.pairs.transactional import MiningConfig, mine, popularity, random_negatives
from stylehub_core.progress import Progress, silent
from stylehub_core.training.loop import Trainer, TrainingConfig
from stylehub_core.training.network import NetworkConfig
from stylehub_core.training.pair_validation import PairValidation


@dataclass(frozen=True)
class TransactionalConfig:
    """Settings chosen on held-out customers; docs/decisions/transactional-model.md has what was tried.

    `epoch_pairs`: fresh pairs an epoch, at most this many and at most four for each co-purchase.
    """

    mining: MiningConfig = field(default_factory=MiningConfig)
    network: NetworkConfig = field(default_factory=lambda: NetworkConfig(kept_text=0.5, dropout=0.2))
    training: TrainingConfig = field(
        default_factory=lambda: TrainingConfig(
            epochs=12,
            batch=512,
            temperature=0.04,
            patience=3,
            mask_duplicates=True,
            log_q=1.0,
            item_residual=True,
            residual_rate=2e-3,
        )
    )
    epoch_pairs: int = 60_000


class Transactional(Model):
    name = "transactional"
    title = "Transactional"
    about = "Learned from what customers buy together, on top of the item text."
    order = 30
    recipe = "stylehub"
    learns_from_purchases = True

    def __init__(self, config: TransactionalConfig | None = None) -> None:
        self._config = config or TransactionalConfig()

    @property
    def config(self) -> TransactionalConfig:
        return self._config

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        config, articles = self._config, len(world.articles)
        with world.purchases() as purchases:
            train = mine(purchases, config.mining, held_out=False)
            test = mine(purchases, config.mining, held_out=True)
        rng = np.random.default_rng(config.training.seed)
        shown = rng.permutation(test.rows)[:5000]
        learned = rng.permutation(train.rows)[:5000]
        negatives = np.stack([shown[:, 0], random_negatives(shown, articles, rng)], axis=1)
        source = FreshPairs(train.rows, train.weights, min(config.epoch_pairs, max(4 * len(train), 2)))
        trainer = Trainer(world.sentences, config.network, config.training, frequency=popularity(train, articles))
        done = trainer.run(source, PairValidation(learned, shown, negatives), folder, progress)
        return Fitted(
            done.vectors,
            done.network,
            history=done.history,
            facts={"pairs": len(train), "test_pairs": len(test), "best_epoch": done.best_epoch},
        )
