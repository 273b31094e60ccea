"""What articles cost, as people read it: an amount of money, or how it compares with others of its type."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.money import decimals, money
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.catalog.type_words import kind_named, with_article
from stylehub_core.number_text import counted

Band = Literal["low", "mid", "high"]
"""The third of its product type that an article's price lies in."""
BANDS: tuple[Band, ...] = get_args(Band)

SCALED_BELOW = 1.0
"""Prices without a currency whose median lies below this are scaled: no shop charges so little for a garment."""
FEWEST = 3
"""Articles of a type that need a price before it has thirds."""

_THIRDS: dict[Band, str] = {"low": "lowest", "mid": "middle", "high": "highest"}
_PAID = "The price is the median of what customers paid."


@dataclass(frozen=True, eq=False)
class Prices:
    """The prices of a catalogue; the only place that decides how a price is told.

    values: (articles,) in the unit's currency; on the data's own scale if it names none. NaN where unknown.
    types: the name of each article's product type.
    """

    values: NDArray[np.float64]
    types: pd.Series
    currency: str = ""

    @classmethod
    def of(cls, articles: pd.DataFrame, unit: PriceUnit) -> "Prices":
        """articles: with `price` as the shop's tables have it."""
        raw = articles["price"].to_numpy(dtype=np.float64, na_value=np.nan)
        # 0.033898 x 590 is 19.9998: what a customer paid ends with the cent.
        values = raw if unit.factor == 1 else np.round(raw * unit.factor, decimals(unit.currency))
        return cls(values, articles["product_type_name"], unit.currency)

    @cached_property
    def readable(self) -> bool:
        """Whether the values are amounts that people can read: they have a currency, or are not scaled."""
        known = self.values[~np.isnan(self.values)]
        return bool(self.currency) or not len(known) or float(np.median(known)) >= SCALED_BELOW

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """(articles,) the share of its type's prices below its own; half of the equal ones count.

        NaN without a price, or if its type has fewer than FEWEST.
        """
        by_type = pd.Series(self.values).groupby(self.types.to_numpy(), observed=True)
        count = by_type.transform("count").to_numpy()
        shares = (by_type.rank().to_numpy() - 0.5) / np.maximum(count, 1)
        return np.where(count >= FEWEST, shares, np.nan)

    @cached_property
    def bands(self) -> pd.Categorical:
        """(articles,) the band of each; missing where the share is."""
        codes = np.searchsorted([1 / 3, 2 / 3], np.nan_to_num(self.shares), side="right")
        return pd.Categorical.from_codes(np.where(np.isnan(self.shares), -1, codes), categories=list(BANDS))

    def amount(self, row: int) -> float | None:
        """In the currency, or without one in the shop's own unnamed one. None if unknown or scaled."""
        value = float(self.values[row])
        return None if not self.readable or math.isnan(value) else value

    def band(self, row: int) -> Band | None:
        """None if the price is unknown, or its type has too few."""
        code = int(self.bands.codes[row])
        return None if code < 0 else BANDS[code]

    def text(self, row: int) -> str:
        """'€19.99', or 'Mid price for a dress' if prices are scaled; '' without a price."""
        if self.readable:
            return self.written(float(self.values[row]))
        short = self.short_text(row)
        return f"{short} for {with_article(kind_named(str(self.types.iat[row])))}" if short else ""

    def short_text(self, row: int) -> str:
        """The same where the type stands beside it: '€19.99', or 'Mid price'."""
        if self.readable:
            return self.written(float(self.values[row]))
        band = self.band(row)
        return f"{band.capitalize()} price" if band else ""

    def note(self, row: int) -> str:
        """What the text means: for a tooltip. '' without a price."""
        value = float(self.values[row])
        if math.isnan(value):
            return ""
        if self.readable:
            return self.unit_note
        band = self.band(row)
        third = f"In the {_THIRDS[band]} third of this type’s prices. " if band else ""
        return f"{third}The data’s own number is {value:.4f}: it names no currency."

    @property
    def unit_note(self) -> str:
        """What prices mean in this catalogue: for a tooltip."""
        if self.readable:
            return _PAID if self.currency else f"{_PAID} The data names no currency."
        return "The data’s prices are scaled and name no currency, so each is compared with others of its type."

    def total(self, rows: IntVector) -> str:
        """'€61.97 in all', or 'Prices for their types: 3 low, 1 mid', as bands cannot be added."""
        values = self.values[rows]
        known = values[~np.isnan(values)]
        unknown = len(values) - len(known)
        if not len(known):
            return "No price known"
        if self.readable:
            left_out = f", without {counted(unknown, 'article')} of unknown price" if unknown else ""
            return f"{self.written(math.fsum(known.tolist()))} in all{left_out}"
        counts = Counter(self.band(row) for row in rows.tolist())
        names = [*((band, band) for band in BANDS), (None, "unknown")]
        return "Prices for their types: " + ", ".join(f"{counts[key]} {name}" for key, name in names if counts[key])

    def written(self, value: float) -> str:
        """Any value as an amount: '€19.99'; '' for NaN."""
        return "" if math.isnan(value) else money(value, self.currency)
