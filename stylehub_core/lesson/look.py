"""What one sees of a run: the neighbours of an article, the distances of pairs, a flat map."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.lesson.run import Run
from stylehub_core.maps.umap import principal_components
from stylehub_core.training.collapse import pair_distances

BINS = 40


@dataclass(frozen=True, eq=False)
class Distances:
    """edges: (BINS + 1,) cosine distances; the others: (BINS,) shares of their pairs between them."""

    edges: FloatVector
    learned: FloatVector
    test: FloatVector
    random: FloatVector


@dataclass(frozen=True, eq=False)
class FlatMap:
    """points: (n, 2) on the two principal components; share: of the variance that these two show, 0 to 1."""

    points: FloatMatrix
    share: float


def nearest(vectors: FloatMatrix, row: int, k: int) -> tuple[IntVector, FloatVector]:
    """(rows, cosines) of the k articles nearest to one, itself left out, best first. vectors: unit rows."""
    cosines = vectors @ vectors[row]
    cosines[row] = -np.inf
    best = np.argsort(-cosines, kind="stable")[: min(k, len(vectors) - 1)]
    return best.astype(np.int32), cosines[best]


def distances(run: Run) -> Distances:
    """Histograms over the same bins of what it learned from, of held-out pairs and of random ones."""
    found = [pair_distances(run.vectors, pairs) for pairs in (run.learned, run.test, run.against)]
    edges = np.linspace(0, max(float(np.concatenate(found).max()), 0.01), BINS + 1, dtype=np.float32)
    shares = [np.asarray(np.histogram(part, edges)[0] / max(len(part), 1), np.float32) for part in found]
    return Distances(edges, *shares)


def flat_map(vectors: FloatMatrix) -> FlatMap:
    """A principal component analysis: fast enough for a lesson, and the same picture every time."""
    centred = vectors - vectors.mean(axis=0)
    variances = np.linalg.eigvalsh(centred.T @ centred)
    return FlatMap(principal_components(vectors), float(variances[-2:].sum() / max(variances.sum(), 1e-12)))
