"""Which articles may be found at all, and which filter to drop if none are left."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from stylehub_core.arrays import BoolVector, IntVector
from stylehub_core.catalog.money import money
from stylehub_core.errors import QueryError
from stylehub_core.search.attributes import LABELS, codes

COLUMNS: Mapping[str, str] = {
    "product_group": "product_group_name",
    "product_type": "product_type_name",
    "colour_group": "colour_group_name",
    "appearance": "graphical_appearance_name",
    "garment_group": "garment_group_name",
    "department": "department_name",
    "section": "section_name",
    "index_group": "index_group_name",
    "price_band": "price_band",
}
"""The column of each filter that holds values."""


@dataclass(frozen=True)
class Filters:
    """Filters on articles. An article passes if it passes every filter; the values of one filter are alternatives.

    Empty filters let all articles pass.
    price_band: low, mid or high, for the article's type.
    price_min, price_max: inclusive, in the unit of the articles' `price`. Unsold articles have no price and fail both.
    has_picture, never_sold: True or False; None accepts both.
    """

    product_group: tuple[str, ...] = ()
    product_type: tuple[str, ...] = ()
    colour_group: tuple[str, ...] = ()
    appearance: tuple[str, ...] = ()
    garment_group: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    index_group: tuple[str, ...] = ()
    price_band: tuple[str, ...] = ()
    price_min: float | None = None
    price_max: float | None = None
    has_picture: bool | None = None
    never_sold: bool | None = None

    def __post_init__(self) -> None:
        for name in COLUMNS:
            values = getattr(self, name)
            if isinstance(values, str):
                raise QueryError(f"The filter {label_of(name)} takes a tuple of values, not the text '{values}'.")
            object.__setattr__(self, name, tuple(values))
        for bound in (self.price_min, self.price_max):
            if bound is not None and not math.isfinite(bound):
                raise QueryError(f"A price limit is {bound}: give a finite number, or leave it out.")
        if self.price_min is not None and self.price_max is not None and self.price_min > self.price_max:
            raise QueryError(f"The lowest price {self.price_min:g} is above the highest price {self.price_max:g}.")

    @property
    def is_empty(self) -> bool:
        return self == Filters()

    def mask(self, articles: pd.DataFrame) -> BoolVector:
        """(n,) whether each article passes. Raises QueryError, with the closest values, for an unknown value."""
        passed = np.ones(len(articles), dtype=np.bool_)
        for _, _, part in self._parts(articles):
            passed &= part
        return passed

    def describe(self, currency: str = "") -> str:
        """E.g. 'Black or Dark Blue · price from €10 to €20 · with a picture'; '' without any filter.

        currency: of the price limits; '' if it has no name.
        """
        texts = [" or ".join(getattr(self, name)) for name in COLUMNS if getattr(self, name)]
        if self.price_band:
            texts[-1] += " price"
        return " · ".join(texts + [text for _, text in self._scalar_texts(currency)])

    def _parts(self, articles: pd.DataFrame, currency: str = "") -> Iterator[tuple[tuple[str, ...], str, BoolVector]]:
        """For each filter that is set: (its fields, its description, which rows pass it)."""
        for name in COLUMNS:
            values = getattr(self, name)
            if values:
                yield (name,), f"{label_of(name)} {' or '.join(values)}", _value_mask(articles, name, values)
        for field_names, text in self._scalar_texts(currency):
            yield field_names, text, self._scalar_mask(articles, field_names[0])

    def _without(self, names: tuple[str, ...]) -> Filters:
        empty = Filters()
        changes: dict[str, Any] = {name: getattr(empty, name) for name in names}
        return replace(self, **changes)

    def _scalar_texts(self, currency: str) -> list[tuple[tuple[str, ...], str]]:
        texts: list[tuple[tuple[str, ...], str]] = []
        low, high = self.price_min, self.price_max
        if low is not None or high is not None:
            limits = (("from", low), ("to", high))
            parts = [f"{word} {_limit(bound, currency)}" for word, bound in limits if bound is not None]
            texts.append((("price_min", "price_max"), " ".join(["price", *parts])))
        if self.has_picture is not None:
            texts.append((("has_picture",), "with a picture" if self.has_picture else "without a picture"))
        if self.never_sold is not None:
            texts.append((("never_sold",), "never sold" if self.never_sold else "sold at least once"))
        return texts

    def _scalar_mask(self, articles: pd.DataFrame, name: str) -> BoolVector:
        if name == "has_picture":
            return np.asarray(articles["has_picture"].to_numpy(dtype=np.bool_) == self.has_picture)
        if name == "never_sold":
            return np.asarray((articles["times_sold"].to_numpy() == 0) == self.never_sold)
        price = articles["price"].to_numpy(dtype=np.float64)
        low = -np.inf if self.price_min is None else self.price_min
        high = np.inf if self.price_max is None else self.price_max
        return np.asarray((price >= low) & (price <= high))


def relaxations(articles: pd.DataFrame, filters: Filters, currency: str = "") -> list[tuple[str, Filters, int]]:
    """(description of the filter to drop, the filters without it, how many articles then pass), most articles first.

    Lists only single filters whose removal helps. If none does, the only entry drops all filters.
    currency: of the price limits.
    """
    parts = list(filters._parts(articles, currency))
    failed = _failed(articles, [passed for *_, passed in parts])
    now = int(np.count_nonzero(failed == 0))
    options = []
    for names, text, passed in parts:
        count = now + int(np.count_nonzero((failed == 1) & ~passed))
        if count > now:
            options.append((text, filters._without(names), count))
    if not options and parts and now < len(articles):
        return [("all filters", Filters(), len(articles))]
    return sorted(options, key=lambda option: -option[2])


def facets(articles: pd.DataFrame, filters: Filters, names: Iterable[str]) -> dict[str, dict[Any, int]]:
    """For each of these filters and each of its values: how many articles pass with it and all other filters.

    names: fields of Filters other than the price limits; has_picture and never_sold have the values True and False.
    """
    own = {field_names[0]: passed for field_names, _, passed in filters._parts(articles)}
    failed = _failed(articles, own.values())
    counts: dict[str, dict[Any, int]] = {}
    for name in names:
        passed_others = failed - ~own[name] == 0 if name in own else failed == 0
        if name in COLUMNS:
            row_codes, known = codes(articles, COLUMNS[name])
            found = row_codes.to_numpy()[passed_others]
            counts[name] = dict(zip(known, np.bincount(found[found >= 0], minlength=len(known)).tolist(), strict=True))
        else:
            yes: dict[str, Any] = {name: True}
            passed = int(np.count_nonzero(passed_others & Filters(**yes)._scalar_mask(articles, name)))
            counts[name] = {True: passed, False: int(np.count_nonzero(passed_others)) - passed}
    return counts


def label_of(name: str) -> str:
    """What a filter that holds values is called: 'colour'."""
    return "price" if name == "price_band" else LABELS[COLUMNS[name]]


def _limit(bound: float, currency: str) -> str:
    return money(bound, currency, short=True) if currency or bound >= 1 else f"{bound:g}"


def _failed(articles: pd.DataFrame, masks: Iterable[BoolVector]) -> IntVector:
    """(articles,) how many of the masks each article does not pass."""
    failed = np.zeros(len(articles), dtype=np.int32)
    for passed in masks:
        failed += ~passed
    return failed


def _value_mask(articles: pd.DataFrame, name: str, values: tuple[str, ...]) -> BoolVector:
    row_codes, known = codes(articles, COLUMNS[name])
    code_of = {value: code for code, value in enumerate(known)}
    for value in values:
        if value not in code_of:
            raise QueryError(f"No {label_of(name)} is called '{value}'. {_nearest(value, known)}")
    wanted = [code_of[value] for value in values]
    return np.isin(row_codes.to_numpy(), wanted)


def _nearest(value: str, known: list[str]) -> str:
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(value.strip().lower(), list(by_lower), n=3, cutoff=0.5)
    if close:
        return f"Did you mean {', '.join(by_lower[name] for name in close)}?"
    return f"Some of the {len(known)} values: {', '.join(sorted(known)[:5])}."
