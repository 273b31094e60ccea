"""WhisperLite: a request in words, and the customer who makes it, against articles in one learned space.

Sevegnani et al., Contrastive Learning for Interactive Recommendation in Fashion, SIGIR eCom 2022. How it was read, and
what the paper does not tell: docs/decisions/whisperlite.md.
"""

from collections.abc import Iterable, Iterator, Mapping
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
from stylehub_core.recommenders.shown_articles import with_others
from stylehub_core.request import Field, Requests
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.training.configs import NetworkConfig, WhisperLiteTraining
from stylehub_core.training.shared_words import SHARES, shared_words

FEWEST = 50
"""The fewest requests to learn from."""
SELLING = ("sold around in 14 days", "sold around in 45 days", "sold in 60 days", "sold", "never sold")
"""Figures of RecentSales that are parts of the score."""
PARTS = ("request", "customer", "encoder", "own", "product", *SHARES, *SELLING)
"""What the score is the weighted sum of."""
START = np.array([10, 5, 10, *[1] * 6, *[0] * len(SELLING)], np.float32)
"""The weights by which articles are likely, before the weights are learned."""
LIKELY, OTHERS = 200, 200
"""How many likely and how many other articles the weights are learned from, for each request."""


@dataclass(frozen=True)
class WhisperLiteConfig:
    """baskets: from which requests are made, at most. rounds: how many requests are made of each purchase.

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


@dataclass(frozen=True, eq=False)
class WhisperLiteScorer(Scorer):
    """request: the tower of texts. articles: (n, d) unit rows. sentences: (n, t) unit rows of their texts.

    product: (n,) numbers of the products.

    words, sold: of the articles.
    arrays: what `training.whisperlite.exported` returns. latest, fading: of the config.
    weights: (PARTS,) of the parts of the score.
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
    weights: FloatVector
    encoder: TextEncoder | None = None

    def __getstate__(self) -> dict[str, object]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "encoder"} | {
            "encoder": None
        }

    def reading(self, encoder: TextEncoder) -> "WhisperLiteScorer":
        return replace(self, encoder=encoder)

    def _scores(self, requests: Requests) -> FloatMatrix:
        texts = [request.text for request in requests.others] or [""] * len(requests)
        vectors = self.vectors(texts)
        return self.vector_scores(vectors, self.words.asked(texts), requests.histories)

    def history_scores(self, histories: Histories) -> FloatMatrix:
        """(customers, articles) the scores without any words."""
        return self.scores(Requests(histories))

    def vector_scores(self, texts: FloatMatrix, asked: sparse.csr_array, past: Histories) -> FloatMatrix:
        """(requests, articles) scores. texts: (requests, t) unit rows, zeros for a request without words."""
        return sum_of_parts(self.weights, self.parts(texts, asked, past))

    def parts(self, texts: FloatMatrix, asked: sparse.csr_array, past: Histories) -> Iterator[FloatMatrix]:
        """(requests, articles) each of PARTS, for the arguments of `vector_scores`."""
        worded = (np.abs(texts).sum(axis=1, keepdims=True) > 0).astype(np.float32)
        requests = self.request(texts) * worded
        yield requests @ self.articles.T
        yield self._customers(requests, *padded_histories(past, self.fading, self.latest)) @ self.articles.T
        yield texts @ self.sentences.T
        for repeats in repeated(past, self.fading, self.product):
            yield np.asarray(repeats.toarray())
        yield from shared_words(asked, self.words.attributes, self.words.anywhere)
        days, day = np.unique(past.today, return_inverse=True)
        figures = [self.sold.figures(today) for today in days.tolist()]
        for name in SELLING:
            yield np.stack([each[name] for each in figures])[day]

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

    def vectors(self, texts: list[str]) -> FloatMatrix:
        """(requests, t) unit rows of the texts, zeros for an empty one."""
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
        earlier, later = _in_two(made, config.share)
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


def sum_of_parts(weights: FloatVector, parts: Iterable[FloatMatrix]) -> FloatMatrix:
    """(requests, articles) the weighted sum. parts: (requests, articles) each."""
    total = sum(np.float32(weight) * part for weight, part in zip(weights, parts, strict=True))
    return np.asarray(total, np.float32)


def _in_two(made: MadeRequests, share: float) -> tuple[MadeRequests, MadeRequests]:
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
