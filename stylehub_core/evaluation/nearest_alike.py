"""How alike the nearest articles are: the share of them that have the same label."""

from collections.abc import Sequence

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, dot_products

_CHUNK = 512  # rows whose similarities are in memory at once


def nearest_alike(
    vectors: FloatMatrix, labels: Sequence[IntVector], *, k: int = 10, apart: IntVector | None = None
) -> tuple[FloatVector, ...]:
    """For each kind of label, (n,) the share of each row's k nearest other rows that have its own label.

    vectors: (n, d) unit rows. labels: (n,) numbers of each kind.
    apart: (n,) numbers; rows with the same number are not compared, such as colours of one product. A row with fewer
    than k others gets the share of these, or NaN if there are none.
    """
    groups = np.arange(len(vectors)) if apart is None else apart
    parts: list[list[FloatVector]] = [[] for _ in labels]
    for start in range(0, len(vectors), _CHUNK):
        part = slice(start, start + _CHUNK)
        similarities = dot_products(vectors[part], vectors)
        similarities[groups[part, None] == groups] = -np.inf
        nearest = np.argpartition(-similarities, min(k, len(vectors)) - 1, axis=1)[:, :k]
        counted = np.isfinite(np.take_along_axis(similarities, nearest, axis=1))
        others = counted.sum(axis=1)
        for shares, label in zip(parts, labels, strict=True):
            same = (label[nearest] == label[part, None]) & counted
            shares.append(np.where(others, same.sum(axis=1) / np.maximum(others, 1), np.nan).astype(np.float32))
    return tuple(np.concatenate(shares) if shares else np.zeros(0, np.float32) for shares in parts)
