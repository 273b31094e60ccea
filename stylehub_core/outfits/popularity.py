"""The floor that knows what sells: a set of bestsellers is a good set."""

from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.outfits.saved_vectors import load_vector, save_vector
from stylehub_core.outfits.visible import visible_outfits
from stylehub_core.progress import Progress, silent

_FILE = "popularity.npy"


class SetPopularity(SetScorer):
    name = "popularity"
    title = "Popularity"
    about = "How often the articles are part of outfits: the floor that knows nothing about what goes together."
    order = 2
    is_floor = True
    needs = frozenset({"texts", "purchases", "outfits"})

    @property
    def config(self) -> object:
        return ()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> "FittedSetPopularity":
        times = np.bincount(visible_outfits(world).sets.articles, minlength=len(world.catalog))
        return FittedSetPopularity(np.log1p(times).astype(np.float32))

    def load(self, folder: Path, articles: int) -> "FittedSetPopularity":
        return FittedSetPopularity(load_vector(folder / _FILE, articles))


class FittedSetPopularity(FittedSetScorer):
    """The mean over the set of ln(1 + the number of outfits with the article)."""

    def __init__(self, logs: FloatVector) -> None:
        """logs: (articles,)"""
        self._logs = logs

    @property
    def articles(self) -> int:
        return len(self._logs)

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        if not len(sets):
            return np.zeros(0, np.float32)
        return np.asarray(np.add.reduceat(self._logs[sets.articles], sets.starts[:-1]) / sets.sizes, np.float32)

    def save(self, folder: Path) -> None:
        save_vector(folder / _FILE, self._logs)
