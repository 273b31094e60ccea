"""How similar two rankings of the same items are: overlap, Jaccard, rank-biased overlap."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError

PERSISTENCE = 0.9
"""RBO's p: the first 10 ranks, about a screen of results, carry 86 % of the weight (Webber et al. 2010, eq. 21)."""

BATCH = 4096


def shared_by_depth(first: IntMatrix, second: IntMatrix) -> IntMatrix:
    """(n, K) how many of their first d articles the two lists of each row share, for d = 1 to K.

    first, second: (n, K) lists of distinct articles, best first, padded with -1 at the end.
    """
    if first.shape != second.shape or first.ndim != 2:
        raise QueryError(f"The neighbour lists differ in shape: {first.shape} and {second.shape}.")
    size, depth = first.shape
    shared = np.zeros((size, depth), dtype=np.int32)
    for start in range(0, size, BATCH):
        left, right = first[start : start + BATCH], second[start : start + BATCH]
        for rank in range(depth):
            matches = (right == left[:, rank, None]) & (left[:, rank, None] >= 0)
            rows, other_ranks = np.nonzero(matches)
            shared[start + rows, np.maximum(other_ranks, rank)] += 1
    return np.cumsum(shared, axis=1, dtype=np.int32)


def overlap_at_k(first: IntMatrix, second: IntMatrix, *, k: int) -> FloatVector:
    """(n,) the share of the first k articles that both lists have; of the longer list if both are shorter than k."""
    check_depth(first, k)
    shared = shared_by_depth(first[:, :k], second[:, :k])[:, -1]
    return share(shared, np.maximum(lengths(first[:, :k]), lengths(second[:, :k])))


def jaccard_at_k(first: IntMatrix, second: IntMatrix, *, k: int) -> FloatVector:
    """(n,) the number of articles in both lists' first k, divided by the number in either."""
    check_depth(first, k)
    shared = shared_by_depth(first[:, :k], second[:, :k])[:, -1]
    return share(shared, lengths(first[:, :k]) + lengths(second[:, :k]) - shared)


def rbo(first: IntMatrix, second: IntMatrix, *, p: float = PERSISTENCE) -> FloatVector:
    """(n,) extrapolated rank-biased overlap: 1 for equal lists, 0 for lists that share nothing.

    Webber, Moffat and Zobel, A Similarity Measure for Indefinite Rankings, ACM TOIS 2010, eq. 32, which also covers
    lists of different lengths (-1 at the end). Two empty lists give NaN.
    """
    if not 0 < p < 1:
        raise QueryError(f"RBO's p is {p}: it must be between 0 and 1.")
    return rbo_of_shared(shared_by_depth(first, second), lengths(first), lengths(second), p)


def rbo_of_shared(shared: IntMatrix, first_lengths: IntVector, second_lengths: IntVector, p: float) -> FloatVector:
    """(n,) RBO by eq. 32 from the lists' lengths. shared: X_d of the paper, as `shared_by_depth` gives it."""
    short, long = np.minimum(first_lengths, second_lengths), np.maximum(first_lengths, second_lengths)
    depth = np.arange(1, shared.shape[1] + 1)
    weight = np.where(depth <= long[:, None], p**depth / depth, 0.0)
    # X at the ends of the shorter and of the longer list; an empty shorter list shares nothing.
    at_short = np.where(short > 0, _at(shared, short), 0).astype(np.float64)
    at_long = np.where(long > 0, _at(shared, long), 0).astype(np.float64)
    rate = at_short / np.maximum(short, 1)
    beyond = np.where(depth > short[:, None], depth - short[:, None], 0)
    total = ((shared + rate[:, None] * beyond) * weight).sum(axis=1) * (1 - p) / p
    total += ((at_long - at_short) / np.maximum(long, 1) + rate) * p**long
    return np.where(long > 0, total, np.nan).astype(np.float32)


def _at(shared: IntMatrix, length: IntVector) -> NDArray[Any]:
    return np.take_along_axis(shared, np.maximum(length - 1, 0)[:, None].astype(np.intp), axis=1)[:, 0]


def lengths(lists: IntMatrix) -> IntVector:
    """(n,) how many entries of each list are not padding."""
    counts: IntVector = np.count_nonzero(lists >= 0, axis=1).astype(np.int32)
    return counts


def share(part: IntVector, whole: IntVector) -> FloatVector:
    """part / whole, NaN where the whole is 0."""
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan).astype(np.float32)


def check_depth(lists: IntMatrix, k: int) -> None:
    """Raises QueryError if k is not between 1 and the length of the lists."""
    if not 1 <= k <= lists.shape[1]:
        raise QueryError(f"The agreement at {k} was requested, but the neighbour lists allow 1 to {lists.shape[1]}.")
