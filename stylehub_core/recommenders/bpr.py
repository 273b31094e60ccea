"""BPR: factors that rank what was bought above what was not (Rendle et al. 2009)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np
from scipy import sparse

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, dot_products
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.search_space import FADING, Between, Space


@dataclass(frozen=True)
class BprConfig:
    """iterations: passes, each over as many drawn pairs as there are distinct (customer, article) purchases.

    Fitting uses one thread, so that a seed always gives the same factors. How often an article was bought does not
    count.
    """

    factors: int = 64
    learning_rate: float = 0.05
    regularization: float = 0.01
    iterations: int = 100
    seed: int = 0
    fading: Fading = field(default_factory=Fading)


@dataclass(frozen=True, eq=False)
class BprScorer(HistoryScorer):
    """articles: (articles, factors) learned factors.
    bias: (articles,) learned biases.
    sold: (articles,) whether the training purchases contain the article.
    """

    articles: FloatMatrix
    bias: FloatVector
    sold: BoolVector
    fading: Fading

    @property
    def article_vectors(self) -> FloatMatrix:
        """The factors without the bias, which measures how well an article sells and not what it is like."""
        return np.where(self.sold[:, None], self.articles, np.float32(0))

    def history_scores(self, histories: Histories) -> FloatMatrix:
        """A customer's factors are the weighted mean of the factors of the articles in the history.

        BPR has no closed form for a new customer. Articles without training purchases are left out of the mean.
        """
        weights = histories.matrix(self.fading.weights(histories) * self.sold[histories.article], len(self.bias))
        total = np.asarray(weights.sum(axis=1), dtype=np.float32).reshape(-1, 1)
        customers = (weights @ self.articles) / np.where(total > 0, total, 1)
        return np.asarray(np.where(total > 0, dot_products(customers, self.articles) + self.bias, 0), dtype=np.float32)


class Bpr(ConfiguredRecommender[BprConfig]):
    name = "bpr"
    title = "BPR"
    about = "Factors that rank what a customer bought above what others bought."
    order = 24
    kind = "baseline"
    has_vectors = True
    version = 2
    default = BprConfig()
    space: ClassVar[Space] = {
        "factors": (16, 32, 64, 128),
        "learning_rate": Between(0.01, 0.2, log=True),
        "regularization": Between(0.001, 0.1, log=True),
        "iterations": (30, 100, 200),
        **FADING,
    }

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> BprScorer:
        from implicit.bpr import BayesianPersonalizedRanking
        from threadpoolctl import threadpool_limits

        config, bought = self._config, interactions(world)
        with threadpool_limits(1, "blas"):
            model = BayesianPersonalizedRanking(
                factors=config.factors,
                learning_rate=config.learning_rate,
                regularization=config.regularization,
                iterations=config.iterations,
                num_threads=1,
                use_gpu=False,
                random_state=config.seed,
            )
            model.fit(
                sparse.csr_matrix(bought),
                show_progress=False,
                callback=lambda done, *_: progress("Bayesian personalized ranking", done + 1, config.iterations),
            )
        factors = np.asarray(model.item_factors, dtype=np.float32)  # implicit keeps the bias as the last factor
        sold = np.bincount(bought.indices, minlength=bought.shape[1]) > 0
        return BprScorer(np.ascontiguousarray(factors[:, :-1]), factors[:, -1].copy(), sold, config.fading)
