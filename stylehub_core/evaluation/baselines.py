"""Baselines without vectors: bestsellers, and item-kNN by shared buyers. Each ranks articles for one article."""

import numpy as np
from scipy import sparse

from stylehub_core.arrays import IntMatrix, IntVector
from stylehub_core.models.world import World
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.item_similarity import item_similarity
from stylehub_core.recommenders.popularity import sales
from stylehub_core.search.hits import padded

SHRINKAGE = 50.0
"""Added to the denominator of the cosine, so that one shared buyer of two rare articles counts little.

Of 0 to 300, values from 50 on made no difference on hm-week's days 4 and 5 (recall@12 .0256 with 0, .0281 with 50).
"""


def popularity(past: World, anchors: IntVector, k: int = 12) -> IntMatrix:
    """(anchors, k) the bestsellers after all purchases in `past`, without the anchor itself; -1 is padding."""
    sold = sales(past)
    best = sold.best(int(sold.day[-1]) + 1, k + 1)
    ranked = np.full((len(anchors), k + 1), -1, np.int32)
    ranked[:, : len(best)] = best
    return _first_others(ranked, anchors, k)


def item_knn(past: World, anchors: IntVector, k: int = 12) -> IntMatrix:
    """(anchors, k) the articles that share most buyers with the anchor in `past`, followed by bestsellers.

    `item_similarity` of who bought what, however often, with SHRINKAGE.
    """
    bought = interactions(past)
    once = sparse.csr_array((np.ones_like(bought.data), bought.indices, bought.indptr), shape=bought.shape)
    similar = item_similarity(once, k, anchors, shrinkage=SHRINKAGE)
    by_anchor = (slice(*ends) for ends in zip(similar.indptr, similar.indptr[1:], strict=False))
    nearest = padded([(similar.indices[entries], similar.data[entries]) for entries in by_anchor], k).rows
    return _filled(nearest, popularity(past, anchors, 2 * k), k)


def _filled(ranked: IntMatrix, bestsellers: IntMatrix, k: int) -> IntMatrix:
    """The rows of `ranked`, their padding replaced by `bestsellers` that they do not contain."""
    known = (bestsellers[:, :, None] == ranked[:, None, :]).any(axis=2)
    both = np.concatenate([ranked, np.where(known, -1, bestsellers)], axis=1)
    order = np.argsort(both < 0, axis=1, kind="stable")
    return np.take_along_axis(both, order, axis=1)[:, :k]


def _first_others(ranked: IntMatrix, anchors: IntVector, k: int) -> IntMatrix:
    own = ranked == anchors[:, None]
    order = np.argsort(own, axis=1, kind="stable")
    return np.take_along_axis(np.where(own, -1, ranked), order, axis=1)[:, :k]
