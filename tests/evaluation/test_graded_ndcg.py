"""Graded NDCG against scikit-learn, and against the lab's measure where gains are 0 or 1."""

import math

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from stylehub_core.evaluation.graded_ndcg import graded_ndcg
from stylehub_core.evaluation.ranking import ndcg_at_k


@pytest.mark.parametrize("k", [1, 3, 10, 50])
@pytest.mark.parametrize("seed", range(5))
def test_it_is_scikit_learn_s_ties_included(k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    gains, scores = rng.integers(0, 6, 12).astype(np.float32), rng.integers(0, 4, 12).astype(np.float32)
    assert graded_ndcg(gains, scores, k=k) == pytest.approx(ndcg_score([gains], [scores], k=k))


@pytest.mark.parametrize("k", [1, 4, 12])
def test_it_is_the_lab_s_where_gains_are_0_or_1(k: int) -> None:
    rng = np.random.default_rng(0)
    gains = np.array([1, 0, 0, 1, 0, 0, 1, 0], np.float32)
    scores = rng.permutation(8).astype(np.float32)
    [expected] = ndcg_at_k(np.argsort(-scores)[None], [np.flatnonzero(gains)], k=k)
    assert graded_ndcg(gains, scores, k=k) == pytest.approx(expected)


def test_a_list_that_any_order_suits_says_nothing() -> None:
    assert math.isnan(graded_ndcg(np.full(3, 2, np.float32), np.arange(3, dtype=np.float32), k=10))
    assert math.isnan(graded_ndcg(np.zeros(0, np.float32), np.zeros(0, np.float32), k=10))
