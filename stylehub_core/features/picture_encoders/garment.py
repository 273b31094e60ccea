"""The garment without its ground: what a network sees in it at every stage, and its colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.config import Configured
from stylehub_core.features.garment_mask import box_of, garment_mask
from stylehub_core.features.imagenet_weights import LITE0
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.oklab import oklab
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.picture_encoders.efficientnet_lite import (
    FEATURES,
    STATISTICS,
    check_side,
    compiled_lite0,
    run,
)

_STEPS = (8, 7, 7)  # of lightness, green to red, and blue to yellow
_REACH = 0.28  # the largest distance from grey, in Oklab, along each of the last two
COLOURS = int(np.prod(_STEPS))
_COLOUR_SIZE = (60, 90)  # pixels: enough to count colours in


@dataclass(frozen=True)
class GarmentConfig:
    """pixels: the side of the square that the garment is scaled to fit, a multiple of 32.

    weights: the SHA-256 of the network's file of weights.
    """

    pixels: int = 160
    weights: str = LITE0.sha256

    def __post_init__(self) -> None:
        check_side(self.pixels, "garment")


class Garment(Configured[GarmentConfig], PictureEncoder):
    """Three parts of equal length: EfficientNet-lite0's features, its stages' statistics, and the share of each colour.

    The ground is found as in studio pictures; of other pictures, all of it counts.
    """

    name = "garment"
    title = "Garment"
    about = "What a small network sees in the garment at every stage, and the garment's colours."
    order = 20
    default = GarmentConfig()

    @property
    def dimensions(self) -> int:
        return FEATURES + STATISTICS + COLOURS

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        colours = np.zeros((len(pictures), COLOURS), np.float32)

        def squares() -> Iterator[Image.Image]:
            for row, picture in enumerate(pictures):
                mask, _ = garment_mask(picture)
                colours[row] = colour_shares(picture, mask)
                yield letterboxed(picture.crop(box_of(mask)), self._config.pixels)

        features, statistics = run(compiled_lite0(self._config.pixels, ("features", "statistics")), squares())
        return unit(np.concatenate([unit(features), unit(statistics), np.sqrt(colours)], axis=1))


def colour_shares(picture: Image.Image, mask: Image.Image) -> FloatVector:
    """(COLOURS,) the share of the bright part of the mask that has each colour of a grid in Oklab; together 1."""
    shown = np.asarray(mask.resize(_COLOUR_SIZE, Image.Resampling.BOX)) > 127
    levels: NDArray[np.uint8] = np.asarray(picture.resize(_COLOUR_SIZE, Image.Resampling.BOX))
    lightness, red, yellow = oklab(levels[shown] if shown.any() else levels.reshape(-1, 3)).T
    shares = np.stack([lightness, (red / _REACH + 1) / 2, (yellow / _REACH + 1) / 2], axis=1)
    cells = np.clip((shares * _STEPS).astype(np.int64), 0, np.array(_STEPS) - 1)
    numbers = np.ravel_multi_index(tuple(cells.T), _STEPS)
    return np.asarray(np.bincount(numbers, minlength=COLOURS) / len(numbers), np.float32)
