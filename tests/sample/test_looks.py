"""The planted looks: whole, for one wearer, of customers with a style, and told from others by their rules alone."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from benchmarks.planted_looks import PlantedWorld, Questions, auc, filled, liked, named, questions, world
from stylehub_core.sample.articles import make_articles
from stylehub_core.sample.customers import make_customers
from stylehub_core.sample.dressing import personal_scores
from stylehub_core.sample.look_traits import ROLES, Role
from stylehub_core.sample.looks import make_looks
from stylehub_core.sample.stylist import look_scores
from stylehub_core.sample.wardrobe import UNSOLD, fill_wardrobe


@cache
def made() -> PlantedWorld:
    return world(1000, 900, 3)


@cache
def asked() -> Questions:
    return questions(made(), np.arange(len(made().looks.rows)))


def rows_of_each() -> list[np.ndarray]:
    return [rows[rows >= 0] for rows in made().looks.rows]


def test_a_look_is_three_to_six_articles_of_two_or_more_roles_for_one_wearer() -> None:
    traits = made().looks.traits
    for rows in rows_of_each():
        assert 3 <= len(rows) <= 6
        assert len(set(traits.wearer[rows])) == 1
        assert len(set(traits.garment[rows])) == len(rows)
        roles = [ROLES[code] for code in traits.role[rows]]
        assert Role.NONE not in roles
        assert (Role.FULL in roles) != (Role.UPPER in roles and Role.LOWER in roles)


def test_a_third_of_the_customers_has_looks_some_one_some_five_some_more() -> None:
    looks = made().looks
    counts = np.bincount(looks.customer, minlength=900)
    assert len(looks.rows) == pytest.approx(1200, rel=0.1)
    assert 0.28 < (counts > 0).mean() <= 1 / 3 + 0.01
    assert min((counts == 1).sum(), (counts == 5).sum(), (counts > 5).sum()) > 20


def test_a_part_is_labelled_all_looks_of_a_customer_or_none() -> None:
    looks = made().looks
    labelled = looks.split != ""
    assert labelled.mean() == pytest.approx(0.4, abs=0.02)
    assert not set(looks.customer[labelled]) & set(looks.customer[~labelled])
    shares = pd.Series(looks.split[labelled]).value_counts(normalize=True)
    assert shares["train"] == pytest.approx(0.7, abs=0.01)
    assert shares["valid"] == pytest.approx(0.1, abs=0.01)
    assert shares["test"] == pytest.approx(0.2, abs=0.01)


def test_the_rules_tell_the_looks_from_others_and_popularity_does_not() -> None:
    world, these = made(), asked()
    flat = these.looks.reshape(-1, these.looks.shape[2])
    rules = look_scores(world.looks.traits, flat).reshape(these.looks.shape[:2])
    assert 0.85 < auc(rules) < 0.98
    assert 0.75 < filled(rules) < 0.97
    sold = np.where(flat >= 0, np.log(world.sales + UNSOLD)[flat], 0.0).sum(axis=1) / (flat >= 0).sum(axis=1)
    assert auc(sold.reshape(rules.shape)) == pytest.approx(0.5, abs=0.06)


def test_the_weakest_is_mostly_the_foreign_one() -> None:
    assert named(made(), asked()) > 0.75


def test_customers_like_their_looks_more_than_others_do_and_it_helps_to_know_them() -> None:
    world, these = made(), asked()
    assert liked(world, these) > 0.62
    flat, answers = these.looks.reshape(-1, these.looks.shape[2]), these.looks.shape[1]
    rules = look_scores(world.looks.traits, flat)

    def right(customer: np.ndarray) -> float:
        own = personal_scores(world.articles.traits, world.customers.traits, flat, np.repeat(customer, answers))
        return filled((rules + own).reshape(-1, answers))

    assert right(these.customer) > right(np.random.default_rng(0).permutation(these.customer)) + 0.03


def test_the_published_part_names_articles_and_customers_and_keeps_scores_back() -> None:
    world, looks = made(), made().looks
    ids, people = world.articles.table["article_id"], world.customers.table["customer_id"]
    published, truth = looks.published(ids, people), looks.truth(ids, people)
    assert list(published.columns) == ["outfit_id", "article_id", "customer_id", "split"]
    assert set(published["split"]) == {"train", "valid", "test"}
    together = published.groupby("outfit_id")
    assert (together[["customer_id", "split"]].nunique() == 1).all(axis=None)
    known = truth[truth["split"] != ""].set_index("outfit_id")["article_ids"]
    assert together["article_id"].agg(list).to_dict() == {key: list(value) for key, value in known.items()}
    assert len(truth) == len(looks.rows) and truth["outfit_id"].is_unique
    again = look_scores(looks.traits, looks.rows)
    assert np.allclose(truth["score"], again)
    assert np.allclose(
        truth["personal"],
        personal_scores(world.articles.traits, world.customers.traits, looks.rows, looks.customer),
    )


def test_same_seed_same_looks_and_another_seed_others() -> None:
    articles, customers = make_articles(200, 3), make_customers(60, 3)
    sales = np.arange(200)
    first, again, other = (make_looks(articles, customers, sales, seed) for seed in (1, 1, 2))
    assert np.array_equal(first.rows, again.rows) and np.array_equal(first.split, again.split)
    assert not np.array_equal(first.rows, other.rows)


def test_what_sells_more_is_worn_more() -> None:
    traits = made().looks.traits
    sales = np.zeros(len(traits.role), dtype=np.int64)
    role = np.flatnonzero((traits.role == ROLES.index(Role.UPPER)) & (traits.wearer == 0))
    sales[role[0]] = 1000
    wardrobe = fill_wardrobe(traits, sales)
    shown = wardrobe.draw(
        np.random.default_rng(0).random((1, 4000)), np.zeros(1, dtype=np.int64), np.array([ROLES.index(Role.UPPER)])
    )
    expected = (1000 + UNSOLD) / (1000 + UNSOLD * len(role))
    assert (shown == role[0]).mean() == pytest.approx(expected, abs=0.02)
    assert set(shown.ravel()) <= set(role)


@pytest.mark.parametrize("seed", [0, 9])
def test_a_tiny_world_has_a_few_looks(seed: int) -> None:
    looks = make_looks(make_articles(20, seed), make_customers(20, seed), np.ones(20, dtype=np.int64), seed)
    assert len(looks.rows) == len(looks.customer) == len(looks.split) <= 27
    assert (((looks.rows >= 0).sum(axis=1)) >= 3).all()


def test_a_catalogue_without_clothes_has_none() -> None:
    articles, customers = make_articles(200, 3), make_customers(20, 3)
    kinds = np.full(200, articles.traits.kind[articles.table["product_group_name"] == "Underwear"][0])
    bare = replace(articles, traits=replace(articles.traits, kind=kinds))
    looks = make_looks(bare, customers, np.ones(200, dtype=np.int64), 1)
    assert len(looks.rows) == 0
    ids, people = articles.table["article_id"], customers.table["customer_id"]
    assert len(looks.published(ids, people)) == len(looks.truth(ids, people)) == 0
