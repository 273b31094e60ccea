"""Towers side by side: cosines are the shares' sum, inputs without a part, and the parts' files."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models.bridge import LinearBridge
from stylehub_core.models.own_space import OwnSpace
from stylehub_core.models.side_by_side import SideBySide


def linear(outputs: int, seed: int) -> LinearBridge:
    weights = np.random.default_rng(seed).normal(size=(6, outputs)).astype(np.float32)
    return LinearBridge(weights, np.zeros(6, np.float32), np.zeros(outputs, np.float32))


def rows(count: int) -> FloatMatrix:
    return unit(np.random.default_rng(9).normal(size=(count, 6)).astype(np.float32))


def test_the_cosine_is_the_sum_of_the_parts_cosines_by_their_shares() -> None:
    first, second, vectors = linear(4, 1), linear(3, 2), rows(5)
    both = SideBySide((first, second), (4, 3), (0.3, 0.7))(vectors)
    assert both.shape == (5, 7) and both.dtype == np.float32
    expected = 0.3 * first(vectors) @ first(vectors).T + 0.7 * second(vectors) @ second(vectors).T
    np.testing.assert_allclose(both @ both.T, expected, atol=1e-6)


def test_an_input_without_a_part_is_compared_by_the_other_alone() -> None:
    first, vectors = linear(4, 1), rows(5)
    text = SideBySide((first, None), (4, 3), (0.5, 0.5))(vectors)
    np.testing.assert_allclose(np.linalg.norm(text, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(text[:, :4], first(vectors), atol=1e-6)
    assert not text[:, 4:].any()


@pytest.mark.parametrize("parts", [(linear(4, 1), linear(3, 2)), (linear(4, 1), None), (OwnSpace(), linear(3, 2))])
def test_it_survives_the_disk(parts: tuple[LinearBridge | None, ...], tmp_path: Path) -> None:
    tower = SideBySide(parts, (6 if isinstance(parts[0], OwnSpace) else 4, 3), (0.5, 0.5))
    notes = tower.save(tmp_path / "picture.safetensors")
    loaded = SideBySide.load(notes, tmp_path / "picture.safetensors")
    np.testing.assert_array_equal(loaded(rows(5)), tower(rows(5)))
