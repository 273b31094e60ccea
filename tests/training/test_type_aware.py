"""Type-aware distances and their losses against literal versions."""

import pytest
import torch

from stylehub_core.training.type_aware import Subspaces, consistency, triplet_margin, type_aware_distance


@pytest.fixture
def subspaces() -> Subspaces:
    torch.manual_seed(0)
    made = Subspaces(3, 4)
    torch.nn.init.normal_(made.masks)
    return made


def test_every_unordered_pair_of_slots_has_a_mask_of_its_own(subspaces: Subspaces) -> None:
    first, second = torch.tensor([0, 0, 0, 1, 1, 2]), torch.tensor([0, 1, 2, 1, 2, 2])
    masks = subspaces.of(first, second)
    assert torch.equal(masks, subspaces.of(second, first))
    assert len({tuple(mask) for mask in masks.tolist()}) == 6
    assert (masks >= 0).all() and (subspaces.masks < 0).any()


def test_the_weights_are_those_of_the_squared_differences(subspaces: Subspaces) -> None:
    first, second = torch.randn(1, 4), torch.randn(1, 4)
    distance = type_aware_distance(first, second, subspaces.of(torch.tensor([2]), torch.tensor([0])))
    weighed = ((first - second).square() * subspaces.weights()[0, 2]).sum()
    assert float(weighed) == pytest.approx(float(distance.detach()), rel=1e-5)


def test_the_distance_is_that_of_the_masked_vectors() -> None:
    first, second, masks = torch.randn(3, 5, 4).unbind(0)
    wanted = [
        sum((a * m - b * m) ** 2 for a, b, m in zip(*rows, strict=True))
        for rows in zip(first.tolist(), second.tolist(), masks.tolist(), strict=True)
    ]
    assert type_aware_distance(first, second, masks).tolist() == pytest.approx(wanted, rel=1e-4)


def test_a_triplet_costs_what_the_wrong_one_is_too_near() -> None:
    near, far = [0.1, 0.5, 0.2, 0.9], [0.8, 0.6, 0.5, 0.1]
    wanted = [max(0.0, right - wrong + 0.3) for right, wrong in zip(near, far, strict=True)]
    assert wanted[0] == 0
    assert float(triplet_margin(torch.tensor(near), torch.tensor(far), margin=0.3)) == pytest.approx(sum(wanted) / 4)


def test_consistency_is_the_mean_squared_distance_of_views() -> None:
    plain, changed = torch.randn(2, 6, 3).unbind(0)
    total = sum((a - b) ** 2 for a, b in zip(plain.flatten().tolist(), changed.flatten().tolist(), strict=True))
    assert float(consistency(plain, changed)) == pytest.approx(total / 6, rel=1e-5)
