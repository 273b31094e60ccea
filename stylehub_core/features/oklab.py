"""Colours in Oklab, in which equal distances look equal (Ottosson 2020)."""

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix

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


def _linear() -> FloatMatrix:
    """(256,) the linear light of each sRGB level (IEC 61966-2-1)."""
    level = np.arange(256, dtype=np.float32) / 255
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)


LINEAR = _linear()
"""(256,) the linear light of each sRGB level."""


def oklab(levels: NDArray[np.uint8]) -> FloatMatrix:
    """(..., 3) the Oklab values of sRGB levels."""
    return oklab_of_light(LINEAR[levels])


def oklab_of_light(light: FloatMatrix) -> FloatMatrix:
    """(..., 3) the Oklab values of linear sRGB."""
    return np.asarray(np.cbrt(light @ _TO_CONES.T) @ _TO_OKLAB.T, np.float32)
