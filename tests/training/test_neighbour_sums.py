"""The compiled loops against SciPy, and BPR against its formula."""

import math

import numpy as np
import pytest
from scipy import sparse

from stylehub_core.training.neighbour_sums import bpr_gradient, neighbour_sums


def test_the_sums_are_scipy_s_and_nothing_is_changed() -> None:
    rng = np.random.default_rng(0)
    matrix = sparse.csr_array(np.where(rng.random((9, 9)) < 0.4, rng.normal(size=(9, 9)), 0).astype(np.float32))
    rows, start = (rng.normal(size=(9, 6)).astype(np.float32) for _ in range(2))
    before = rows.copy(), start.copy()
    np.testing.assert_allclose(neighbour_sums(matrix, rows, start), start + matrix @ rows, rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal((rows, start), before)


def test_bpr_is_its_formula_one_pair_at_a_time() -> None:
    """Rows 0 and 1 are customers; a customer and an article come twice."""
    final = np.random.default_rng(1).normal(size=(5, 3)).astype(np.float32)
    pairs = [(0, 2, 3), (0, 3, 4), (1, 3, 2)]
    loss, expected = 0.0, np.zeros((5, 3))
    for customer, liked, negative in pairs:
        gap = float(final[customer] @ (final[liked] - final[negative]))
        loss -= math.log(1 / (1 + math.exp(-gap))) / 3
        slope = (1 / (1 + math.exp(-gap)) - 1) / 3
        expected[customer] += slope * (final[liked] - final[negative])
        expected[liked] += slope * final[customer]
        expected[negative] -= slope * final[customer]
    measured, gradient = bpr_gradient(final, *np.array(pairs, np.int32).T.copy())
    assert measured == pytest.approx(loss, rel=1e-6)
    np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=1e-6)


def test_distant_scores_stay_numbers() -> None:
    final = np.array([[100.0], [-10], [10]], np.float32)
    customer, low, high = (np.array([row], np.int32) for row in (0, 1, 2))
    loss, gradient = bpr_gradient(final, customer, low, high)
    assert loss == pytest.approx(2000)
    assert gradient.ravel().tolist() == pytest.approx([20, -100, 100])
    loss, gradient = bpr_gradient(final, customer, high, low)
    assert loss == pytest.approx(0)
    assert np.isfinite(gradient).all()
