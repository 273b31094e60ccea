"""InfoNCE against a slow, literal version of its formula."""

import math

import pytest
import torch

from stylehub_core.training.info_nce import info_nce
from tests.training.test_losses import unit_rows


@pytest.mark.parametrize("temperature", [0.05, 0.2, 1.0])
def test_matches_the_formula(temperature: float) -> None:
    first, second = unit_rows(6, 1), unit_rows(6, 2)
    total = 0.0
    for i in range(6):
        ratios = [math.exp(float(first[i] @ second[j]) / temperature) for j in range(6)]
        total -= math.log(ratios[i] / sum(ratios))
    assert float(info_nce(first, second, temperature=temperature)) == pytest.approx(total / 6, rel=1e-5)


def test_the_own_other_view_is_the_only_positive() -> None:
    """Three nodes with known cosines. The first view holds the anchors, the second the candidates."""
    first = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    second = torch.tensor([[0.8, 0.6], [-1.0, 0.0], [0.0, -1.0]])
    cosines = [[0.8, -1.0, 0.0], [0.6, 0.0, -1.0], [0.96, -0.6, -0.8]]
    losses = [math.log(sum(math.exp(cosine / 0.5) for cosine in row)) - row[i] / 0.5 for i, row in enumerate(cosines)]
    assert float(info_nce(first, second, temperature=0.5)) == pytest.approx(sum(losses) / 3, rel=1e-5)


def test_one_node_alone_has_nothing_to_be_told_from() -> None:
    assert float(info_nce(unit_rows(1, 1), unit_rows(1, 2), temperature=0.2)) == 0


def test_the_same_views_are_better_than_exchanged_ones() -> None:
    rows = unit_rows(5, 3)
    same, exchanged = (info_nce(rows, torch.roll(rows, by, 0), temperature=0.2) for by in (0, 1))
    assert same < exchanged
