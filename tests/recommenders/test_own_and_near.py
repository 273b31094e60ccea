"""Neighbours of a history's articles with the blend, on a shop where the right order is known."""

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.errors import ModelError
from stylehub_core.models.world import World
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.near import NearConfig, NearScorer
from stylehub_core.recommenders.popularity import PopularityScorer, sales
from stylehub_core.request import Requests

SELLS = [("2020-01-30", who, 19) for who in range(4, 9)] + [("2020-01-29", who, 18) for who in range(4, 7)]
PURCHASES = [
    ("2020-01-10", 0, 0),  # an old purchase, another colour of which is row 1
    ("2020-01-30", 0, 10),  # the latest
    ("2020-01-30", 1, 5),
    ("2020-01-31", 2, 7),
    *SELLS,
]
PRODUCTS = {1: 0}
TODAY = int((np.datetime64("2020-02-01") - np.datetime64("1970-01-01")).astype(int))
ALL = Blend(own=10, variant=3, popular=0.3)


@pytest.fixture
def world(make_catalog, encoder) -> World:
    return World(make_catalog(PURCHASES, products=PRODUCTS), encoder)


@pytest.fixture
def vectors() -> FloatMatrix:
    """Each article has its own direction, but 11 lies beside 10, and 6 beside 5."""
    directions = np.eye(20, dtype=np.float32)
    for row, near in ((11, 10), (6, 5)):
        directions[row] = 0.6 * directions[row] + 0.8 * directions[near]
    return unit(directions)


def ranked(world: World, vectors: FloatMatrix, customers: list[int], k: int, blend: Blend = ALL) -> IntVector:
    customer_histories = histories(world, np.array(customers, np.int32), np.full(len(customers), TODAY, np.int32))
    scorer = NearScorer(vectors, NearConfig(neighbours=1))
    blender = Blender(scorer, PopularityScorer(sales(world), by_age=False), world.articles)
    return blender.rankings(Requests(customer_histories), k, (blend,))[0]


def test_own_articles_then_what_is_near_by_how_recent_they_are(world, vectors) -> None:
    rows = ranked(world, vectors, [0], 20)[0].tolist()
    assert rows[:2] == [10, 0]  # both bought, 10 later
    assert {1, 11} <= set(rows[2:4])  # the other colour of 0, the neighbour of 10


def test_without_a_history_what_sold_best(world, vectors) -> None:
    # Row 0 is the first of the articles that sold once.
    assert ranked(world, vectors, [3, -1], 3).tolist() == [[19, 18, 0]] * 2


def test_weights_of_0_leave_a_part_out(world, vectors) -> None:
    assert ranked(world, vectors, [0], 20, Blend())[0][0] == 11
    assert ranked(world, vectors, [0], 20, Blend(popular=100))[0][:2].tolist() == [19, 18]


def test_a_shop_without_purchases_says_what_to_do(make_catalog, encoder, vectors) -> None:
    with pytest.raises(ModelError, match="no purchases to learn from"):
        ranked(World(make_catalog([]), encoder), vectors, [0], 3)
