"""Views of a run: the distances of pairs, and a flat map."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.maps.umap import principal_components
from stylehub_core.training.collapse import pair_distances

BINS = 40


@dataclass(frozen=True, eq=False)
class Distances:
    """Histograms of cosine distances.

    edges: (BINS + 1,) of the bins.
    learned, test, random: (BINS,) the share of these pairs in each bin.
    """

    edges: FloatVector
    learned: FloatVector
    test: FloatVector
    random: FloatVector


@dataclass(frozen=True, eq=False)
class FlatMap:
    """A map on the first two principal components.

    points: (n, 2).
    share: of the variance that these two components explain, from 0 to 1.
    """

    points: FloatMatrix
    share: float


def distances(run: PairRun) -> Distances:
    """Histograms of the training pairs, the held-out pairs and the random pairs, over the same bins."""
    measured = [pair_distances(run.vectors, pairs) for pairs in (run.learned, run.test, run.against)]
    edges = np.linspace(0, max(float(np.concatenate(measured).max()), 0.01), BINS + 1, dtype=np.float32)
    shares = [np.asarray(np.histogram(part, edges)[0] / max(len(part), 1), np.float32) for part in measured]
    return Distances(edges, *shares)


def flat_map(vectors: FloatMatrix) -> FlatMap:
    """The map by principal component analysis, which is fast enough for a lesson and gives the same map every time."""
    centred = vectors - vectors.mean(axis=0)
    variances = np.linalg.eigvalsh(centred.T @ centred)
    return FlatMap(principal_components(vectors), float(variances[-2:].sum() / max(variances.sum(), 1e-12)))
