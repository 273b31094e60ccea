"""The tower of attributes: its cosine by hand, what its training has learned, and its file."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models.attribute_tower import AttributeTower
from stylehub_core.training.attribute_heads import AttributeHeadsTrainer
from stylehub_core.training.configs import AttributeTraining

SIZES = (3, 2)


def rows(count: int) -> FloatMatrix:
    return unit(np.random.default_rng(1).normal(size=(count, 6)).astype(np.float32))


def tower(scale: float = 1.0) -> AttributeTower:
    rng = np.random.default_rng(0)
    shapes = {"layer.weight": (4, 6), "layer.bias": (4,), "heads.weight": (5, 4), "heads.bias": (5,)}
    return AttributeTower({name: np.float32(scale) * rng.normal(size=shape).astype(np.float32)
                           for name, shape in shapes.items()}, SIZES)  # fmt: skip


def test_the_cosine_is_the_mean_overlap_of_the_probabilities() -> None:
    of_all, vectors = tower(), rows(4)
    results = of_all(vectors)
    assert results.shape == (4, 5) and results.dtype == np.float32
    seen = np.maximum(vectors @ of_all.weights["layer.weight"].T + of_all.weights["layer.bias"], 0)
    powers = np.exp(seen @ of_all.weights["heads.weight"].T + of_all.weights["heads.bias"])
    kinds, colours = (part / part.sum(axis=1, keepdims=True) for part in (powers[:, :3], powers[:, 3:]))
    expected = (np.sqrt(kinds[0] * kinds[1]).sum() + np.sqrt(colours[0] * colours[1]).sum()) / 2
    assert results[0] @ results[1] == pytest.approx(expected, abs=1e-6)
    np.testing.assert_allclose(np.linalg.norm(results, axis=1), 1, atol=1e-6)


def test_sure_answers_do_not_overflow() -> None:
    results = tower(scale=100.0)(rows(4))
    np.testing.assert_allclose(np.linalg.norm(results, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("components", [0, 4])
def test_it_gives_the_probabilities_of_its_training(components: int, tmp_path: Path) -> None:
    vectors, rng = rows(60), np.random.default_rng(3)
    values = [rng.integers(size, size=60).astype(np.int32) for size in SIZES]
    training = AttributeTraining(features=8, epochs=2, batch=20, components=components)
    trainer = AttributeHeadsTrainer(vectors, values, SIZES, training)
    trainer.run(tmp_path / "heads")
    told = AttributeTower.of(trainer)(vectors)
    for logits, part in zip(trainer.logits(vectors), np.split(told, [3], axis=1), strict=True):
        shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        np.testing.assert_allclose(part**2 * len(SIZES), shares, atol=1e-5)


def test_it_survives_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "picture.safetensors"
    notes = tower().save(file)
    np.testing.assert_array_equal(AttributeTower.load(notes, file)(rows(3)), tower()(rows(3)))
    with pytest.raises(ValueError, match="tells 5 values instead of 6"):
        AttributeTower.load({"sizes": [3, 3]}, file)
