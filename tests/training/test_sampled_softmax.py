"""The sampled softmax against a plain loop, and a sample with logQ against the whole catalogue."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.optimize import minimize

from stylehub_core.training.sampled_softmax import sampled_softmax

ARTICLES, FIGURES = 400, 3
TRUE = np.array([1.2, -0.7, 0.4])


def questions(count: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """(count, articles, f) figures, and the bought articles: one to three, drawn from the softmax of TRUE."""
    rng = np.random.default_rng(0)
    figures = rng.normal(size=(count, ARTICLES, FIGURES)).astype(np.float32)
    bought = []
    for question in figures:
        chance = np.exp(question @ TRUE)
        bought.append(rng.choice(ARTICLES, rng.integers(1, 4), replace=False, p=chance / chance.sum()))
    return figures, bought


def slow_loss(
    weights: np.ndarray,
    figures: Sequence[np.ndarray],
    bought: Sequence[np.ndarray],
    l2: float,
    robust: float = 0.0,
    log_q: Sequence[np.ndarray] | None = None,
) -> float:
    """One question at a time, each with the figures that it shows; log_q is subtracted from the logits."""
    total, count = 0.0, sum(1 for rows in bought if len(rows))
    for question, rows in enumerate(bought):
        logits = figures[question] @ weights - (0 if log_q is None else log_q[question])
        chances = np.exp(logits) / np.exp(logits).sum()
        for row in rows:
            loss = (1 - chances[row] ** robust) / robust if robust else -np.log(chances[row])
            total += loss / len(rows) / count
    return total + l2 * float(weights @ weights)


def flat(figures: np.ndarray, bought: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    question = np.repeat(np.arange(len(figures), dtype=np.int32), ARTICLES)
    right = np.concatenate([np.isin(np.arange(ARTICLES), rows) for rows in bought])
    return figures.reshape(-1, FIGURES), right, question


@pytest.mark.parametrize(("l2", "robust"), [(0.0, 0.0), (0.1, 0.0), (0.0, 0.3), (0.01, 0.3)])
def test_it_finds_what_a_plain_loop_finds(l2: float, robust: float) -> None:
    figures, bought = questions(40)
    rows, right, question = flat(figures, bought)
    weights = sampled_softmax(rows, right, question, np.zeros(len(rows), np.float32), l2=l2, robust=robust)
    plain = minimize(slow_loss, np.zeros(FIGURES), args=(figures.astype(float), bought, l2)).x
    slow = minimize(slow_loss, plain, args=(figures.astype(float), bought, l2, robust)).x
    np.testing.assert_allclose(weights, slow, atol=2e-3)


def test_what_is_bought_against_all_odds_counts_less_where_robust() -> None:
    figures, bought = questions(300)
    rng = np.random.default_rng(2)
    for place in rng.permutation(300)[:120]:
        bought[place] = rng.choice(ARTICLES, 1)  # for no reason
    rows, right, question = flat(figures, bought)
    zeros = np.zeros(len(rows), np.float32)
    plain, robust = (sampled_softmax(rows, right, question, zeros, l2=0.0, robust=q) for q in (0.0, 0.3))
    assert np.linalg.norm(robust - TRUE) < np.linalg.norm(plain - TRUE) / 2


def test_a_sample_with_log_q_stands_for_the_whole() -> None:
    figures, bought = questions(400)
    rows, right, question = flat(figures, bought)
    whole = sampled_softmax(rows, right, question, np.zeros(len(rows), np.float32), l2=0.0)
    # Likely articles are sampled more often, so the sample misleads without the correction.
    chance = np.where(right, 1.0, np.where(rows[:, 0] > 0.5, 0.6, 0.05))
    shown = np.random.default_rng(1).random(len(rows)) < chance
    sample = (rows[shown], right[shown], question[shown])
    corrected = sampled_softmax(*sample, np.log(chance[shown]).astype(np.float32), l2=0.0)
    uncorrected = sampled_softmax(*sample, np.zeros(int(shown.sum()), np.float32), l2=0.0)
    assert np.abs(corrected - whole).max() < 0.12
    assert np.abs(uncorrected - whole).max() > 0.4
    np.testing.assert_allclose(whole, TRUE, atol=0.15)


@pytest.mark.parametrize("robust", [0.0, 0.3])
def test_samples_of_unequal_size_with_log_q_are_those_of_a_plain_loop(robust: float) -> None:
    """Every fifth question has no purchase; the others have one to three."""
    rng = np.random.default_rng(3)
    figures = [rng.normal(size=(size, FIGURES)).astype(np.float32) for size in rng.integers(8, 25, 30)]
    bought = [np.arange(number % 5 and 1 + number % 3) for number in range(30)]
    log_q = [rng.uniform(-4, 0, len(sample)).astype(np.float32) for sample in figures]
    right = np.concatenate(
        [np.isin(np.arange(len(sample)), rows) for sample, rows in zip(figures, bought, strict=True)]
    )
    question = np.repeat(np.arange(30, dtype=np.int32), [len(sample) for sample in figures])
    weights = sampled_softmax(np.concatenate(figures), right, question, np.concatenate(log_q), l2=0.05, robust=robust)
    start = minimize(slow_loss, np.zeros(FIGURES), args=(figures, bought, 0.05, 0.0, log_q)).x
    slow = minimize(slow_loss, start, args=(figures, bought, 0.05, robust, log_q)).x
    np.testing.assert_allclose(weights, slow, atol=5e-4)


def test_a_question_without_a_purchase_teaches_nothing() -> None:
    figures, bought = questions(30)
    rows, right, question = flat(figures, bought)
    zeros = np.zeros(len(rows), np.float32)
    plain = sampled_softmax(rows, right, question, zeros, l2=0.01)
    more = sampled_softmax(
        np.concatenate([rows, rows[:ARTICLES] * 5]),
        np.concatenate([right, np.zeros(ARTICLES, np.bool_)]),
        np.concatenate([question, np.full(ARTICLES, 30, np.int32)]),
        np.concatenate([zeros, zeros[:ARTICLES]]),
        l2=0.01,
    )
    np.testing.assert_allclose(plain, more, atol=2e-3)
