"""The loss of an outfit among negatives, against a slow reference."""

import math

import numpy as np
import pytest
import torch

from stylehub_core.training.outfit_losses import weighted_choice


def slow(positive: list[float], negatives: list[list[float]], weights: list[list[float]]) -> float:
    losses = []
    for own, others, counts in zip(positive, negatives, weights, strict=True):
        total = math.exp(own) + sum(w * math.exp(other) for other, w in zip(others, counts, strict=True))
        losses.append(-math.log(math.exp(own) / total))
    return sum(losses) / len(losses)


def drawn(rows: int = 6, count: int = 4) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    rng = np.random.default_rng(0)
    positive, negatives = rng.normal(size=rows) * 3, rng.normal(size=(rows, count)) * 3
    return torch.tensor(positive), torch.tensor(negatives), torch.tensor(rng.random((rows, count)))


def test_it_is_the_softmax_in_which_negatives_count_by_their_weights() -> None:
    positive, negatives, weights = drawn()
    weights[0, 1] = 0
    loss = weighted_choice(positive, negatives, torch.log(weights))
    assert float(loss) == pytest.approx(slow(positive.tolist(), negatives.tolist(), weights.tolist()), rel=1e-9)


def test_with_full_weights_it_is_cross_entropy() -> None:
    positive, negatives, _ = drawn()
    logits = torch.cat([positive[:, None], negatives], dim=1)
    expected = torch.nn.functional.cross_entropy(logits, torch.zeros(len(logits), dtype=torch.long))
    assert float(weighted_choice(positive, negatives, torch.zeros_like(negatives))) == pytest.approx(float(expected))


def test_without_any_negative_nothing_is_lost() -> None:
    positive, negatives, _ = drawn()
    positive.requires_grad_()
    negatives.requires_grad_()
    loss = weighted_choice(positive, negatives, torch.full_like(negatives, -torch.inf))
    loss.backward()  # type: ignore[no-untyped-call]
    assert float(loss.detach()) == 0
    for gradient in (positive.grad, negatives.grad):
        assert gradient is not None and gradient.tolist() == torch.zeros_like(gradient).tolist()


def test_a_negative_that_counts_less_is_pushed_away_less() -> None:
    gradients = []
    for log_weight in (0.0, -2.0):
        negatives = torch.tensor([[1.0, 0.5]], requires_grad=True)
        weights = torch.tensor([[log_weight, 0.0]])
        weighted_choice(torch.tensor([0.8]), negatives, weights).backward()  # type: ignore[no-untyped-call]
        assert negatives.grad is not None
        gradients.append(negatives.grad[0])
    assert 0 < gradients[1][0] < gradients[0][0] / 2
    assert gradients[1][1] > gradients[0][1]
