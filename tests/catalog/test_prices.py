"""A price is an amount if the data says what its numbers are, else a band of the article's type; none is a gap."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.catalog.prices import Prices

EUROS = PriceUnit("EUR", 590.0)
# Dresses in thirds, two hats, which are too few for thirds, and a dress that nobody bought.
SCALED = (0.016949, 0.033898, 0.050847, 0.0083, 0.0254, np.nan)
TYPES = ("Dress", "Dress", "Dress", "Hat/brim", "Hat/brim", "Dress")


def prices(values: tuple[float, ...] = SCALED, unit: PriceUnit | None = None, types: tuple[str, ...] = TYPES) -> Prices:
    kinds = pd.Categorical(types[: len(values)])
    return Prices.of(pd.DataFrame({"price": values, "product_type_name": kinds}), unit or PriceUnit())


def rows(*numbers: int) -> IntVector:
    return np.array(numbers, np.int32)


def test_with_a_currency_all_are_amounts() -> None:
    shop = prices(unit=EUROS)
    assert [shop.text(row) for row in range(6)] == ["€10.00", "€20.00", "€30.00", "€4.90", "€14.99", ""]
    assert shop.amount(1) == 20.0 and shop.amount(5) is None
    assert shop.short_text(0) == "€10.00"
    assert shop.note(0) == "The price is the median of what customers paid." and shop.note(5) == ""


def test_a_shop_that_names_its_currency_alone_needs_no_factor() -> None:
    assert prices((19.99, 249.0, np.nan), PriceUnit("SEK")).text(1) == "SEK\u00a0249.00"


def test_plain_prices_are_read_without_a_currency() -> None:
    shop = prices((19.99, 24.5, np.nan))
    assert shop.text(0) == "19.99" and shop.amount(0) == 19.99
    assert "names no currency" in shop.note(0)


def test_scaled_prices_are_bands_of_their_type() -> None:
    shop = prices()
    assert [shop.text(row) for row in range(6)] == [
        "Low price for a dress", "Mid price for a dress", "High price for a dress", "", "", "",
    ]  # fmt: skip
    assert [shop.short_text(row) for row in (0, 3)] == ["Low price", ""]
    assert [shop.amount(row) for row in range(6)] == [None] * 6
    assert shop.note(1) == (
        "In the middle third of this type’s prices. The data’s own number is 0.0339: it names no currency."
    )
    assert shop.note(3).startswith("The data’s own number")


def test_equal_prices_are_in_the_middle() -> None:
    shop = prices((0.02, 0.02, 0.02, 0.02), types=("Skirt",) * 4)
    assert [shop.band(row) for row in range(4)] == ["mid"] * 4


def test_totals() -> None:
    assert prices(unit=EUROS).total(rows(0, 1, 3)) == "€34.90 in all"
    assert prices(unit=EUROS).total(rows(0, 5)) == "€10.00 in all, without 1 article of unknown price"
    assert prices().total(rows(0, 1, 2, 5)) == "Prices for their types: 1 low, 1 mid, 1 high, 1 unknown"
    for unit in (EUROS, PriceUnit()):
        assert prices(unit=unit).total(rows(5)) == "No price known"


def test_a_catalogue_without_prices_has_empty_places() -> None:
    shop = prices((np.nan,) * 6)
    assert shop.readable and {shop.text(row) + shop.short_text(row) + shop.note(row) for row in range(6)} == {""}
    assert shop.total(rows(0, 1)) == "No price known"


@given(st.lists(st.floats(0.001, 0.5), min_size=3, max_size=60))
def test_bands_are_thirds_in_the_order_of_prices(values: list[float]) -> None:
    shop = prices(tuple(values), types=("Dress",) * len(values))
    bands = shop.bands.codes[np.argsort(values, kind="stable")]
    assert (np.diff(bands) >= 0).all() and bands.min() >= 0
    if len(set(values)) == len(values):
        counts = np.bincount(bands, minlength=3)
        assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("unit", [PriceUnit(), EUROS])
def test_the_unit_is_kept(unit: PriceUnit, tmp_path: Path) -> None:
    unit.save(tmp_path)
    assert PriceUnit.load(tmp_path) == unit
