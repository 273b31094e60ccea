"""BPR against its formula, one pair at a time."""

import math

import pytest
import torch

from stylehub_core.training.bpr import bpr


def test_matches_the_formula() -> None:
    positive, negative = [0.5, -1.0, 3.0], [0.5, 2.0, -40.0]
    by_hand = [-math.log(1 / (1 + math.exp(-(p - n)))) for p, n in zip(positive, negative, strict=True)]
    assert float(bpr(torch.tensor(positive), torch.tensor(negative))) == pytest.approx(sum(by_hand) / 3, rel=1e-6)


def test_both_scores_are_learned_from() -> None:
    """The gradient of -ln sigmoid(x) is sigmoid(x) - 1, and its opposite for the negative."""
    positive = torch.tensor([0.5, -1.0, 3.0], requires_grad=True)
    negative = torch.tensor([0.7, 2.0, 1.0], requires_grad=True)
    bpr(positive, negative).backward()
    slopes = [(1 / (1 + math.exp(-x)) - 1) / 3 for x in (-0.2, -3.0, 2.0)]
    assert positive.grad.tolist() == pytest.approx(slopes, rel=1e-5)
    assert negative.grad.tolist() == pytest.approx([-slope for slope in slopes], rel=1e-5)


def test_large_gaps_stay_numbers() -> None:
    assert float(bpr(torch.tensor([-1e4]), torch.tensor([1e4]))) == pytest.approx(2e4)
