"""Item-kNN: what the buyers of a customer's articles bought as well, by three weightings of the purchases."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.search_space import FADING, Space


@dataclass(frozen=True)
class ItemKnnConfig:
    """neighbours: kept of each article; fading: what a line of a history counts; half_after: in days, fades the
    purchases that the similarities are learned from, None counts them alike.
    """

    neighbours: int = 100
    fading: Fading = field(default_factory=Fading)
    half_after: float | None = None


@dataclass(frozen=True, eq=False)
class ItemKnnScorer(HistoryScorer):
    """similarity: (articles, articles) of each row's nearest articles, without itself."""

    similarity: sparse.csr_array
    fading: Fading

    def history_scores(self, histories: Histories) -> FloatMatrix:
        weights = histories.matrix(self.fading.weights(histories), self.similarity.shape[0])
        found: FloatMatrix = (weights @ self.similarity).toarray()
        return found


class ItemKnn(ConfiguredRecommender[ItemKnnConfig]):
    """Sums the similarities to what was bought; an article's similarity to itself is left out."""

    weighting: ClassVar[Literal["CosineRecommender", "TFIDFRecommender", "BM25Recommender"]]
    """Of `implicit.nearest_neighbours`."""
    kind = "baseline"
    default = ItemKnnConfig()
    space: ClassVar[Space] = {"neighbours": (20, 50, 100, 200, 400), "half_after": (None, 30.0, 90.0, 365.0), **FADING}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> ItemKnnScorer:
        from implicit import nearest_neighbours

        bought = interactions(world, self._config.half_after)
        progress("neighbours of the articles", 0, 1)
        kept = self._config.neighbours + 1  # one of them is the article itself
        model = getattr(nearest_neighbours, self.weighting)(K=kept)
        with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
            # an article may weigh nothing with all its buyers, and implicit warns of its own matrices
            warnings.simplefilter("ignore")
            model.fit(sparse.csr_matrix(bought), show_progress=False)
        progress("neighbours of the articles", 1, 1)
        return ItemKnnScorer(_of_others(model.similarity), self._config.fading)


class ItemKnnCosine(ItemKnn):
    name = "item-knn-cosine"
    title = "Item-kNN, cosine"
    about = "Articles bought by the same people, by the cosine of the pieces they bought."
    order = 20
    weighting = "CosineRecommender"


class ItemKnnTfidf(ItemKnn):
    name = "item-knn-tfidf"
    title = "Item-kNN, TF-IDF"
    about = "Articles bought by the same people, where customers who buy a lot count less."
    order = 21
    weighting = "TFIDFRecommender"


class ItemKnnBm25(ItemKnn):
    name = "item-knn-bm25"
    title = "Item-kNN, BM25"
    about = (
        "Articles with the most buyers in common, where customers who buy much and articles that sell much say less."
    )
    order = 22
    weighting = "BM25Recommender"


def _of_others(similarity: sparse.csr_matrix) -> sparse.csr_array:
    """The finite similarities to other articles, float32."""
    found = similarity.tocoo()
    kept = (found.row != found.col) & np.isfinite(found.data) & (found.data != 0)
    at = (found.row[kept], found.col[kept])
    return sparse.csr_array(sparse.coo_array((found.data[kept].astype(np.float32), at), shape=found.shape))
