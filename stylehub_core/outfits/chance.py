"""The floor below all floors: a number that depends on the articles, and means nothing."""

import json
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, write_json
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.progress import Progress, silent

_FILE = "chance.json"


class Chance(SetScorer):
    name = "chance"
    title = "Chance"
    about = "A number drawn for each set: what a scorer that knows nothing reaches."
    order = 1
    is_floor = True
    needs = frozenset({"texts"})

    @property
    def config(self) -> object:
        return ()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> "FittedChance":
        return FittedChance(len(world.catalog))

    def load(self, folder: Path, articles: int) -> "FittedChance":
        path = folder / _FILE
        with reading(path):
            known = int(json.loads(path.read_text())["articles"])
        if known != articles:
            raise WorkspaceError(f"{path} is of {known} articles, but the catalogue has {articles}: build again.")
        return FittedChance(articles)


class FittedChance(FittedSetScorer):
    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._numbers = np.random.default_rng(0).random(articles)

    @property
    def articles(self) -> int:
        return self._articles

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        """The fraction of a sum of irrational-looking numbers, spread evenly over 0 to 1."""
        sums = np.add.reduceat(self._numbers[sets.articles] * 1e3, sets.starts[:-1]) if len(sets) else np.zeros(0)
        return np.asarray(sums % 1, np.float32)

    def save(self, folder: Path) -> None:
        write_json(folder / _FILE, {"articles": self._articles})
