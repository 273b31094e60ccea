"""Finds the points of a map inside a drawn shape."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix
from stylehub_core.errors import QueryError


def inside(points: FloatMatrix, polygon: FloatMatrix) -> BoolVector:
    """(n,) whether each point lies inside, by the even-odd rule, so that a lasso may cross itself.

    points: (n, 2).
    polygon: (corners, 2) in drawing order; the last corner is joined to the first.
    Raises QueryError for fewer than 3 corners, or for corners that are not finite.
    """
    corners = np.asarray(polygon, dtype=np.float64)
    if corners.ndim != 2 or corners.shape[1] != 2 or len(corners) < 3 or not np.isfinite(corners).all():
        raise QueryError("A lasso needs at least three corners with an x and a y.")
    within = inside_box(points, *corners.min(axis=0), *corners.max(axis=0))
    near = np.flatnonzero(within)
    x, y = points[near, 0].astype(np.float64), points[near, 1].astype(np.float64)
    odd = np.zeros(len(near), dtype=np.bool_)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 != y2:
            crosses = (y1 > y) != (y2 > y)
            odd ^= crosses & (x < x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    within[near] = odd
    return within


def inside_box(points: FloatMatrix, x_min: float, y_min: float, x_max: float, y_max: float) -> BoolVector:
    """(n,) whether each point lies inside the box or on its edges; the corners may be in any order."""
    x, y = points[:, 0], points[:, 1]
    low_x, high_x = sorted((x_min, x_max))
    low_y, high_y = sorted((y_min, y_max))
    return np.asarray((x >= low_x) & (x <= high_x) & (y >= low_y) & (y <= high_y))
