"""Articles near to what the customer bought, in the space of any model that has vectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.config import as_json, changed, value_of
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.contract import Model
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import HistoryScorer, Recommender
from stylehub_core.recommenders.search_space import FADING, Between, Space
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.neighbours import nearest_others


@dataclass(frozen=True)
class NearConfig:
    """neighbours: how many of each article of a history count.
    rank_constant: the r-th neighbour counts rank_constant / (rank_constant + r); ranks are used because models differ
    in the scale of their similarities.
    fading: the weight of each line of a history.
    """

    neighbours: int = 50
    rank_constant: float = 20.0
    fading: Fading = field(default_factory=Fading)


@dataclass(frozen=True, eq=False)
class NearScorer(HistoryScorer):
    """vectors: (articles, d) unit rows."""

    vectors: FloatMatrix
    config: NearConfig

    @cached_property
    def index(self) -> VectorIndex:
        return VectorIndex.build(unit(np.asarray(self.vectors)))

    def __getstate__(self) -> dict[str, object]:
        return {"vectors": np.asarray(self.vectors), "config": self.config}  # the index is rebuilt

    def history_scores(self, histories: Histories) -> FloatMatrix:
        bought = np.unique(histories.article)
        if not len(bought):
            return np.zeros((len(histories), len(self.vectors)), np.float32)
        neighbours = near(self.index, bought, self.config)
        weights = histories.matrix(self.config.fading.weights(histories), len(self.vectors))[:, bought]
        scores: FloatMatrix = (weights @ neighbours).toarray()
        return scores


class NearModel(Recommender):
    """A model of the registry as a recommender. vectors: the model's, if they do not depend on purchases."""

    order = 50
    kind = "ours"
    space: ClassVar[Space] = {
        "neighbours": (12, 25, 50, 100, 200),
        "rank_constant": Between(2.0, 200.0, log=True),
        **FADING,
    }

    def __init__(self, model: Model, vectors: FloatMatrix | None = None, config: NearConfig | None = None) -> None:
        self._model, self._config = model, config or NearConfig()
        self._space = _Space(model, None if "purchases" in model.needs else vectors)
        self.name, self.title, self.about = model.name, model.title, model.about  # type: ignore[misc]
        self.caution = model.caution  # type: ignore[misc]

    @property
    def config(self) -> object:
        return {"near": as_json(self._config), "model": as_json(self._model.config), "version": self._model.version}

    @property
    def near(self) -> NearConfig:
        """The settings of the neighbours, without the model's own."""
        return self._config

    def changed(self, settings: Mapping[str, Any]) -> "NearModel":
        """A recommender of the same model with other settings; the model is not fitted again for the same world."""
        other = NearModel(self._model, config=changed(self._config, settings, self.name))
        other._space = self._space
        return other

    def setting(self, name: str) -> Any:
        return value_of(self._config, name)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> NearScorer:
        return NearScorer(self._space.vectors(world, folder, progress), self._config)


class _Space:
    """The vectors of a model in the last world requested. fixed: its vectors if no world changes them, else None."""

    def __init__(self, model: Model, fixed: FloatMatrix | None) -> None:
        self._model, self._fixed = model, fixed
        self._last: tuple[World, FloatMatrix] | None = None

    def vectors(self, world: World, folder: Path, progress: Progress) -> FloatMatrix:
        if self._fixed is not None:
            return self._fixed
        if self._last is None or self._last[0] is not world:
            vectors = self._model.fit(world, folder, progress).vectors
            self._last = (world, vectors)
            if "purchases" not in self._model.needs:
                self._fixed = vectors
        return self._last[1]


def near(index: VectorIndex, bought: IntVector, config: NearConfig) -> sparse.csr_array:
    """(bought, articles) what each of these articles adds to the scores of its nearest others."""
    if index.rows < 2:
        return sparse.csr_array((len(bought), index.rows), dtype=np.float32)
    nearest = nearest_others(index, bought, config.neighbours)
    values = config.rank_constant / (config.rank_constant + np.arange(1, nearest.shape[1] + 1, dtype=np.float32))
    cells = (np.repeat(np.arange(len(bought)), nearest.shape[1]), nearest.ravel())
    return sparse.csr_array((np.tile(values, len(bought)), cells), shape=(len(bought), index.rows))


def variants(product: IntVector, rows: IntVector) -> sparse.csr_array:
    """(rows, articles) 1 if an article is another colour or print of a row's product.

    product: (articles,) the numbers of the products.
    """
    cells = (np.arange(len(product)), product)
    member = sparse.csr_array((np.ones(len(product), np.float32), cells))
    same = (member[rows] @ member.T).tocoo()
    others = same.col != rows[same.row]
    return sparse.csr_array((same.data[others], (same.row[others], same.col[others])), shape=same.shape)
