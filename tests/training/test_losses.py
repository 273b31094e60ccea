"""NT-Xent against a slow, literal version of its formula."""

import math
from collections.abc import Sequence

import pytest
import torch
from torch import Tensor

from stylehub_core.training.losses import nt_xent

FIRST_IDS, SECOND_IDS = (10, 10, 13, 15), (11, 12, 14, 10)
"""Four pairs: (10, 11), (10, 12), (13, 14), (15, 10). Article 10 comes first in two pairs and second in another."""


def by_hand(
    first: Tensor,
    second: Tensor,
    temperature: float,
    ids: Sequence[int] | None = None,
    log_q: Sequence[float] | None = None,
    negatives: Tensor | None = None,
) -> float:
    """SimCLR eq. 1, one exponential at a time; log_q, ids and negatives as in nt_xent."""
    views, count = torch.cat([first, second]).tolist(), len(first)

    def power(left: Sequence[float], right: Sequence[float], correction: float = 0.0) -> float:
        return math.exp(sum(a * b for a, b in zip(left, right, strict=True)) / temperature - correction)

    total = 0.0
    for i, view in enumerate(views):
        partner = (i + count) % (2 * count)
        bottom = 0.0
        for j, candidate in enumerate(views):
            own = {ids[i], ids[partner]} if ids else set()
            masked = ids and (ids[j] in own or ids[(j + count) % (2 * count)] == ids[i])
            if j == partner or (j != i and not masked):
                bottom += power(view, candidate, log_q[j] if log_q else 0.0)
        if negatives is not None:
            bottom += power(view, negatives[i % count].tolist())
        total -= math.log(power(view, views[partner], log_q[partner] if log_q else 0.0) / bottom)
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
    first, second, ids = unit_rows(4, 1), unit_rows(4, 2), (*FIRST_IDS, *SECOND_IDS)
    loss = nt_xent(
        first, second, temperature=0.2, first_ids=torch.tensor(FIRST_IDS), second_ids=torch.tensor(SECOND_IDS)
    )
    assert float(loss) == pytest.approx(by_hand(first, second, 0.2, ids), rel=1e-5)


def test_log_q_is_subtracted_from_the_logit_of_the_view_that_it_belongs_to() -> None:
    first, second, log_q = unit_rows(4, 3), unit_rows(4, 4), [-0.5, -3.0, -1.0, -2.5, -4.0, -0.1, -2.0, -1.5]
    loss = nt_xent(first, second, temperature=0.3, log_q=torch.tensor(log_q))
    assert float(loss) == pytest.approx(by_hand(first, second, 0.3, log_q=log_q), rel=1e-5)


def test_a_mined_negative_joins_the_denominators_of_both_views_of_its_own_pair() -> None:
    first, second, negatives = unit_rows(4, 5), unit_rows(4, 6), unit_rows(4, 7)
    loss = nt_xent(first, second, temperature=0.5, negatives=negatives)
    assert float(loss) == pytest.approx(by_hand(first, second, 0.5, negatives=negatives), rel=1e-5)


def test_all_three_together() -> None:
    first, second, negatives = unit_rows(4, 8), unit_rows(4, 9), unit_rows(4, 10)
    log_q = [-0.5, -3.0, -1.0, -2.5, -4.0, -0.1, -2.0, -1.5]
    loss = nt_xent(
        first,
        second,
        temperature=0.4,
        first_ids=torch.tensor(FIRST_IDS),
        second_ids=torch.tensor(SECOND_IDS),
        log_q=torch.tensor(log_q),
        negatives=negatives,
    )
    by_loops = by_hand(first, second, 0.4, (*FIRST_IDS, *SECOND_IDS), log_q, negatives)
    assert float(loss) == pytest.approx(by_loops, rel=1e-5)


def test_columns_that_do_not_learn_count_but_have_no_gradient() -> None:
    torch.manual_seed(3)
    rows = [torch.nn.functional.normalize(torch.randn(4, 5), dim=1) for _ in range(2)]
    gradients, losses = [], []
    for fixed in (0, 2):
        first, second = (part.clone().requires_grad_() for part in rows)
        loss = nt_xent(first, second, temperature=0.3, fixed=fixed)
        loss.backward()
        assert first.grad is not None
        losses.append(loss.item())
        gradients.append(first.grad)
    assert losses[0] == pytest.approx(losses[1], abs=1e-6)
    torch.testing.assert_close(gradients[1][:, 2:], gradients[0][:, 2:])
    assert gradients[0][:, :2].abs().min() > 0 and not gradients[1][:, :2].any()
