"""The nearest articles of a vector: exact inner products over unit vectors, filtered before the search."""

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
"""Up to this share of allowed rows, multiplying those rows alone beats FAISS with a selector: 0.04 against
0.28 ms at 18,083 x 128 and 0.4 against 0.9 ms at 105,542 x 128, one query; at a share of 0.2 FAISS is ahead."""

DECIMALS = 6
"""Scores are rounded to this many decimals: float32 noise would otherwise order articles with equal vectors."""

SPARE = 32
"""Results fetched beyond k, so that ties at the cut are seen."""

FEW_QUERIES = 16
"""Up to here FAISS runs on the thread that asks: more threads gain nothing and hurt when visitors ask at once."""


@contextmanager
def _threads(queries: int) -> Iterator[None]:
    # OpenMP keeps this number for each thread, so that other visitors' threads and torch do not notice.
    before = faiss.omp_get_max_threads()
    if queries <= FEW_QUERIES:
        faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


class _Stored:
    """The memory of an index as numpy reads it; an array made of this keeps the index alive."""

    def __init__(self, index: Any) -> None:
        self._index = index
        data = (int(index.get_xb()), True)  # True: not to be written to
        self.__array_interface__ = {"shape": (index.ntotal, index.d), "typestr": "<f4", "data": data, "version": 3}


class VectorIndex:
    """A flat FAISS index: right up to several 100,000 rows, where one query takes milliseconds."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._vectors: FloatMatrix = np.asarray(_Stored(index)) if index.ntotal else np.zeros((0, index.d), np.float32)

    @classmethod
    def build(cls, vectors: FloatMatrix) -> VectorIndex:
        """An index of a copy of `vectors`, (rows, dimensions), each of length one."""
        if vectors.ndim != 2 or not vectors.shape[1]:
            raise QueryError(f"An index needs a (rows, dimensions) matrix; got shape {vectors.shape}.")
        if not np.isfinite(vectors).all():
            raise QueryError("The vectors hold NaN or infinite values; a model that diverged in training makes such.")
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
        """(rows, dimensions); a read-only view."""
        return self._vectors

    def search(
        self,
        queries: FloatMatrix,
        k: int,
        *,
        allowed: BoolVector | None = None,
        exclude: IntVector | None = None,
    ) -> Hits:
        """The k nearest rows of each query, k at most the number of rows.

        queries: (queries, dimensions) of length one, or one vector. allowed: one boolean a row, applied before the
        search. exclude: rows that no query may find. QueryError where k < 1 or a shape does not fit.
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
        """Write it to `path`; WorkspaceError where that cannot be."""
        with writing(path):
            faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path, *, rows: int | None = None, dimensions: int | None = None) -> VectorIndex:
        """The index at `path`; WorkspaceError where it is missing, cut short, or of other rows or dimensions."""
        if not path.is_file():
            raise WorkspaceError(f"{path}: there is no index here. Delete {path.parent} and build again.")
        try:
            index = faiss.read_index(str(path))
        except (RuntimeError, MemoryError) as error:
            raise WorkspaceError(
                f"{path}: the index is damaged or cut short. Delete {path.parent} and build again."
            ) from error
        if not isinstance(index, faiss.IndexFlatIP):
            raise WorkspaceError(
                f"{path}: holds a {type(index).__name__}, not a flat index. Delete {path.parent} and build again."
            )
        for what, found, wanted in (("rows", index.ntotal, rows), ("dimensions", index.d, dimensions)):
            if wanted is not None and found != wanted:
                raise WorkspaceError(
                    f"{path}: has {found} {what}, {wanted} are needed. Delete {path.parent} and build again."
                )
        return cls(index)

    def _checked(self, queries: FloatMatrix) -> FloatMatrix:
        queries = np.ascontiguousarray(np.atleast_2d(queries), dtype=np.float32)
        if queries.ndim != 2 or queries.shape[1] != self.dimensions:
            raise QueryError(f"The query has shape {queries.shape}; the index has {self.dimensions} dimensions.")
        if not np.isfinite(queries).all():
            raise QueryError("The query's vector holds NaN or infinite values.")
        return queries

    def _mask(self, allowed: BoolVector | None, exclude: IntVector | None) -> BoolVector | None:
        if allowed is not None:
            check_allowed(allowed, self.rows)
        if exclude is None or not len(exclude):
            return allowed
        if np.min(exclude) < 0 or np.max(exclude) >= self.rows:
            raise QueryError(f"A row to leave out is not one of the index's rows 0 to {self.rows - 1}.")
        mask = np.ones(self.rows, dtype=np.bool_) if allowed is None else allowed.copy()
        mask[exclude] = False
        return mask

    def _direct(self, queries: FloatMatrix, k: int, rows: IntVector) -> Hits:
        scores = np.round(queries @ self._vectors[rows].T, DECIMALS)
        return padded([best_first(one, rows, k) for one in scores], k)

    def _through_faiss(self, queries: FloatMatrix, k: int, mask: BoolVector | None) -> Hits:
        parameters, bits = None, None
        if mask is not None:
            bits = np.packbits(mask, bitorder="little")  # the selector points into it
            selector = faiss.IDSelectorBitmap(self.rows, faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        found = []
        depth = min(k + SPARE, self.rows)
        scores, rows = self._index.search(queries, depth, params=parameters)
        for one in range(len(queries)):
            some_scores, some_rows = scores[one], rows[one]
            while _tied_at_the_end(some_scores, some_rows, k) and len(some_rows) < self.rows:
                deeper = min(4 * len(some_rows), self.rows)
                more = self._index.search(queries[one : one + 1], deeper, params=parameters)
                some_scores, some_rows = more[0][0], more[1][0]
            valid = some_rows >= 0
            found.append(best_first(np.round(some_scores[valid], DECIMALS), some_rows[valid].astype(np.int32), k))
        return padded(found, k)


def _tied_at_the_end(scores: FloatVector, rows: np.ndarray[Any, Any], k: int) -> bool:
    """Whether rows not fetched may tie with the k-th."""
    return bool(rows[-1] >= 0 and round(float(scores[k - 1]), DECIMALS) <= round(float(scores[-1]), DECIMALS))
