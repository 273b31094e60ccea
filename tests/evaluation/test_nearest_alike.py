"""The share of the nearest with the same label, against a loop that is plain to see."""

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.evaluation.nearest_alike import nearest_alike


def test_it_is_what_a_loop_counts() -> None:
    rng = np.random.default_rng(0)
    vectors = unit(rng.standard_normal((700, 8)).astype(np.float32))
    label, other, product = (rng.integers(0, size, 700).astype(np.int32) for size in (4, 9, 200))
    expected = []
    for row in range(700):
        near = [n for n in np.argsort(-(vectors @ vectors[row])) if product[n] != product[row]][:10]
        expected.append((np.mean(label[near] == label[row]), np.mean(other[near] == other[row])))
    shares = nearest_alike(vectors, (label, other), k=10, apart=product)
    np.testing.assert_allclose(np.stack(shares, axis=1), expected, atol=1e-6)


def test_a_row_is_never_its_own_neighbour() -> None:
    (shares,) = nearest_alike(np.eye(3, dtype=np.float32), (np.arange(3, dtype=np.int32),), k=2)
    assert shares.tolist() == [0, 0, 0]


def test_few_others_count_as_they_are_and_none_is_nan() -> None:
    vectors = np.eye(3, dtype=np.float32)
    label, product = np.array([1, 1, 2], np.int32), np.array([0, 0, 1], np.int32)
    (shares,) = nearest_alike(vectors, (label,), k=10, apart=product)
    assert shares.tolist() == pytest.approx([0, 0, 0])
    (alone,) = nearest_alike(vectors, (label,), k=10, apart=np.zeros(3, np.int32))
    assert np.isnan(alone).all()
