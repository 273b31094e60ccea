"""Our transactional model: the text plus what purchases add to it, from fresh pairs of all co-purchases."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix, IntMatrix
from stylehub_core.catalog.schema import ARTICLES
from stylehub_core.errors import ModelError, did_you_mean
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.world import FROM_PURCHASES, World
from stylehub_core.pairs.pair_source import FreshPairs
from stylehub_core.pairs.transactional import CoPurchases, MiningConfig, mine, negative_pairs, popularity
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import NetworkConfig, TrainingConfig
from stylehub_core.training.pair_validation import PairValidation

if TYPE_CHECKING:
    from stylehub_core.training.loop import Trained


@dataclass(frozen=True)
class TransactionalConfig:
    """Settings chosen on held-out customers; docs/decisions/transactional-model.md lists what was tried.

    epoch_pairs: the most fresh pairs per epoch; also limited to four for each co-purchase.
    groups: columns whose values each have a vector, shared by their articles, for what the text does not say.
    """

    mining: MiningConfig = field(default_factory=MiningConfig)
    network: NetworkConfig = field(default_factory=lambda: NetworkConfig(hidden=(512,), kept_text=0.3, dropout=0.2))
    training: TrainingConfig = field(
        default_factory=lambda: TrainingConfig(
            epochs=12,
            batch=512,
            temperature=0.04,
            patience=3,
            mask_duplicates=True,
            log_q=1.0,
            item_residual=True,
            own_dropout=0.5,
            residual_rate=2e-3,
        )
    )
    epoch_pairs: int = 60_000
    groups: tuple[str, ...] = (
        "product_code",
        "department_no",
        "section_no",
        "index_code",
        "perceived_colour_master_name",
        "perceived_colour_value_name",
        "product_type_name",
    )


class Transactional(ConfiguredModel[TransactionalConfig]):
    name = "transactional"
    title = "Transactional"
    about = "Learned from what customers buy together, starting from the item text."
    order = 30
    recipe = "stylehub"
    needs = frozenset({"texts", "purchases"})
    default = TransactionalConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        train, test = learned_and_held_out(world, self._config.mining)
        groups = numbered(world.articles, self._config.groups)
        done = trained(world.sentences, train, test, groups, self._config, folder, progress)
        return Fitted(
            done.vectors,
            {"text": NetworkTower.of(done.network)},
            history=done.history,
            facts={"pairs": len(train), "test_pairs": len(test), "best_epoch": done.best_epoch},
        )


def trained(
    inputs: FloatMatrix,
    train: CoPurchases,
    test: CoPurchases,
    groups: IntMatrix,
    config: TransactionalConfig,
    folder: Path,
    progress: Progress = silent,
) -> "Trained":
    """The network and vectors that are learned from co-purchases.

    inputs: (articles, d) unit rows.
    train, test: the co-purchases of the training and of the held-out customers.
    groups: (articles, g), from `numbered`.
    """
    from stylehub_core.training.loop import Trainer

    articles = len(inputs)
    source = FreshPairs(train.rows, train.weights, min(config.epoch_pairs, max(4 * len(train), 2)))
    trainer = Trainer(inputs, config.network, config.training, frequency=popularity(train, articles), groups=groups)
    return trainer.run(source, validation(train, test, articles, config.training.seed), folder, progress)


def learned_and_held_out(world: World, mining: MiningConfig) -> tuple[CoPurchases, CoPurchases]:
    """(co-purchases of the training customers, co-purchases of the held-out customers)."""
    with world.purchases() as purchases:
        return mine(purchases, mining, held_out=False), mine(purchases, mining, held_out=True)


def validation(train: CoPurchases, test: CoPurchases, articles: int, seed: int) -> PairValidation:
    """Up to 5,000 training pairs and 5,000 held-out pairs, the latter with as many random pairs."""
    rng = np.random.default_rng(seed)
    held_out, learned = rng.permutation(test.rows)[:5000], rng.permutation(train.rows)[:5000]
    return PairValidation(learned, held_out, negative_pairs(held_out, articles, rng))


def numbered(articles: pd.DataFrame, columns: tuple[str, ...]) -> IntMatrix:
    """(articles, g) a number for each article's value in each of these columns.

    Missing values form a group of their own. Kaggle's columns that this catalogue lacks are skipped.
    Raises ModelError for any other unknown column.
    """
    known = {*articles.columns, *FROM_PURCHASES, *(column.name for column in ARTICLES)}
    for name in columns:
        if name not in known:
            raise ModelError(f"There is no column '{name}' to group articles by.{did_you_mean(name, known)}")
    codes = [pd.factorize(articles[name], use_na_sentinel=False)[0] for name in columns if name in articles]
    return np.stack(codes, axis=1).astype(np.int32) if codes else np.zeros((len(articles), 0), np.int32)
