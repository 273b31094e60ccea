"""Material textures: square tiles of light and dark that multiply a part's colour.

One tile is 256 x 256 and repeats every 128 picture pixels.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Tile: TypeAlias = NDArray[np.floating[Any]]

SIZE = 256
_Y, _X = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)


def _wave(count: float, axis: Tile, phase: Tile | float = 0.0) -> Tile:
    """Cosine with `count` periods across the tile."""
    return np.asarray(np.cos(2 * np.pi * count * axis / SIZE + phase), dtype=np.float32)


@lru_cache(maxsize=64)
def noise(seed: int, across: int, down: int) -> Tile:
    """Tileable smooth noise with unit deviation: `across` by `down` cycles at most (low-passed white noise)."""
    white = np.random.default_rng(seed).standard_normal((SIZE, SIZE))
    fy, fx = np.fft.fftfreq(SIZE)[:, None] * SIZE, np.fft.fftfreq(SIZE)[None, :] * SIZE
    kept = np.exp(-((fx / across) ** 2) - (fy / down) ** 2)
    field = np.fft.ifft2(np.fft.fft2(white) * kept).real
    return np.asarray(field / field.std(), dtype=np.float32)


def _lit(height: Tile, strength: float) -> Tile:
    """Shading of a height tile under light from the upper left."""
    slope_x = np.roll(height, -1, 1) - np.roll(height, 1, 1)
    slope_y = np.roll(height, -1, 0) - np.roll(height, 1, 0)
    return np.asarray(1 + strength * (slope_x * 0.6 + slope_y * 0.8), dtype=np.float32)


def _plain() -> Tile:
    return np.ones((SIZE, SIZE), dtype=np.float32)


def _jersey() -> Tile:
    return np.asarray(1 + 0.012 * _wave(64, _X) + 0.012 * noise(1, 90, 90))


def _rib() -> Tile:
    ribs = _wave(24, _X)
    return np.asarray(1 + 0.085 * np.tanh(2.0 * ribs) + 0.03 * _wave(24, _X, 1.2) + 0.02 * noise(2, 60, 90))


def _stitches(columns: int, rows: int) -> Tile:
    """Height of stockinette: columns of small V stitches."""
    lean = np.abs(((_X * columns / SIZE) % 1.0) - 0.5)
    height = np.cos(2 * np.pi * (rows * _Y / SIZE + lean * 1.1)) * 0.5 + np.cos(2 * np.pi * columns * _X / SIZE) * -0.9
    return np.asarray(height, dtype=np.float32)


def _knit() -> Tile:
    return np.asarray(_lit(_stitches(20, 26), 0.075) + 0.022 * noise(3, 50, 50))


def _cable() -> Tile:
    """Two-strand ropes on purl ground, eight columns of knit between."""
    period = SIZE / 3
    across = (_X % period) / period * 2 - 1
    strand = np.zeros_like(_X)
    for phase in (0.0, np.pi):
        centre = 0.22 * np.sin(2 * np.pi * 4 * _Y / SIZE + phase)
        over = 1.0 + 0.35 * np.cos(2 * np.pi * 4 * _Y / SIZE + phase)
        strand = np.maximum(strand, over * np.exp(-(((across - centre) / 0.17) ** 2) * 1.6))
    side = np.exp(-(((np.abs(across) - 0.62) / 0.06) ** 2))
    ground = _lit(_stitches(24, 28), 0.05)
    valley = 1 - 0.16 * np.exp(-(((np.abs(across) - 0.47) / 0.07) ** 2))
    height = (strand * 5.5 + side * 2.2).astype(np.float32)
    return np.asarray(_lit(height, 0.16) * ground * valley + 0.02 * noise(3, 50, 50), dtype=np.float32)


def _woven() -> Tile:
    return np.asarray(1 + 0.014 * noise(4, 100, 100) + 0.008 * noise(5, 8, 100))


def _linen() -> Tile:
    return np.asarray(1 + 0.035 * noise(6, 6, 110) + 0.035 * noise(7, 110, 6) + 0.02 * noise(8, 90, 90))


def _denim() -> Tile:
    twill = _wave(48, _X + _Y)
    return np.asarray(1 + 0.035 * twill + 0.036 * noise(9, 70, 6) + 0.035 * noise(10, 90, 60))


def _corduroy() -> Tile:
    wales = _wave(22, _X)
    return np.asarray(1 + 0.10 * wales + 0.05 * _wave(22, _X, 1.4) + 0.03 * noise(11, 60, 40))


def _leather() -> Tile:
    grain = np.abs(noise(12, 34, 34)) + 0.5 * np.abs(noise(13, 60, 60))
    return _lit(np.minimum(grain, 1.2).astype(np.float32), 0.07)


def _suede() -> Tile:
    return np.asarray(1 + 0.022 * noise(14, 12, 12) + 0.035 * noise(15, 80, 80))


def _wool() -> Tile:
    return np.asarray(1 + 0.026 * noise(16, 60, 16) + 0.026 * noise(17, 16, 60) + 0.022 * noise(18, 100, 100))


def _pile() -> Tile:
    return np.asarray(_lit(noise(19, 26, 26), 0.20) * _lit(noise(20, 48, 48), 0.07))


def _terry() -> Tile:
    return _lit(noise(21, 52, 52), 0.075)


def _nylon() -> Tile:
    return np.asarray(1 + 0.012 * noise(22, 110, 110) + 0.012 * noise(23, 10, 10))


def _mesh() -> Tile:
    holes = np.maximum(_wave(32, _X + _Y), _wave(32, _X - _Y))
    return np.asarray(1 + 0.13 * (holes - 0.4))


def _straw() -> Tile:
    rows = _wave(16, _Y, 0.4 * noise(24, 4, 4))
    plait = _wave(14, _X + _Y * 0.875) * np.sign(_wave(8, _Y))
    return np.asarray(1 + 0.09 * rows + 0.08 * plait + 0.05 * noise(25, 60, 20))


def _canvas() -> Tile:
    return np.asarray(1 + 0.03 * _wave(56, _X) * _wave(56, _Y) + 0.03 * noise(26, 80, 80))


def _lace() -> Tile:
    return np.asarray(1 + 0.07 * np.maximum(_wave(44, _X + _Y), _wave(44, _X - _Y)))


WEAVES: dict[str, Callable[[], Tile]] = {
    "plain": _plain,
    "jersey": _jersey,
    "rib": _rib,
    "knit": _knit,
    "cable": _cable,
    "woven": _woven,
    "linen": _linen,
    "denim": _denim,
    "corduroy": _corduroy,
    "leather": _leather,
    "suede": _suede,
    "wool": _wool,
    "pile": _pile,
    "terry": _terry,
    "nylon": _nylon,
    "mesh": _mesh,
    "straw": _straw,
    "canvas": _canvas,
    "lace": _lace,
}


@cache
def weave_tile(name: str) -> Tile:
    """(256, 256) factors around 1."""
    return np.ascontiguousarray(WEAVES[name](), dtype=np.float32)
