"""How good a ranking is: recall, precision, NDCG, MAP, hit rate and reciprocal rank of the first k results.

Everywhere: ranked: (queries, depth) article rows, best first; -1 is padding, and only an article's first place in a
ranking counts. relevant: the rows that are right, one array a query. A query without relevant articles gets NaN.
"""

# ruff: noqa: ARG001 - every measure is asked alike

from collections.abc import Callable, Sequence

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError

Relevant = Sequence[IntVector]


def recall_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) share of each query's relevant articles among its first k results."""
    return _one(_recall, ranked, relevant, k)


def precision_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) share of the k places that hold a relevant article; a place left empty is a wrong one."""
    return _one(_precision, ranked, relevant, k)


def ndcg_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) discounted gain, 1 / log2(place + 1) a hit, over a perfect ranking's (Järvelin & Kekäläinen 2002)."""
    return _one(_ndcg, ranked, relevant, k)


def map_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) precision summed over the hits, by min(relevant, k) as in Kaggle's H&M competition: mean is MAP@k."""
    return _one(_map, ranked, relevant, k)


def hit_rate_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) 1 where any of the first k results is relevant."""
    return _one(_hit_rate, ranked, relevant, k)


def reciprocal_rank_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> FloatVector:
    """(queries,) 1 / place of the first relevant result, 0 where none is among k; its mean is MRR."""
    return _one(_reciprocal_rank, ranked, relevant, k)


def measures_at_k(ranked: IntMatrix, relevant: Relevant, *, k: int) -> dict[str, FloatVector]:
    """All of the above by short names, (queries,) each; the ranking is judged once."""
    hits, counts = judged(ranked, relevant, k)
    return {name: _known(measure(hits, counts, k), counts) for name, measure in _MEASURES.items()}


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


def _one(measure: "_Measure", ranked: IntMatrix, relevant: Relevant, k: int) -> FloatVector:
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
