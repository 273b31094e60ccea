"""Finds the garment in a customer's photograph: one box, perhaps tilted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.picture_encoders.efficientnet_lite import LAST, MIDDLE, compiled_lite0, run
from stylehub_core.features.placement import Placement

PIXELS = 160
CELLS = PIXELS // 16
"""Cells on a side of the network's middle stage; its last stage has half as many."""
TILTS = 45.0  # degrees, the unit of the last number


@dataclass(frozen=True, eq=False)
class GarmentFinder:
    """Two linear maps per cell, added, and two layers over all cells. It does without PyTorch.

    weights: "middle.weight" (c, MIDDLE), "middle.bias" (c,), "last.weight" (c, LAST), "hidden.weight"
    (h, c * CELLS²), "hidden.bias", "out.weight" (5, h) and "out.bias".
    """

    weights: Mapping[str, NDArray[Any]]

    def find(self, pictures: Sequence[Image.Image]) -> list[Placement]:
        """The garment in each RGB picture, in shares."""
        return [placement(row) for row in self(*cells(pictures))]

    def __call__(self, middle: FloatMatrix, last: FloatMatrix) -> FloatMatrix:
        """(n, 5) x, y, width and height in shares, and the tilt in TILTS.

        middle: (n, MIDDLE, CELLS, CELLS); last: (n, LAST, CELLS / 2, CELLS / 2).
        """
        count, weights = len(middle), self.weights
        fine = weights["middle.weight"] @ middle.reshape(count, MIDDLE, -1) + weights["middle.bias"][:, None]
        coarse = weights["last.weight"] @ last.reshape(count, LAST, -1)
        half = CELLS // 2
        repeated = coarse.reshape(count, -1, half, half).repeat(2, axis=2).repeat(2, axis=3)
        known = np.maximum(fine + repeated.reshape(fine.shape), 0).reshape(count, -1)
        # In 64 bits: in 32, the rounding depends on how many pictures there are.
        hidden = np.maximum(known.astype(np.float64) @ self._hidden + weights["hidden.bias"], 0)
        numbers = hidden @ weights["out.weight"].T.astype(np.float64) + weights["out.bias"]
        numbers[:, :4] = 1 / (1 + np.exp(-numbers[:, :4]))
        return np.asarray(numbers, np.float32)

    @classmethod
    def checked(cls, weights: Mapping[str, NDArray[Any]]) -> "GarmentFinder":
        """A finder with these weights. Raises KeyError or ValueError if one is missing or does not fit."""
        finder, half = cls(weights), CELLS // 2
        finder(np.zeros((1, MIDDLE, CELLS, CELLS), np.float32), np.zeros((1, LAST, half, half), np.float32))
        return finder

    @cached_property
    def _hidden(self) -> NDArray[np.float64]:
        return np.ascontiguousarray(self.weights["hidden.weight"].T, dtype=np.float64)


def placement(numbers: FloatMatrix) -> Placement:
    """A row of what a finder gives as a Placement."""
    x, y, width, height, tilt = numbers.tolist()
    return Placement(x, y, width, height, tilt * TILTS)


def numbers_of(garment: Placement) -> tuple[float, float, float, float, float]:
    """The row that a perfect finder gives for this placement."""
    return garment.x, garment.y, min(garment.width, 1.0), min(garment.height, 1.0), garment.tilt / TILTS


def cells(pictures: Sequence[Image.Image]) -> tuple[FloatMatrix, FloatMatrix]:
    """What a finder sees in each RGB picture: (n, MIDDLE, CELLS, CELLS) and (n, LAST, CELLS / 2, CELLS / 2)."""
    squares = (letterboxed(picture, PIXELS) for picture in pictures)
    middle, last = run(compiled_lite0(PIXELS, ("middle", "last")), squares)
    return middle, last
