"""Pairs of articles with similar texts: nearest neighbours of the item text, found with FAISS."""

import faiss
import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix


def nearest_pairs(vectors: FloatMatrix, k: int = 5) -> IntMatrix:
    """(n * k, 2) each article with its k nearest others by cosine. vectors: (n, d) unit rows."""
    k = min(k, len(vectors) - 1)
    if k < 1:
        return np.zeros((0, 2), np.int32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    _, nearest = index.search(vectors, k + 1)
    own = np.arange(len(vectors))[:, None]
    order = np.argsort(nearest == own, axis=1, kind="stable")  # itself last; with exact duplicates it may be absent
    others = np.take_along_axis(nearest, order, axis=1)[:, :k]
    return np.stack([np.repeat(own[:, 0], k), others.ravel()], axis=1).astype(np.int32)
