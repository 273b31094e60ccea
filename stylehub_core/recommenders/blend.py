"""Additions to any recommender's scores: own repeats, their other colours and bestsellers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.histories import Fading
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.near import variants
from stylehub_core.recommenders.popularity import PopularityScorer
from stylehub_core.request import Requests
from stylehub_core.search.hits import top

BATCH = 256  # customers whose scores are held in memory at a time
_CELLS = 8_000_000  # scores of a batch; about ten arrays of this size exist at once, 300 MB in total
_TIE = 1e-6
_LAST = -1e9  # below every score, and finite
_Parts = tuple[FloatMatrix, sparse.csr_array, sparse.csr_array, FloatMatrix]


def batch_size(articles: int) -> int:
    """How many customers to score at a time so that `articles` scores each fit into some 300 MB."""
    return max(8, min(BATCH, _CELLS // max(articles, 1)))


@dataclass(frozen=True)
class Blend:
    """Weights of what is added to a recommender's scores; each part is scaled so that a customer's highest score is 1.

    own: articles that the customer bought before.
    variant: other colours and prints of these.
    popular: bestsellers.
    """

    own: float = 0.0
    variant: float = 0.0
    popular: float = 0.0


@dataclass(frozen=True, eq=False)
class Blender:
    """A recommender with the parts of the blend. Bestsellers break ties and serve customers without a known history.

    repeats: whether articles of the history may be recommended; if not, they are ranked last.
    """

    scorer: Scorer
    popularity: PopularityScorer
    articles: pd.DataFrame
    fading: Fading = Fading()  # noqa: RUF009 - frozen
    repeats: bool = True

    @cached_property
    def product(self) -> IntVector:
        """(articles,) the numbers of the products."""
        return product_numbers(self.articles)

    def rankings(self, requests: Requests, k: int, blends: tuple[Blend, ...]) -> list[IntMatrix]:
        """For each blend, the (customers, k) best articles of the whole catalogue."""
        rankings: list[list[IntMatrix]] = [[] for _ in blends]
        for start in range(0, len(requests), BATCH):
            batch = requests.part(start, min(start + BATCH, len(requests)))
            parts = self._parts(batch, self.scorer.scores(batch))
            for number, blend in enumerate(blends):
                rankings[number].append(top(self._sum(parts, blend, batch), k))
        k = min(k, len(self.articles))
        return [np.concatenate(parts) if parts else np.zeros((0, k), np.int32) for parts in rankings]

    def best(
        self, requests: Requests, k: int, blend: Blend, plain: FloatMatrix | None = None
    ) -> tuple[IntMatrix, FloatMatrix]:
        """((customers, k) articles, (customers, k) their scores), best first.

        plain: (customers, articles) the scorer's own scores, if they are known already.
        """
        plain = self.scorer.scores(requests) if plain is None else plain
        scores = self._sum(self._parts(requests, plain), blend, requests)
        rows = top(scores, k)
        return rows, np.take_along_axis(scores, rows, axis=1)

    def _sum(self, parts: _Parts, blend: Blend, requests: Requests) -> FloatMatrix:
        plain, own, other_colours, popular = parts
        scores = plain + (blend.popular + _TIE) * popular
        for weight, part in ((blend.own, own), (blend.variant, other_colours)):
            if weight:
                for row, values, columns in _rows(part):
                    scores[row, columns] += weight * values
        if not self.repeats:
            for row, _, columns in _rows(own):
                scores[row, columns] = _LAST
        self.scorer.adjust(scores, requests)
        return scores

    def _parts(self, requests: Requests, plain: FloatMatrix) -> _Parts:
        histories = requests.histories
        own = histories.matrix(self.fading.weights(histories), len(self.articles))
        bought = np.unique(histories.article)
        other_colours = own[:, bought] @ variants(self.product, bought) if len(bought) else own * 0
        return (
            _scaled(plain),
            _scaled_rows(own),
            _scaled_rows(other_colours),
            self.popularity.history_scores(histories),
        )


def _rows(matrix: sparse.csr_array) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    for row in range(matrix.shape[0]):
        at = slice(matrix.indptr[row], matrix.indptr[row + 1])
        yield row, matrix.data[at], matrix.indices[at]


def _scaled(scores: FloatMatrix) -> FloatMatrix:
    highest = scores.max(axis=1, keepdims=True, initial=0)
    return np.asarray(scores / np.where(highest > 0, highest, 1), dtype=np.float32)


def _scaled_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    highest = matrix.max(axis=1).toarray().ravel() if matrix.shape[0] else np.zeros(0)
    scale = sparse.diags_array(1 / np.where(highest > 0, highest, 1)) if len(highest) else None
    return matrix if scale is None else sparse.csr_array(scale @ matrix)
