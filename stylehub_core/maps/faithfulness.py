"""How far a map can be trusted: whether neighbours on it are neighbours in the full space, and the reverse."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.errors import QueryError

SAMPLE = 2000
NEIGHBOURS = 15
BATCH = 128


@dataclass(frozen=True)
class Faithfulness:
    """A figure of a map.

    value: 1 for a perfect map.
    standard_error: over the sample; None for a sample of one.
    k: the number of neighbours.
    sample: how many of the `articles` were measured.
    """

    value: float
    standard_error: float | None
    k: int
    sample: int
    articles: int


def trustworthiness(
    vectors: FloatMatrix, points: FloatMatrix, *, k: int = NEIGHBOURS, sample: int = SAMPLE, seed: int = 0
) -> Faithfulness:
    """Whether an article's k nearest neighbours on the map are near in the full space.

    vectors: (n, dimensions) unit rows.
    points: (n, 2) the map.
    sample: a random sample of articles, each ranked among all articles.
    Raises QueryError unless k is below n / 2.
    Venna and Kaski, Neighborhood preservation in nonlinear projection methods, ICANN 2001, eq. 1.
    """
    ranks, size = _ranks_on_map(vectors, points, k, sample, seed)
    excess = np.maximum(ranks - k, 0).sum(axis=1)
    return _result(1 - excess * 2 / (k * (2 * size - 3 * k - 1)), k, size)


def neighbourhood_preservation(
    vectors: FloatMatrix, points: FloatMatrix, *, k: int = NEIGHBOURS, sample: int = SAMPLE, seed: int = 0
) -> Faithfulness:
    """The share of an article's k nearest on the map that are among its k nearest in the full space.

    Parameters and errors as in `trustworthiness`.
    """
    ranks, size = _ranks_on_map(vectors, points, k, sample, seed)
    return _result((ranks <= k).mean(axis=1), k, size)


def _ranks_on_map(vectors: FloatMatrix, points: FloatMatrix, k: int, sample: int, seed: int) -> tuple[IntMatrix, int]:
    """((sample, k) ranks in the full space of the nearest neighbours on the map, number of articles)."""
    size = len(vectors)
    if points.shape != (size, 2):
        raise QueryError(f"The map has shape {points.shape}, but {size} articles need ({size}, 2).")
    if not 1 <= k < size / 2:
        raise QueryError(
            f"The faithfulness at {k} neighbours needs more than {2 * max(k, 1)} articles; there are {size}."
        )
    if sample < 1:
        raise QueryError(f"A sample of {sample} articles was requested: request 1 or more.")
    chosen = np.sort(np.random.default_rng(seed).permutation(size)[:sample]).astype(np.int32)
    return _ranks(vectors, chosen, _near_on_map(points, chosen, k)), size


def _near_on_map(points: FloatMatrix, chosen: IntVector, k: int) -> IntMatrix:
    """(sample, k) nearest rows without the article itself, even if others are at the same point."""
    from sklearn.neighbors import NearestNeighbors

    tree = NearestNeighbors(n_neighbors=k + 1, algorithm="kd_tree").fit(points)
    nearest = np.asarray(tree.kneighbors(points[chosen], return_distance=False), dtype=np.int32)
    itself = nearest == chosen[:, None]
    itself[~itself.any(axis=1), -1] = True
    return np.asarray(nearest[~itself].reshape(len(chosen), k), dtype=np.int32)


def _ranks(vectors: FloatMatrix, chosen: IntVector, near: IntMatrix) -> IntMatrix:
    """(sample, k) each neighbour's rank in the full space: 1 for the nearest, not counting the article itself."""
    ranks = np.zeros(near.shape, dtype=np.int32)
    for start in range(0, len(chosen), BATCH):
        batch = chosen[start : start + BATCH]
        similarity = np.round(vectors[batch] @ vectors.T, 6)
        similarity[np.arange(len(batch)), batch] = -np.inf
        for position, row in enumerate(similarity):
            ordered = np.sort(row)
            nearer = len(row) - np.searchsorted(ordered, row[near[start + position]], side="right")
            ranks[start + position] = nearer + 1
    return ranks


def _result(values: NDArray[np.float64], k: int, size: int) -> Faithfulness:
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else None
    return Faithfulness(float(values.mean()), error, k, len(values), size)
