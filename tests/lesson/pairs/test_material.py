"""The material of a lesson: the same for the same world, held out by customer, and never too large."""

import numpy as np
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.lesson.pairs import material as module
from stylehub_core.lesson.pairs.material import material
from stylehub_core.models.world import World
from stylehub_core.pairs.transactional import MiningConfig, mine


def test_all_of_a_small_catalogue_is_taken(world: World) -> None:
    lesson_material = material(world)
    assert lesson_material.taken.everything
    np.testing.assert_array_equal(lesson_material.rows, np.arange(len(world.articles)))
    np.testing.assert_array_equal(lesson_material.texts, world.sentences)
    assert lesson_material.groups.shape[0] == len(lesson_material.rows)
    assert len(lesson_material.test) == len(lesson_material.against) > 0


def test_it_is_the_same_again(world: World) -> None:
    first, again = material(world), material(world)
    np.testing.assert_array_equal(first.test, again.test)
    np.testing.assert_array_equal(first.against, again.against)


def test_held_out_pairs_are_of_customers_that_nobody_learns_from(world: World) -> None:
    lesson_material = material(world)
    with world.purchases() as purchases:
        held = {tuple(pair) for pair in mine(purchases, MiningConfig(), held_out=True).rows.tolist()}
        learned = mine(purchases, MiningConfig(), held_out=False)
    assert {tuple(pair) for pair in lesson_material.test.tolist()} <= held
    np.testing.assert_array_equal(lesson_material.together.rows, learned.rows)


def test_random_pairs_are_no_partners_among_those_shown(world: World) -> None:
    lesson_material = material(world)
    assert (lesson_material.against[:, 0] == lesson_material.test[:, 0]).all()
    assert (lesson_material.against[:, 0] != lesson_material.against[:, 1]).all()


def test_a_large_catalogue_is_cut_to_what_was_bought_most(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ARTICLES", 90)
    lesson_material = material(world)
    taken = lesson_material.taken
    assert (taken.articles, taken.of_articles, len(lesson_material.texts)) == (90, len(world.articles), 90)
    assert (np.diff(lesson_material.rows) > 0).all()
    np.testing.assert_array_equal(lesson_material.texts, world.sentences[lesson_material.rows])
    assert lesson_material.together.rows.max() < 90
    sold = world.catalog.articles["times_sold"].to_numpy()
    left = np.setdiff1d(np.arange(len(sold)), lesson_material.rows)
    assert sold[left].max() <= sold[lesson_material.rows].min()


def test_pairs_keep_their_articles_when_numbered_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.purchases() as purchases:
        every = {tuple(pair) for pair in mine(purchases, MiningConfig(), held_out=False).rows.tolist()}
    monkeypatch.setattr(module, "MOST_ARTICLES", 90)
    lesson_material = material(world)
    assert {tuple(pair) for pair in lesson_material.rows[lesson_material.together.rows].tolist()} <= every


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
