"""The bridge against scikit-learn's ridge regression, and with little data, no data and noise."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models.bridge import BridgeConfig, fit_bridge


def made(rows: int, inputs: int, outputs: int, noise: float, seed: int = 0) -> tuple[FloatMatrix, FloatMatrix]:
    """Unit text vectors, and a rotated, shifted and noisy copy of them, also at length one."""
    rng = np.random.default_rng(seed)
    texts = unit(rng.normal(size=(rows, inputs)).astype(np.float32))
    turned = texts @ rng.normal(size=(inputs, outputs)) + 0.3 + noise * rng.normal(size=(rows, outputs))
    return texts, unit(turned.astype(np.float32))


def test_the_solution_is_ridge_regression_s() -> None:
    texts, vectors = made(200, 12, 7, 0.5)
    fitted = fit_bridge(texts, vectors, np.arange(200), BridgeConfig(strengths=(0.3,)))
    variance = np.trace(np.cov(texts.T, bias=True)) / 12
    theirs = Ridge(alpha=0.3 * variance * 200).fit(texts, vectors)
    queries = unit(np.random.default_rng(1).normal(size=(20, 12)).astype(np.float32))
    np.testing.assert_allclose(fitted.bridge(queries), unit(theirs.predict(queries).astype(np.float32)), atol=1e-4)


def test_strength_follows_the_noise_and_the_cosine_is_of_articles_left_out() -> None:
    clean, noisy = (fit_bridge(*made(300, 40, 8, noise), np.arange(300)) for noise in (0.01, 3.0))
    assert clean.strength < noisy.strength
    assert clean.cosine > 0.99
    texts, nothing = made(300, 40, 8, 0)[0], made(300, 9, 8, 0, seed=5)[1]
    unrelated = fit_bridge(texts, nothing, np.arange(300))
    assert unrelated.cosine == pytest.approx(unrelated.without_text, abs=0.03)


def test_articles_of_a_product_are_left_out_together() -> None:
    texts, vectors = made(60, 30, 8, 0, seed=2)[0], made(60, 9, 8, 0, seed=3)[1]  # unrelated
    twice = [np.concatenate([matrix, matrix]) for matrix in (texts, vectors)]
    products = np.tile(np.arange(60), 2)
    apart = fit_bridge(*twice, np.arange(120))  # the fit holds a copy of most left-out articles
    together = fit_bridge(*twice, products)
    assert apart.cosine > together.cosine + 0.15


@pytest.mark.parametrize("rows", [2, 3, 7])
@pytest.mark.parametrize("products", ["one", "many"])
def test_few_articles_give_unit_vectors(rows: int, products: str) -> None:
    texts, vectors = made(rows, 6, 4, 0.1)
    fitted = fit_bridge(texts, vectors, np.zeros(rows, np.int32) if products == "one" else np.arange(rows))
    answers = fitted.bridge(np.vstack([texts, np.zeros((1, 6), np.float32)]))
    assert np.isfinite(answers).all()
    np.testing.assert_allclose(np.linalg.norm(answers, axis=1), 1, atol=1e-5)
    assert -1 <= fitted.cosine <= 1


def test_opposite_vectors_of_equal_texts_still_have_a_place() -> None:
    texts = unit(np.ones((2, 5), np.float32))
    fitted = fit_bridge(texts, np.array([[1, 0], [-1, 0]], np.float32), np.arange(2))
    np.testing.assert_array_equal(fitted.bridge(texts), [[1, 0], [1, 0]])
