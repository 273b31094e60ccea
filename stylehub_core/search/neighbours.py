"""The nearest other articles of articles, exactly."""

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
    """(n, min(k, n - 1)) rows of the nearest articles by inner product, as `nearest_others` of all of them.

    vectors: (n, dimensions) of length one. Takes seconds for 18,083 x 128, minutes for 105,542.
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
    """(rows, min(k, n - 1)) the nearest articles of each of these by inner product, best first, itself left out.

    groups: (n,) such as codes of the product; articles of the same group are left out too, and -1 fills up where too
    few are left. Articles with equal vectors are ordered by row.
    """
    k = min(k, index.rows - 1)
    largest = 1 if groups is None else int(np.unique(groups, return_counts=True)[1].max())
    lists = np.full((len(rows), k), NOTHING, dtype=np.int32)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        found = index.search(index.vectors[batch], k + largest).rows
        lists[start : start + len(batch)] = _others(batch, found, k, groups)
        progress("neighbours", start + len(batch), len(rows))
    return lists


def _others(batch: IntVector, found: IntMatrix, k: int, groups: IntVector | None) -> IntMatrix:
    """The first k of each row's results that are not the article itself nor of its group, -1 after them."""
    out = found == batch[:, None]
    if groups is not None:
        out |= groups[found] == groups[batch][:, None]
    kept_first = np.argsort(out, axis=1, kind="stable")[:, :k]
    nearest = np.take_along_axis(found, kept_first, axis=1)
    nearest[np.take_along_axis(out, kept_first, axis=1)] = NOTHING
    return nearest
