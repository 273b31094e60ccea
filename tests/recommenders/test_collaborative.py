"""The contract of every recommender that learns from the matrix of purchases."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.models.world import World
from stylehub_core.recommenders.registry import recommender
from tests.conftest import MakeCatalog
from tests.recommenders.two_groups import (
    ARTICLES,
    CUSTOMERS,
    GROUPS,
    NEVER_SOLD,
    UNTIL,
    histories_of,
    purchases,
    scores,
)

KNN = ("item-knn-cosine", "item-knn-tfidf", "item-knn-bm25")
LEARNS_GROUPS = (*KNN, "bpr", "plain-cosine", "mf", "lightgcn", "gcl-lightgcn")
"""With their defaults: ALS has more factors than this shop has articles, the adjusted cosine sees only the doubles,
gcl-mf is too sharp for so few articles (test_graph_recommenders.py gives it a fitting temperature)."""
ALL = (*LEARNS_GROUPS, "als", "adjusted-cosine", "gcl-mf")


@pytest.mark.parametrize("name", LEARNS_GROUPS)
def test_a_new_history_gets_its_group_s_other_articles(name: str, world: World, tmp_path: Path) -> None:
    values = scores(name, world, tmp_path, [0, 1], [6, 7])
    for row, (own, other) in zip(values, (GROUPS, GROUPS[::-1]), strict=True):
        assert row[list(own)[2:]].min() > max(row[list(other)].max(), row[12:].max())


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_known_scores_zero(name: str, world: World, tmp_path: Path) -> None:
    values = scores(name, world, tmp_path, [], [0, 1], [NEVER_SOLD], [])
    assert values.shape == (4, ARTICLES) and values.dtype == np.float32
    assert np.isfinite(values).all()
    assert not values[[0, 2, 3]].any()
    assert values[1].any()


def test_the_same_history_gets_the_same_scores(world: World, tmp_path: Path) -> None:
    """From a second recommender of the same seed, alone and among other histories, and for no history at all."""
    together = histories_of([0, 1], [7], [2, 8, 9])
    for name in ALL:
        first, second = (recommender(name).fit(world, tmp_path) for _ in range(2))
        values = first.history_scores(together)
        np.testing.assert_array_equal(values, second.history_scores(together), name)
        alone = np.concatenate([first.history_scores(together.part(row, row + 1)) for row in range(3)])
        np.testing.assert_allclose(values, alone, rtol=1e-5, atol=1e-6, err_msg=name)
        assert first.history_scores(together.part(0, 0)).shape == (0, ARTICLES), name


def test_nothing_after_the_cut_counts(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    later = [("2020-02-01", who, row) for who in range(CUSTOMERS) for row in (0, 6, 12, NEVER_SOLD)]
    plain, telling = (make_catalog(lines, ARTICLES, CUSTOMERS) for lines in (purchases(), purchases() + later + later))
    for name in ALL:
        first, second, seen = (
            scores(name, shop, tmp_path, [0, 1], [6, 12], [NEVER_SOLD])
            for shop in (World(plain, encoder, UNTIL), World(telling, encoder, UNTIL), World(telling, encoder))
        )
        np.testing.assert_array_equal(first, second, name)
        assert not np.array_equal(first, seen), name


def test_no_purchases_say_so(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    empty = World(make_catalog([]), encoder)
    for name in ALL:
        with pytest.raises(ModelError, match="needs purchases"):
            recommender(name).fit(empty, tmp_path)


def test_one_purchase_is_enough_to_be_asked(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog([("2020-01-01", 0, 0)], ARTICLES), encoder)
    for name in ALL:
        values = scores(name, world, tmp_path, [0], [1], [])
        assert np.isfinite(values).all(), name
        assert not values[1:].any(), name


def test_they_are_baselines_that_tell_how_far_they_are(world: World, tmp_path: Path) -> None:
    for name in ALL:
        told: list[tuple[int, int]] = []
        baseline = recommender(name)
        baseline.fit(world, tmp_path, lambda _, done, total, told=told: told.append((done, total)))
        assert baseline.kind == "baseline" and baseline.about.endswith("."), name
        assert told[-1][0] == told[-1][1] > 0, name
