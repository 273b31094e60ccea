"""The benchmark of co-purchases: an ablation's variants, seeds, and means over them."""

import numpy as np
import pytest

from benchmarks.co_purchases import Recalls, ablated, seeded
from stylehub_core.errors import ModelError
from stylehub_core.models.registry import model


def test_an_ablation_takes_each_part_away_and_each_alone() -> None:
    variants = ablated(model("multimodal"))
    on = {
        name: [part for part in ("text", "picture", "purchases") if variants[name].setting(part)] for name in variants
    }
    assert on == {
        "multimodal": ["text", "picture", "purchases"],
        "multimodal: picture, purchases": ["picture", "purchases"],
        "multimodal: text, purchases": ["text", "purchases"],
        "multimodal: text, picture": ["text", "picture"],
        "multimodal: text": ["text"],
        "multimodal: picture": ["picture"],
        "multimodal: purchases": ["purchases"],
    }


def test_a_model_without_parts_has_no_ablation() -> None:
    with pytest.raises(ModelError, match="Transactional has no parts that can be off"):
        ablated(model("transactional"))


@pytest.mark.parametrize(
    ("name", "setting"), [("transactional", "training.seed"), ("multimodal", "learned.training.seed")]
)
def test_seeds_follow_the_models_own(name: str, setting: str) -> None:
    first = model(name).setting(setting)
    assert [run.setting(setting) for run in seeded(model(name), 2)] == [first, first + 1]


def test_a_model_that_draws_nothing_runs_once() -> None:
    assert len(seeded(model("raw-text"), 3)) == 1


def test_the_mean_over_seeds_is_anchor_by_anchor() -> None:
    first, second = np.array([1, 0, np.nan], np.float32), np.array([0, 0, np.nan], np.float32)
    mean = Recalls.mean([Recalls(first, first, second), Recalls(second, first, second)])
    np.testing.assert_array_equal(mean.every, [0.5, 0, np.nan])
    np.testing.assert_array_equal(mean.sold, first)
