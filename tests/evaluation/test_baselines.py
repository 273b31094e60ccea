"""Popularity and item-kNN where the right neighbours can be counted."""

from datetime import date

import numpy as np
import pytest

from stylehub_core.evaluation import baselines
from stylehub_core.evaluation.customer_task import customer_task
from stylehub_core.evaluation.split import Split
from stylehub_core.models.world import World

UNTIL = date(2020, 1, 20)
PURCHASES = [
    *[("2020-01-20", who, 0) for who in range(5)],
    *[("2020-01-19", who, 1) for who in range(3)],
    *[("2020-01-18", who, 2) for who in (0, 1)],
    ("2020-01-17", 7, 3),
    ("2020-01-18", 7, 4),
    *[("2020-01-21", who, 9) for who in range(9)],  # after the cut
    ("2020-01-21", 0, 1),
]


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def test_popularity_leaves_out_the_anchor_and_what_came_later(make_catalog, encoder) -> None:
    ranked = baselines.popularity(World(make_catalog(PURCHASES), encoder, UNTIL), rows(0, 9), k=3)
    assert ranked.tolist() == [[1, 2, 3], [0, 1, 2]]


def test_popularity_pads_where_little_was_sold(make_catalog, encoder) -> None:
    ranked = baselines.popularity(World(make_catalog(PURCHASES), encoder, UNTIL), rows(0), k=7)
    assert ranked.tolist() == [[1, 2, 3, 4, -1, -1, -1]]


def test_item_knn_finds_what_the_same_customers_bought(make_catalog, encoder) -> None:
    ranked = baselines.item_knn(World(make_catalog(PURCHASES), encoder, UNTIL), rows(3, 1, 9), k=3)
    assert ranked[0].tolist() == [4, 0, 1]  # article 4, then what sells
    assert ranked[1].tolist() == [0, 2, 3]
    assert ranked[2].tolist() == [0, 1, 2]  # never sold before the cut: what sells


def test_item_knn_is_the_shrunken_cosine(make_catalog, encoder) -> None:
    rng = np.random.default_rng(0)
    bought = rng.random((60, 12)) < 0.3
    lines = [("2020-01-10", int(who), int(row)) for who, row in zip(*np.nonzero(bought), strict=True)]
    ranked = baselines.item_knn(World(make_catalog(lines, 12, 60), encoder, UNTIL), rows(*range(12)), k=4)
    shared = bought.T.astype(float) @ bought
    count = np.diag(shared)
    scores = (shared / (np.sqrt(np.outer(count, count)) + baselines.SHRINKAGE)).round(6)
    np.fill_diagonal(scores, -1)
    np.testing.assert_array_equal(ranked, np.argsort(-scores, axis=1, kind="stable")[:, :4])


def test_customers_with_a_history_and_what_they_bought_later(make_catalog) -> None:
    catalog = make_catalog(PURCHASES)
    split = Split(UNTIL, date(2020, 1, 21), date(2020, 1, 21))
    with catalog.connect() as connection:
        task = customer_task(connection, split)
    assert task.customers.tolist() == [0, 1, 2, 3, 4, 7]
    assert [articles.tolist() for articles in task.relevant] == [[1, 9], *[[9]] * 5]


@pytest.mark.parametrize("ranker", [baselines.popularity, baselines.item_knn])
def test_purchases_after_the_cut_change_nothing(make_catalog, encoder, ranker) -> None:
    anchors = rows(*range(10))
    before = [purchase for purchase in PURCHASES if purchase[0] <= "2020-01-20"]
    np.testing.assert_array_equal(
        ranker(World(make_catalog(before), encoder, UNTIL), anchors),
        ranker(World(make_catalog(PURCHASES), encoder, UNTIL), anchors),
    )
