"""NDCG with graded relevance: some articles are more relevant than others."""

import numpy as np

from stylehub_core.arrays import FloatVector


def graded_ndcg(gains: FloatVector, scores: FloatVector, *, k: int) -> float:
    """Discounted gain of the first k by `scores`, over that of the best order (Järvelin & Kekäläinen 2002), 0 to 1.

    gains: (n,) 0 or more, used as they are.
    scores: (n,); equal scores share the discounts of their ranks, so that the figure is the mean over all orders of
    ties (McSherry & Najork 2008).
    NaN if all gains are equal: any order is then the best.
    """
    if not len(gains) or np.all(gains == gains[0]):
        return float("nan")
    discounts = 1 / np.log2(np.arange(2, len(gains) + 2))
    discounts[k:] = 0
    _, tied, sizes = np.unique(-scores, return_inverse=True, return_counts=True)
    means = np.bincount(tied, gains) / sizes
    shares = np.add.reduceat(discounts, np.concatenate([[0], np.cumsum(sizes)[:-1]]))
    return float(means @ shares / (np.sort(gains)[::-1] @ discounts))
