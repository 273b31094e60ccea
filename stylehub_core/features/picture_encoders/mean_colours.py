"""The floor of picture encoders: the mean colour of each cell of a grid, relative to studio grey."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.config import Configured
from stylehub_core.errors import ModelError
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.oklab import LINEAR, oklab, oklab_of_light
from stylehub_core.features.picture_encoder import PictureEncoder


@dataclass(frozen=True)
class MeanColoursConfig:
    """cells: the grid's side; pixels: the side of the letterboxed square, a multiple of `cells`.

    blank: a coordinate that all pictures share, in Oklab units, so that an empty picture has a direction too.
    """

    cells: int = 8
    pixels: int = 96
    blank: float = 0.05

    def __post_init__(self) -> None:
        if self.cells < 1 or self.pixels < 1 or self.pixels % self.cells or self.blank <= 0:
            raise ModelError(
                f"mean-colours: cells {self.cells}, pixels {self.pixels} and blank {self.blank} are not valid: "
                "pixels must be a multiple of cells, and all must be above 0."
            )


class MeanColours(Configured[MeanColoursConfig], PictureEncoder):
    name = "mean-colours"
    title = "Mean colours"
    about = "The mean colour in each cell of a grid, without any learning: the floor for all other encoders."
    order = 0
    default = MeanColoursConfig()

    @property
    def dimensions(self) -> int:
        return 3 * self._config.cells**2 + 1

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        rows = np.zeros((len(pictures), self.dimensions), np.float32)
        rows[:, -1] = self._config.blank
        for row, picture in zip(rows, pictures, strict=True):
            row[:-1] = self._colours(picture)
        return unit(rows)

    def _colours(self, picture: Image.Image) -> FloatMatrix:
        """(3 * cells**2,) Oklab colours minus studio grey, cell by cell from the upper left."""
        cells, pixels = self._config.cells, self._config.pixels
        light = LINEAR[np.asarray(letterboxed(picture, pixels))]
        side = pixels // cells
        means = light.reshape(cells, side, cells, side, 3).mean(axis=(1, 3))
        return (oklab_of_light(means) - _GREY).ravel()


_GREY = oklab(np.array(STUDIO_GREY, np.uint8))
