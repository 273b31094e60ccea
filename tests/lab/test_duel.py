"""Wins, ties and losses by hand."""

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.lab.duel import duel


def test_wins_ties_and_losses_largest_gain_first() -> None:
    first = np.array([0.5, 0.0, 1.0, np.nan, 0.2, 0.0], np.float32)
    second = np.array([0.5, 0.4, 0.0, 0.3, 0.1, 0.0], np.float32)
    outcome = duel(first, second)
    assert (outcome.wins, outcome.ties, outcome.losses) == (2, 2, 1)
    assert outcome.order.tolist() == [2, 4, 0, 5, 1]
    assert outcome.differences.tolist() == pytest.approx([1.0, 0.1, 0.0, 0.0, -0.4])
    assert outcome.mean.value == pytest.approx(0.7 / 5)
    assert outcome.p == pytest.approx(0.75)  # six of the eight flips of three signs give a sum of 0.7 or more


def test_one_against_itself_is_all_ties() -> None:
    values = np.array([0.1, 0.0, 0.7], np.float32)
    outcome = duel(values, values)
    assert (outcome.wins, outcome.ties, outcome.losses) == (0, 3, 0)
    assert outcome.p == 1


def test_other_customers_are_refused() -> None:
    with pytest.raises(QueryError, match="same"):
        duel(np.zeros(3, np.float32), np.zeros(2, np.float32))
