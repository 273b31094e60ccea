"""The distance in subspaces against its definition, written out."""

import itertools

import numpy as np
import pytest

from stylehub_core.outfits import subspace_distance
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.subspace_distance import SubspaceDistance

SETS = ([3, 1], [0, 4, 2], [5, 6, 7, 8], [9, 10, 11], list(range(30)))
RNG = np.random.default_rng(4)
VECTORS = RNG.normal(size=(30, 6)).astype(np.float32)
SLOTS = RNG.integers(0, 3, 30).astype(np.int8)
HALF = RNG.random((3, 3, 6)).astype(np.float32)
SUBSPACES = HALF + HALF.transpose(1, 0, 2)


def distance(first: int, second: int) -> float:
    weights = SUBSPACES[SLOTS[first], SLOTS[second]]
    return sum(float(w * (a - b) ** 2) for w, a, b in zip(weights, VECTORS[first], VECTORS[second], strict=True))


@pytest.fixture(params=[1, 7, 65_536])
def scorer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SubspaceDistance:
    monkeypatch.setattr(subspace_distance, "_PAIRS", request.param)
    return SubspaceDistance(VECTORS, SLOTS, SUBSPACES)


def test_compatibility_is_minus_the_mean_distance_of_pairs(scorer: SubspaceDistance) -> None:
    wanted = [-np.mean([distance(a, b) for a, b in itertools.combinations(articles, 2)]) for articles in SETS]
    np.testing.assert_allclose(scorer.compatibility(ArticleSets.of(SETS)), wanted, rtol=1e-5)


def test_completion_is_minus_the_mean_distance_to_the_set(scorer: SubspaceDistance) -> None:
    candidates = np.array([5, 9, 5, 20], np.int32)
    wanted = [-np.mean([distance(a, candidate) for a in (1, 2, 3)]) for candidate in candidates.tolist()]
    np.testing.assert_allclose(scorer.completion(np.array([2, 1, 3], np.int32), candidates), wanted, rtol=1e-5)
