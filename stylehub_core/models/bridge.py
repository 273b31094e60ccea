"""From a text vector into any space of article vectors: ridge regression, its strength chosen on held-out articles.

Hoerl and Kennard, Ridge Regression, Technometrics 1970, equation 2.1, on centred inputs and outputs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, unit
from stylehub_core.models.tower import Tower
from stylehub_core.progress import Progress, silent

_CHUNK = 8192  # rows at a time in float64


@dataclass(frozen=True)
class BridgeConfig:
    """strengths: tried regularisations, in units of the texts' mean variance a dimension; folds: of all products;
    most_scored: articles that choose among the strengths.
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
        placed = np.asarray((vectors - self.centre) @ self.weights + self.mean, dtype=np.float32)
        placed[~placed.any(axis=1), 0] = 1  # an input that says nothing still needs a place
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
    """cosine: of a bridge's answer with the article's vector, mean over articles that it was not fitted on;
    without_text: the same where every text is answered by the mean vector.
    """

    bridge: LinearBridge
    strength: float
    cosine: float
    without_text: float


def fit_bridge(
    texts: FloatMatrix,
    vectors: FloatMatrix,
    products: pd.Series,
    config: BridgeConfig | None = None,
    progress: Progress = silent,
) -> BridgeFit:
    """The bridge that comes nearest on articles left out of its fit.

    texts, vectors: (n, ·) unit rows, two or more. products: (n,), articles of one product are left out together, as
    their texts are nearly the same.
    """
    config = config or BridgeConfig()
    fold = _folds(products, config)
    parts = [_Moments.of(texts[fold == one], vectors[fold == one]) for one in range(fold.max() + 1)]
    everything = parts[0]
    for part in parts[1:]:
        everything = everything.plus(part)
    scored = np.zeros(len(config.strengths) + 1)
    shown = np.random.default_rng(config.seed).permutation(len(texts))[: config.most_scored]
    for one, part in enumerate(parts):
        progress("placing texts in the space", one, len(parts))
        rest, rows = everything.plus(part, sign=-1), shown[fold[shown] == one]
        for place, bridge in enumerate([*(rest.bridge(strength) for strength in config.strengths), rest.constant()]):
            scored[place] += np.einsum("ij,ij->", bridge(texts[rows]), vectors[rows], dtype=np.float64)
    progress("placing texts in the space", len(parts), len(parts))
    scored /= len(shown)
    best = int(np.argmax(scored[:-1]))
    strength = config.strengths[best]
    return BridgeFit(everything.bridge(strength), strength, float(scored[best]), float(scored[-1]))


def _folds(products: pd.Series, config: BridgeConfig) -> IntVector:
    """(n,) 0 to folds - 1: a product's fold, or an article's where there is one product alone."""
    codes = pd.factorize(products)[0]
    groups = int(codes.max()) + 1
    if groups < 2:
        codes, groups = np.arange(len(products)), len(products)
    order = np.random.default_rng(config.seed).permutation(groups)
    return np.asarray(order[codes] % min(config.folds, groups), dtype=np.int32)


@dataclass(frozen=True, eq=False)
class _Moments:
    """Sums over articles, from which a bridge is solved: rows, x, y, x xᵀ, x yᵀ."""

    count: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    xx: NDArray[np.float64]
    xy: NDArray[np.float64]

    @classmethod
    def of(cls, texts: FloatMatrix, vectors: FloatMatrix) -> "_Moments":
        inputs, outputs = texts.shape[1], vectors.shape[1]
        x, y = np.zeros(inputs), np.zeros(outputs)
        xx, xy = np.zeros((inputs, inputs)), np.zeros((inputs, outputs))
        for one, other in _chunks(texts, vectors):
            x, y, xx, xy = x + one.sum(axis=0), y + other.sum(axis=0), xx + one.T @ one, xy + one.T @ other
        return cls(np.array(float(len(texts))), x, y, xx, xy)

    def plus(self, other: "_Moments", sign: int = 1) -> "_Moments":
        return _Moments(*(getattr(self, one.name) + sign * getattr(other, one.name) for one in fields(self)))

    def bridge(self, strength: float) -> LinearBridge:
        """(C + strength * mean variance * I)⁻¹ B, with C and B the covariances of the texts and with the vectors."""
        values, directions, turned = self._turned
        damped = values + strength * values.mean()
        inverse = np.divide(1.0, damped, out=np.zeros_like(damped), where=damped > 1e-15)
        weights = directions @ (inverse[:, None] * turned)
        return LinearBridge(weights.astype(np.float32), self._centre, self._mean)

    def constant(self) -> LinearBridge:
        """The bridge that answers every text by the mean vector."""
        return LinearBridge(np.zeros(self.xy.shape, np.float32), self._centre, self._mean)

    @cached_property
    def _turned(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        covariance = self.xx / self.count - np.outer(self.x, self.x) / self.count**2
        crossed = self.xy / self.count - np.outer(self.x, self.y) / self.count**2
        values, directions = np.linalg.eigh(covariance)
        return np.maximum(values, 0), directions, directions.T @ crossed

    @property
    def _centre(self) -> FloatVector:
        return (self.x / self.count).astype(np.float32)

    @property
    def _mean(self) -> FloatVector:
        return (self.y / self.count).astype(np.float32)


def _chunks(texts: FloatMatrix, vectors: FloatMatrix) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    for start in range(0, len(texts), _CHUNK):
        part = slice(start, start + _CHUNK)
        yield texts[part].astype(np.float64), vectors[part].astype(np.float64)
