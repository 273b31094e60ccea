"""The garment's own pixels, small and without any learning: the input of networks that learn from pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.config import Configured
from stylehub_core.errors import ModelError
from stylehub_core.features.garment_mask import box_of, garment_mask
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.picture_encoder import PictureEncoder

MIDDLE, SCALE = 0.5, 0.25
"""Networks that learn from pixels, from 0 to 1, take (pixel - MIDDLE) / SCALE."""
_GREY = np.array(STUDIO_GREY, np.float32) / 255
_BLANK = 1.0  # a coordinate that all pictures share: an empty picture has a direction too, and levels can be read back


@dataclass(frozen=True)
class PixelsConfig:
    """side: of the square that the garment is scaled to fit, in pixels."""

    side: int = 64

    def __post_init__(self) -> None:
        if self.side < 8:
            raise ModelError(f"pixels: side is {self.side}, but it must be at least 8.")


class Pixels(Configured[PixelsConfig], PictureEncoder):
    """The ground is found as in studio pictures; of other pictures, all of it counts."""

    name = "pixels"
    title = "Pixels"
    about = "The garment's own pixels, 64 x 64, without any learning."
    order = 5
    default = PixelsConfig()

    @property
    def dimensions(self) -> int:
        return 3 * self._config.side**2 + 1

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        side = self._config.side
        levels = np.zeros((len(pictures), side, side, 3), np.uint8)
        for row, picture in enumerate(pictures):
            levels[row] = small_garment(picture, side)
        return rows_of(levels)


def small_garment(picture: Image.Image, side: int) -> NDArray[np.uint8]:
    """(side, side, 3) the garment on studio grey."""
    mask, _ = garment_mask(picture)
    return np.asarray(letterboxed(picture.crop(box_of(mask)), side))


def rows_of(levels: NDArray[np.uint8]) -> FloatMatrix:
    """(n, 3 * side**2 + 1) unit rows: the levels less studio grey, and what all pictures share.

    levels: (n, side, side, 3).
    """
    colours = (levels / np.float32(255) - _GREY).reshape(len(levels), 3 * levels.shape[1] * levels.shape[2])
    return unit(np.concatenate([colours, np.full((len(levels), 1), _BLANK, np.float32)], axis=1))


def levels_in(rows: FloatMatrix) -> NDArray[np.uint8]:
    """(n, side, side, 3) the levels that `rows_of` made these rows of."""
    side = int(np.sqrt((rows.shape[1] - 1) / 3))
    colours = (rows[:, :-1] * (_BLANK / rows[:, -1:])).reshape(len(rows), side, side, 3) + _GREY
    return np.asarray(np.clip(np.rint(colours * 255), 0, 255), np.uint8)
