"""The array types that cross module borders, and the one operation they share."""

import numpy as np
from numpy.typing import NDArray

FloatMatrix = NDArray[np.float32]
"""(rows, dimensions)"""
FloatVector = NDArray[np.float32]
IntMatrix = NDArray[np.int32]
IntVector = NDArray[np.int32]
BoolVector = NDArray[np.bool_]


def unit(vectors: FloatMatrix) -> FloatMatrix:
    """The rows scaled to length one, as contiguous float32; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def dot_products(rows: FloatMatrix, others: FloatMatrix) -> FloatMatrix:
    """(n, m) the dot product of each of n rows with each of m others, bit for bit the same however large n is.

    Computed in 64 bits: in 32, the rounding depends on n, and with it the order of articles with equal scores.
    """
    return np.asarray(rows.astype(np.float64) @ others.astype(np.float64).T, dtype=np.float32)
