"""How well vectors know a label: does the majority of the nearest articles have the right one?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, IntMatrix, dot_products

_CHUNK = 1024  # rows whose similarities are in memory at once


def nearest_majority(
    known: FloatMatrix,
    known_labels: Sequence[str] | NDArray[np.str_],
    asked: FloatMatrix,
    asked_labels: Sequence[str] | NDArray[np.str_],
    *,
    k: int = 10,
) -> float:
    """Share of the asked rows whose own label is the most frequent one among the k nearest known rows.

    known, asked: (n, d) and (m, d) unit rows; the nearest have the largest dot product.
    Of equally frequent labels, the one whose rows are nearer on average counts. NaN if nothing is known or asked.
    """
    if not len(known) or not len(asked):
        return float("nan")
    names, codes = np.unique(np.asarray(known_labels), return_inverse=True)
    right = 0
    for start in range(0, len(asked), _CHUNK):
        part = slice(start, start + _CHUNK)
        winners = _winners(dot_products(asked[part], known), codes.astype(np.int32), len(names), min(k, len(known)))
        right += int((names[winners] == np.asarray(asked_labels)[part]).sum())
    return right / len(asked)


def _winners(similarities: FloatMatrix, codes: NDArray[np.int32], labels: int, k: int) -> NDArray[np.int64]:
    """(rows,) the winning label of each row. codes: (known,) the labels, 0 to `labels` - 1."""
    nearest: IntMatrix = np.argpartition(-similarities, k - 1, axis=1)[:, :k].astype(np.int32)
    rows = np.repeat(np.arange(len(nearest)), k)
    cells = rows * labels + codes[nearest].ravel()
    shape = (len(nearest), labels)
    votes = np.bincount(cells, minlength=shape[0] * labels).reshape(shape)
    near = np.take_along_axis(similarities, nearest, axis=1).ravel().astype(np.float64)
    closeness = np.bincount(cells, near, minlength=shape[0] * labels).reshape(shape)
    # Sums of k cosines differ by 2k at most, so a vote more always outweighs them.
    return np.asarray(np.where(votes > 0, votes * 4.0 * k + closeness, -np.inf).argmax(axis=1), np.int64)
