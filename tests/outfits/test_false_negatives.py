"""How much less the negatives count that a teacher finds better."""

import math

import numpy as np

from stylehub_core.outfits.false_negatives import log_weights


def test_weights_are_those_of_the_slow_reference() -> None:
    rng = np.random.default_rng(0)
    positive, negatives = rng.normal(size=9).astype(np.float32), rng.normal(size=(9, 5)).astype(np.float32)
    weights = np.exp(log_weights(positive, negatives, alpha=0.7))
    for number, own in enumerate(positive.tolist()):
        for place, other in enumerate(negatives[number].tolist()):
            expected = (math.exp(own) / math.exp(other)) ** 0.7 if other > own else 1.0
            assert abs(weights[number, place] - expected) < 1e-5


def test_a_planted_false_negative_counts_by_the_teachers_odds_and_the_others_in_full() -> None:
    positive, negatives = np.array([1.0], np.float32), np.array([[1.0 + math.log(4), 1.0, -3.0]], np.float32)
    np.testing.assert_allclose(np.exp(log_weights(positive, negatives, alpha=1)), [[0.25, 1, 1]], rtol=1e-5)
    assert not log_weights(positive, negatives, alpha=0).any()
