"""Exact nearest neighbours: against a plain sort, under filters, with ties, from disk."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.search.index import VectorIndex


def _vectors(rows: int, seed: int = 0, dimensions: int = 16) -> FloatMatrix:
    return unit(np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32))


def _by_hand(vectors: FloatMatrix, queries: FloatMatrix, k: int, mask: np.ndarray) -> np.ndarray:
    scores = np.round(queries @ vectors.T, 6)
    scores[:, ~mask] = -np.inf
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


@pytest.mark.parametrize("share", [0.002, 0.02, 0.3, 1.0])
def test_finds_what_a_plain_sort_finds(share: float) -> None:
    vectors, queries = _vectors(3000), _vectors(20, seed=1)
    mask = np.random.default_rng(2).random(3000) < share
    mask[:5] = True
    results = VectorIndex.build(vectors).search(queries, 5, allowed=mask)
    assert (results.rows == _by_hand(vectors, queries, 5, mask)).all()
    assert (np.diff(results.scores, axis=1) <= 0).all()


@pytest.mark.parametrize("allowed", [None, np.arange(400) >= 100])
def test_equal_vectors_come_in_the_order_of_their_rows(allowed: np.ndarray | None) -> None:
    vectors = _vectors(400)
    vectors[50:350] = vectors[0]
    results = VectorIndex.build(vectors).search(vectors[0], 10, allowed=allowed)
    first = [0, *range(50, 59)] if allowed is None else list(range(100, 110))
    assert results.rows[0].tolist() == first


def test_filter_and_exclusion_pad_with_minus_one() -> None:
    index = VectorIndex.build(_vectors(50))
    allowed = np.zeros(50, dtype=np.bool_)
    allowed[[3, 7, 9]] = True
    results = index.search(_vectors(2, seed=1), 5, allowed=allowed, exclude=np.array([7], dtype=np.int32))
    assert results.rows.shape == (2, 5)
    assert set(results.of(0)[0].tolist()) == {3, 9}
    assert (results.rows[:, 2:] == -1).all()
    assert np.isneginf(results.scores[:, 2:]).all()
    assert allowed[7]  # the caller's filter is not written to


def test_nothing_allowed_finds_nothing() -> None:
    results = VectorIndex.build(_vectors(50)).search(_vectors(1), 5, allowed=np.zeros(50, dtype=np.bool_))
    assert len(results.of()[0]) == 0


def test_an_empty_index_finds_nothing() -> None:
    results = VectorIndex.build(np.zeros((0, 16), dtype=np.float32)).search(_vectors(1), 5)
    assert results.rows.shape == (1, 0)


def test_k_beyond_the_rows_gives_all_rows() -> None:
    results = VectorIndex.build(_vectors(7)).search(_vectors(1), 100)
    assert sorted(results.rows[0].tolist()) == list(range(7))


def test_the_number_of_threads_is_left_as_it_was() -> None:
    before = faiss.omp_get_max_threads()
    VectorIndex.build(_vectors(50)).search(_vectors(1), 5)
    assert faiss.omp_get_max_threads() == before


def test_what_cannot_be_searched_is_refused() -> None:
    index = VectorIndex.build(_vectors(10))
    bad = np.full((1, 16), np.nan, dtype=np.float32)
    with pytest.raises(QueryError, match="1 or more"):
        index.search(_vectors(1), 0)
    with pytest.raises(QueryError, match="16 dimensions"):
        index.search(_vectors(1, dimensions=8), 3)
    with pytest.raises(QueryError, match="NaN"):
        index.search(bad, 3)
    with pytest.raises(QueryError, match="one boolean"):
        index.search(_vectors(1), 3, allowed=np.ones(9, dtype=np.bool_))
    with pytest.raises(QueryError, match="rows 0 to 9"):
        index.search(_vectors(1), 3, exclude=np.array([10], dtype=np.int32))
    with pytest.raises(QueryError, match="NaN"):
        VectorIndex.build(bad)


def test_comes_back_from_disk(tmp_path: Path) -> None:
    vectors = _vectors(100)
    VectorIndex.build(vectors).save(tmp_path / "index.faiss")
    index = VectorIndex.load(tmp_path / "index.faiss", rows=100, dimensions=16)
    assert (index.vectors == vectors).all()
    assert index.search(vectors[4], 1).rows[0, 0] == 4


def test_the_vectors_outlive_their_index() -> None:
    vectors = _vectors(2000)
    kept = VectorIndex.build(vectors).vectors
    later_indexes = [VectorIndex.build(_vectors(2000, seed)) for seed in range(1, 6)]
    assert len(later_indexes) == 5
    assert (kept == vectors).all()
    assert not kept.flags.writeable


@pytest.mark.parametrize("kept", [0, 3, 20, 60, 2000, 6000])
def test_a_file_cut_short_is_named(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "index.faiss"
    VectorIndex.build(_vectors(100)).save(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(WorkspaceError, match=r"index\.faiss"):
        VectorIndex.load(path)


def test_an_index_of_another_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.faiss"
    VectorIndex.build(_vectors(100)).save(path)
    with pytest.raises(WorkspaceError, match="100 rows, but 99 are needed"):
        VectorIndex.load(path, rows=99)
    with pytest.raises(WorkspaceError, match="dimensions"):
        VectorIndex.load(path, dimensions=8)
    with pytest.raises(WorkspaceError, match="index is missing"):
        VectorIndex.load(tmp_path / "other.faiss")
