"""Our item-text model: articles lie near the words that request them, and near articles with similar texts."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix, IntMatrix
from stylehub_core.errors import TooLittleDataError
from stylehub_core.features.article_text import column_words
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.world import World
from stylehub_core.pairs.item_text import nearest_pairs
from stylehub_core.pairs.pair_source import Pairs
from stylehub_core.pairs.transactional import negative_pairs
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import NetworkConfig, TrainingConfig
from stylehub_core.training.pair_validation import PairValidation

REQUESTS = (
    ("colour_group_name", "product_type_name"),
    ("colour_group_name", "graphical_appearance_name", "product_type_name"),
    ("colour_group_name", "garment_group_name", "product_type_name"),
    ("index_group_name", "product_type_name"),
)
"""Column combinations that people search by; each gives every article one short request."""


@dataclass(frozen=True)
class ItemTextConfig:
    neighbours: int = 5
    neighbour_share: float = 0.3
    epoch_pairs: int = 40_000
    test_share: float = 0.05
    network: NetworkConfig = field(default_factory=lambda: NetworkConfig(hidden=(512,), kept_text=0.5))
    training: TrainingConfig = field(
        default_factory=lambda: TrainingConfig(epochs=6, batch=256, temperature=0.05, patience=2, mask_duplicates=True)
    )


@dataclass(frozen=True)
class RequestsAndNeighbours:
    """Fresh pairs: (article, one of its requests) and (article, a neighbour), mixed by `neighbour_share`.

    If there are no neighbours, all pairs are requests.
    """

    requests: IntMatrix
    neighbours: IntMatrix
    neighbour_share: float
    count: int

    def draw(self, rng: np.random.Generator) -> Pairs:
        share = self.neighbour_share if len(self.neighbours) else 0.0
        near = rng.integers(0, max(len(self.neighbours), 1), int(self.count * share))
        requested = rng.integers(0, len(self.requests), self.count - len(near))
        rows = np.concatenate([self.neighbours[near], self.requests[requested]])
        return Pairs(rng.permutation(rows).astype(np.int32))


class ItemText(ConfiguredModel[ItemTextConfig]):
    name = "item-text"
    title = "Item text"
    about = (
        "Learned from texts: articles lie near others with similar texts, and near short requests that describe them."
    )
    order = 10
    words_rank = 2
    words_evidence = (
        "Of the first twelve articles that it finds for a colour and a type without the word index, .86 are right on "
        "H&M’s data; with Raw text .62. Compare has the models’ figures on this data, as “Words”."
    )
    recipe = "stylehub"
    default = ItemTextConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        from stylehub_core.training.loop import Trainer

        config, texts = self._config, world.sentences
        rng = np.random.default_rng(config.training.seed)
        request_pairs, queries = requests(world.articles, world.encoder, progress)
        near = nearest_pairs(texts, config.neighbours)
        if not len(near):
            raise TooLittleDataError(
                f"Item text learns which articles have similar texts and needs at least 2; there are {len(texts)}."
            )
        held = rng.random(len(near)) < config.test_share
        test = near[held]
        against = negative_pairs(test, len(texts), rng, known=near)
        train = rng.permutation(near[~held])
        count = min(config.epoch_pairs, 4 * len(request_pairs))
        source = RequestsAndNeighbours(request_pairs, train, config.neighbour_share, count)
        trainer = Trainer(texts, config.network, config.training, queries=queries)
        check = PairValidation(train[:5000], test[:5000], against[:5000])
        result = trainer.run(source, check, folder, progress)
        facts = {"pairs": len(near) + len(request_pairs), "test_pairs": len(test), "best_epoch": result.best_epoch}
        return Fitted(result.vectors, {"text": NetworkTower.of(result.network)}, history=result.history, facts=facts)


def requests(
    articles: pd.DataFrame, encoder: TextEncoder, progress: Progress = silent
) -> tuple[IntMatrix, FloatMatrix]:
    """((m, 2) pairs of an article and a request for it, (q, d) request vectors).

    Request numbers start at the number of articles.
    """
    count = len(articles)
    texts = np.stack([column_words(articles, columns) for columns in REQUESTS], axis=1)
    distinct, number = np.unique(texts, return_inverse=True)
    number = number.reshape(texts.shape)
    pairs = np.stack([np.repeat(np.arange(count), texts.shape[1]), number.ravel() + count], axis=1)
    vectors = encoder.encode(list(distinct), progress)
    return pairs.astype(np.int32), vectors
