"""Similarities and predictions of item-based filtering, by hand and against a slow reference."""

import math

import numpy as np
import pytest
from scipy import sparse

from stylehub_core.recommenders import adjusted_cosine
from stylehub_core.recommenders.adjusted_cosine import (
    DeviationConfig,
    ItemCosineConfig,
    ItemCosineScorer,
    co_raters,
    predict,
    predict_deviations,
    shrunk,
    similarities,
)
from tests.recommenders.two_groups import histories_of

RATINGS = np.array([[5.0, 3, 1], [4, 0, 2], [1, 5, 3]])
"""Means 3, 3, 3; deviations (2, 0, -2), (1, -, -1), (-2, 2, 0)."""


def plain(ratings: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(ratings, axis=0)
    return ratings.T @ ratings / np.maximum(np.outer(lengths, lengths), 1e-12) * (1 - np.eye(ratings.shape[1]))


def adjusted(ratings: np.ndarray) -> np.ndarray:
    count = ratings.shape[1]
    cosines = np.zeros((count, count))
    for i in range(count):
        for j in set(range(count)) - {i}:
            both = [row for row in ratings if row[i] > 0 and row[j] > 0]
            own = np.array([row[i] - row[row > 0].mean() for row in both])
            other = np.array([row[j] - row[row > 0].mean() for row in both])
            length = math.sqrt((own**2).sum()) * math.sqrt((other**2).sum())
            cosines[i, j] = (own * other).sum() / length if length > 1e-9 else 0
    return cosines


def predicted(ratings: np.ndarray, similarity: np.ndarray, neighbours: int) -> np.ndarray:
    predictions = np.full(ratings.shape, np.nan)
    for customer, article in np.ndindex(*ratings.shape):
        known = [j for j in np.flatnonzero(ratings[customer]) if similarity[article, j]]
        best = sorted(known, key=lambda j, article=article: -similarity[article, j])[:neighbours]
        if best:
            weights = similarity[article, best]
            predictions[customer, article] = (weights * ratings[customer, best]).sum() / np.abs(weights).sum()
    return predictions


def random_ratings(customers: int = 40, articles: int = 25) -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.where(rng.random((customers, articles)) < 0.3, rng.integers(1, 6, (customers, articles)), 0).astype(float)


def test_the_adjusted_cosine_by_hand() -> None:
    cosines = similarities(sparse.csr_array(RATINGS), adjusted=True)
    assert cosines.dtype == np.float32
    first = (2 * 0 + -2 * 2) / (math.sqrt(4 + 4) * math.sqrt(0 + 4))
    second = (2 * -2 + 1 * -1 + -2 * 0) / (math.sqrt(4 + 1 + 4) * math.sqrt(4 + 1 + 0))
    third = 0.0  # 0 * -2 + 2 * 0
    np.testing.assert_allclose(
        cosines.toarray(), [[0, first, second], [first, 0, third], [second, third, 0]], rtol=1e-6
    )


def test_the_plain_cosine_by_hand() -> None:
    cosines = similarities(sparse.csr_array(RATINGS), adjusted=False).toarray()
    first = (5 * 3 + 1 * 5) / (math.sqrt(42) * math.sqrt(34))
    second = (5 * 1 + 4 * 2 + 1 * 3) / (math.sqrt(42) * math.sqrt(14))
    third = (3 * 1 + 5 * 3) / (math.sqrt(34) * math.sqrt(14))
    np.testing.assert_allclose(cosines, [[0, first, second], [first, 0, third], [second, third, 0]], rtol=1e-6)


@pytest.mark.parametrize("block", [4, 2048])
@pytest.mark.parametrize(("kind", "reference"), [(True, adjusted), (False, plain)])
def test_similarities_are_those_of_the_slow_reference(monkeypatch, block: int, kind: bool, reference) -> None:
    monkeypatch.setattr(adjusted_cosine, "BLOCK", block)
    cosines = similarities(sparse.csr_array(random_ratings()), adjusted=kind).toarray()
    np.testing.assert_allclose(cosines, reference(random_ratings()), atol=1e-6)


def test_customers_whose_ratings_are_all_alike_say_nothing_adjusted() -> None:
    alike = sparse.csr_array(np.full((3, 3), 0.1) * [[1], [2], [3]])
    assert similarities(alike, adjusted=True).nnz == 0
    np.testing.assert_allclose(similarities(alike, adjusted=False).toarray(), 1 - np.eye(3), rtol=1e-6)


def test_the_prediction_by_hand() -> None:
    similarity = sparse.csr_array([[0, 0.5, -0.5, 0], [0.5, 0, 0.2, 0], [-0.5, 0.2, 0, 0], [0, 0, 0, 0.0]])
    ratings = sparse.csr_array([[0.0, 4, 1, 0]])
    np.testing.assert_allclose(predict(ratings, similarity, 9), [[1.5, 1, 4, np.nan]], rtol=1e-6)
    np.testing.assert_allclose(predict(ratings, similarity, 1), [[4, 1, 4, np.nan]], rtol=1e-6)


@pytest.mark.parametrize("neighbours", [1, 3, 25])
@pytest.mark.parametrize("kind", [True, False])
def test_predictions_are_those_of_the_slow_reference(kind: bool, neighbours: int) -> None:
    ratings = random_ratings()
    similarity = similarities(sparse.csr_array(ratings), adjusted=kind)
    # neighbours of equal similarity come in any order, so add the same small noise on both sides
    apart = sparse.triu(similarity).tocsr()
    apart.data += np.random.default_rng(2).uniform(0, 1e-3, apart.nnz).astype(np.float32)
    similarity = sparse.csr_array(apart + apart.T)
    predictions = predict(sparse.csr_array(ratings), similarity, neighbours)
    np.testing.assert_allclose(predictions, predicted(ratings, similarity.toarray(), neighbours), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("kind", [True, False])
def test_a_rating_of_zero_is_a_rating(kind: bool) -> None:
    cells = [(0, 0, 0.0), (0, 1, 2.0), (1, 0, 1.0), (1, 1, 3.0), (0, 2, 0.0)]
    rows, columns, values = (np.array(part) for part in zip(*cells, strict=True))
    cosines = similarities(sparse.csr_array((values, (rows, columns)), shape=(2, 3)), adjusted=kind).toarray()
    mean = 2 / 3  # of 0, 2 and 0; the other customer's is 2
    own, other = np.array([-mean, -1]), np.array([2 - mean, 1])
    expected = own @ other / np.linalg.norm(own) / np.linalg.norm(other) if kind else 3 / math.sqrt(13)
    assert cosines[0, 1] == pytest.approx(expected)
    assert np.isfinite(cosines).all() and cosines[0, 2] == (1 if kind else 0)  # one customer rated both; all zeros


def test_ranking_by_the_sum_prefers_more_neighbours() -> None:
    similarity = sparse.csr_array(
        np.array([[0, 0, 0.9, 0], [0, 0, 0.9, 0.1], [0.9, 0.9, 0, 0], [0, 0.1, 0, 0]], np.float32)
    )
    by_sum, by_average = (
        ItemCosineScorer(similarity, ItemCosineConfig(rank=rank)).history_scores(histories_of([0, 1], []))
        for rank in ("sum", "average")
    )
    np.testing.assert_allclose(by_sum, [[0, 0, 1.8, 0.1], [0] * 4], rtol=1e-6)
    np.testing.assert_allclose(by_average, [[0, 0, 1, 1], [0] * 4], rtol=1e-6)


def test_similarities_are_shrunk_by_how_many_rated_both_and_negative_ones_left_out() -> None:
    similarity = sparse.csr_array(np.array([[0, 0.6, -0.9], [0.6, 0, 1], [-0.9, 1, 0]], np.float32))
    raters = co_raters(sparse.csr_array(np.array([[5.0, 4, 1], [3, 3, 0], [1, 2, 0]])))
    np.testing.assert_array_equal(raters.toarray(), [[3, 3, 1], [3, 3, 1], [1, 1, 1]])
    cosines = shrunk(similarity, raters, DeviationConfig(shrinkage=2))
    np.testing.assert_allclose(cosines.toarray(), [[0, 0.36, 0], [0.36, 0, 1 / 3], [0, 1 / 3, 0]], rtol=1e-6)
    assert cosines.nnz == 4


def test_a_rating_of_zero_counts_as_rated_by_both() -> None:
    ratings = sparse.csr_array((np.array([0.0, 2]), ([0, 0], [0, 1])), shape=(1, 2))
    np.testing.assert_array_equal(co_raters(ratings).toarray(), np.ones((2, 2)))


def test_deviations_are_put_back_by_hand() -> None:
    similarity = sparse.csr_array(np.array([[0, 0.5, 0.25, 0], [0.5, 0, 0, 0], [0.25, 0, 0, 0], [0] * 4], np.float32))
    deviations = sparse.csr_array((np.array([1.0, -2, 0], np.float32), ([0, 0, 0], [1, 2, 3])), shape=(1, 4))
    both = (0.5 * 1 + 0.25 * -2) / (0.5 + 0.25 + 0.25)
    config = DeviationConfig(damping=0.25)
    predictions = predict_deviations(deviations, similarity, 9, config)
    np.testing.assert_allclose(predictions, [[both, 0, 0, 0]], atol=1e-6)
    nearest = predict_deviations(deviations, similarity, 1, config)
    np.testing.assert_allclose(nearest, [[0.5 / 0.75, 0, 0, 0]], rtol=1e-6)
