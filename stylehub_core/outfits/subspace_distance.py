"""Sets judged by the distances of their articles, where each pair of slots weighs the dimensions in its own way."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, writing
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.slots import SlotVector

_FILES = ("articles.npy", "slots.npy", "subspaces.npy")
_PAIRS = 65_536  # differences in memory at a time: 17 MB of 64 dimensions


class SubspaceDistance(FittedSetScorer):
    """Minus the mean over a set's pairs of their squared distance in the subspace of their two slots."""

    def __init__(self, vectors: FloatMatrix, slots: SlotVector, subspaces: NDArray[np.float32]) -> None:
        """vectors: (articles, d). slots: (articles,). subspaces: (slots, slots, d) weights, symmetric, not negative."""
        self.vectors, self._slots, self._subspaces = vectors, slots, subspaces

    @property
    def articles(self) -> int:
        return len(self.vectors)

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        scores = np.empty(len(sets), np.float32)
        for size in np.unique(sets.sizes).tolist():
            of_size = np.flatnonzero(sets.sizes == size)
            first, second = np.triu_indices(size, 1)
            step = max(1, _PAIRS // len(first))
            for start in range(0, len(of_size), step):
                part = of_size[start : start + step]
                rows = sets.articles[sets.starts[part][:, None] + np.arange(size)]
                distances = self._distances(rows[:, first].ravel(), rows[:, second].ravel())
                scores[part] = -distances.reshape(len(part), -1).mean(axis=1)
        return scores

    def _completion(self, article_set: IntVector, candidates: IntVector, customer: int) -> FloatVector:
        """Minus the mean distance to the set, which ranks like the completed sets."""
        scores, step = np.empty(len(candidates), np.float32), max(1, _PAIRS // len(article_set))
        for start in range(0, len(candidates), step):
            part = candidates[start : start + step]
            distances = self._distances(np.repeat(part, len(article_set)), np.tile(article_set, len(part)))
            scores[start : start + step] = -distances.reshape(len(part), -1).mean(axis=1)
        return scores

    def _distances(self, first: IntVector, second: IntVector) -> FloatVector:
        """(n,) of n pairs."""
        differences = self.vectors[first] - self.vectors[second]
        weights = self._subspaces[self._slots[first], self._slots[second]]
        return np.asarray(np.einsum("nd,nd,nd->n", differences, differences, weights), np.float32)

    def save(self, folder: Path) -> None:
        arrays: tuple[NDArray[Any], ...] = (self.vectors, self._slots, self._subspaces)
        for name, array in zip(_FILES, arrays, strict=True):
            with writing(folder / name):
                np.save(folder / name, array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, articles: int) -> "SubspaceDistance":
        """What `save` wrote. Raises WorkspaceError if a file is missing, damaged or of another catalogue."""
        arrays = []
        for name in _FILES:
            with reading(folder / name):
                arrays.append(np.load(folder / name, allow_pickle=False))
        vectors, slots, subspaces = arrays
        if len(vectors) != articles or len(slots) != articles or subspaces.shape[-1] != vectors.shape[-1]:
            raise WorkspaceError(
                f"{folder / _FILES[0]} is of {len(vectors)} articles, but the catalogue has {articles}: build again."
            )
        return cls(vectors, slots, subspaces)
