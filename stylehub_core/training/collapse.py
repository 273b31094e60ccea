"""Is the model learning or collapsing? Measures of positive and negative pairs in a space of unit vectors."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix


@dataclass(frozen=True)
class CollapseMeter:
    """alignment, uniformity: Wang & Isola 2020, eq. 5 and 6 (smaller is better for both).
    effective_rank: Roy & Vetterli 2007, of the sampled vectors.
    gap: mean negative distance minus mean positive distance.
    """

    alignment: float
    uniformity: float
    effective_rank: float
    gap: float


@dataclass(frozen=True)
class Separation:
    """Mean cosine distances of two kinds of pairs; auc: the probability that a positive pair is the closer one."""

    positive: float
    negative: float
    auc: float
    pairs: int


def pair_distances(vectors: FloatMatrix, pairs: IntMatrix) -> FloatVector:
    """(m,) cosine distances in 0..2. vectors: unit rows; pairs: (m, 2) row numbers."""
    similarity = np.einsum("ij,ij->i", vectors[pairs[:, 0]], vectors[pairs[:, 1]])
    return np.asarray(1 - similarity, dtype=np.float32)


def auc(positive: FloatVector, negative: FloatVector) -> float:
    """Probability that a random positive distance is below a random negative one; ties count half. NaN if empty."""
    if not len(positive) or not len(negative):
        return float("nan")
    ranks = pd.Series(np.concatenate([negative, positive])).rank().to_numpy()
    over = ranks[: len(negative)].sum() - len(negative) * (len(negative) + 1) / 2
    return float(over / (len(negative) * len(positive)))


def separation(vectors: FloatMatrix, positives: IntMatrix, negatives: IntMatrix) -> Separation:
    """How far apart the two kinds of pairs lie; NaN for a kind without pairs."""
    near, far = pair_distances(vectors, positives), pair_distances(vectors, negatives)
    return Separation(_mean(near), _mean(far), auc(near, far), len(positives))


def collapse_meter(vectors: FloatMatrix, positives: IntMatrix, *, seed: int = 0, sample: int = 2000) -> CollapseMeter:
    """The state of a space, on at most `sample` of its rows and pairs."""
    rng = np.random.default_rng(seed)
    rows = rng.choice(len(vectors), min(sample, len(vectors)), replace=False)
    chosen = vectors[np.sort(rows)]
    squared = np.clip(2 - 2 * chosen @ chosen.T, 0, 4)
    apart = squared[np.triu_indices(len(chosen), 1)]
    near = pair_distances(vectors, positives[:sample])
    return CollapseMeter(
        alignment=_mean(2 * near),
        uniformity=float(np.log(np.exp(-2 * apart.astype(np.float64)).mean())) if len(apart) else float("nan"),
        effective_rank=effective_rank(chosen),
        gap=_mean(apart / 2) - _mean(near),
    )


def effective_rank(vectors: FloatMatrix) -> float:
    """exp of the entropy of the singular values' shares; 1 if all rows lie on a line."""
    values = np.linalg.svd(vectors, compute_uv=False).astype(np.float64)
    shares = values / max(values.sum(), 1e-12)
    shares = shares[shares > 1e-12]
    return float(np.exp(-(shares * np.log(shares)).sum()))


def _mean(values: FloatVector) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else float("nan")
