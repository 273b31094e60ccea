"""The neighbours of an article in a run's space."""

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector


def nearest(vectors: FloatMatrix, row: int, k: int) -> tuple[IntVector, FloatVector]:
    """(rows, cosines) of the k articles nearest to `row`, without itself, nearest first. vectors: unit rows."""
    cosines = vectors @ vectors[row]
    cosines[row] = -np.inf
    best = np.argsort(-cosines, kind="stable")[: min(k, len(vectors) - 1)]
    return best.astype(np.int32), cosines[best]
