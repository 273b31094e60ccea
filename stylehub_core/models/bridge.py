"""Maps text vectors into any space of article vectors: ridge regression, its strength chosen on held-out articles.

Hoerl and Kennard, Ridge Regression, Technometrics 1970, equation 2.1, with centred inputs and outputs.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, unit
from stylehub_core.models.moments import Moments, chunks
from stylehub_core.models.tower import Tower
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True)
class BridgeConfig:
    """strengths: regularisations to try, in units of the texts' mean variance per dimension.

    folds: how many parts the products are split into for cross-validation.
    most_scored: the most held-out articles that choose among the strengths.
    """

    strengths: tuple[float, ...] = (0.0001, 0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
    folds: int = 5
    most_scored: int = 20_000
    seed: int = 0


@dataclass(frozen=True, eq=False)
class LinearBridge(Tower):
    """(rows, inputs) text vectors to (rows, outputs) unit vectors: (text - centre) @ weights + mean, at length one."""

    name = "linear"
    weights: FloatMatrix
    centre: FloatVector
    mean: FloatVector

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        placed = np.empty((len(vectors), self.weights.shape[1]), np.float32)
        for part in chunks(len(vectors)):
            placed[part] = (vectors[part] - self.centre) @ self.weights + self.mean
        placed[~placed.any(axis=1), 0] = 1  # an all-zero result still needs a direction
        return unit(placed)

    def save(self, file: Path) -> dict[str, Any]:
        from safetensors.numpy import save_file

        save_file({name: np.ascontiguousarray(array) for name, array in vars(self).items()}, file)
        return {}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "LinearBridge":
        from safetensors.numpy import load_file

        return cls(**load_file(file))


@dataclass(frozen=True, eq=False)
class BridgeFit:
    """A bridge fitted on all articles, and how well its kind does on held-out ones.

    cosine: between the predicted and the true vector, mean over held-out articles.
    without_text: the same if the mean vector is predicted for every text.
    """

    bridge: LinearBridge
    strength: float
    cosine: float
    without_text: float


def fit_bridge(
    texts: FloatMatrix,
    vectors: FloatMatrix,
    products: IntVector,
    config: BridgeConfig | None = None,
    progress: Progress = silent,
) -> BridgeFit:
    """The bridge with the strength that does best on held-out articles.

    texts, vectors: (n, ·) unit rows, n >= 2.
    products: (n,) numbers from 0 without gaps; the articles of a product are held out together, as their texts are
        nearly the same.
    """
    config = config or BridgeConfig()
    fold = _folds(products, config)
    parts = [_Ridge.of(texts[fold == number], vectors[fold == number]) for number in range(fold.max() + 1)]
    everything = parts[0]
    for part in parts[1:]:
        everything = everything.plus(part)
    cosines = np.zeros(len(config.strengths) + 1)
    scored = np.random.default_rng(config.seed).permutation(len(texts))[: config.most_scored]
    for number, part in enumerate(parts):
        progress("placing texts in the space", number, len(parts))
        rest, rows = everything.plus(part, sign=-1), scored[fold[scored] == number]
        for column, bridge in enumerate([*(rest.bridge(strength) for strength in config.strengths), rest.constant()]):
            cosines[column] += np.einsum("ij,ij->", bridge(texts[rows]), vectors[rows], dtype=np.float64)
    progress("placing texts in the space", len(parts), len(parts))
    cosines /= len(scored)
    best = int(np.argmax(cosines[:-1]))
    strength = config.strengths[best]
    return BridgeFit(everything.bridge(strength), strength, float(cosines[best]), float(cosines[-1]))


def _folds(products: IntVector, config: BridgeConfig) -> IntVector:
    """(n,) the fold of each article, 0 to folds - 1; split by product, or by article if there is only one product."""
    groups = int(products.max()) + 1
    if groups < 2:
        products, groups = np.arange(len(products), dtype=np.int32), len(products)
    order = np.random.default_rng(config.seed).permutation(groups)
    return np.asarray(order[products] % min(config.folds, groups), dtype=np.int32)


@dataclass(frozen=True, eq=False)
class _Ridge(Moments):
    """From texts, x, to vectors, y."""

    def bridge(self, strength: float) -> LinearBridge:
        """(C + strength * mean variance * I)⁻¹ B; C is the texts' covariance, B their covariance with the vectors."""
        values, directions, projected = self._eigen
        damped = values + strength * values.mean()
        inverse = np.divide(1.0, damped, out=np.zeros_like(damped), where=damped > 1e-15)
        weights = directions @ (inverse[:, None] * projected)
        return LinearBridge(weights.astype(np.float32), self.centre, self._mean)

    def constant(self) -> LinearBridge:
        """The bridge that maps every text to the mean vector."""
        return LinearBridge(np.zeros(self.xy.shape, np.float32), self.centre, self._mean)

    @cached_property
    def _eigen(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        crossed = self.xy / self.count - np.outer(self.x, self.y) / self.count**2
        values, directions = np.linalg.eigh(self.covariance)
        return np.maximum(values, 0), directions, directions.T @ crossed

    @property
    def _mean(self) -> FloatVector:
        return (self.y / self.count).astype(np.float32)
