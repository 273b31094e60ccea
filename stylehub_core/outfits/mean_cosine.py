"""The floor of set scorers: the more alike the texts of articles, the better these go together."""

from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, writing
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.progress import Progress, silent

_FILE = "articles.npy"
_LINES = 16_384  # article vectors in memory at a time


class MeanCosine(SetScorer):
    name = "mean-cosine"
    title = "Mean cosine"
    about = "How alike the articles' texts are, without any learning: the floor for all others."
    order = 0
    is_floor = True
    needs = frozenset({"texts"})
    caution = "Two articles of the same kind are alike, but they are no outfit."

    @property
    def config(self) -> object:
        return ()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> "FittedMeanCosine":
        fitted = FittedMeanCosine(world.sentences)
        progress("mean cosine", 1, 1)
        return fitted

    def load(self, folder: Path, articles: int) -> "FittedMeanCosine":
        path = folder / _FILE
        with reading(path):
            vectors = np.load(path, mmap_mode="r", allow_pickle=False)
        if vectors.ndim != 2 or len(vectors) != articles:
            raise WorkspaceError(
                f"{path} has vectors of shape {vectors.shape}, but the catalogue has {articles} articles: build again."
            )
        return FittedMeanCosine(vectors)


class FittedMeanCosine(FittedSetScorer):
    """The mean cosine of each article to the rest of its set, in the text encoder's own space.

    A completion is the candidate's mean cosine to the set, which ranks like the compatibility of the completed sets.
    """

    def __init__(self, vectors: FloatMatrix) -> None:
        """vectors: (articles, d) unit rows."""
        self._vectors = vectors

    @property
    def articles(self) -> int:
        return len(self._vectors)

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        scores = [self._mean_cosine(part) for part in sets.parts(_LINES)]
        return np.concatenate([np.zeros(0, np.float32), *scores])

    def _mean_cosine(self, sets: ArticleSets) -> FloatVector:
        """(n,) means over all pairs: the squared length of the sum minus that of the rows is twice the cosines' sum."""
        vectors = self._vectors[sets.articles].astype(np.float64)
        total = np.add.reduceat(vectors, sets.starts[:-1], axis=0)
        own = np.add.reduceat(np.square(vectors).sum(axis=1), sets.starts[:-1])
        cosines = (np.square(total).sum(axis=1) - own) / (sets.sizes * (sets.sizes - 1))
        return np.asarray(cosines, np.float32)

    def _completion(self, article_set: IntVector, candidates: IntVector, customer: int) -> FloatVector:
        mean = self._vectors[article_set].mean(axis=0, dtype=np.float64).astype(np.float32)
        chunks = [candidates[start : start + _LINES] for start in range(0, len(candidates), _LINES)]
        scores = [self._vectors[chunk] @ mean for chunk in chunks]
        return np.concatenate([np.zeros(0, np.float32), *scores])

    def save(self, folder: Path) -> None:
        with writing(folder / _FILE):
            np.save(folder / _FILE, self._vectors, allow_pickle=False)
