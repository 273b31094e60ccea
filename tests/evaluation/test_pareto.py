"""The Pareto front: points that no other point beats in both figures."""

import numpy as np

from stylehub_core.evaluation.pareto import pareto


def test_the_front_of_five_points() -> None:
    first = np.array([1.0, 2.0, 3.0, 2.0, np.nan], np.float32)
    second = np.array([3.0, 2.0, 1.0, 1.5, 9.0], np.float32)
    assert pareto(first, second).tolist() == [True, True, True, False, False]


def test_doubles_are_both_on_it() -> None:
    same = np.array([1.0, 1.0, 0.0], np.float32)
    assert pareto(same, same).tolist() == [True, True, False]
