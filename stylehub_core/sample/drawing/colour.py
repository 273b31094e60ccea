"""Arithmetic on '#rrggbb' colours."""

import numpy as np
from numpy.typing import NDArray


def rgb(colour: str) -> NDArray[np.float32]:
    """(3,) red, green, blue from 0 to 255."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float32)


def hexed(values: NDArray[np.float32]) -> str:
    red, green, blue = (int(v) for v in np.clip(np.rint(values), 0, 255))
    return f"#{red:02x}{green:02x}{blue:02x}"


def mix(first: str, second: str, share: float) -> str:
    """`first` with `share` of `second` in it."""
    return hexed(rgb(first) * (1 - share) + rgb(second) * share)


def luma(colour: str) -> float:
    """Brightness from 0 to 1."""
    return float(rgb(colour) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)) / 255


def darker(colour: str, share: float) -> str:
    """`colour` in shade: darker and a little cooler."""
    return mix(colour, "#0b0c14", share)


def lighter(colour: str, share: float) -> str:
    return mix(colour, "#ffffff", share)


def tonal(colour: str, share: float) -> str:
    """A visible neighbour of `colour`: darker for light colours, lighter for dark ones."""
    return darker(colour, share) if luma(colour) > 0.4 else lighter(colour, share)
