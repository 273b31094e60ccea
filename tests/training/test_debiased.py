"""The debiased contrastive loss against a slow, literal version of its formula, and its purpose."""

import math

import pytest
import torch
from torch import Tensor

from stylehub_core.training.debiased import debiased_contrastive


def by_hand(positive: Tensor, negatives: Tensor, t: float, tau: float) -> float:
    """Chuang et al. 2020, one exponential at a time."""
    total = 0.0
    for up, downs in zip(positive.tolist(), negatives.tolist(), strict=True):
        top = math.exp(up / t)
        mean = sum(math.exp(down / t) for down in downs) / len(downs)
        g = max((mean - tau * top) / (1 - tau), math.exp(-1 / t))
        total -= math.log(top / (top + len(downs) * g))
    return total / len(positive)


def cosines(seed: int, *shape: int) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(seed)) * 2 - 1


@pytest.mark.parametrize("temperature", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("tau_plus", [0.0, 0.01, 0.3, 0.9])
def test_matches_the_formula(temperature: float, tau_plus: float) -> None:
    positive, negatives = cosines(1, 7), cosines(2, 7, 9)
    loss = debiased_contrastive(positive, negatives, temperature=temperature, tau_plus=tau_plus)
    assert float(loss) == pytest.approx(by_hand(positive, negatives, temperature, tau_plus), rel=1e-4)


def test_the_floor_holds_where_the_estimate_would_be_negative() -> None:
    positive, negatives = torch.tensor([1.0]), torch.tensor([[-0.5, -0.6]])
    loss = debiased_contrastive(positive, negatives, temperature=0.5, tau_plus=0.5)
    assert float(loss) == pytest.approx(-math.log(math.exp(2) / (math.exp(2) + 2 * math.exp(-2))), rel=1e-5)


def test_without_a_prior_it_is_the_softmax_loss() -> None:
    positive, negatives = cosines(3, 5), cosines(4, 5, 8)
    logits = torch.cat([positive[:, None], negatives], dim=1) / 0.2
    softmax = torch.nn.functional.cross_entropy(logits, torch.zeros(5, dtype=torch.long))
    loss = debiased_contrastive(positive, negatives, temperature=0.2, tau_plus=0.0)
    assert float(loss) == pytest.approx(float(softmax), rel=1e-5)


def test_it_is_nearer_to_the_loss_of_true_negatives_than_the_biased_one() -> None:
    """A tenth of the drawn negatives are as near as the positive. The right prior removes their effect on the loss."""
    positive = torch.full((1,), 0.8)
    true = cosines(5, 1, 90) * 0.3
    drawn = torch.cat([true, torch.full((1, 10), 0.8)], dim=1)

    def loss(negatives: Tensor, tau_plus: float) -> float:
        return float(debiased_contrastive(positive, negatives, temperature=0.2, tau_plus=tau_plus))

    of_true = loss(true.repeat(1, 10)[:, :100], 0.0)
    assert abs(loss(drawn, 0.1) - of_true) < 0.1 * abs(loss(drawn, 0.0) - of_true)


def test_a_sharp_temperature_does_not_overflow() -> None:
    positive = torch.tensor([0.99], requires_grad=True)
    loss = debiased_contrastive(positive, torch.tensor([[0.9, 0.2]]), temperature=0.03, tau_plus=0.01)
    loss.backward()
    assert torch.isfinite(loss) and torch.isfinite(positive.grad).all()
