"""Turns vectors into a map with two coordinates per article.

McInnes, Healy and Melville, UMAP: Uniform Manifold Approximation and Projection, 2018, through umap-learn.
"""

import warnings
from threading import Lock

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.errors import QueryError
from stylehub_core.progress import Progress, silent
from stylehub_core.search.neighbours import neighbour_lists

NEIGHBOURS = 15
MIN_DISTANCE = 0.15
FEWEST = 4 * NEIGHBOURS
"""The fewest articles for a useful neighbour graph; with fewer, two principal components are drawn."""

_one_at_a_time = Lock()  # two runs at once in one process can abort in numba's threads


def project(
    vectors: FloatMatrix, seed: int, progress: Progress = silent, *, neighbours: IntMatrix | None = None
) -> FloatMatrix:
    """(n, 2) float32 coordinates. On one machine, the same vectors and seed give the same map.

    vectors: (n, dimensions) unit rows. With few articles, their principal components are drawn.
    neighbours: (n, 14 or more) the result of `neighbour_lists`, if known; not used if it has -1 among the first 14.
    """
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise QueryError(f"A map needs a finite (rows, dimensions) matrix, but the shape is {vectors.shape}.")
    start = principal_components(vectors)
    if len(vectors) < FEWEST:
        return start
    wanted = NEIGHBOURS - 1
    usable = neighbours is not None and neighbours.shape[1] >= wanted and bool((neighbours[:, :wanted] >= 0).all())
    lists = neighbours if usable and neighbours is not None else neighbour_lists(vectors, wanted, progress)
    progress("map", 0, 0)
    with _one_at_a_time:
        points = _umap(vectors, lists[:, :wanted], start, seed)
    progress("map", len(vectors), len(vectors))
    return points


def principal_components(vectors: FloatMatrix) -> FloatMatrix:
    """(n, 2) the two directions of most variance, scaled to at most 10 in size, with fixed signs."""
    points = np.zeros((len(vectors), 2), dtype=np.float32)
    if len(vectors) < 2:
        return points
    centred = vectors - vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    covariance = (centred.T @ centred).astype(np.float64)
    directions = np.linalg.eigh(covariance)[1][:, ::-1][:, :2]
    largest = np.argmax(np.abs(directions), axis=0)
    directions = directions * np.sign(directions[largest, np.arange(directions.shape[1])])
    points[:, : directions.shape[1]] = centred @ directions.astype(np.float32)
    return np.ascontiguousarray(points / max(float(np.abs(points).max()), 1e-12) * 10, dtype=np.float32)


def _umap(vectors: FloatMatrix, lists: IntMatrix, start: FloatMatrix, seed: int) -> FloatMatrix:
    from umap import UMAP  # compiles for seconds, so it is imported only where a map is drawn

    size = len(vectors)
    rows = np.hstack(
        [np.arange(size, dtype=np.int32)[:, None], lists]
    )  # umap counts an article as its own nearest neighbour
    noise = np.random.default_rng(seed).normal(scale=1e-4, size=start.shape).astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a seed forcing one thread, and new articles that cannot be placed
        mapper = UMAP(
            n_neighbors=NEIGHBOURS,
            min_dist=MIN_DISTANCE,
            metric="euclidean",  # on unit vectors it orders neighbours as the cosine does
            init=start + noise,
            random_state=seed,
            n_jobs=1,
            precomputed_knn=(rows, _distances(vectors, rows), None),
        )
        points = mapper.fit_transform(vectors)
    return np.ascontiguousarray(points, dtype=np.float32)


def _distances(vectors: FloatMatrix, rows: IntMatrix) -> FloatMatrix:
    distances = np.empty(rows.shape, dtype=np.float32)
    for column in range(rows.shape[1]):
        distances[:, column] = _lengths(vectors - vectors[rows[:, column]])
    return np.sort(distances, axis=1)


def _lengths(differences: FloatMatrix) -> FloatVector:
    return np.asarray(np.linalg.norm(differences, axis=1), dtype=np.float32)
