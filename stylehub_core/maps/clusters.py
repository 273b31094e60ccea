"""The regions of a map: articles with similar vectors, named by their distinctive attributes."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.maps.cluster_names import cluster_names

FEWEST, MOST = 8, 40


@dataclass(frozen=True, eq=False)
class Clusters:
    """labels: (n,) each article's cluster; 0 is the largest. names: one for each cluster, all different."""

    labels: IntVector
    names: tuple[str, ...]

    @property
    def sizes(self) -> IntVector:
        return np.bincount(self.labels, minlength=len(self.names)).astype(np.int32)


def clusters(vectors: FloatMatrix, articles: pd.DataFrame, *, count: int | None = None, seed: int = 0) -> Clusters:
    """The clusters of these vectors, (n, dimensions), by k-means over the full space.

    count: the number of clusters; default: a third of the square root of n, from 8 to 40.
    """
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.exceptions import ConvergenceWarning

    size = len(vectors)
    if size != len(articles):
        raise QueryError(f"There are {size} vectors for {len(articles)} articles.")
    if count is not None and count < 1:
        raise QueryError(f"{count} clusters were requested: request 1 or more.")
    if not size:
        return Clusters(np.zeros(0, dtype=np.int32), ())
    wanted = min(count or int(np.clip(round(np.sqrt(size) / 3), FEWEST, MOST)), size)
    means = MiniBatchKMeans(wanted, random_state=seed, n_init=1, batch_size=4096, max_iter=20)
    # One thread: on a busy machine two wait for each other (18 s instead of 1 at 18,083 x 384).
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer distinct vectors than clusters
        assigned = means.fit_predict(vectors)
    # Empty clusters are dropped; the rest are numbered by size, so that colours keep their meaning between builds.
    numbers, inverse, sizes = np.unique(assigned, return_inverse=True, return_counts=True)
    by_size = np.empty(len(numbers), dtype=np.int32)
    by_size[np.argsort(-sizes, kind="stable")] = np.arange(len(numbers), dtype=np.int32)
    labels = by_size[inverse]
    return Clusters(labels, cluster_names(labels, articles))


def label_positions(points: FloatMatrix, labels: IntVector, count: int) -> FloatMatrix:
    """(count, 2) where to write each cluster's name: at the article in the middle of its densest part of the map.

    A cluster of the full space may be in several pieces on the map, and its mean may be in none of them.
    NaN for a cluster without articles.
    """
    positions = np.full((count, 2), np.nan, dtype=np.float32)
    low, high = points.min(axis=0), points.max(axis=0)
    cells = 48
    grid = ((points - low) / np.maximum(high - low, 1e-9) * (cells - 1)).astype(np.int64)
    for label in range(count):
        rows = np.flatnonzero(labels == label)
        if len(rows):
            near = rows[_in_densest(grid[rows], cells)]
            middle = np.median(points[near], axis=0)
            positions[label] = points[near[np.argmin(((points[near] - middle) ** 2).sum(axis=1))]]
    return positions


def _in_densest(grid: np.ndarray[tuple[int, int], np.dtype[np.int64]], cells: int) -> IntVector:
    """Indices of the points in the 3 x 3 cells that hold most of them."""
    counts = np.zeros((cells + 2, cells + 2), dtype=np.int64)
    np.add.at(counts, (grid[:, 0] + 1, grid[:, 1] + 1), 1)
    around = sum(counts[1 + i : cells + 1 + i, 1 + j : cells + 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1))
    x, y = np.unravel_index(int(np.argmax(around)), (cells, cells))
    near = (np.abs(grid[:, 0] - x) <= 1) & (np.abs(grid[:, 1] - y) <= 1)
    return np.flatnonzero(near).astype(np.int32)
