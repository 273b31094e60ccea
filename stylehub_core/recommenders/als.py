"""ALS: a matrix of purchases as the product of factors of customers and of articles (Hu, Koren and Volinsky 2008)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from scipy import sparse

from stylehub_core.arrays import BoolVector, FloatMatrix, dot_products
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.search_space import FADING, Between, Space


@dataclass(frozen=True)
class AlsConfig:
    """alpha: a purchase of weight r has the confidence 1 + alpha * r; a pair without a purchase has 1.
    fading: gives r for the purchases of a history.
    half_after: in days; gives r in training, by the age of a purchase. None: r is the number of pieces.
    """

    factors: int = 64
    regularization: float = 0.1
    alpha: float = 10.0
    iterations: int = 15
    seed: int = 0
    fading: Fading = field(default_factory=Fading)
    half_after: float | None = None


@dataclass(frozen=True, eq=False)
class AlsScorer(HistoryScorer):
    """model: a fitted implicit.als.AlternatingLeastSquares whose items are the articles.
    sold: (articles,) whether the training purchases contain the article.
    """

    model: Any
    sold: BoolVector
    config: AlsConfig

    @property
    def article_vectors(self) -> FloatMatrix:
        return np.where(self.sold[:, None], self.model.item_factors, np.float32(0))

    def history_scores(self, histories: Histories) -> FloatMatrix:
        """Each history's factors are solved for, with the articles' factors held fixed."""
        from threadpoolctl import threadpool_limits

        articles = self.model.item_factors
        weights = histories.matrix(self.config.fading.weights(histories), len(articles))
        if not weights.nnz:
            return np.zeros(weights.shape, np.float32)
        with threadpool_limits(1, "blas"):
            customers = self.model.recalculate_user(np.arange(len(histories)), _confidence(weights, self.config.alpha))
            return dot_products(customers, articles)


class Als(ConfiguredRecommender[AlsConfig]):
    name = "als"
    title = "ALS"
    about = "Factors of customers and articles that explain who bought what, by alternating least squares."
    order = 23
    kind = "baseline"
    has_vectors = True
    version = 2
    default = AlsConfig()
    space: ClassVar[Space] = {
        "factors": (16, 32, 64, 128),
        "regularization": Between(0.01, 10.0, log=True),
        "alpha": Between(1.0, 100.0, log=True),
        "iterations": (10, 15, 30),
        "half_after": (None, 30.0, 90.0, 365.0),
        **FADING,
    }

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> AlsScorer:
        from implicit.als import AlternatingLeastSquares
        from threadpoolctl import threadpool_limits

        config = self._config
        bought = _confidence(interactions(world, config.half_after), config.alpha)
        with threadpool_limits(1, "blas"):
            model = AlternatingLeastSquares(
                factors=config.factors,
                regularization=config.regularization,
                alpha=1.0,
                iterations=config.iterations,
                use_gpu=False,
                random_state=config.seed,
            )
            model.fit(
                bought,
                show_progress=False,
                callback=lambda done, *_: progress("alternating least squares", done + 1, config.iterations),
            )
        sold = np.bincount(bought.indices, minlength=bought.shape[1]) > 0
        return AlsScorer(model, sold, config)


def _confidence(weights: sparse.csr_array, alpha: float) -> sparse.csr_matrix:
    confidence = sparse.csr_matrix(weights, copy=True)
    confidence.data = (1 + alpha * confidence.data).astype(np.float32)
    return confidence
