"""Each article's exact nearest neighbours among the other articles."""

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.progress import Progress, silent
from stylehub_core.search.hits import NOTHING, check_k
from stylehub_core.search.index import VectorIndex

BATCH = 2048


def neighbour_lists(
    vectors: FloatMatrix, k: int, progress: Progress = silent, *, groups: IntVector | None = None
) -> IntMatrix:
    """(n, min(k, n - 1)) the nearest other articles of every article by inner product; see `nearest_others`.

    vectors: (n, dimensions) unit rows. Takes seconds for 18,083 x 128, minutes for 105,542.
    """
    check_k(k)
    size = len(vectors)
    if groups is not None and len(groups) != size:
        raise QueryError(f"There are {len(groups)} groups for {size} vectors.")
    if size < 2:
        return np.zeros((size, 0), dtype=np.int32)
    rows = np.arange(size, dtype=np.int32)
    return nearest_others(VectorIndex.build(np.asarray(vectors)), rows, k, progress, groups=groups)


def nearest_others(
    index: VectorIndex, rows: IntVector, k: int, progress: Progress = silent, *, groups: IntVector | None = None
) -> IntMatrix:
    """(rows, min(k, n - 1)) the nearest other articles of each of these rows by inner product, best first.

    groups: (n,) such as product codes; articles of the same group are left out too, and -1 pads lists that get short.
    Articles with equal vectors are ordered by row.
    """
    k = min(k, index.rows - 1)
    largest = 1 if groups is None else int(np.unique(groups, return_counts=True)[1].max())
    lists = np.full((len(rows), k), NOTHING, dtype=np.int32)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        nearest = index.search(index.vectors[batch], k + largest).rows
        lists[start : start + len(batch)] = _others(batch, nearest, k, groups)
        progress("neighbours", start + len(batch), len(rows))
    return lists


def _others(batch: IntVector, nearest: IntMatrix, k: int, groups: IntVector | None) -> IntMatrix:
    """The first k results of each row that are neither the article itself nor of its group, padded with -1."""
    excluded = nearest == batch[:, None]
    if groups is not None:
        excluded |= groups[nearest] == groups[batch][:, None]
    kept_first = np.argsort(excluded, axis=1, kind="stable")[:, :k]
    others = np.take_along_axis(nearest, kept_first, axis=1)
    others[np.take_along_axis(excluded, kept_first, axis=1)] = NOTHING
    return others
