"""The score of WhisperLite for requests and their customers: a weighted sum of what is learned and what is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector, unit
from stylehub_core.errors import ModelError
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.request_words import ArticleWords
from stylehub_core.request import Field, Requests
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.training.shared_words import SHARES, shared_words

SELLING = ("sold around in 14 days", "sold around in 45 days", "sold in 60 days", "sold", "never sold")
"""Figures of RecentSales that are parts of the score."""
PARTS = ("request", "customer", "encoder", "own", "product", *SHARES, *SELLING)
"""What the score is the weighted sum of."""


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
        parts = zip(self.weights, self.parts(texts, asked, past), strict=True)
        return np.asarray(sum(np.float32(weight) * part for weight, part in parts), np.float32)

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
            by_day = np.array([each[name] for each in figures], np.float32)
            yield by_day.reshape(len(days), len(self.articles))[day]

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
