"""How BPR folds a history in."""

import numpy as np

from stylehub_core.histories import Fading
from stylehub_core.recommenders.bpr import BprScorer
from tests.recommenders.two_groups import histories_of

ARTICLES = np.array([[1, 0], [0, 1], [1, 1], [5, 5]], np.float32)
BIAS = np.array([0.5, 0, -0.5, 0], np.float32)
SCORER = BprScorer(ARTICLES, BIAS, np.array([True, True, True, False]), Fading(day_fade=1))


def test_a_customer_is_the_mean_of_the_articles_with_the_bias_added() -> None:
    scores = SCORER.history_scores(histories_of([0, 1], [0]))
    np.testing.assert_allclose(scores, [[1, 0.5, 0.5, 5], [1.5, 0, 0.5, 5]], rtol=1e-6)


def test_articles_never_sold_say_nothing() -> None:
    np.testing.assert_array_equal(
        SCORER.history_scores(histories_of([0, 3], [3])), [SCORER.history_scores(histories_of([0]))[0], [0] * 4]
    )
