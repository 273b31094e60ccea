"""The articles nearest to a vector: exact inner products over unit vectors, filtered before the search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.files import writing
from stylehub_core.search.hits import Hits, best_first, check_allowed, check_k, padded

DIRECT_SHARE = 0.05
"""Up to this share of allowed rows, multiplying only those rows beats FAISS with a selector.

One query takes 0.04 against 0.28 ms at 18,083 x 128, and 0.4 against 0.9 ms at 105,542 x 128; at a share of 0.2 FAISS
is faster.
"""

DECIMALS = 6
"""Scores are rounded to this many decimals; otherwise float32 noise would order articles with equal vectors."""

SPARE = 32
"""Results fetched beyond k, to detect ties at the cut."""

FEW_QUERIES = 16
"""Up to this many queries, FAISS uses one thread: more gain nothing, and slow down visitors who search at once."""


@contextmanager
def _threads(queries: int) -> Iterator[None]:
    # OpenMP keeps this number per thread, so other visitors' threads and torch are not affected.
    before = faiss.omp_get_max_threads()
    if queries <= FEW_QUERIES:
        faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


class _Stored:
    """Gives numpy access to the memory of an index; an array made from this keeps the index alive."""

    def __init__(self, index: Any) -> None:
        self._index = index
        data = (int(index.get_xb()), True)  # True: read-only
        self.__array_interface__ = {"shape": (index.ntotal, index.d), "typestr": "<f4", "data": data, "version": 3}


class VectorIndex:
    """A flat FAISS index, suitable for up to several hundred thousand rows; a query takes milliseconds."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._vectors: FloatMatrix = np.asarray(_Stored(index)) if index.ntotal else np.zeros((0, index.d), np.float32)

    @classmethod
    def build(cls, vectors: FloatMatrix) -> VectorIndex:
        """An index of a copy of `vectors`, (rows, dimensions), each of length one."""
        if vectors.ndim != 2 or not vectors.shape[1]:
            raise QueryError(f"An index needs a (rows, dimensions) matrix, but the shape is {vectors.shape}.")
        if not np.isfinite(vectors).all():
            raise QueryError("The vectors hold NaN or infinite values: the model may have diverged in training.")
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @property
    def rows(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    @property
    def vectors(self) -> FloatMatrix:
        """(rows, dimensions), a read-only view."""
        return self._vectors

    def search(
        self,
        queries: FloatMatrix,
        k: int,
        *,
        allowed: BoolVector | None = None,
        exclude: IntVector | None = None,
    ) -> Hits:
        """The k nearest rows of each query, or all rows if there are fewer.

        queries: (queries, dimensions) unit rows, or one unit vector.
        allowed: one boolean per row, applied before the search.
        exclude: rows that no query may find.
        Raises QueryError if k < 1 or a shape does not fit.
        """
        queries = self._checked(queries)
        check_k(k)
        k = min(k, self.rows)
        mask = self._mask(allowed, exclude)
        if not self.rows or (mask is not None and not mask.any()):
            nothing = np.zeros(0, np.int32), np.zeros(0, np.float32)
            return padded([nothing] * len(queries), k)
        if mask is not None and np.count_nonzero(mask) <= max(k, DIRECT_SHARE * self.rows):
            return self._direct(queries, k, np.flatnonzero(mask).astype(np.int32))
        with _threads(len(queries)):
            return self._through_faiss(queries, k, mask)

    def save(self, path: Path) -> None:
        """Write the index to `path`. Raises WorkspaceError if that fails."""
        with writing(path):
            faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path, *, rows: int | None = None, dimensions: int | None = None) -> VectorIndex:
        """The index at `path`. Raises WorkspaceError if it is missing, damaged, or of another size than given."""
        if not path.is_file():
            raise WorkspaceError(f"{path}: the index is missing. Delete {path.parent} and build again.")
        try:
            index = faiss.read_index(str(path))
        except (RuntimeError, MemoryError) as error:
            raise WorkspaceError(f"{path}: the index is damaged. Delete {path.parent} and build again.") from error
        if not isinstance(index, faiss.IndexFlatIP):
            raise WorkspaceError(
                f"{path}: is a {type(index).__name__}, not a flat index. Delete {path.parent} and build again."
            )
        for noun, size, wanted in (("rows", index.ntotal, rows), ("dimensions", index.d, dimensions)):
            if wanted is not None and size != wanted:
                raise WorkspaceError(
                    f"{path}: has {size} {noun}, but {wanted} are needed. Delete {path.parent} and build again."
                )
        return cls(index)

    def _checked(self, queries: FloatMatrix) -> FloatMatrix:
        queries = np.ascontiguousarray(np.atleast_2d(queries), dtype=np.float32)
        if queries.ndim != 2 or queries.shape[1] != self.dimensions:
            raise QueryError(f"The query has shape {queries.shape}, but the index has {self.dimensions} dimensions.")
        if not np.isfinite(queries).all():
            raise QueryError("The query's vector holds NaN or infinite values.")
        return queries

    def _mask(self, allowed: BoolVector | None, exclude: IntVector | None) -> BoolVector | None:
        if allowed is not None:
            check_allowed(allowed, self.rows)
        if exclude is None or not len(exclude):
            return allowed
        if np.min(exclude) < 0 or np.max(exclude) >= self.rows:
            raise QueryError(f"A row to exclude does not exist: the index has the rows 0 to {self.rows - 1}.")
        mask = np.ones(self.rows, dtype=np.bool_) if allowed is None else allowed.copy()
        mask[exclude] = False
        return mask

    def _direct(self, queries: FloatMatrix, k: int, rows: IntVector) -> Hits:
        scores = np.round(queries @ self._vectors[rows].T, DECIMALS)
        return padded([best_first(query_scores, rows, k) for query_scores in scores], k)

    def _through_faiss(self, queries: FloatMatrix, k: int, mask: BoolVector | None) -> Hits:
        parameters, bits = None, None
        if mask is not None:
            bits = np.packbits(mask, bitorder="little")  # kept alive here: the selector points into it
            selector = faiss.IDSelectorBitmap(self.rows, faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        results = []
        depth = min(k + SPARE, self.rows)
        scores, rows = self._index.search(queries, depth, params=parameters)
        for query in range(len(queries)):
            query_scores, query_rows = scores[query], rows[query]
            while _tied_at_the_end(query_scores, query_rows, k) and len(query_rows) < self.rows:
                deeper = min(4 * len(query_rows), self.rows)
                more = self._index.search(queries[query : query + 1], deeper, params=parameters)
                query_scores, query_rows = more[0][0], more[1][0]
            valid = query_rows >= 0
            results.append(best_first(np.round(query_scores[valid], DECIMALS), query_rows[valid].astype(np.int32), k))
        return padded(results, k)


def _tied_at_the_end(scores: FloatVector, rows: np.ndarray[Any, Any], k: int) -> bool:
    """Whether rows that were not fetched may tie with the k-th result."""
    return bool(rows[-1] >= 0 and round(float(scores[k - 1]), DECIMALS) <= round(float(scores[-1]), DECIMALS))
