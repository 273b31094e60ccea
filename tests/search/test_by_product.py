"""One result a product, against a plain loop."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.search.by_product import Best, Products

numbers = st.lists(st.integers(0, 6), min_size=1, max_size=30).map(lambda many: pd.factorize(np.array(many))[0])
"""Of each article the number of its product, without gaps."""


def by_a_loop(number: np.ndarray, ranking: list[int]) -> list[Best]:
    products: dict[int, list[int]] = {}
    for row in ranking:
        products.setdefault(int(number[row]), []).append(row)
    return [
        Best(ranking.index(rows[0]), (*rows[1:], *(row for row in np.flatnonzero(number == own) if row not in rows)))
        for own, rows in products.items()
    ]


@given(numbers, st.data())
def test_each_product_stands_where_its_best_article_does(number: np.ndarray, data: st.DataObject) -> None:
    ranking = data.draw(st.permutations(range(len(number))))[: data.draw(st.integers(0, len(number)))]
    products, rows = Products(number.astype(np.int32)), np.array(ranking, np.int32)
    expected = by_a_loop(number, list(ranking))
    assert products.best(rows) == expected
    assert products.best(rows, 1, 3) == expected[1:3]
    assert products.count(rows) == len(expected)


@given(numbers, st.data())
def test_so_many_articles_always_fill_a_page(number: np.ndarray, data: st.DataObject) -> None:
    products, k = Products(number.astype(np.int32)), data.draw(st.integers(1, 8))
    ranking = data.draw(st.permutations(range(len(number))))[: products.depth(k)]
    assert len(products.best(np.array(ranking, np.int32))) >= min(k, len(set(number.tolist())))


def test_products_are_those_of_the_catalogue(shelf: pd.DataFrame) -> None:
    products = Products.of(shelf)
    assert products.best(np.array([4, 3, 2, 0], np.int32)) == [Best(0), Best(1, (2,)), Best(3)]
    assert products.count(np.ones(len(shelf), bool)) == len(shelf) - 1
