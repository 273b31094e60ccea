"""Every metric of a ranking against ir-measures: trec_eval's C code, and MS MARCO's for the reciprocal rank.

Two definitions differ. trec_eval's average precision divides by all relevant articles, Kaggle's and ours by at most k.
A query without relevant articles is left out there, and NaN here. Ties cannot occur: trec_eval orders them by name.
"""

import ir_measures
import numpy as np
import pytest
from ir_measures import AP, RR, P, R, Success, nDCG

from stylehub_core.evaluation import ranking

QUERIES, ARTICLES, DEPTH = 60, 80, 20
METRICS = {
    "recall": (ranking.recall_at_k, R),
    "precision": (ranking.precision_at_k, P),
    "ndcg": (ranking.ndcg_at_k, nDCG),
    "map": (ranking.map_at_k, AP),
    "hit rate": (ranking.hit_rate_at_k, Success),
    "reciprocal rank": (ranking.reciprocal_rank_at_k, RR),
}


def queries() -> tuple[np.ndarray, list[np.ndarray]]:
    """Rankings of 0 to 20 articles, the rest padding, and 0 to 30 relevant articles."""
    rng = np.random.default_rng(11)
    ranked = np.stack([rng.permutation(ARTICLES)[:DEPTH] for _ in range(QUERIES)]).astype(np.int32)
    lengths = np.where(rng.random(QUERIES) < 0.4, rng.integers(0, DEPTH, QUERIES), DEPTH)
    lengths[:2] = 0, 3
    ranked[np.arange(DEPTH) >= lengths[:, None]] = -1
    counts = rng.integers(1, 31, QUERIES)
    counts[[5, 30]] = 0
    counts[[1, 6]] = 1, 30
    return ranked, [np.sort(rng.permutation(ARTICLES)[:count]).astype(np.int32) for count in counts]


def library(measure: ir_measures.Measure, ranked: np.ndarray, relevant: list[np.ndarray]) -> np.ndarray:
    """(queries,) the measure as the library computes it, NaN for a query that it leaves out."""
    judged = {str(query): {str(row): 1 for row in rows} for query, rows in enumerate(relevant) if len(rows)}
    run = {
        str(query): {str(row): float(DEPTH - place) for place, row in enumerate(rows) if row >= 0}
        for query, rows in enumerate(ranked)
    }
    values = np.full(len(ranked), np.nan)
    for metric in ir_measures.iter_calc([measure], judged, run):
        values[int(metric.query_id)] = metric.value
    return values


@pytest.mark.parametrize("k", [1, 5, 12])
@pytest.mark.parametrize("name", METRICS)
def test_equal_to_the_library(name: str, k: int) -> None:
    ours, theirs = METRICS[name]
    ranked, relevant = queries()
    expected = library(theirs @ k, ranked, relevant)
    if name == "map":
        counts = np.array([len(rows) for rows in relevant])
        expected *= counts / np.maximum(np.minimum(counts, k), 1)
    assert np.isnan(expected).sum() == 2
    assert 0 < np.nanmean(expected) < 1
    np.testing.assert_allclose(ours(ranked, relevant, k=k), expected, rtol=1e-5)


def test_kaggles_map_differs_from_trecs_only_with_more_targets_than_k() -> None:
    ranked, relevant = queries()
    counts = np.array([len(rows) for rows in relevant])
    ours, theirs = ranking.map_at_k(ranked, relevant, k=5), library(AP @ 5, ranked, relevant)
    few = (counts > 0) & (counts <= 5)
    np.testing.assert_allclose(ours[few], theirs[few], rtol=1e-5)
    assert (ours[counts > 5] >= theirs[counts > 5]).all()
    assert ours[counts > 5].sum() > theirs[counts > 5].sum() + 0.1
