"""What all recommenders that learn from the graph of purchases share: fitting and scoring."""

from dataclasses import dataclass
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
from stylehub_core.training.embedding_config import EmbeddingConfig
from stylehub_core.training.fold_in import FoldIn, fold_in
from stylehub_core.training.graph_embeddings import learn
from stylehub_core.training.purchase_graph import PurchaseGraph

LEARNING: Space = {
    "learning.dimensions": (32, 64, 128),
    "learning.learning_rate": Between(0.003, 0.03, log=True),
    "learning.regularization": Between(1e-5, 1e-2, log=True),
    **FADING,
}
LAYERS: Space = {"learning.layers": (1, 2, 3)}
CONTRAST: Space = {
    "learning.loss": ("bpr", "debiased"),
    "learning.contrast": (False, True),
    "learning.debiased.temperature": Between(0.05, 0.5, log=True),
    "learning.debiased.tau_plus": Between(1e-4, 0.05, log=True),
    "learning.views.weight": Between(0.01, 1.0, log=True),
    "learning.views.drop_rate": Between(0.05, 0.6),
}


@dataclass(frozen=True)
class GraphConfig:
    """fading: the weights of the articles of a history; if None, each distinct article counts once, as in the graph."""

    learning: EmbeddingConfig
    fading: Fading | None


@dataclass(frozen=True, eq=False)
class GraphScorer(HistoryScorer):
    """A customer is a new node, whose edges are the history.

    folded: an article without purchases has a vector of zeros, so it scores 0 and has no effect in a history.
    known: (articles,) whether an article has a learned vector.
    """

    folded: FoldIn
    known: BoolVector
    fading: Fading | None

    @property
    def article_vectors(self) -> FloatMatrix:
        """(articles, d) the final embeddings; zeros for articles without purchases."""
        return self.folded.articles

    def history_scores(self, histories: Histories) -> FloatMatrix:
        return dot_products(self.customers(histories), self.folded.articles)

    def customers(self, histories: Histories) -> FloatMatrix:
        """(customers, d) the embedding of each history; zeros if none of its articles has a learned vector."""
        weights = histories.matrix(self._weights(histories) * self.known[histories.article], len(self.folded.articles))
        if self.fading is None:
            weights.data = np.sign(weights.data)
        return self.folded.customers(weights)

    def _weights(self, histories: Histories) -> FloatVector:
        return np.ones(len(histories.article), np.float32) if self.fading is None else self.fading.weights(histories)


class GraphRecommender(ConfiguredRecommender[GraphConfig]):
    """Embeddings learned from the graph of purchases."""

    kind = "baseline"
    has_vectors = True
    version = 3
    space: ClassVar[Space] = LEARNING

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> GraphScorer:
        bought = interactions(world)
        people, known = np.diff(bought.indptr) > 0, np.bincount(bought.indices, minlength=bought.shape[1]) > 0
        graph = PurchaseGraph.of(sparse.csr_array(bought[people][:, known]))
        return scorer(graph, learn(graph, self._config.learning, progress), known, self._config)


def scorer(graph: PurchaseGraph, embeddings: FloatMatrix, known: BoolVector, config: GraphConfig) -> GraphScorer:
    """embeddings: (nodes, d) the 0th layer.
    known: (articles of the catalogue,) whether the graph has the article.
    """
    learning = config.learning
    folded = fold_in(graph, embeddings, learning.layers, unit_length=learning.loss == "debiased")
    spread = FoldIn(_spread(folded.articles, known), _spread(folded.given, known), folded.root)
    return GraphScorer(spread, known, config.fading)


def _spread(rows: FloatMatrix, known: BoolVector) -> FloatMatrix:
    spread = np.zeros((len(known), rows.shape[1]), np.float32)
    spread[known] = rows
    return spread
