"""The blend of cosines against the sum of the models' cosines."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.cosine_blend import CosineBlend
from stylehub_core.outfits.mean_cosine import FittedMeanCosine

SETS = ArticleSets.of([[3, 1], [0, 4, 2], [5, 6, 7, 8]])


def model(name: str, vectors: FloatMatrix) -> Any:
    def fit(world: object, folder: Path, progress: object) -> SimpleNamespace:
        assert folder.is_dir()
        return SimpleNamespace(vectors=vectors)

    return SimpleNamespace(name=name, config=(), version=1, needs=frozenset({"texts"}), fit=fit)


def test_each_model_counts_alike(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    wide = unit(rng.normal(size=(400, 3)).astype(np.float32))
    narrow = unit((rng.normal(size=(400, 20)) + 4).astype(np.float32))  # cosines that hardly differ
    blend = CosineBlend([model("wide", wide), model("narrow", narrow)])
    scores = blend.fit(None, tmp_path).compatibility(SETS)  # type: ignore[arg-type]
    off = ~np.eye(400, dtype=bool)
    expected = sum(
        FittedMeanCosine(vectors).compatibility(SETS) / (vectors @ vectors.T)[off].std() for vectors in (wide, narrow)
    )
    np.testing.assert_allclose(scores, expected, rtol=0.03)
    assert set(blend.config) == {"wide", "narrow"}  # type: ignore[call-overload]
