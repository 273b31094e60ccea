"""The floor of picture encoders: the mean colour of each cell of a grid, relative to studio grey."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import ModelError
from stylehub_core.features.letterbox import STUDIO_GREY, letterboxed
from stylehub_core.features.picture_encoder import PictureEncoder

_TO_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929],
     [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]], np.float32,
)  # fmt: skip
_TO_OKLAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468],
     [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]], np.float32,
)  # fmt: skip


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


class MeanColours(PictureEncoder):
    name = "mean-colours"
    title = "Mean colours"
    about = "The mean colour in each cell of a grid, without any learning: the floor for all other encoders."
    order = 0

    def __init__(self, config: MeanColoursConfig | None = None) -> None:
        self._config = config or MeanColoursConfig()

    @property
    def config(self) -> MeanColoursConfig:
        return self._config

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
        light = _LINEAR[np.asarray(letterboxed(picture, pixels))]
        side = pixels // cells
        means = light.reshape(cells, side, cells, side, 3).mean(axis=(1, 3))
        return (_oklab(means) - _GREY).ravel()


def _linear() -> FloatMatrix:
    """(256,) the linear light of each sRGB level (IEC 61966-2-1)."""
    level = np.arange(256, dtype=np.float32) / 255
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _oklab(light: FloatMatrix) -> FloatMatrix:
    """(..., 3) the Oklab values of linear sRGB; in Oklab, equal distances look equal (Ottosson 2020)."""
    return np.asarray(np.cbrt(light @ _TO_CONES.T) @ _TO_OKLAB.T, np.float32)


_LINEAR = _linear()
_GREY = _oklab(_LINEAR[np.array(STUDIO_GREY)])
