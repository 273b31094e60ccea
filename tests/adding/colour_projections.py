"""A throwaway model: articles as random projections of their pictures' colours. It takes pictures but no words."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.models.contract import Fitted, Model
from stylehub_core.models.tower import Tower
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


class Projection(Tower):
    """A linear map. weights: (inputs, d)."""

    name = "throwaway-projection"

    def __init__(self, weights: FloatMatrix) -> None:
        self.weights = weights

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        return unit(vectors @ self.weights)

    def save(self, file: Path) -> dict[str, Any]:
        save_file({"weights": self.weights}, file)
        return {}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "Projection":
        return cls(load_file(file)["weights"])


@dataclass(frozen=True)
class ProjectionConfig:
    dimensions: int = 24
    seed: int = 7


class ColourProjections(Model):
    name = "colour-projections"
    title = "Colour projections"
    about = "Random projections of the colours in a picture."
    order = 900
    recipe = "floor"
    by_default = False
    needs = frozenset({"pictures"})

    @property
    def config(self) -> ProjectionConfig:
        return ProjectionConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        encoder = picture_encoder("mean-colours")
        pictures = world.picture_vectors(encoder)
        normal = np.random.default_rng(self.config.seed).normal(size=(encoder.dimensions, self.config.dimensions))
        tower = Projection(normal.astype(np.float32))
        vectors = np.zeros((pictures.articles, self.config.dimensions), np.float32)
        vectors[:, 0] = 1
        vectors[pictures.rows] = tower(pictures.vectors)
        return Fitted(vectors, {"picture": tower}, picture_encoder=encoder.name)
