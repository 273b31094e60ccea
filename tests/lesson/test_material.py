"""What a lesson learns from: the same for the same world, held out by customer, and never too large."""

import numpy as np
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.lesson import material as module
from stylehub_core.lesson.material import material
from stylehub_core.models.world import World
from stylehub_core.pairs.transactional import MiningConfig, mine


def test_all_of_a_small_catalogue_is_taken(world: World) -> None:
    found = material(world)
    assert found.taken.everything
    np.testing.assert_array_equal(found.rows, np.arange(len(world.articles)))
    np.testing.assert_array_equal(found.texts, world.sentences)
    assert found.groups.shape[0] == len(found.rows)
    assert len(found.test) == len(found.against) > 0


def test_it_is_the_same_again(world: World) -> None:
    one, again = material(world), material(world)
    np.testing.assert_array_equal(one.test, again.test)
    np.testing.assert_array_equal(one.against, again.against)


def test_held_out_pairs_are_of_customers_that_nobody_learns_from(world: World) -> None:
    found = material(world)
    with world.purchases() as purchases:
        held = {tuple(pair) for pair in mine(purchases, MiningConfig(), held_out=True).rows.tolist()}
        learned = mine(purchases, MiningConfig(), held_out=False)
    assert {tuple(pair) for pair in found.test.tolist()} <= held
    np.testing.assert_array_equal(found.together.rows, learned.rows)


def test_random_pairs_are_no_partners_among_those_shown(world: World) -> None:
    found = material(world)
    assert (found.against[:, 0] == found.test[:, 0]).all()
    assert (found.against[:, 0] != found.against[:, 1]).all()


def test_a_large_catalogue_is_cut_to_what_was_bought_most(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ARTICLES", 90)
    found = material(world)
    assert (found.taken.articles, found.taken.of_articles, len(found.texts)) == (90, len(world.articles), 90)
    assert (np.diff(found.rows) > 0).all()
    np.testing.assert_array_equal(found.texts, world.sentences[found.rows])
    assert found.together.rows.max() < 90
    sold = world.catalog.articles["times_sold"].to_numpy()
    left = np.setdiff1d(np.arange(len(sold)), found.rows)
    assert sold[left].max() <= sold[found.rows].min()


def test_pairs_keep_their_articles_when_numbered_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.purchases() as purchases:
        every = {tuple(pair) for pair in mine(purchases, MiningConfig(), held_out=False).rows.tolist()}
    monkeypatch.setattr(module, "MOST_ARTICLES", 90)
    found = material(world)
    assert {tuple(pair) for pair in found.rows[found.together.rows].tolist()} <= every


def test_many_purchases_are_cut_by_customer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.purchases() as purchases:
        lines = purchases.execute("SELECT count(*) FROM purchases").fetchall()[0][0]
    monkeypatch.setattr(module, "MOST_PURCHASES", lines // 2)
    monkeypatch.setattr(module, "FEWEST_PAIRS", 0)
    taken = material(world).taken
    assert 0 < taken.customers <= taken.of_customers // 2 + 1
    assert not taken.everything


def test_too_few_purchases_are_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST_PAIRS", 10**9)
    with pytest.raises(ModelError, match="bought together"):
        material(world)
