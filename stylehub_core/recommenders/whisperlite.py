"""WhisperLite: a request in words, and the customer who makes it, against articles in one learned space.

Sevegnani et al., Contrastive Learning for Interactive Recommendation in Fashion, SIGIR eCom 2022. How it was read, and
what the paper does not tell: docs/decisions/whisperlite.md.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.article_looks import article_looks
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.made_requests import Describing, MadeRequests, made_requests
from stylehub_core.recommenders.popularity import sales
from stylehub_core.recommenders.request_words import ArticleWords
from stylehub_core.recommenders.search_space import Space
from stylehub_core.recommenders.shown_articles import with_others
from stylehub_core.recommenders.whisperlite_score import (
    PARTS,
    SELLING,
    WhisperLiteScorer,
    padded_histories,
    repeated,
)
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.training.configs import NetworkConfig, WhisperLiteTraining

FEWEST = 50
"""The fewest requests to learn from."""
START = np.array([10, 5, 10, *[1] * (len(PARTS) - 3 - len(SELLING)), *[0] * len(SELLING)], np.float32)
"""The weights by which articles are likely, before the weights are learned."""
LIKELY, OTHERS = 200, 200
"""How many likely and how many other articles the weights are learned from, for each request."""


@dataclass(frozen=True)
class WhisperLiteConfig:
    """Raises ModelError for a share out of range.

    baskets: from which requests are made, at most. rounds: how many requests are made of each purchase.
    encoder: the name of a picture encoder; '' for texts alone. looks: dimensions that are kept of its vectors.
    latest: purchases of a history that are read.
    share: of the requests, the latest, from which the weights of the parts of the score are learned; the networks learn
    from the others. weighed: of these, at most. l2: weight of their squares.
    """

    baskets: int = 6000
    rounds: int = 2
    encoder: str = "garment"
    looks: int = 128
    latest: int = 30
    share: float = 0.25
    weighed: int = 2000
    l2: float = 1e-2
    fading: Fading = field(default_factory=lambda: Fading(day_fade=0.9, half_after=60.0))
    article: NetworkConfig = field(default_factory=lambda: NetworkConfig(features=512, projection=128, dropout=0.2))
    request: NetworkConfig = field(default_factory=lambda: NetworkConfig(features=512, projection=128, dropout=0.2))
    training: WhisperLiteTraining = field(default_factory=WhisperLiteTraining)

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ModelError(f"'whisperlite.share' cannot be {self.share:g}: it must be above 0 and below 1.")


class WhisperLite(ConfiguredRecommender[WhisperLiteConfig]):
    name = "whisperlite"
    title = "WhisperLite"
    about = "A request and its customer in one learned space, after WhisperLite; reads words, pictures and the history."
    order = 60
    kind = "ours"
    uses = WhisperLiteScorer.uses
    version = 2
    by_default = False
    default = WhisperLiteConfig()
    space: ClassVar[Space] = {"training.contrastive": (0.0, 1.0), "training.binary": (0.0, 1.0)}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> WhisperLiteScorer:
        from stylehub_core.training.whisperlite import RequestsOfCustomers, WhisperLiteTrainer, exported

        config = self._config
        made = _made(world, config)
        if len(made) < FEWEST:
            raise TooLittleDataError(
                f"WhisperLite learns from requests made of purchases and needs at least {FEWEST}; there are "
                f"{len(made)}. Add purchases."
            )
        earlier, later = in_two(made, config.share)
        texts = world.encoder.encode(list(earlier.texts), progress)
        sentences, product = np.asarray(world.sentences), product_numbers(world.articles)
        looks = article_looks(world, config.encoder, config.looks)
        inputs = sentences if looks is None else np.concatenate([sentences, looks], axis=1)
        past, words = histories(world, earlier.customers, earlier.days), ArticleWords.of(world.articles)
        sold = sales(world)
        history, faded = padded_histories(past, config.fading, config.latest)
        data = RequestsOfCustomers(
            inputs, sentences, texts, history, faded, *repeated(past, config.fading, product),
            _relevant(earlier, len(inputs)), sold.article, words.asked(earlier.texts), words.attributes, words.anywhere,
        )  # fmt: skip
        trainer = WhisperLiteTrainer(data, config.article, config.request, config.training)
        trainer.run(folder / "whisperlite.safetensors", progress)
        article, request = NetworkTower.of(trainer.network.article), NetworkTower.of(trainer.network.request)
        scorer = WhisperLiteScorer(
            request, article(inputs), sentences, product, words, RecentSales(product, sold.day, sold.article),
            exported(trainer.network), config.training.temperature, config.latest, config.fading,
            START, world.encoder,
        )  # fmt: skip
        weights = _weights(scorer, later, histories(world, later.customers, later.days), config, progress)
        return replace(scorer, weights=weights)


def in_two(made: MadeRequests, share: float) -> tuple[MadeRequests, MadeRequests]:
    """The requests for the networks, and the later share for the weights; all for both if there are too few."""
    since = np.quantile(made.days, 1 - share)
    earlier, later = np.flatnonzero(made.days < since), np.flatnonzero(made.days >= since)
    if min(len(earlier), len(later)) < FEWEST:
        return made, made
    return made.chosen(earlier.astype(np.int32)), made.chosen(later.astype(np.int32))


def _weights(
    scorer: WhisperLiteScorer, made: MadeRequests, past: Histories, config: WhisperLiteConfig, progress: Progress
) -> FloatVector:
    """(PARTS,) learned from requests that the networks have not seen."""
    from stylehub_core.training.sampled_softmax import sampled_softmax

    rng = np.random.default_rng(config.training.seed)
    numbers = np.sort(rng.permutation(len(made))[: config.weighed]).astype(np.int32)
    values, bought, log_q = [], [], []
    for done, number in enumerate(numbers.tolist()):
        text = made.texts[number]
        vector, asked = scorer.vectors([text]), scorer.words.asked([text])
        parts = np.concatenate(list(scorer.parts(vector, asked, past.part(number, number + 1))))
        certain = np.zeros(parts.shape[1], np.bool_)
        certain[np.argpartition(-(START @ parts), min(LIKELY, len(certain)) - 1)[:LIKELY]] = True
        certain[made.relevant[number]] = True
        rows, chance = with_others(certain, OTHERS, rng)
        values.append(parts[:, rows].T)
        bought.append(np.isin(rows, made.relevant[number]))
        log_q.append(chance)
        if done % 50 == 0:
            progress("weights of the parts", done, len(numbers))
    question = np.repeat(np.arange(len(values), dtype=np.int32), [len(each) for each in values])
    figures = np.concatenate(values)
    spread = figures.std(axis=0) + 1e-6
    figures = (figures - figures.mean(axis=0)) / spread
    weights = sampled_softmax(figures, np.concatenate(bought), question, np.concatenate(log_q), l2=config.l2)
    return np.asarray(weights / spread, np.float32)


def _made(world: World, config: WhisperLiteConfig) -> MadeRequests:
    describing = Describing.of(world.articles)
    with world.purchases() as purchases:
        return made_requests(
            purchases, describing, "training", most=config.baskets, rounds=config.rounds, seed=config.training.seed
        )


def _relevant(made: MadeRequests, articles: int) -> sparse.csr_array:
    sizes = [len(rows) for rows in made.relevant]
    columns = np.concatenate(made.relevant)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    return sparse.csr_array((np.ones(len(columns), np.float32), (rows, columns)), shape=(len(sizes), articles))
