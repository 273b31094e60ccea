"""Filters let through matching articles only, and name the filter to drop."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stylehub_core.errors import QueryError
from stylehub_core.search.filters import COLUMNS, Filters, facets, relaxations

_SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

_FILTERS = st.builds(
    Filters,
    product_type=st.lists(st.sampled_from(["Dress", "Coat", "Vest top"]), unique=True).map(tuple),
    colour_group=st.lists(st.sampled_from(["Black", "Dark Blue", "White"]), unique=True).map(tuple),
    price_band=st.lists(st.sampled_from(["low", "mid", "high"]), unique=True).map(tuple),
    price_min=st.none() | st.floats(0, 15),
    price_max=st.none() | st.floats(15, 30),
    has_picture=st.none() | st.booleans(),
    never_sold=st.none() | st.booleans(),
)


def _passes(filters: Filters, row: pd.Series) -> bool:
    return (
        (not filters.product_type or row.product_type_name in filters.product_type)
        and (not filters.colour_group or row.colour_group_name in filters.colour_group)
        and (not filters.price_band or row.price_band in filters.price_band)
        and (filters.price_min is None or row.price >= filters.price_min)
        and (filters.price_max is None or row.price <= filters.price_max)
        and (filters.has_picture is None or row.has_picture == filters.has_picture)
        and (filters.never_sold is None or (row.times_sold == 0) == filters.never_sold)
    )


@_SETTINGS
@given(filters=_FILTERS)
def test_the_mask_is_what_each_article_says(shelf: pd.DataFrame, filters: Filters) -> None:
    expected = [_passes(filters, row) for _, row in shelf.iterrows()]
    assert filters.mask(shelf).tolist() == expected
    assert filters.is_empty == (filters.describe() == "")


@_SETTINGS
@given(filters=_FILTERS)
def test_each_relaxation_finds_as_many_as_it_says(shelf: pd.DataFrame, filters: Filters) -> None:
    now = int(filters.mask(shelf).sum())
    ways = relaxations(shelf, filters)
    for _, without, count in ways:
        assert int(without.mask(shelf).sum()) == count > now
    assert [count for *_, count in ways] == sorted((count for *_, count in ways), reverse=True)
    assert ways or now == len(shelf) or filters.is_empty


@_SETTINGS
@given(filters=_FILTERS)
def test_each_facet_leaves_as_many_as_it_says(shelf: pd.DataFrame, filters: Filters) -> None:
    counts = facets(shelf, filters, (*COLUMNS, "has_picture", "never_sold"))
    for name, by_value in counts.items():
        for value, count in by_value.items():
            chosen = replace(filters, **{name: (value,) if name in COLUMNS else value})
            assert int(chosen.mask(shelf).sum()) == count, (name, value)
    assert set(counts["product_type"]) == set(shelf["product_type_name"])


def test_the_filter_to_drop_is_named(shelf: pd.DataFrame) -> None:
    filters = Filters(product_type=("Dress",), colour_group=("White",))
    ways = relaxations(shelf, filters)
    assert ("colour White", Filters(product_type=("Dress",)), 2) in ways
    assert ("product type Dress", Filters(colour_group=("White",)), 1) in ways


def test_where_no_single_filter_helps_all_are_dropped(shelf: pd.DataFrame) -> None:
    filters = Filters(product_type=("Dress",), colour_group=("White",), price_min=900)
    assert relaxations(shelf, filters) == [("all filters", Filters(), len(shelf))]


def test_reads_as_a_sentence() -> None:
    filters = Filters(colour_group=("Black", "Dark Blue"), price_min=10, price_max=20, has_picture=True)
    assert filters.describe() == "Black or Dark Blue · price from 10 to 20 · with a picture"
    assert filters.describe("EUR") == "Black or Dark Blue · price from €10 to €20 · with a picture"
    assert Filters(product_type=("Dress",), price_band=("low", "mid")).describe() == "Dress · low or mid price"


def test_an_article_without_a_price_fails_a_price_limit(shelf: pd.DataFrame) -> None:
    assert not Filters(price_min=0).mask(shelf)[shelf["price"].isna()].any()


@pytest.mark.parametrize("plain", [False, True])
def test_an_unknown_value_names_the_nearest(shelf: pd.DataFrame, plain: bool) -> None:
    if plain:
        shelf["colour_group_name"] = shelf["colour_group_name"].astype(str)
    with pytest.raises(QueryError, match=r"No colour is called 'dark bleu'.*Dark Blue"):
        Filters(colour_group=("dark bleu",)).mask(shelf)


def test_impossible_filters_are_refused() -> None:
    with pytest.raises(QueryError, match="above the highest"):
        Filters(price_min=3, price_max=2)
    with pytest.raises(QueryError, match="nan"):
        Filters(price_min=np.nan)
    with pytest.raises(QueryError, match="tuple"):
        Filters(colour_group="Black")  # type: ignore[arg-type]
