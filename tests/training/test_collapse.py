"""The meters against values that can be worked out by hand."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from stylehub_core.arrays import unit
from stylehub_core.training.collapse import auc, collapse_meter, effective_rank, separation


def test_auc_is_sklearns() -> None:
    rng = np.random.default_rng(1)
    near, far = rng.normal(0, 1, 70).round(1), rng.normal(0.5, 1, 90).round(1)
    labels = np.r_[np.ones(70), np.zeros(90)]
    expected = roc_auc_score(labels, -np.r_[near, far])
    assert auc(near.astype(np.float32), far.astype(np.float32)) == pytest.approx(expected, abs=1e-6)


def test_auc_of_nothing_is_nan() -> None:
    assert np.isnan(auc(np.zeros(0, np.float32), np.ones(3, np.float32)))


def test_effective_rank_of_a_line_and_of_a_basis() -> None:
    assert effective_rank(np.ones((5, 4), np.float32)) == pytest.approx(1.0, abs=1e-4)
    assert effective_rank(np.eye(6, dtype=np.float32)) == pytest.approx(6.0, abs=1e-4)


def test_separation_of_known_distances() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [-1, 0]], np.float32)
    separated = separation(vectors, np.array([[0, 1]], np.int32), np.array([[0, 2], [0, 3]], np.int32))
    assert (separated.positive, separated.negative, separated.auc) == (0.0, 1.5, 1.0)


def test_the_meter_is_its_formulas() -> None:
    """Wang and Isola 2020, eq. 5 and 6, one pair at a time; the gap is between means of cosine distances."""
    vectors = unit(np.random.default_rng(2).normal(size=(9, 4)).astype(np.float32))
    pairs = np.array([[0, 1], [2, 5], [8, 3]], np.int32)
    squared = {(i, j): float(((vectors[i] - vectors[j]) ** 2).sum()) for i in range(9) for j in range(i)}
    meter = collapse_meter(vectors, pairs)
    near = [squared[max(pair), min(pair)] for pair in pairs.tolist()]
    assert meter.alignment == pytest.approx(sum(near) / 3, rel=1e-4)
    assert meter.uniformity == pytest.approx(
        np.log(np.mean([np.exp(-2 * distance) for distance in squared.values()])), rel=1e-4
    )
    assert meter.gap == pytest.approx(
        np.mean([distance / 2 for distance in squared.values()]) - sum(near) / 6, rel=1e-4
    )


def test_a_collapsed_space_reads_as_collapsed() -> None:
    rng = np.random.default_rng(0)
    spread = unit(rng.normal(size=(300, 16)).astype(np.float32))
    collapsed = unit(np.ones((300, 16), np.float32) + 0.001 * spread)
    pairs = rng.integers(0, 300, (50, 2)).astype(np.int32)
    good, bad = collapse_meter(spread, pairs), collapse_meter(collapsed, pairs)
    assert bad.uniformity > good.uniformity and bad.effective_rank < 2 < good.effective_rank
    assert bad.alignment < 0.001
