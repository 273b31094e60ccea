"""Item-kNN: what the buyers of a customer's articles also bought, with three weightings of the purchases."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from scipy import sparse

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.item_similarity import item_similarity
from stylehub_core.recommenders.search_space import FADING, Space


@dataclass(frozen=True)
class ItemKnnConfig:
    """neighbours: how many are kept for each article.
    fading: the weight of each line of a history.
    half_after: in days; fades the purchases that the similarities are learned from. None weighs them equally.
    """

    neighbours: int = 100
    fading: Fading = field(default_factory=Fading)
    half_after: float | None = None


@dataclass(frozen=True, eq=False)
class ItemKnnScorer(HistoryScorer):
    """similarity: (articles, articles), for each row its nearest articles, without itself."""

    similarity: sparse.csr_array
    fading: Fading

    def history_scores(self, histories: Histories) -> FloatMatrix:
        weights = histories.matrix(self.fading.weights(histories), self.similarity.shape[0])
        scores: FloatMatrix = (weights @ self.similarity).toarray()
        return scores


class ItemKnn(ConfiguredRecommender[ItemKnnConfig]):
    """Ranks an article by the sum of its similarities to the articles of the history, itself left out."""

    weighting: ClassVar[Literal["pieces", "tfidf", "bm25"]]
    """The weight of a purchase: its pieces, or as in `implicit.nearest_neighbours`."""
    by_length: ClassVar[bool] = True
    """Whether the similarity is a cosine; otherwise it is a dot product."""
    kind = "baseline"
    default = ItemKnnConfig()
    space: ClassVar[Space] = {"neighbours": (20, 50, 100, 200, 400), "half_after": (None, 30.0, 90.0, 365.0), **FADING}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> ItemKnnScorer:
        bought = interactions(world, self._config.half_after)
        similarity = item_similarity(
            self._weighted(bought), self._config.neighbours, by_length=self.by_length, progress=progress
        )
        return ItemKnnScorer(similarity, self._config.fading)

    def _weighted(self, bought: sparse.csr_array) -> sparse.csr_array:
        """(customers, articles) the weight of each purchase."""
        from implicit import nearest_neighbours

        if self.weighting == "pieces":
            return bought
        weight = {"tfidf": nearest_neighbours.tfidf_weight, "bm25": nearest_neighbours.bm25_weight}[self.weighting]
        return sparse.csr_array(weight(bought.T).T)


class ItemKnnCosine(ItemKnn):
    name = "item-knn-cosine"
    title = "Item-kNN, cosine"
    about = "Articles bought by the same people, by the cosine of the pieces they bought."
    order = 20
    weighting = "pieces"


class ItemKnnTfidf(ItemKnn):
    name = "item-knn-tfidf"
    title = "Item-kNN, TF-IDF"
    about = "Articles bought by the same people, where customers who buy a lot count less."
    order = 21
    weighting = "tfidf"


class ItemKnnBm25(ItemKnn):
    name = "item-knn-bm25"
    title = "Item-kNN, BM25"
    about = "Articles with the most buyers in common, where frequent buyers and bestsellers count less."
    order = 22
    weighting = "bm25"
    by_length = False
