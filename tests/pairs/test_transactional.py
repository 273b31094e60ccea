"""Which pairs are mined from a purchase history that can be read by eye."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from stylehub_core.pairs.item_text import nearest_pairs
from stylehub_core.pairs.pair_source import FreshPairs
from stylehub_core.pairs.transactional import MiningConfig, apart, mine, negative_pairs, popularity, random_negatives

ALL = MiningConfig(held_out_permille=0)


@pytest.fixture
def purchases() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE purchases (t_dat DATE, customer INTEGER, article INTEGER)")
    rows = [
        ("2020-01-01", 1, 0), ("2020-01-01", 1, 1), ("2020-01-01", 1, 1), ("2020-01-01", 1, 2),
        ("2020-01-01", 2, 1), ("2020-01-01", 2, 0),
        ("2020-01-03", 2, 3),
        ("2020-02-01", 3, 4),
    ]  # fmt: skip
    connection.executemany("INSERT INTO purchases VALUES (?, ?, ?)", rows)
    yield connection
    connection.close()


def test_pairs_of_one_basket(purchases: duckdb.DuckDBPyConnection) -> None:
    pairs = mine(purchases, ALL, held_out=False)
    assert pairs.rows.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert pairs.times.tolist() == [2, 1, 1]
    assert pairs.weights.tolist() == pytest.approx([0.5 + 1.0, 0.5, 0.5])


def test_a_window_joins_days(purchases: duckdb.DuckDBPyConnection) -> None:
    pairs = mine(purchases, MiningConfig(window_days=2, held_out_permille=0), held_out=False)
    assert [0, 3] in pairs.rows.tolist() and [1, 3] in pairs.rows.tolist()


def test_large_baskets_are_left_out(purchases: duckdb.DuckDBPyConnection) -> None:
    assert mine(purchases, MiningConfig(max_basket=2, held_out_permille=0), held_out=False).rows.tolist() == [[0, 1]]


def test_held_out_customers_and_the_others_are_all(purchases: duckdb.DuckDBPyConnection) -> None:
    half = MiningConfig(held_out_permille=500)
    kept, held = mine(purchases, half, held_out=False), mine(purchases, half, held_out=True)
    assert kept.times.sum() + held.times.sum() == mine(purchases, ALL, held_out=False).times.sum()


def test_popularity_sums_to_one(purchases: duckdb.DuckDBPyConnection) -> None:
    shares = popularity(mine(purchases, ALL, held_out=False), 5)
    assert shares.sum() == pytest.approx(1.0) and shares[4] == 0 and shares[0] == shares[1] > shares[2]


def test_negatives_are_never_partners() -> None:
    rng = np.random.default_rng(3)
    known = rng.integers(0, 40, (300, 2)).astype(np.int32)
    partners = {tuple(pair) for pair in known.tolist()} | {tuple(pair[::-1]) for pair in known.tolist()}
    negatives = random_negatives(known, 40, rng)
    pairs = list(zip(known[:, 0].tolist(), negatives.tolist(), strict=True))
    assert not partners & set(pairs) and all(a != b for a, b in pairs)


def test_fresh_pairs_follow_their_weights() -> None:
    source = FreshPairs(np.array([[0, 1], [2, 3]], np.int32), np.array([3.0, 1.0], np.float32), 8000)
    drawn = source.draw(np.random.default_rng(0)).rows
    first = np.isin(drawn, [0, 1]).all(axis=1).mean()
    assert first == pytest.approx(0.75, abs=0.02)
    assert (drawn[:, 0] > drawn[:, 1]).mean() == pytest.approx(0.5, abs=0.03)


def test_nearest_pairs_leave_the_article_out_even_among_doubles() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 0, 1]]
    pairs = nearest_pairs(vectors, k=2)
    assert len(pairs) == 8 and (pairs[:, 0] != pairs[:, 1]).all()


def test_a_pair_without_a_negative_is_left_out() -> None:
    known = np.array([[0, 1], [0, 2], [1, 2], [0, 3]], np.int32)  # 0 has every article as a partner
    negatives = negative_pairs(known, 4, np.random.default_rng(0))
    assert negatives.tolist() == [[1, 3]]
    everybody = np.array([[0, 1]], np.int32)
    assert negative_pairs(everybody, 2, np.random.default_rng(0)).shape == (0, 2)


def test_an_article_is_apart_from_strangers_alone() -> None:
    known = np.array([[0, 1]], np.int32)
    assert apart(np.array([[0, 1], [1, 0], [2, 2], [0, 2]], np.int32), known, 3).tolist() == [[0, 2]]
