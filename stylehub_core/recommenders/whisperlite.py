"""WhisperLite: a request in words, and the customer who makes it, against articles in one learned space.

Sevegnani et al., Contrastive Learning for Interactive Recommendation in Fashion, SIGIR eCom 2022. How it was read, and
what the paper does not tell: docs/decisions/whisperlite.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector, unit
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.article_looks import article_looks
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.made_requests import Describing, MadeRequests, made_requests
from stylehub_core.recommenders.popularity import sales
from stylehub_core.recommenders.request_words import ArticleWords
from stylehub_core.recommenders.search_space import Space
from stylehub_core.request import Field, Requests
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.training.configs import NetworkConfig, WhisperLiteTraining
from stylehub_core.training.shared_words import shared_words

FEWEST = 50
"""The fewest requests to learn from."""


@dataclass(frozen=True)
class WhisperLiteConfig:
    """baskets: from which requests are made, at most. rounds: how many requests are made of each purchase.

    encoder: the name of a picture encoder; '' for texts alone. looks: dimensions that are kept of its vectors.
    latest: purchases of a history that are read.
    """

    baskets: int = 6000
    rounds: int = 2
    encoder: str = "garment"
    looks: int = 128
    latest: int = 30
    fading: Fading = field(default_factory=lambda: Fading(day_fade=0.9, half_after=60.0))
    article: NetworkConfig = field(default_factory=lambda: NetworkConfig(features=512, projection=128, dropout=0.2))
    request: NetworkConfig = field(default_factory=lambda: NetworkConfig(features=512, projection=128, dropout=0.2))
    training: WhisperLiteTraining = field(default_factory=WhisperLiteTraining)


@dataclass(frozen=True, eq=False)
class WhisperLiteScorer(Scorer):
    """articles: (n, d) unit rows. sentences: (n, t) unit rows of their texts. product: (n,) numbers of the products.

    arrays: what `training.whisperlite.exported` returns. latest, fading: of the config.
    """

    uses: ClassVar[frozenset[Field]] = frozenset({"text", "history", "day"})
    request: NetworkTower
    articles: FloatMatrix
    sentences: FloatMatrix
    product: IntVector
    words: ArticleWords
    sold: RecentSales
    arrays: Mapping[str, NDArray[Any]]
    temperature: float
    latest: int
    fading: Fading
    encoder: TextEncoder | None = None

    def __getstate__(self) -> dict[str, object]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "encoder"} | {
            "encoder": None
        }

    def reading(self, encoder: TextEncoder) -> "WhisperLiteScorer":
        return replace(self, encoder=encoder)

    def _scores(self, requests: Requests) -> FloatMatrix:
        texts = [request.text for request in requests.others] or [""] * len(requests)
        vectors = self._vectors(texts)
        return self.vector_scores(vectors, self.words.asked(texts), requests.histories)

    def history_scores(self, histories: Histories) -> FloatMatrix:
        """(customers, articles) the scores without any words."""
        return self.scores(Requests(histories))

    def vector_scores(self, texts: FloatMatrix, asked: sparse.csr_array, past: Histories) -> FloatMatrix:
        """(requests, articles) scores. texts: (requests, t) unit rows, zeros for a request without words."""
        worded = (np.abs(texts).sum(axis=1, keepdims=True) > 0).astype(np.float32)
        requests = self.request(texts) * worded
        history, faded = padded_histories(past, self.fading, self.latest)
        customers = self._customers(requests, history, faded)
        (by_request, by_customer), (encoder, own, product, *beside) = self.arrays["scales"], self.arrays["residuals"]
        scores = (by_request * requests + by_customer * customers) @ self.articles.T
        scores += encoder * (texts @ self.sentences.T)
        for weight, repeats in zip((own, product), repeated(past, self.fading, self.product), strict=True):
            scores += weight * repeats.toarray()
        shares = shared_words(asked, self.words.attributes, self.words.anywhere)
        days, day = np.unique(past.today, return_inverse=True)
        for weight, values in zip(beside, (*shares, *selling(self.sold, days)[:, day]), strict=True):
            scores += weight * values
        return np.asarray(scores, np.float32)

    def _customers(self, requests: FloatMatrix, history: IntMatrix, faded: FloatMatrix) -> FloatMatrix:
        """As WhisperLiteNetwork.customers, without PyTorch."""
        if not history.shape[1]:
            return np.zeros_like(requests)
        vectors = self.articles[np.maximum(history, 0)]
        like = np.einsum("bd,bld->bl", requests @ self.arrays["lead.weight"].T, vectors) / self.temperature
        like += np.log(faded + 1e-9)
        attention = np.exp(like - like.max(axis=1, keepdims=True)) * (faded > 0)
        attention /= np.maximum(attention.sum(axis=1, keepdims=True), 1e-9)
        return unit(np.einsum("bl,bld->bd", attention, vectors) @ self.arrays["person.weight"].T)

    def _vectors(self, texts: list[str]) -> FloatMatrix:
        vectors = np.zeros((len(texts), self.sentences.shape[1]), np.float32)
        worded = [number for number, text in enumerate(texts) if text.strip()]
        if worded and self.encoder is None:
            raise ModelError("WhisperLite was loaded without a text encoder: open it through the workspace.")
        for number in worded:
            assert self.encoder is not None
            vectors[number] = self.encoder.query(texts[number])
        return vectors


class WhisperLite(ConfiguredRecommender[WhisperLiteConfig]):
    name = "whisperlite"
    title = "WhisperLite"
    about = "A request and its customer in one learned space, after WhisperLite; reads words, pictures and the history."
    order = 60
    kind = "ours"
    uses = WhisperLiteScorer.uses
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
        past, product = histories(world, made.customers, made.days), product_numbers(world.articles)
        sentences = np.asarray(world.sentences)
        looks = article_looks(world, config.encoder, config.looks)
        inputs = sentences if looks is None else np.concatenate([sentences, looks], axis=1)
        history, faded = padded_histories(past, config.fading, config.latest)
        own, of_product = repeated(past, config.fading, product)
        texts = world.encoder.encode(list(made.texts), progress)
        words = ArticleWords.of(world.articles)
        days, day = np.unique(made.days, return_inverse=True)
        sold = RecentSales(product, *_sales(world))
        data = RequestsOfCustomers(
            inputs,
            sentences,
            texts,
            history,
            faded,
            own,
            of_product,
            _relevant(made, len(inputs)),
            sold.article,
            day.astype(np.int32),
            selling(sold, days),
            words.asked(made.texts),
            words.attributes,
            words.anywhere,
        )
        trainer = WhisperLiteTrainer(data, config.article, config.request, config.training)
        trainer.run(folder / "whisperlite.safetensors", progress)
        article, request = NetworkTower.of(trainer.network.article), NetworkTower.of(trainer.network.request)
        return WhisperLiteScorer(
            request, article(inputs), sentences, product, words, sold, exported(trainer.network),
            config.training.temperature, config.latest, config.fading, world.encoder,
        )  # fmt: skip


def padded_histories(past: Histories, fading: Fading, latest: int) -> tuple[IntMatrix, FloatMatrix]:
    """((c, l) the latest purchases of each customer, (c, l) how much each counts); -1 and 0 are padding."""
    weights, count = fading.weights(past), np.bincount(past.owner, minlength=len(past))
    width = int(min(count.max(initial=0), latest))
    rows, faded = np.full((len(past), width), -1, np.int32), np.zeros((len(past), width), np.float32)
    order = np.lexsort((past.ago, past.owner))
    rank = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    kept = order[rank < width]
    place = (past.owner[kept], rank[rank < width])
    rows[place], faded[place] = past.article[kept], weights[kept]
    return rows, faded


def repeated(past: Histories, fading: Fading, product: IntVector) -> tuple[sparse.csr_array, sparse.csr_array]:
    """(c, n) how much each article, and then how much its product in any colour, was bought before."""
    articles = len(product)
    own = past.matrix(fading.weights(past), articles)
    to_product = sparse.csr_array((np.ones(articles, np.float32), (np.arange(articles), product)))
    of_product = sparse.csr_array((own @ to_product) @ to_product.T)
    own.data, of_product.data = np.sqrt(own.data), np.sqrt(of_product.data)
    return own, of_product


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


def selling(sold: RecentSales, days: IntVector) -> FloatVector:
    """(2, days, n) how well what was new with each article sold before each day, and how well the article itself."""
    figures = [sold.figures(day) for day in days.tolist()]
    return np.stack([[each[name] for each in figures] for name in ("sold around in 45 days", "sold")])


def _sales(world: World) -> tuple[IntVector, IntVector]:
    """((p,) day, (p,) article of each piece sold, by day)."""
    each = sales(world)
    return each.day, each.article
