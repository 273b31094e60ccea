"""The bias model against the solution of its normal equations, and predictions that stay within the scale."""

import numpy as np
import pytest
from scipy import sparse

from stylehub_core.recommenders.rating_bias import Damping, RatingBias

RATINGS = np.array([[5.0, 4, 0, 0], [3, 0, 1, 0], [5, 4, 2, 0], [0, 0, 5, 0], [0, 0, 0, 0]])


def solved(ratings: np.ndarray, damping: Damping) -> tuple[np.ndarray, np.ndarray]:
    """The ridge regression of deviations from the mean on one dummy for each customer and one for each article."""
    rows, columns = np.nonzero(ratings)
    values = ratings[rows, columns]
    design = np.zeros((len(rows), sum(ratings.shape)))
    design[np.arange(len(rows)), rows] = 1
    design[np.arange(len(rows)), ratings.shape[0] + columns] = 1
    ridge = np.diag([damping.customer] * ratings.shape[0] + [damping.article] * ratings.shape[1])
    solution = np.linalg.solve(design.T @ design + ridge, design.T @ (values - values.mean()))
    return solution[: ratings.shape[0]], solution[ratings.shape[0] :]


def test_it_is_the_ridge_regression_on_customers_and_articles() -> None:
    damping = Damping(2, 0.7)
    bias = RatingBias.of(sparse.csr_array(RATINGS), damping)
    customer, article = solved(RATINGS, damping)
    np.testing.assert_allclose(bias.customer, customer, atol=1e-3)
    np.testing.assert_allclose(bias.article, article, atol=1e-3)
    assert bias.level == pytest.approx(RATINGS[RATINGS > 0].mean())
    assert (bias.low, bias.high) == (1, 5)
    assert bias.customer[4] == bias.article[3] == 0  # customers and articles without ratings


def test_what_is_expected_is_the_sum_of_the_parts() -> None:
    parts = np.array([0.5, -1], np.float32), np.array([0.25, 0, 2], np.float32)
    bias = RatingBias(3.0, *parts, 1, 5)
    ratings = bias.expected(np.array([0, 1], np.int32), np.array([2, 0], np.int32))
    np.testing.assert_allclose(ratings, [5.5, 2.25])
    np.testing.assert_allclose(bias.shifted(-0.5).expected(np.array([1]), np.array([1])), [1.5])


def test_predictions_are_pressed_into_the_scale_and_keep_their_order() -> None:
    bias = RatingBias(3.0, np.zeros(0, np.float32), np.zeros(0, np.float32), 1, 5)
    values = np.array([-3, 0.9, 1, 1.5, 3, 4.9, 5, 5.2, 5.4], np.float32)
    pressed = bias.within(values)
    assert pressed.min() >= 1 and pressed.max() <= 5
    assert (np.diff(np.round(pressed, 4)) > 0).all()  # in the digits that the NDCG of the orders uses
    np.testing.assert_array_equal(pressed[3:6], values[3:6])


def test_of_a_scale_of_one_value_all_predictions_are_that_value() -> None:
    bias = RatingBias.of(sparse.csr_array(np.array([[2.0, 2], [2, 0]])), Damping())
    np.testing.assert_array_equal(bias.within(np.array([1, 2, 7], np.float32)), [2, 2, 2])
