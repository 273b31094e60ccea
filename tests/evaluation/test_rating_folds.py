"""Ratings held out in folds, on planted ratings: two groups with their own tastes, and customers in all moods."""

import math
from collections import Counter

import numpy as np
import pytest
from scipy import sparse

from stylehub_core.errors import QueryError
from stylehub_core.evaluation import rating_folds as module
from stylehub_core.evaluation.rating_folds import (
    ARTICLE_MEAN,
    BIAS,
    BIAS_AT_MEDIAN,
    CUSTOMER_MEAN,
    MEDIAN,
    RatingPredictions,
    RatingSystem,
    predicted_in,
    rating_folds,
    rating_predictions,
)
from stylehub_core.recommenders.adjusted_cosine import predict, similarities

ADJUSTED, PLAIN = RatingSystem("adjusted cosine", 3), RatingSystem("plain cosine", 3)
AS_PUBLISHED = RatingSystem("adjusted cosine, as published", 3)


def planted(customers: int = 60, articles: int = 20, share: float = 0.7, seed: int = 0) -> sparse.csr_array:
    """Each rating is the customer's mood, 2 to 20, plus 1.5 for articles of the own group, minus 1.5 for others."""
    rng = np.random.default_rng(seed)
    mood = rng.integers(2, 21, (customers, 1))
    own = (np.arange(customers)[:, None] % 2) == (np.arange(articles) % 2)
    return sparse.csr_array(np.where(rng.random(own.shape) < share, mood + np.where(own, 1.5, -1.5), 0.0))


def small() -> sparse.csr_array:
    return planted(12, 8)


def test_every_rating_is_held_out_once_and_never_learned_from_then() -> None:
    ratings = small()
    times: Counter[tuple[int, int]] = Counter()
    sizes = []
    for fold in rating_folds(ratings, 5):
        cells = list(zip(fold.customer.tolist(), fold.article.tolist(), strict=True))
        times.update(cells)
        sizes.append(len(cells))
        np.testing.assert_array_equal(fold.rating, ratings[fold.customer, fold.article])
        learned = fold.train.tocoo()
        rest = set(zip(learned.row.tolist(), learned.col.tolist(), strict=True))
        assert not rest & set(cells) and len(rest) + len(cells) == ratings.nnz
    assert set(times.values()) == {1} and len(times) == ratings.nnz
    assert max(sizes) - min(sizes) <= 1


def test_folds_are_those_of_their_seed() -> None:
    first, again, reseeded = (
        np.concatenate([fold.customer * 99 + fold.article for fold in rating_folds(small(), 3, seed)])
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, reseeded)


def test_a_rating_of_zero_is_held_out_too() -> None:
    ratings = sparse.csr_array((np.array([0.0, 1, 2, 0]), ([0, 0, 1, 1], [0, 1, 0, 1])), shape=(2, 2))
    held = [rating for fold in rating_folds(ratings, 2) for rating in fold.rating.tolist()]
    assert sorted(held) == [0, 0, 1, 2]
    assert [fold.train.nnz for fold in rating_folds(ratings, 2)] == [2, 2]


@pytest.mark.parametrize("folds", [1, 5])
def test_too_few_and_too_many_folds_are_told(folds: int) -> None:
    ratings = sparse.csr_array(np.array([[1.0, 2], [3, 4]]))
    with pytest.raises(QueryError, match=f"4 ratings cannot be held out in {folds} folds"):
        list(rating_folds(ratings, folds))


def test_nothing_is_learned_from_what_is_held_out() -> None:
    ratings = small()
    before = rating_predictions(ratings, 4, (3,))
    for number, fold in enumerate(rating_folds(ratings, 4)):
        told = ratings.copy()
        told[fold.customer, fold.article] = 1000 + fold.rating  # a value that shows wherever it is used
        after = rating_predictions(told, 4, (3,))
        own = before.fold == number
        for system, values in before.values.items():
            np.testing.assert_array_equal(after.values[system][own], values[own], err_msg=system.name)
            # Other folds do learn from it.
            assert not np.array_equal(after.values[system][~own], values[~own], equal_nan=True)


def test_adjusted_cosine_finds_the_planted_tastes_and_plain_cosine_does_not() -> None:
    predictions = rating_predictions(planted(), 5, (3,))
    errors = {system: float(np.nanmean(predictions.errors(system))) for system in predictions.values}
    assert errors[AS_PUBLISHED] < 0.6 and errors[PLAIN] > 1.1
    assert errors[ADJUSTED] < 0.6 and errors[ADJUSTED] < errors[BIAS] - 0.9
    assert errors[CUSTOMER_MEAN] == pytest.approx(1.5, abs=0.3) and errors[ARTICLE_MEAN] > 1.5
    orders = {system: float(np.nanmean(predictions.ndcg(system, 10)[0])) for system in predictions.values}
    for system in (ADJUSTED, AS_PUBLISHED):
        assert orders[system] > 0.99 and orders[system] > max(orders[PLAIN], orders[CUSTOMER_MEAN]) + 0.02
    assert all(np.isfinite(predictions.errors(system)).mean() > 0.99 for system in predictions.values)


@pytest.mark.parametrize("block", [3, 64])
def test_predictions_are_those_of_the_recommender_s_formulas(monkeypatch, block: int) -> None:
    monkeypatch.setattr(module, "CUSTOMERS", block)
    fold = next(rating_folds(small(), 3))
    predictions = predicted_in(fold, (2, 5))
    for name, adjusted in (("adjusted cosine, as published", True), ("plain cosine", False)):
        similarity = similarities(fold.train, adjusted=adjusted)
        for count in (2, 5):
            expected = predict(fold.train, similarity, count)[fold.customer, fold.article]
            np.testing.assert_allclose(predictions[RatingSystem(name, count)], expected, rtol=1e-5)
    learned = fold.train.toarray()
    who, row = fold.customer[0], fold.article[0]
    assert predictions[CUSTOMER_MEAN][0] == pytest.approx(learned[who][learned[who] > 0].mean())
    assert predictions[ARTICLE_MEAN][0] == pytest.approx(learned[:, row][learned[:, row] > 0].mean())


def test_what_cannot_be_predicted_has_no_error_and_counts_as_the_mean_in_an_order() -> None:
    nan = float("nan")
    predictions = RatingPredictions(
        np.array([0, 0, 0, 1, 1]),
        np.array([7, 7, 8, 7, 7]),
        np.array([1, 3, 5, 2, 2], np.float32),
        {
            CUSTOMER_MEAN: np.array([2, 2, 2, 2, 2], np.float32),
            ADJUSTED: np.array([nan, 2.5, nan, 2, 2], np.float32),
            PLAIN: np.array([nan, 1.5, 5, 2, 2], np.float32),
        },
    )
    np.testing.assert_array_equal(predictions.errors(ADJUSTED), [nan, 0.5, nan, 0, 0])
    values, customers = predictions.ndcg(ADJUSTED, 10)
    assert customers.tolist() == [7, 8, 7] and values[0] == 1
    assert math.isnan(values[1]) and math.isnan(values[2])  # one rating, and two alike
    reversed_order = (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))
    assert predictions.ndcg(PLAIN, 10)[0][0] == pytest.approx(reversed_order)


def skewed(customers: int = 1500, articles: int = 120, seed: int = 4) -> sparse.csr_array:
    """Ratings of 1 to 5, mostly 5, one to three per customer. Articles differ in their mean, customers hardly do."""
    rng = np.random.default_rng(seed)
    worth = 4.9 + rng.normal(0, 0.5, articles) + rng.normal(0, 0.8, (customers, articles))
    rated = rng.random((customers, articles)) < rng.integers(1, 4, (customers, 1)) / articles
    return sparse.csr_array(np.where(rated, np.clip(np.round(worth), 1, 5), 0.0))


def test_on_skewed_ratings_of_few_a_customer_the_adjusted_cosine_betters_the_means_and_plain_cosine() -> None:
    predictions = rating_predictions(skewed(), 4, (3,))
    ours = predictions.errors(ADJUSTED)
    assert np.isfinite(ours).all()  # also for customers and articles without training ratings
    for system in (PLAIN, CUSTOMER_MEAN, ARTICLE_MEAN, BIAS):
        theirs = predictions.errors(system)
        known = np.isfinite(theirs)
        assert known.mean() > 0.02 and ours[known].mean() < theirs[known].mean() - 0.03, system
    assert ours.mean() < predictions.errors(MEDIAN).mean() - 0.01
    assert np.nanmin(predictions.values[AS_PUBLISHED]) < 1  # so that reading of the formula is unusable here


def test_predictions_stay_within_the_scale_of_what_was_learned() -> None:
    for ratings in (skewed(), sparse.csr_array(skewed() * 20), planted()):
        for fold in rating_folds(ratings, 2):
            predictions = predicted_in(fold, (3,))
            low, high = fold.train.data.min(), fold.train.data.max()
            for system in (ADJUSTED, BIAS, BIAS_AT_MEDIAN):
                assert low <= predictions[system].min() and predictions[system].max() <= high


def test_where_nothing_similar_was_rated_the_adjusted_cosine_is_the_bias_model_s() -> None:
    lonely = sparse.csr_array(np.diag([1.0, 2, 3, 4, 5, 5, 5, 4]))
    for fold in rating_folds(lonely, 4):
        predictions = predicted_in(fold, (3,))
        np.testing.assert_array_equal(predictions[ADJUSTED], predictions[BIAS_AT_MEDIAN])
        assert np.isfinite(predictions[ADJUSTED]).all() and np.isnan(predictions[CUSTOMER_MEAN]).all()


def test_two_ratings_are_enough() -> None:
    predictions = rating_predictions(sparse.csr_array(np.array([[4.0, 2]])), 2, (3,))
    # Each is predicted as the other, the only rating that was learned from.
    np.testing.assert_array_equal(predictions.values[ADJUSTED], predictions.rating[::-1])
