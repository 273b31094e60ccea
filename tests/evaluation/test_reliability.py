"""Probabilities from scores, against ones that are known."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.reliability import calibration_error, fitted_logistic, reliability
from stylehub_core.search.calibrated import Logistic

TRUE = Logistic(2.0, -1.0)


def drawn(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    scores = rng.normal(0.3, 1.5, count).astype(np.float32)
    return scores, rng.random(count) < TRUE(scores)


def test_the_logistic_that_made_the_answers_is_found() -> None:
    scores, right = drawn(20_000)
    fitted = fitted_logistic(scores, right)
    assert (fitted.slope, fitted.offset) == pytest.approx((TRUE.slope, TRUE.offset), abs=0.1)
    library = LogisticRegression(C=1e6).fit(scores[:, None], right)
    assert (fitted.slope, fitted.offset) == pytest.approx((library.coef_[0, 0], library.intercept_[0]), abs=0.01)
    assert calibration_error(fitted(scores), right) < 0.01
    assert calibration_error(np.full(len(scores), 0.9, np.float32), right) > 0.3


def test_separable_answers_stay_finite() -> None:
    scores = np.arange(10, dtype=np.float32)
    fitted = fitted_logistic(scores, scores > 5)
    assert np.isfinite([fitted.slope, fitted.offset]).all()
    assert 0 < fitted(scores)[0] < 0.5 < fitted(scores)[-1] < 1


def test_a_table_and_its_error_by_hand() -> None:
    said, right = np.array([0.1, 0.15, 0.9, 1.0], np.float32), np.array([False, True, True, True])
    low, high = reliability(said, right, bins=2)
    assert (low.answers, low.said, low.right) == pytest.approx((2, 0.125, 0.5))
    assert (high.answers, high.said, high.right) == pytest.approx((2, 0.95, 1.0))
    assert calibration_error(said, right, bins=2) == pytest.approx((2 * 0.375 + 2 * 0.05) / 4)
    assert np.isnan(calibration_error(said[:0], right[:0]))


@pytest.mark.parametrize("right", [np.zeros(3, np.bool_), np.ones(3, np.bool_)])
def test_a_calibration_needs_right_and_wrong_answers(right: np.ndarray) -> None:
    with pytest.raises(QueryError, match="needs right and wrong"):
        fitted_logistic(np.arange(3, dtype=np.float32), right)
