"""Floors and neighbours on tiny shops where the right answer is known."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.catalog.sales import Window, age_bands
from stylehub_core.errors import ModelError
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.near import NearConfig, NearScorer
from stylehub_core.recommenders.own import OwnRecent
from stylehub_core.recommenders.popularity import Popularity
from stylehub_core.recommenders.registry import recommender, recommenders
from tests.conftest import MakeCatalog

SHOP = [
    ("2020-01-01", 0, 3),
    ("2020-01-01", 0, 3),
    ("2020-01-10", 0, 4),
    ("2020-01-10", 1, 5),
    ("2020-01-11", 2, 5),
    ("2020-01-12", 1, 6),
]


def days(day: str) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def histories_at(world: World, customers: list[int], day: str) -> Histories:
    return histories(world, np.array(customers, np.int32), np.full(len(customers), days(day), np.int32))


@pytest.fixture
def world(make_catalog: MakeCatalog, encoder) -> World:
    return World(make_catalog(SHOP), encoder)


def test_a_history_holds_what_was_bought_before_the_asking(world: World) -> None:
    before = histories_at(world, [1, 0, 9], "2020-01-12")
    assert before.owner.tolist() == [0, 1, 1]
    assert before.article.tolist() == [5, 3, 4]
    assert before.pieces.tolist() == [1, 2, 1]
    assert before.ago.tolist() == [2, 11, 2]
    assert before.part(1, 3).article.tolist() == [3, 4]
    assert before.part(1, 3).owner.tolist() == [0, 0]
    assert np.isnan(before.age).all()


def test_what_is_hidden_from_a_world_is_in_no_history(world: World) -> None:
    seen = World(world.catalog, world.encoder, until=date(2020, 1, 5))
    assert histories_at(seen, [0], "2020-02-01").article.tolist() == [3]


def test_popularity_counts_the_days_before_the_asking(world: World, tmp_path: Path) -> None:
    scorer = Popularity(Window(days=3, fewest=1)).fit(world, tmp_path)
    scores = scorer.history_scores(histories_at(world, [0, 9], "2020-01-12"))
    assert scores.argmax(axis=1).tolist() == [5, 5]
    assert scores[0, 6] == 0
    assert scores[0, 5] > scores[0, 4] > scores[0, 3] > 0
    assert np.array_equal(scores[0], scores[1])


def test_a_thin_week_is_widened(world: World, tmp_path: Path) -> None:
    narrow, wide = (Popularity(Window(days=1, fewest=fewest)) for fewest in (1, 100))
    history = histories_at(world, [0], "2020-01-12")
    assert narrow.fit(world, tmp_path).history_scores(history)[0, 3] < 0.01
    assert wide.fit(world, tmp_path).history_scores(history)[0, 3] >= 1


def test_age_bands() -> None:
    assert age_bands(np.array([16, 24, 25, 49, 50, np.nan], np.float32)).tolist() == [0, 0, 1, 2, 3, -1]


def test_own_purchases_latest_first(world: World, tmp_path: Path) -> None:
    scores = OwnRecent().fit(world, tmp_path).history_scores(histories_at(world, [0, 9], "2020-01-20"))
    assert scores[0, 4] > scores[0, 3] > 0
    assert not scores[1].any()


def test_a_day_of_shopping_fades_those_before_it(world: World) -> None:
    history = histories_at(world, [0], "2020-01-11")
    weights = Fading(day_fade=0.5, half_after=10.0).weights(history)
    assert weights == pytest.approx([0.5 / 2, 1 / 1.1])


def test_near_articles_of_a_history_come_first(world: World) -> None:
    vectors = unit(np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32))
    vectors[7] = unit((vectors[4] + 0.01)[None])[0]
    scorer = NearScorer(vectors, NearConfig(neighbours=3))
    scores = scorer.history_scores(Histories.picked([4], 100))
    assert scores[0].argmax() == 7
    assert (scores[0] > 0).sum() == 3
    assert not scorer.history_scores(histories_at(world, [9], "2020-01-20")).any()


def test_no_purchases_say_what_to_do(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no purchases"):
        Popularity().fit(World(make_catalog([]), encoder), tmp_path)


def test_the_registry_finds_them_in_order() -> None:
    assert list(recommenders())[:3] == ["popularity", "popularity-by-age", "own-recent"]
    with pytest.raises(ModelError, match="Did you mean 'own-recent'"):
        recommender("own-recnt")
