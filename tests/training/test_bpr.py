"""BPR against its formula, one pair at a time."""

import math

import pytest
import torch

from stylehub_core.training.bpr import bpr


def test_matches_the_formula() -> None:
    positive, negative = [0.5, -1.0, 3.0], [0.5, 2.0, -40.0]
    by_hand = [-math.log(1 / (1 + math.exp(-(p - n)))) for p, n in zip(positive, negative, strict=True)]
    assert float(bpr(torch.tensor(positive), torch.tensor(negative))) == pytest.approx(sum(by_hand) / 3, rel=1e-6)


def test_large_gaps_stay_numbers() -> None:
    assert float(bpr(torch.tensor([-1e4]), torch.tensor([1e4]))) == pytest.approx(2e4)
