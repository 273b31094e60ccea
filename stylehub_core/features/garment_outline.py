"""Tells a garment from what is around it in a photograph, where a plain ground cannot be relied on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.features.letterbox import letterboxed, unboxed
from stylehub_core.features.picture_encoders.efficientnet_lite import CELL_CHANNELS, Output, compiled_lite0, run

PIXELS = 160
CELLS = PIXELS // 4
"""Cells on a side of the outline."""
STAGES: tuple[Output, ...] = ("quarter", "eighth", "middle", "last")
"""What is seen of a picture: stages of the network, from fine to coarse."""


@dataclass(frozen=True, eq=False)
class GarmentOutline:
    """A linear map of each stage, brought to the cells of the finest and added, and two more layers. No PyTorch.

    weights: "quarter.weight" (h, channels) and so on for each stage, "place" (h, CELLS, CELLS), "hidden.weight" (h, h),
    "hidden.bias", "out.weight" (1, h) and "out.bias".
    """

    weights: Mapping[str, NDArray[Any]]

    def cut(self, pictures: Sequence[Image.Image]) -> list[Image.Image]:
        """Each RGB picture's garment on the studio's ground. A garment fills most of its picture."""
        shares = self(*stages(pictures))
        return [laid(picture, shape_of(share, picture.size)) for picture, share in zip(pictures, shares, strict=True)]

    def __call__(self, *seen: FloatMatrix) -> FloatMatrix:
        """(n, CELLS, CELLS) the probability that a cell shows the garment. seen: what `stages` gives."""
        weights = self.weights
        total = np.zeros((len(seen[0]), *weights["place"].shape), np.float32) + weights["place"]
        for name, signal in zip(STAGES, seen, strict=True):
            side = signal.shape[-1]
            mapped = (weights[f"{name}.weight"] @ signal.reshape(*signal.shape[:2], -1)).reshape(
                len(signal), -1, side, side
            )
            if side < CELLS:
                spread = finer(side)
                mapped = np.asarray(spread @ mapped @ spread.T, np.float32)
            total += mapped
        known = np.maximum(total, 0).reshape(*total.shape[:2], -1)
        hidden = np.maximum(weights["hidden.weight"] @ known + weights["hidden.bias"][:, None], 0)
        logits = (weights["out.weight"] @ hidden + weights["out.bias"][:, None]).reshape(-1, CELLS, CELLS)
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    @classmethod
    def checked(cls, weights: Mapping[str, NDArray[Any]]) -> "GarmentOutline":
        """An outline with these weights. Raises KeyError or ValueError if one is missing or does not fit."""
        outline = cls(weights)
        shapes = ((CELL_CHANNELS[name], CELLS >> step, CELLS >> step) for step, name in enumerate(STAGES))
        outline(*(np.zeros((1, *shape), np.float32) for shape in shapes))
        return outline


def stages(pictures: Sequence[Image.Image]) -> list[FloatMatrix]:
    """What an outline sees in each RGB picture: for each of STAGES (n, channels, side, side)."""
    return run(compiled_lite0(PIXELS, STAGES), (letterboxed(picture, PIXELS) for picture in pictures))


def finer(side: int) -> FloatMatrix:
    """(CELLS, side) the weights that bring a row of `side` cells to CELLS, linearly between the cells' middles."""
    middles = (np.arange(CELLS) + 0.5) * side / CELLS - 0.5
    low = np.clip(np.floor(middles), 0, side - 1).astype(int)
    share = np.clip(middles - low, 0, 1).astype(np.float32)
    weights = np.zeros((CELLS, side), np.float32)
    weights[np.arange(CELLS), low] += 1 - share
    weights[np.arange(CELLS), np.minimum(low + 1, side - 1)] += share
    return weights


def cells_of(shape: Image.Image) -> FloatMatrix:
    """(CELLS, CELLS) the share of each cell that is garment. shape: a grey picture, bright where the garment is."""
    grey = letterboxed(shape.convert("RGB"), CELLS, (0, 0, 0)).convert("L")
    return np.asarray(grey, np.float32) / np.float32(255)


def shape_of(shares: FloatMatrix, size: tuple[int, int]) -> Image.Image:
    """A grey picture of this size, bright where the garment is."""
    contrast = np.clip((shares - 0.5) * 2 + 0.5, 0, 1)
    return unboxed(Image.fromarray((contrast * 255).astype(np.uint8)), size)


def laid(picture: Image.Image, shape: Image.Image) -> Image.Image:
    """The picture where the shape is bright, and the studio's ground elsewhere."""
    ground = Image.new("RGB", picture.size, STUDIO_GREY)
    ground.paste(picture, (0, 0), shape)
    return ground
