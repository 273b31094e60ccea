"""One model from texts and purchases: a text tower with residuals that learns from both kinds of pairs at once."""

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


@dataclass(frozen=True)
class HybridConfig:
    """purchases: settings shared with the transactional model; the others are for the pairs from texts.

    text_share: the share of an epoch's pairs that come from texts.
    neighbours: nearest texts per article.
    neighbour_share: the share of the text pairs that are neighbours; the others are requests.
    """

    purchases: TransactionalConfig = field(default_factory=TransactionalConfig)
    text_share: float = 0.15
    neighbours: int = 5
    neighbour_share: float = 0.5


@dataclass(frozen=True)
class BothPairs:
    """The pairs of two sources, shuffled together.

    Text pairs are marked by_text: the articles' residuals are for co-purchases only.
    """

    bought: PairSource
    text: PairSource

    def draw(self, rng: np.random.Generator) -> Pairs:
        bought, text = self.bought.draw(rng).rows, self.text.draw(rng).rows
        order = rng.permutation(len(bought) + len(text))
        return Pairs(np.concatenate([bought, text])[order], by_text=order >= len(bought))


class Hybrid(ConfiguredModel[HybridConfig]):
    name = "hybrid"
    title = "Hybrid"
    about = "Learned jointly from co-purchases, similar texts, and the words people search with."
    order = 35
    recipe = "stylehub"
    by_default = False
    needs = frozenset({"texts", "purchases"})
    default = HybridConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        from stylehub_core.training.loop import Trainer

        config, bought, articles = self._config, self._config.purchases, len(world.articles)
        train, test = learned_and_held_out(world, bought.mining)
        if not len(train):
            raise TooLittleDataError(
                "The hybrid model learns from co-purchase pairs, and this data has none: see 'check'."
            )
        request_pairs, queries = requests(world.articles, world.encoder, progress)
        count = min(bought.epoch_pairs, max(4 * len(train), 2))
        texts = int(count * config.text_share / (1 - config.text_share))
        near = nearest_pairs(world.sentences, config.neighbours)
        trainer = Trainer(
            world.sentences,
            bought.network,
            bought.training,
            queries=queries,
            frequency=_frequency(popularity(train, articles), request_pairs, near, config),
            groups=_with_queries(numbered(world.articles, bought.groups), len(queries)),
        )
        source = BothPairs(
            FreshPairs(train.rows, train.weights, count),
            RequestsAndNeighbours(request_pairs, near, config.neighbour_share, texts),
        )
        done = trainer.run(source, validation(train, test, articles, bought.training.seed), folder, progress)
        facts = {
            "pairs": len(train) + len(near) + len(request_pairs),
            "test_pairs": len(test),
            "best_epoch": done.best_epoch,
        }
        return Fitted(done.vectors, {"text": NetworkTower.of(done.network)}, history=done.history, facts=facts)


def _frequency(bought: FloatVector, request_pairs: IntMatrix, near: IntMatrix, config: HybridConfig) -> FloatVector:
    """(articles + queries,) the probability of each being drawn as one side of a pair, over both kinds of pairs."""
    size = max(int(request_pairs.max()) + 1, len(bought))
    by_request, by_near = (
        np.bincount(rows.ravel(), minlength=size) / max(rows.size, 1) for rows in (request_pairs, near)
    )
    text = config.neighbour_share * by_near + (1 - config.neighbour_share) * by_request
    chances = config.text_share * text
    chances[: len(bought)] += (1 - config.text_share) * bought
    return np.asarray(chances, dtype=np.float32)


def _with_queries(groups: IntMatrix, queries: int) -> IntMatrix:
    """(articles + queries, g): in each column, all queries form one extra group, about which nothing is learned."""
    own = np.tile(groups.max(axis=0, initial=-1) + 1, (queries, 1))
    return np.concatenate([groups, own]).astype(np.int32)
