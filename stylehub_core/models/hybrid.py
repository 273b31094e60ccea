"""One model from text and purchases: text tower and residuals, learning from both kinds of pairs at once."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.item_text import RequestsAndNeighbours, requests
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.transactional import TransactionalConfig, learned_and_held_out, numbered, validation
from stylehub_core.models.world import World
from stylehub_core.pairs.item_text import nearest_pairs
from stylehub_core.pairs.pair_source import FreshPairs, Pairs, PairSource
from stylehub_core.pairs.transactional import popularity
from stylehub_core.progress import Progress, silent
from stylehub_core.training.loop import Trainer


@dataclass(frozen=True)
class HybridConfig:
    """purchases: everything but the text's pairs is as in the transactional model; text_share: of the pairs of an
    epoch, those that the text gives, neighbour_share of them neighbours and the others requests.
    """

    purchases: TransactionalConfig = field(default_factory=TransactionalConfig)
    text_share: float = 0.15
    neighbours: int = 5
    neighbour_share: float = 0.5


@dataclass(frozen=True)
class BothPairs:
    """The pairs of two sources, shuffled together. What an article is beyond its text explains purchases alone."""

    bought: PairSource
    text: PairSource

    def draw(self, rng: np.random.Generator) -> Pairs:
        bought, text = self.bought.draw(rng).rows, self.text.draw(rng).rows
        order = rng.permutation(len(bought) + len(text))
        return Pairs(np.concatenate([bought, text])[order], by_text=order >= len(bought))


class Hybrid(ConfiguredModel[HybridConfig]):
    name = "hybrid"
    title = "Hybrid"
    about = "Learned at once from what is bought together, what reads alike, and the words people search with."
    order = 35
    recipe = "stylehub"
    by_default = False
    needs = frozenset({"texts", "purchases"})
    default = HybridConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        config, bought, articles = self._config, self._config.purchases, len(world.articles)
        train, test = learned_and_held_out(world, bought.mining)
        if not len(train):
            raise TooLittleDataError(
                "The hybrid learns from pairs that are bought together, and there are none: see 'check'."
            )
        asked, queries = requests(world.articles, world.encoder, progress)
        count = min(bought.epoch_pairs, max(4 * len(train), 2))
        texts = int(count * config.text_share / (1 - config.text_share))
        near = nearest_pairs(world.sentences, config.neighbours)
        trainer = Trainer(
            world.sentences,
            bought.network,
            bought.training,
            queries=queries,
            frequency=_frequency(popularity(train, articles), asked, near, config),
            groups=_with_queries(numbered(world.articles, bought.groups), len(queries)),
        )
        source = BothPairs(
            FreshPairs(train.rows, train.weights, count),
            RequestsAndNeighbours(asked, near, config.neighbour_share, texts),
        )
        done = trainer.run(source, validation(train, test, articles, bought.training.seed), folder, progress)
        facts = {"pairs": len(train) + len(near) + len(asked), "test_pairs": len(test), "best_epoch": done.best_epoch}
        return Fitted(done.vectors, {"text": NetworkTower(done.network)}, history=done.history, facts=facts)


def _frequency(bought: FloatVector, asked: IntMatrix, near: IntMatrix, config: HybridConfig) -> FloatVector:
    """(articles + queries,) the chance of each to be drawn as one side of a pair, over both kinds of pairs."""
    size = max(int(asked.max()) + 1, len(bought))
    by_request, by_near = (np.bincount(rows.ravel(), minlength=size) / max(rows.size, 1) for rows in (asked, near))
    text = config.neighbour_share * by_near + (1 - config.neighbour_share) * by_request
    found = config.text_share * text
    found[: len(bought)] += (1 - config.text_share) * bought
    return np.asarray(found, dtype=np.float32)


def _with_queries(groups: IntMatrix, queries: int) -> IntMatrix:
    """(articles + queries, g): a query belongs to one more group of each column, which nothing is learned of."""
    own = np.tile(groups.max(axis=0, initial=-1) + 1, (queries, 1))
    return np.concatenate([groups, own]).astype(np.int32)
