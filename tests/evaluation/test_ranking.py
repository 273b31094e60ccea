"""Metrics against an obvious reference, and properties that must always hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.errors import QueryError
from stylehub_core.evaluation import ranking

METRICS = {
    "recall": ranking.recall_at_k,
    "precision": ranking.precision_at_k,
    "ndcg": ranking.ndcg_at_k,
    "map": ranking.map_at_k,
    "hit": ranking.hit_rate_at_k,
    "mrr": ranking.reciprocal_rank_at_k,
}
lists = st.lists(st.integers(-1, 12), min_size=6, max_size=6)
queries = st.lists(st.tuples(lists, st.sets(st.integers(0, 12), max_size=8)), min_size=1, max_size=6)


def arrays(judged):
    ranked = np.array([rows for rows, _ in judged], np.int32)
    return ranked, [np.array(sorted(right), np.int32) for _, right in judged]


def reference(name: str, ranked: list[int], right: set[int], k: int) -> float:
    if not right:
        return math.nan
    seen: set[int] = set()
    hits = []
    for row in ranked[:k]:
        hits.append(row in right and row not in seen)
        seen.add(row)
    places = [place for place, hit in enumerate(hits, 1) if hit]
    if name == "recall":
        return len(places) / len(right)
    if name == "precision":
        return len(places) / k
    if name == "ndcg":
        best = sum(1 / math.log2(place + 1) for place in range(1, min(k, len(right)) + 1))
        return sum(1 / math.log2(place + 1) for place in places) / best
    if name == "map":
        return sum(number / place for number, place in enumerate(places, 1)) / min(k, len(right))
    if name == "hit":
        return float(bool(places))
    return 1 / places[0] if places else 0.0


@pytest.mark.parametrize("name", METRICS)
@given(judged=queries, k=st.integers(1, 9))
def test_equal_to_the_obvious_reference(name: str, judged, k: int) -> None:
    ranked, relevant = arrays(judged)
    expected = [reference(name, rows, right, k) for rows, right in judged]
    np.testing.assert_allclose(METRICS[name](ranked, relevant, k=k), expected, rtol=1e-5)


def test_ndcg_is_sklearns() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(5)
    scores = rng.normal(size=(30, 40))
    right = rng.random((30, 40)) < 0.2
    right[:, 0] = True
    relevant = [np.flatnonzero(row).astype(np.int32) for row in right]
    ours = ranking.ndcg_at_k(np.argsort(-scores, axis=1).astype(np.int32), relevant, k=12)
    assert ours.mean() == pytest.approx(metrics.ndcg_score(right, scores, k=12), abs=1e-6)


@pytest.mark.parametrize("name", METRICS)
@given(judged=queries, k=st.integers(1, 9), seed=st.integers(0, 99))
def test_between_0_and_1_and_the_names_of_rows_do_not_matter(name: str, judged, k: int, seed: int) -> None:
    ranked, relevant = arrays(judged)
    values = METRICS[name](ranked, relevant, k=k)
    known = values[~np.isnan(values)]
    assert ((known >= 0) & (known <= 1 + 1e-6)).all()
    new_rows = np.append(np.random.default_rng(seed).permutation(1000)[:13], -1).astype(np.int32)
    renamed = METRICS[name](new_rows[ranked], [new_rows[rows] for rows in relevant], k=k)
    np.testing.assert_array_equal(renamed, values)


@given(judged=queries, k=st.integers(1, 8))
def test_recall_grows_with_k(judged, k: int) -> None:
    ranked, relevant = arrays(judged)
    few, more = (ranking.recall_at_k(ranked, relevant, k=size) for size in (k, k + 1))
    assert (np.nan_to_num(more) >= np.nan_to_num(few)).all()


@given(right=st.sets(st.integers(0, 30), min_size=1, max_size=12), k=st.integers(1, 12))
def test_a_perfect_ranking_is_1(right: set[int], k: int) -> None:
    rest = [row for row in range(40) if row not in right]
    ranked = np.array([[*sorted(right), *rest]], np.int32)
    relevant = [np.array(sorted(right), np.int32)]
    for name in ("ndcg", "map", "hit", "mrr"):
        assert METRICS[name](ranked, relevant, k=k)[0] == pytest.approx(1)


@pytest.mark.parametrize("name", METRICS)
def test_nothing_found_is_0_and_nothing_right_is_nan(name: str) -> None:
    ranked = np.full((2, 3), -1, np.int32)
    values = METRICS[name](ranked, [np.array([1], np.int32), np.zeros(0, np.int32)], k=3)
    assert values[0] == 0
    assert np.isnan(values[1])


def test_what_does_not_fit_is_refused() -> None:
    ranked = np.zeros((1, 3), np.int32)
    with pytest.raises(QueryError, match="k must be"):
        ranking.recall_at_k(ranked, [np.zeros(1, np.int32)], k=0)
    with pytest.raises(QueryError, match="1 rankings for 0"):
        ranking.recall_at_k(ranked, [], k=3)
