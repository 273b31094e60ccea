"""Requests made of purchases: what they name is true of the article, and training never sees what the test asks."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from stylehub_core.models.world import World
from stylehub_core.recommenders.made_requests import FORMS, Describing, MadeRequests, Part, is_unseen, made_requests
from tests.conftest import HashEncoder, MakeCatalog

KINDS = {0: ("Dress", "Red"), 1: ("Dress", "Blue"), 2: ("Shirt", "Red"), 3: ("Leggings/Tights", "Blue")}
BASKETS = [("2020-01-05", 0, 0), ("2020-01-05", 0, 1), ("2020-01-09", 0, 2), ("2020-01-09", 1, 3), ("2020-02-01", 1, 0)]


@pytest.fixture(scope="module")
def world(make_catalog: MakeCatalog, encoder: HashEncoder) -> World:
    return World(make_catalog(BASKETS, 4, 2, kinds=KINDS), encoder)  # type: ignore[arg-type]


def made(world: World, part: Part, seed: int = 0, **limits: date | int) -> MadeRequests:
    with world.purchases() as purchases:
        return made_requests(purchases, Describing.of(world.articles), part, seed=seed, **limits)  # type: ignore[arg-type]


def test_each_bought_article_has_a_request_that_its_basket_answers(world: World) -> None:
    for seed in range(8):
        requests = made(world, "test", seed)
        for text, relevant in zip(requests.texts, requests.relevant, strict=True):
            assert len(relevant), text
            for row in relevant:
                kind, colour = KINDS[int(row)]
                for word in {"dress", "shirt", "leggings"} & set(text.split()):
                    assert kind.lower().startswith(word)
                for word in {"red", "blue"} & set(text.split()):
                    assert colour.lower() == word


def test_two_articles_of_a_basket_are_relevant_if_both_are_what_was_asked(world: World) -> None:
    asked = [
        relevant.tolist()
        for seed in range(12)
        for requests in [made(world, "test", seed, until=date(2020, 1, 5))]
        for text, relevant in zip(requests.texts, requests.relevant, strict=True)
        if "dress" in text and not {"red", "blue"} & set(text.split())
    ]
    assert asked
    assert all(relevant == [0, 1] for relevant in asked)


def test_each_round_draws_again_and_the_first_is_what_one_round_draws(world: World) -> None:
    once, thrice = made(world, "test"), made(world, "test", rounds=3)
    assert len(thrice) > 2 * len(once)
    assert set(once.texts) <= set(thrice.texts)
    assert len(set(thrice.texts)) > len(set(once.texts))
    assert thrice.days.tolist() == sorted(thrice.days.tolist())


def test_days_are_limited_and_the_seed_decides(world: World) -> None:
    january = made(world, "test", until=date(2020, 1, 31))
    assert len(january) <= 4
    assert set(january.days.tolist()) <= {18266, 18270}
    assert set(made(world, "test", since=date(2020, 2, 1)).customers.tolist()) == {1}
    assert made(world, "test").texts == made(world, "test").texts
    assert len({made(world, "test", seed).texts for seed in range(5)}) > 1


def test_no_wording_and_no_quarter_of_the_words_is_seen_in_training() -> None:
    assert sum(len(forms) for forms in FORMS.values()) == len({form for forms in FORMS.values() for form in forms})
    words = [f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(400)]
    assert 0.15 < np.mean([is_unseen(word) for word in words]) < 0.35
    table = pd.DataFrame({"detail_desc": [" ".join(words[:40])] * 5 + ["other"] * 45})
    describing, rng = Describing.of(table), np.random.default_rng(0)
    said = {describing.said("word", 0, rng, seen_only=True) for _ in range(300)}
    assert said
    assert not any(is_unseen(word) for word in said)
    assert any(is_unseen(describing.said("word", 0, rng, seen_only=False)) for _ in range(100))
