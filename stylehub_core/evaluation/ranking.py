"""Ranking measures over the first k results: recall, precision, NDCG, MAP, hit rate and reciprocal rank.

In all of them:
ranked: (queries, depth) article rows, best first; -1 is padding, and only an article's first occurrence counts.
relevant: the relevant rows, one array for each query. A query without relevant articles gets NaN.
"""

# ruff: noqa: ARG001 - all measures have the same signature

from collections.abc import Callable, Sequence

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError

Relevant = Sequence[IntVector]


def recall_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) share of each query's relevant articles among its first k results."""
    return _measured(_recall, ranked, relevant, k)


def precision_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) share of the k ranks that hold a relevant article; an empty rank counts as wrong."""
    return _measured(_precision, ranked, relevant, k)


def ndcg_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) discounted gain, 1 / log2(rank + 1) a hit, over a perfect ranking's (Järvelin & Kekäläinen 2002)."""
    return _measured(_ndcg, ranked, relevant, k)


def map_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) precision summed over the hits / min(relevant, k), as in Kaggle's H&M competition; mean: MAP@k."""
    return _measured(_map, ranked, relevant, k)


def hit_rate_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) 1 if any of the first k results is relevant, else 0."""
    return _measured(_hit_rate, ranked, relevant, k)


def reciprocal_rank_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) 1 / rank of the first relevant result, 0 if none is among the first k; the mean is MRR."""
    return _measured(_reciprocal_rank, ranked, relevant, k)


def measures_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> dict[str, FloatVector]:
    """All of the above by short names, (queries,) each; hits are computed once."""
    hits, counts = judged(ranked, relevant, k)
    return {name: _known(measure(hits, counts, k), counts) for name, measure in _MEASURES.items()}


def judged(ranked: IntMatrix, relevant: Relevant, k: int) -> tuple[np.ndarray, IntVector]:
    """((queries, k or less) whether each result is relevant, (queries,) the number of distinct relevant articles)."""
    if k < 1:
        raise QueryError(f"The first {k} results cannot be judged: k must be 1 or more.")
    if len(ranked) != len(relevant):
        raise QueryError(f"There are {len(ranked)} rankings for {len(relevant)} queries.")
    first = np.asarray(ranked)[:, :k]
    targets = np.concatenate([np.zeros(0, np.int64), *(np.asarray(rows, np.int64) for rows in relevant)])
    query = np.repeat(np.arange(len(relevant)), [len(rows) for rows in relevant])
    base = int(max(first.max(initial=0), targets.max(initial=0))) + 1
    codes = np.unique(query * base + targets)
    counts = np.bincount(codes // base, minlength=len(relevant)).astype(np.int32)
    result = np.arange(len(first))[:, None] * base + first
    return np.isin(result, codes) & (first >= 0) & _first_occurrences(first), counts


def _first_occurrences(ranked: IntMatrix) -> np.ndarray:
    order = np.argsort(ranked, axis=1, kind="stable")
    values = np.take_along_axis(ranked, order, axis=1)
    fresh = np.ones(ranked.shape, dtype=np.bool_)
    fresh[:, 1:] = values[:, 1:] != values[:, :-1]
    occurs_first = np.empty_like(fresh)
    np.put_along_axis(occurs_first, order, fresh, axis=1)
    return occurs_first


def _known(values: np.ndarray, counts: IntVector) -> FloatVector:
    return np.where(counts > 0, values, np.nan).astype(np.float32)


def _measured(measure: "_Measure", ranked: IntMatrix, relevant: Relevant, k: int) -> FloatVector:
    hits, counts = judged(ranked, relevant, k)
    return _known(measure(hits, counts, k), counts)


def _recall(hits: np.ndarray, counts: IntVector, k: int) -> np.ndarray:
    return np.asarray(hits.sum(axis=1) / np.maximum(counts, 1))


def _precision(hits: np.ndarray, counts: IntVector, k: int) -> np.ndarray:
    return np.asarray(hits.sum(axis=1) / k)


def _ndcg(hits: np.ndarray, counts: IntVector, k: int) -> np.ndarray:
    gains = 1 / np.log2(np.arange(2, k + 2))
    best = np.concatenate([[0.0], np.cumsum(gains)])[np.minimum(counts, k)]
    return np.asarray(hits @ gains[: hits.shape[1]] / np.maximum(best, 1e-12))


def _map(hits: np.ndarray, counts: IntVector, k: int) -> np.ndarray:
    precision = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    return np.asarray((precision * hits).sum(axis=1) / np.maximum(np.minimum(counts, k), 1))


def _hit_rate(hits: np.ndarray, counts: IntVector, k: int) -> np.ndarray:
    return np.asarray(hits.any(axis=1))


def _reciprocal_rank(hits: np.ndarray, counts: IntVector, k: int) -> np.ndarray:
    first = hits.argmax(axis=1) if hits.shape[1] else np.zeros(len(hits), np.int64)
    return np.asarray(hits.any(axis=1) / (first + 1))


_Measure = Callable[[np.ndarray, IntVector, int], np.ndarray]
_MEASURES: dict[str, _Measure] = {
    "recall": _recall,
    "map": _map,
    "ndcg": _ndcg,
    "precision": _precision,
    "hit_rate": _hit_rate,
    "mrr": _reciprocal_rank,
}
