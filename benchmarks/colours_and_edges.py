"""What pictures were compared by before networks: the shares of colours, and histograms of oriented gradients."""

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.features.picture_encoders.garment import COLOURS

_CELL, _DIRECTIONS, _BLOCK = 8, 9, 2
_CLIPPED = 0.2
_CHUNK = 512  # pictures at a time


def colours_and_edges(garments: FloatMatrix, levels: NDArray[np.uint8]) -> FloatMatrix:
    """(n, d) unit rows of both, at equal weight. garments: by the encoder `garment`; levels: (n, side, side, 3)."""
    edges = [oriented_gradients(levels[start : start + _CHUNK]) for start in range(0, len(levels), _CHUNK)]
    # The garment encoder's last part is the square root of each colour's share.
    return unit(np.concatenate([unit(garments[:, -COLOURS:]), unit(np.concatenate(edges))], axis=1))


def oriented_gradients(levels: NDArray[np.uint8]) -> FloatMatrix:
    """(n, d) histograms of gradient directions, 0 to 180 degrees, in cells of 8 x 8 pixels (Dalal and Triggs 2005).

    Each vote is shared by two neighbouring directions; blocks of 2 x 2 cells are brought to length one, clipped at .2.
    """
    grey = np.sqrt(levels @ np.array([0.299, 0.587, 0.114], np.float32))
    down, across = np.gradient(grey, axis=(1, 2))
    strength = np.hypot(down, across)
    position = (np.degrees(np.arctan2(down, across)) % 180) / (180 / _DIRECTIONS) - 0.5
    lower = np.floor(position).astype(int)
    cells = np.zeros((*_cells(strength).shape[:3], _DIRECTIONS), np.float32)
    for shift, share in ((0, 1 - (position - lower)), (1, position - lower)):
        votes, directions = _cells(strength * share), _cells((lower + shift) % _DIRECTIONS)
        for direction in range(_DIRECTIONS):
            cells[..., direction] += (votes * (directions == direction)).sum(axis=3)
    size = cells.shape[1] - _BLOCK + 1
    parts = [cells[:, i : i + size, j : j + size] for i in range(_BLOCK) for j in range(_BLOCK)]
    blocks = np.concatenate(parts, axis=3)
    for limit in (_CLIPPED, 1.0):
        blocks = np.minimum(blocks / (np.linalg.norm(blocks, axis=3, keepdims=True) + 1e-3), limit)
    return np.asarray(blocks.reshape(len(levels), -1), np.float32)


def _cells(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """(n, rows, columns, pixels of a cell) of (n, height, width) values."""
    count, side = len(values), values.shape[1] // _CELL
    split = values[:, : side * _CELL, : side * _CELL].reshape(count, side, _CELL, side, _CELL)
    return split.transpose(0, 1, 3, 2, 4).reshape(count, side, side, _CELL**2)
