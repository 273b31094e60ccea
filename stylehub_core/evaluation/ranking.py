"""How good a ranking is: recall, precision, NDCG, MAP, hit rate and reciprocal rank of the first k results.

Everywhere: ranked: (queries, depth) article rows, best first; -1 is padding, and only an article's first place in a
ranking counts. relevant: the rows that are right, one array a query. A query without relevant articles gets NaN.
"""

from collections.abc import Sequence

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError

Relevant = Sequence[IntVector]


def recall_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) share of each query's relevant articles among its first k results."""
    hits, counts = judged(ranked, relevant, k)
    return _known(hits.sum(axis=1) / np.maximum(counts, 1), counts)


def precision_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) share of the k places that hold a relevant article; a place left empty is a wrong one."""
    hits, counts = judged(ranked, relevant, k)
    return _known(hits.sum(axis=1) / k, counts)


def ndcg_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) discounted gain, 1 / log2(place + 1) a hit, over a perfect ranking's (Järvelin & Kekäläinen 2002)."""
    hits, counts = judged(ranked, relevant, k)
    gains = 1 / np.log2(np.arange(2, k + 2))
    best = np.concatenate([[0.0], np.cumsum(gains)])[np.minimum(counts, k)]
    return _known(hits @ gains[: hits.shape[1]] / np.maximum(best, 1e-12), counts)


def map_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) precision summed over the hits, by min(relevant, k) as in Kaggle's H&M competition: mean is MAP@k."""
    hits, counts = judged(ranked, relevant, k)
    precision = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    return _known((precision * hits).sum(axis=1) / np.maximum(np.minimum(counts, k), 1), counts)


def hit_rate_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) 1 where any of the first k results is relevant."""
    hits, counts = judged(ranked, relevant, k)
    return _known(np.asarray(hits.any(axis=1)), counts)


def reciprocal_rank_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) 1 / place of the first relevant result, 0 where none is among k; its mean is MRR."""
    hits, counts = judged(ranked, relevant, k)
    first = hits.argmax(axis=1) if hits.shape[1] else np.zeros(len(hits), np.int64)
    return _known(hits.any(axis=1) / (first + 1), counts)


def judged(ranked: IntMatrix, relevant: Relevant, k: int) -> tuple[np.ndarray, IntVector]:
    """((queries, k or less) whether each result is right, (queries,) how many distinct articles are right)."""
    if k < 1:
        raise QueryError(f"The first {k} results cannot be judged: k must be 1 or more.")
    if len(ranked) != len(relevant):
        raise QueryError(f"There are {len(ranked)} rankings for {len(relevant)} queries.")
    first = np.asarray(ranked)[:, :k]
    right = np.concatenate([np.zeros(0, np.int64), *(np.asarray(rows, np.int64) for rows in relevant)])
    query = np.repeat(np.arange(len(relevant)), [len(rows) for rows in relevant])
    base = int(max(first.max(initial=0), right.max(initial=0))) + 1
    codes = np.unique(query * base + right)
    counts = np.bincount(codes // base, minlength=len(relevant)).astype(np.int32)
    asked = np.arange(len(first))[:, None] * base + first
    return np.isin(asked, codes) & (first >= 0) & _first_places(first), counts


def _first_places(ranked: IntMatrix) -> np.ndarray:
    order = np.argsort(ranked, axis=1, kind="stable")
    values = np.take_along_axis(ranked, order, axis=1)
    fresh = np.ones(ranked.shape, dtype=np.bool_)
    fresh[:, 1:] = values[:, 1:] != values[:, :-1]
    found = np.empty_like(fresh)
    np.put_along_axis(found, order, fresh, axis=1)
    return found


def _known(values: np.ndarray, counts: IntVector) -> FloatVector:
    return np.where(counts > 0, values, np.nan).astype(np.float32)
