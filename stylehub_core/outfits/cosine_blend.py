"""The mean cosine of articles in the spaces of several models together: the floor above each of them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.config import as_json
from stylehub_core.models.contract import Model
from stylehub_core.models.world import World
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.mean_cosine import FittedMeanCosine, MeanCosine
from stylehub_core.progress import Progress, silent

_PAIRS = 20_000


class CosineBlend(SetScorer):
    """The sum of the models' cosines, each divided by its deviation over random pairs, so that all count alike."""

    order = 5
    is_floor = True
    caution = MeanCosine.caution

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = tuple(models)
        self.name, self.title = "cosine-blend", "Blend of cosines"  # type: ignore[misc]
        self.about = f"How alike the articles are for {len(models)} models together."  # type: ignore[misc]
        self.needs = frozenset(need for model in models for need in model.needs)  # type: ignore[misc]

    @property
    def config(self) -> object:
        return {model.name: {"model": as_json(model.config), "version": model.version} for model in self._models}

    @property
    def encoders(self) -> tuple[str, ...]:
        return tuple(sorted({encoder for model in self._models for encoder in model.encoders}))

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedMeanCosine:
        spaces = []
        for model in self._models:
            own = folder / model.name
            own.mkdir()
            spaces.append(_evenly_spread(model.fit(world, own, progress).vectors))
        return FittedMeanCosine(np.concatenate(spaces, axis=1))

    def load(self, folder: Path, articles: int) -> FittedMeanCosine:
        return MeanCosine().load(folder, articles)


def _evenly_spread(vectors: FloatMatrix) -> FloatMatrix:
    """The vectors, whose products over random pairs have a deviation of 1. vectors: (articles, d) unit rows."""
    first, second = np.random.default_rng(0).integers(0, len(vectors), (2, _PAIRS))
    products = np.einsum("nd,nd->n", vectors[first], vectors[second])[first != second]
    return np.asarray(vectors / np.sqrt(max(float(products.std()), 1e-6)), np.float32)
