"""The damping and the level of the bias model, chosen on folds of its training ratings."""

import numpy as np
import pytest
from scipy import sparse

from stylehub_core.evaluation import rating_bias_choice as module
from stylehub_core.evaluation.rating_bias_choice import chosen_bias
from stylehub_core.evaluation.rating_folds import rating_folds


def ratings(of_customers: float, of_articles: float, seed: int = 0) -> sparse.csr_array:
    """Ratings of 300 customers and 40 articles. customers, articles: how much each side differs."""
    rng = np.random.default_rng(seed)
    values = 20 + rng.normal(0, of_customers, (300, 1)) + rng.normal(0, of_articles, (1, 40))
    values = values + rng.normal(0, 1, values.shape)
    return sparse.csr_array(np.where(rng.random(values.shape) < 0.1, values, 0))


@pytest.mark.parametrize(("customers", "articles"), [(3.0, 0.0), (0.0, 3.0)])
def test_the_side_that_differs_is_damped_least(monkeypatch, customers: float, articles: float) -> None:
    monkeypatch.setattr(module, "DAMPINGS", (0.1, 1000.0))
    data = ratings(customers, articles)
    bias = chosen_bias(data, list(rating_folds(data, 4))).at_mean
    spreads = bias.customer.std(), bias.article.std()
    assert (spreads[0] > 2) == (customers > 0) and (spreads[1] > 2) == (articles > 0)


def test_the_level_of_least_error_is_the_median_of_skewed_ratings() -> None:
    rng = np.random.default_rng(0)
    drawn = np.where(rng.random((200, 30)) < 0.3, rng.choice([1.0, 4, 5], (200, 30), p=[0.2, 0.2, 0.6]), 0)
    data = sparse.csr_array(drawn)
    chosen = chosen_bias(data, list(rating_folds(data, 4)))
    assert chosen.at_mean.level == pytest.approx(data.data.mean())
    assert chosen.at_median.level > chosen.at_mean.level + 0.5
    assert np.array_equal(chosen.at_mean.article, chosen.at_median.article)
    errors = []
    for bias in (chosen.at_mean, chosen.at_median):
        cells = data.tocoo()
        errors.append(np.abs(bias.within(bias.expected(cells.row, cells.col)) - cells.data).mean())
    assert errors[1] < errors[0] - 0.1


def test_without_inner_folds_the_mean_is_taken() -> None:
    data = sparse.csr_array(np.array([[4.0]]))
    chosen = chosen_bias(data, [])
    assert chosen.at_mean is chosen.at_median and chosen.at_mean.level == 4
