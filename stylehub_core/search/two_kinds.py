"""The nearest articles where some lie where their pictures do and others, without a picture, where their texts do."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector, IntVector
from stylehub_core.search.calibrated import standing_out
from stylehub_core.search.hits import best_first
from stylehub_core.search.index import DECIMALS, VectorIndex


def nearest(
    index: VectorIndex, vector: FloatVector, depth: int, allowed: BoolVector | None, pictured: BoolVector | None
) -> tuple[IntVector, FloatVector]:
    """(rows, scores) of the articles nearest to the vector of words or a picture, best first.

    pictured: (articles,) which articles lie where their pictures do; None if all are of one kind.
    """
    if pictured is None or pictured.all() or not pictured.any():
        return index.search(vector[None], depth, allowed=allowed).of()
    scores = nearness(index, vector, pictured)
    rows = np.arange(len(scores), dtype=np.int32) if allowed is None else np.flatnonzero(allowed).astype(np.int32)
    return best_first(np.round(scores[rows], DECIMALS), rows, depth)


def nearness(index: VectorIndex, vector: FloatVector, pictured: BoolVector | None) -> FloatVector:
    """(articles,) the scores of all articles, by which `nearest` ranks.

    Words are nearer to all texts than to any picture, and pictures the other way round. So a cosine is compared with
    those of its own kind, and given as what it would be for a picture: neither kind crowds out the other.
    """
    scores = np.array(index.vectors @ vector, dtype=np.float32)
    if pictured is None or pictured.all() or not pictured.any():
        return scores
    known, others = scores[pictured], scores[~pictured]
    scores[~pictured] = known.mean() + known.std() * standing_out(others, others)
    return scores
