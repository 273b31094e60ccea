"""Tells a garment from the plain ground of a catalogue picture."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from stylehub_core.arrays import FloatMatrix

_GROUND_DISTANCE = 12.0  # in levels of 255: how far from the ground's colour a pixel of the garment is, at least
_SIDE = 90  # the least pixels a side at which the garment is told from the ground
_EDGE = 3  # of these, the border that the ground's colour is read from
_LEAST_SHOWN = 0.01  # of the picture: less is dust on the ground
_LEAST_PLAIN = 0.8  # of the border that a plain ground covers: chosen on damaged pictures of hm-slice


def garment_mask(picture: Image.Image) -> tuple[Image.Image, tuple[int, int, int]]:
    """(a grey picture of the same size, bright where the catalogue picture shows more than its ground; its colour).

    Without anything that stands out from the ground, all of it is bright.
    """
    ground, distance = _distances(picture)
    clean = Image.fromarray(np.where(distance > _GROUND_DISTANCE, 255, 0).astype(np.uint8))
    mask = _rows_filled(np.asarray(clean.filter(ImageFilter.MedianFilter(3))) > 0)
    if mask.mean() < _LEAST_SHOWN:
        mask[:] = True
    shown = Image.fromarray((mask * 255).astype(np.uint8)).resize(picture.size, Image.Resampling.BILINEAR)
    return shown, _colour(ground)


def has_plain_ground(picture: Image.Image) -> bool:
    """Whether the picture shows a garment on a plain ground, as studios do, so that its mask can be relied on."""
    return plain_ground(picture) is not None


def plain_ground(picture: Image.Image) -> tuple[int, int, int] | None:
    """The colour of a plain ground; None if the ground is not plain."""
    ground, distance = _distances(picture)
    border, _ = _border_and_terms(*distance.shape)
    return _colour(ground) if (distance[border] < _GROUND_DISTANCE).mean() >= _LEAST_PLAIN else None


def _colour(ground: FloatMatrix) -> tuple[int, int, int]:
    red, green, blue = ground.mean(axis=(0, 1)).round().astype(int).tolist()
    return red, green, blue


def _distances(picture: Image.Image) -> tuple[FloatMatrix, FloatMatrix]:
    """((height, width, 3) the ground of a smaller copy, (height, width) how far each of its pixels is from that)"""
    levels = np.asarray(picture.reduce(max(1, min(picture.size) // _SIDE)), np.float32)
    ground = _ground(levels)
    difference = np.abs(levels - ground)
    return ground, np.maximum(np.maximum(difference[..., 0], difference[..., 1]), difference[..., 2])


def _ground(levels: FloatMatrix) -> FloatMatrix:
    """(height, width, 3) the ground as a quadratic surface through the picture's border: studios light unevenly."""
    height, width = levels.shape[:2]
    border, terms = _border_and_terms(height, width)
    near, known = terms[border], levels[border]
    middle = np.median(known, axis=0)
    # What touches the border is not ground: the median decides first, then the first surface.
    kept = np.abs(known - middle).max(axis=1) < 3 * _GROUND_DISTANCE
    surface = np.zeros((6, 3), np.float32)
    surface[0] = middle
    for _ in range(2):
        if kept.sum() < 60:
            break
        surface = _least_squares(near[kept], known[kept])
        kept = np.abs(known - near @ surface).max(axis=1) < _GROUND_DISTANCE
    return np.asarray(np.clip(terms @ surface, 0, 255), np.float32)


@lru_cache(maxsize=8)
def _border_and_terms(height: int, width: int) -> tuple[NDArray[np.bool_], FloatMatrix]:
    """((height, width) whether a pixel is on the border, (height, width, 6) the terms of a quadratic surface)."""
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=2).astype(np.float32)
    edge = min(_EDGE, height, width)
    border = np.zeros((height, width), np.bool_)
    border[:edge] = border[-edge:] = border[:, :edge] = border[:, -edge:] = True
    return border, terms


def _least_squares(inputs: FloatMatrix, outputs: FloatMatrix) -> FloatMatrix:
    gram = inputs.T @ inputs + 1e-3 * np.eye(inputs.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(gram, inputs.T @ outputs), np.float32)


def _rows_filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What is enclosed by the garment in its row and in its column belongs to it, such as a white shirt's middle."""
    across = np.maximum.accumulate(mask, 1) & np.maximum.accumulate(mask[:, ::-1], 1)[:, ::-1]
    down = np.maximum.accumulate(mask, 0) & np.maximum.accumulate(mask[::-1], 0)[::-1]
    return mask | (across & down)


def box_of(mask: Image.Image) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of what is bright in the mask, in pixels; the whole of it if nothing is."""
    return mask.point([255 * (level > 127) for level in range(256)]).getbbox() or (0, 0, *mask.size)
