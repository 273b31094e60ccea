"""Sums over many rows, added up a part at a time: what regressions and principal components are solved from."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector

CHUNK = 8192
"""Rows at a time in float64."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums over rows: their number, x, y, x xᵀ and x yᵀ, in float64."""

    count: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    xx: NDArray[np.float64]
    xy: NDArray[np.float64]

    @classmethod
    def of(cls, inputs: FloatMatrix, outputs: FloatMatrix | None = None) -> Self:
        """inputs: (n, ·) x. outputs: (n, ·) y; None for no y."""
        if outputs is None:
            outputs = np.empty((len(inputs), 0), np.float32)
        width, height = inputs.shape[1], outputs.shape[1]
        x, y = np.zeros(width), np.zeros(height)
        xx, xy = np.zeros((width, width)), np.zeros((width, height))
        for part in chunks(len(inputs)):
            x_part, y_part = inputs[part].astype(np.float64), outputs[part].astype(np.float64)
            x, y = x + x_part.sum(axis=0), y + y_part.sum(axis=0)
            xx, xy = xx + x_part.T @ x_part, xy + x_part.T @ y_part
        return cls(np.array(float(len(inputs))), x, y, xx, xy)

    def plus(self, other: Self, sign: int = 1) -> Self:
        return type(self)(*(getattr(self, field.name) + sign * getattr(other, field.name) for field in fields(self)))

    @property
    def centre(self) -> FloatVector:
        """The mean of x."""
        return (self.x / self.count).astype(np.float32)

    @property
    def covariance(self) -> NDArray[np.float64]:
        """Of x with itself."""
        return np.asarray(self.xx / self.count - np.outer(self.x, self.x) / self.count**2)


def chunks(rows: int) -> Iterator[slice]:
    """All rows, at most CHUNK at a time."""
    for start in range(0, rows, CHUNK):
        yield slice(start, start + CHUNK)
