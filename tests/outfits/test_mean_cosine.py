"""The mean cosine against its definition, written out."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.outfits import mean_cosine
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.mean_cosine import FittedMeanCosine

SETS = ([3, 1], [0, 4, 2], [5, 6, 7, 8], list(range(30)))


@pytest.fixture
def vectors() -> FloatMatrix:
    return unit(np.random.default_rng(4).normal(size=(30, 12)).astype(np.float32))


def reference(vectors: FloatMatrix, articles: list[int]) -> float:
    """The mean over the set's articles of their mean cosine to the others."""
    each = [np.mean([float(vectors[a] @ vectors[b]) for b in articles if b != a]) for a in articles]
    return float(np.mean(each))


@pytest.mark.parametrize("lines", [1, 5, 16_384])
def test_compatibility_is_the_mean_cosine_to_the_rest(
    vectors: FloatMatrix, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mean_cosine, "_LINES", lines)
    scores = FittedMeanCosine(vectors).compatibility(ArticleSets.of(SETS))
    np.testing.assert_allclose(scores, [reference(vectors, articles) for articles in SETS], atol=1e-6)


@pytest.mark.parametrize("lines", [1, 5, 16_384])
def test_completion_is_the_mean_cosine_to_the_set(
    vectors: FloatMatrix, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mean_cosine, "_LINES", lines)
    articles, candidates = [3, 9, 14], [0, 29, 5, 6, 7, 0]
    scores = FittedMeanCosine(vectors).completion(np.array(articles, np.int32), np.array(candidates, np.int32))
    expected = [np.mean([vectors[candidate] @ vectors[article] for article in articles]) for candidate in candidates]
    np.testing.assert_allclose(scores, expected, atol=1e-6)


def test_alike_articles_go_together_best() -> None:
    fitted = FittedMeanCosine(unit(np.array([[1, 0], [1, 0.1], [0, 1], [-1, 0]], np.float32)))
    pairs = list(itertools.combinations(range(4), 2))
    scores = fitted.compatibility(ArticleSets.of(pairs))
    assert pairs[int(np.argmax(scores))] == (0, 1) and pairs[int(np.argmin(scores))] == (0, 3)
    assert scores[2] == pytest.approx(-1)


def test_what_is_saved_is_mapped_and_not_read(vectors: FloatMatrix, tmp_path: Path) -> None:
    FittedMeanCosine(vectors).save(tmp_path)
    loaded = mean_cosine.MeanCosine().load(tmp_path, 30)
    assert isinstance(loaded._vectors, np.memmap)
