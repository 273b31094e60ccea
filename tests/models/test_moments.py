"""The map to principal components against scikit-learn's, and how much memory it takes."""

import tracemalloc

import numpy as np
import pytest
from sklearn.decomposition import PCA

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models import moments
from stylehub_core.models.look import spread


def vectors(rows: int, dimensions: int) -> FloatMatrix:
    """Unit rows of unequal spread, away from the origin."""
    made = np.random.default_rng(0).normal(size=(rows, dimensions)) * np.linspace(2, 0.5, dimensions) + 0.5
    return unit(made.astype(np.float32))


@pytest.mark.parametrize("chunk", [64, 8192])
def test_the_principal_components_are_those_of_all_rows(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "CHUNK", chunk)
    rows = vectors(300, 12)
    theirs = PCA(5).fit(rows)
    expected = unit((theirs.transform(rows) / theirs.singular_values_**0.5).astype(np.float32))
    found = spread(rows, 5, 0.5)(rows)
    np.testing.assert_allclose(found @ found.T, expected @ expected.T, atol=1e-4)


def test_many_rows_take_little_memory_beside_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "CHUNK", 1000)
    rows = vectors(50_000, 40)
    tracemalloc.start()
    try:
        learned = spread(rows, 4, 0.5)
        learned(rows)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < rows.nbytes / 2
