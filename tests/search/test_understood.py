"""A reading becomes a filter on articles, before the search."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.search.audiences import Audiences
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.reading.reading import read
from stylehub_core.search.understood import Understood, understood


@pytest.fixture
def index(shelf: pd.DataFrame) -> LexicalIndex:
    return LexicalIndex.build(shelf)


def meant(text: str, index: LexicalIndex, shelf: pd.DataFrame, amounts: np.ndarray | None = None) -> Understood:
    return understood(read(text, index), index, lambda: Audiences.of(shelf), amounts)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("not black", {0, 1}),
        ("anything but blue", {2, 4, 5, 6, 7, 9, 10}),  # the sweater says that it is dark blue
        ("coat without wool", {5, 7}),
        ("no patterned dress", {1}),
        ("dress not for men", {4, 7, 9, 10}),
        ("no jeans", {9}),
        ("not wool and not black", {0, 1, 5, 7}),
    ],
)
def test_what_is_excluded_is_not_found(index: LexicalIndex, shelf: pd.DataFrame, text: str, without: set[int]) -> None:
    allowed = meant(text, index, shelf).allowed
    assert allowed is not None
    assert set(np.flatnonzero(~allowed).tolist()) == without


def test_who_it_is_for(index: LexicalIndex, shelf: pd.DataFrame) -> None:
    allowed = meant("trousers for men", index, shelf).allowed
    assert allowed is not None
    assert set(np.flatnonzero(allowed).tolist()) == {4, 7, 9, 10}
    nobody = meant("trousers for babies", index, shelf)
    assert nobody.allowed is None
    assert "babies" in nobody.ignored["Babies"]


def test_how_much_it_may_cost(index: LexicalIndex, shelf: pd.DataFrame) -> None:
    amounts = np.array([10.0 * row for row in range(len(shelf))])
    amounts[3] = np.nan
    allowed = meant("under 30", index, shelf, amounts).allowed
    assert allowed is not None
    assert set(np.flatnonzero(allowed).tolist()) == {0, 1, 2}
    without_currency = meant("under 30", index, shelf)
    assert without_currency.allowed is None
    assert "currency" in without_currency.ignored["Under 30"]
