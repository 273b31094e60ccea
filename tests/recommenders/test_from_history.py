"""Recommendations where one can tell what must come first."""

from datetime import date

import numpy as np
import pytest

from stylehub_core.catalog.best_sellers import best_sellers
from stylehub_core.errors import QueryError
from stylehub_core.recommenders.from_history import RecommendConfig, recommend

SELLS = [("2020-01-30", who, 19) for who in range(4, 9)] + [("2020-01-29", who, 18) for who in range(4, 7)]
PURCHASES = [
    ("2020-01-10", 0, 0),  # an old purchase, another colour of which is row 1
    ("2020-01-30", 0, 10),  # the latest
    ("2020-01-30", 1, 5),
    ("2020-01-31", 2, 7),
    *SELLS,
]
PRODUCTS = {1: 0}
NOBODY = "f" * 64


@pytest.fixture
def shop(make_catalog):
    return make_catalog(PURCHASES, products=PRODUCTS)


@pytest.fixture
def vectors() -> np.ndarray:
    """Each article its own direction, but 11 lies beside 10, and 6 beside 5."""
    found = np.eye(20, dtype=np.float32)
    for row, near in ((11, 10), (6, 5)):
        found[row] = 0.6 * found[row] + 0.8 * found[near]
    return found


def ids(*numbers: int) -> list[str]:
    return [f"{number:064x}" for number in numbers]


def test_own_articles_then_what_is_near_by_how_recent_they_are(shop, vectors) -> None:
    rows = recommend(shop, vectors, ids(0), 20, config=RecommendConfig(popular=0)).rows[0].tolist()
    assert rows[:2] == [10, 0]  # both bought, 10 later
    assert {1, 11} <= set(rows[2:4])  # the other colour of 0, the neighbour of 10


def test_without_a_history_what_sold_best(shop, vectors) -> None:
    found = recommend(shop, vectors, [*ids(3), NOBODY], 4)
    assert found.rows.tolist() == [[19, 18, 0, 5]] * 2  # of those sold once the first rows
    assert found.unknown == (NOBODY,)
    assert found.customers.tolist() == [3, -1]
    assert found.has_history.tolist() == [False, False]


def test_the_same_customer_twice_and_in_any_order(shop, vectors) -> None:
    found = recommend(shop, vectors, ids(1, 0, 1), 6).rows
    np.testing.assert_array_equal(found[0], found[2])
    np.testing.assert_array_equal(found[1], recommend(shop, vectors, ids(0), 6).rows[0])


def test_rows_and_ids_of_customers_are_the_same_question(shop, vectors) -> None:
    by_row = recommend(shop, vectors, np.array([0, 2], np.int32), 6)
    np.testing.assert_array_equal(by_row.rows, recommend(shop, vectors, ids(0, 2), 6).rows)


def test_nobody_asks(shop, vectors) -> None:
    assert recommend(shop, vectors, [], 5).rows.shape == (0, 5)


def test_k_is_at_most_the_catalogue_and_every_list_is_full_and_distinct(shop, vectors) -> None:
    found = recommend(shop, vectors, ids(0, 3), 500)
    assert found.rows.shape == (2, 20)
    for rows in found.rows:
        assert sorted(rows.tolist()) == list(range(20))
    assert (np.diff(found.scores, axis=1) <= 0).all()


def test_only_purchases_up_to_the_day_count(make_catalog, vectors) -> None:
    day = date(2020, 1, 15)
    early = [line for line in PURCHASES if line[0] <= "2020-01-15"]
    cut = recommend(make_catalog(PURCHASES, products=PRODUCTS), vectors, ids(*range(9)), 12, until=day)
    then = recommend(make_catalog(early, products=PRODUCTS), vectors, ids(*range(9)), 12, until=day)
    np.testing.assert_array_equal(cut.rows, then.rows)
    np.testing.assert_array_equal(cut.scores, then.scores)
    assert 10 not in cut.rows[0][:2]


def test_a_shop_without_purchases_gives_the_first_articles(make_catalog, vectors) -> None:
    assert recommend(make_catalog([]), vectors, ids(0), 3).rows.tolist() == [[0, 1, 2]]


def test_weights_of_0_leave_a_part_out(shop, vectors) -> None:
    found = recommend(shop, vectors, ids(0), 20, config=RecommendConfig(own=0, variant=0, near=0, popular=1))
    assert found.rows[0][:2].tolist() == [19, 18]


def test_what_does_not_fit_is_refused(shop, vectors) -> None:
    with pytest.raises(QueryError):
        recommend(shop, vectors, ids(0), 0)
    with pytest.raises(QueryError, match="10 vectors for 20"):
        recommend(shop, vectors[:10], ids(0))
    with pytest.raises(QueryError, match="0 to 9"):
        recommend(shop, vectors, np.array([10], np.int32))


def test_best_sellers_of_a_thin_week_come_from_a_longer_time(make_catalog) -> None:
    catalog = make_catalog([("2020-01-31", 0, 1), *[("2020-01-05", who, 2) for who in range(5)]])
    with catalog.connect() as connection:
        found = best_sellers(connection, None, 10)
        assert found.days == 28
        assert found.rows.tolist() == [2, 1]
        assert best_sellers(connection, date(2019, 1, 1), 10).rows.tolist() == []


def test_best_sellers_of_a_full_week_are_the_weeks(make_catalog) -> None:
    week = [("2020-01-31", who % 10, 1) for who in range(1000)]
    catalog = make_catalog([*week, *[("2020-01-05", who % 10, 2) for who in range(1500)]])
    with catalog.connect() as connection:
        found = best_sellers(connection, None, 10)
    assert found.days == 7
    assert found.rows.tolist() == [1, 2]
    assert found.shares[0] == pytest.approx(1, abs=1e-3)
