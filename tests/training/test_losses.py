"""NT-Xent against the slowest honest reading of its formula."""

import math

import pytest
import torch
from torch import Tensor

from stylehub_core.training.losses import nt_xent


def by_hand(first: Tensor, second: Tensor, temperature: float, hidden: set[tuple[int, int]] | None = None) -> float:
    """SimCLR eq. 1, one loop a sum."""
    views = torch.cat([first, second])
    count = len(first)
    total = 0.0
    for i in range(2 * count):
        partner = (i + count) % (2 * count)
        top = math.exp(float(views[i] @ views[partner]) / temperature)
        bottom = sum(
            math.exp(float(views[i] @ views[j]) / temperature)
            for j in range(2 * count)
            if j != i and (i, j) not in (hidden or set())
        )
        total -= math.log(top / bottom)
    return total / (2 * count)


def unit_rows(rows: int, seed: int) -> Tensor:
    return torch.nn.functional.normalize(torch.randn(rows, 6, generator=torch.Generator().manual_seed(seed)), dim=1)


@pytest.mark.parametrize("temperature", [0.05, 0.5, 1.0])
def test_matches_the_formula(temperature: float) -> None:
    first, second = unit_rows(5, 1), unit_rows(5, 2)
    assert float(nt_xent(first, second, temperature=temperature)) == pytest.approx(
        by_hand(first, second, temperature), rel=1e-5
    )


def test_views_of_the_same_item_are_no_negatives() -> None:
    first, second = unit_rows(3, 1), unit_rows(3, 2)
    # Pair 0 is (10, 11), pair 1 is (10, 12), pair 2 is (13, 14): rows 0 and 1 are the same article.
    masked = {
        (0, 1), (0, 4), (3, 1), (1, 0), (1, 3), (4, 0),
        # row 3 (article 11) is paired with 10; so is row 4 (article 12): partners of the same article
    }  # fmt: skip
    found = nt_xent(
        first,
        second,
        temperature=0.2,
        first_ids=torch.tensor([10, 10, 13]),
        second_ids=torch.tensor([11, 12, 14]),
    )
    assert float(found) == pytest.approx(by_hand(first, second, 0.2, masked), rel=1e-5)


def test_equal_log_q_changes_nothing_and_unequal_does() -> None:
    first, second = unit_rows(4, 3), unit_rows(4, 4)
    plain = float(nt_xent(first, second, temperature=0.3))
    assert float(nt_xent(first, second, temperature=0.3, log_q=torch.full((8,), -2.0))) == pytest.approx(
        plain, rel=1e-5
    )
    uneven = nt_xent(first, second, temperature=0.3, log_q=torch.linspace(-5, -1, 8))
    assert abs(float(uneven) - plain) > 0.01


def test_a_mined_negative_joins_both_denominators() -> None:
    first, second = unit_rows(3, 5), unit_rows(3, 6)
    far = -first
    near = first.clone()
    plain = float(nt_xent(first, second, temperature=0.5))
    assert plain < float(nt_xent(first, second, temperature=0.5, negatives=far))
    assert float(nt_xent(first, second, temperature=0.5, negatives=far)) < float(
        nt_xent(first, second, temperature=0.5, negatives=near)
    )
