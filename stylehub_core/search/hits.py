"""The raw results of a search: article rows and scores."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError

NOTHING = -1
"""The row number that pads result lists shorter than k."""


@dataclass(frozen=True)
class Hits:
    """The best rows of each query, best first; equal scores are ordered by row number.

    rows: (queries, k), padded with -1 if a query has fewer than k results.
    scores: (queries, k), padded with -inf.
    """

    rows: IntMatrix
    scores: FloatMatrix

    def of(self, query: int = 0) -> tuple[IntVector, FloatVector]:
        """(rows, scores) of one query without the padding."""
        present = self.rows[query] != NOTHING
        return self.rows[query][present], self.scores[query][present]


def check_k(k: int) -> None:
    if k < 1:
        raise QueryError(f"{k} results were requested: request 1 or more.")


def check_allowed(allowed: BoolVector, size: int) -> None:
    if allowed.shape != (size,) or allowed.dtype != np.bool_:
        raise QueryError(
            f"The filter has shape {allowed.shape} and type {allowed.dtype}: "
            f"it must hold one boolean for each of the {size} articles."
        )


def best_first(scores: FloatVector, rows: IntVector, k: int) -> tuple[IntVector, FloatVector]:
    """The k best (rows, scores); equal scores are ordered by row number, also at the cut."""
    if len(rows) > k:
        cut = np.partition(scores, len(scores) - k)[len(scores) - k]
        keep = scores >= cut
        scores, rows = scores[keep], rows[keep]
    order = np.lexsort((rows, -scores))[:k]
    return rows[order].astype(np.int32), scores[order].astype(np.float32)


def padded(results: list[tuple[IntVector, FloatVector]], k: int) -> Hits:
    """The Hits of several queries. results: the (rows, scores) of each, at most k."""
    rows = np.full((len(results), k), NOTHING, dtype=np.int32)
    scores = np.full((len(results), k), -np.inf, dtype=np.float32)
    for query, (query_rows, query_scores) in enumerate(results):
        rows[query, : len(query_rows)] = query_rows
        scores[query, : len(query_rows)] = query_scores
    return Hits(rows, scores)


def top(scores: FloatMatrix, k: int) -> IntMatrix:
    """(rows, k) the columns of the k highest scores, best first; equal scores are ordered by column."""
    columns = np.arange(scores.shape[1], dtype=np.int32)
    best = [best_first(row, columns, k)[0] for row in scores]
    return np.stack(best) if best else np.zeros((0, min(k, len(columns))), np.int32)
