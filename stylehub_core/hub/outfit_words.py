"""Sentences about an outfit: its weakest link, its standing and its price, the same on screens and in tables."""

import math

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub

_SINGULAR = ("ss", "us")
_BEST, _WORST = 0.995, 0.005


def kind_of(hub: Hub, row: int) -> str:
    """The product type inside a sentence: 'sneakers', 'T-shirt'; 'article' if it is unknown."""
    return kind_named(str(hub.values("product_type_name")[row]).strip())


def kind_named(kind: str) -> str:
    """The same for the name of a product type."""
    if kind.lower() in ("", "unknown", "undefined", "other", "nan"):
        return "article"
    first, _, other = kind.partition("/")
    kind = other.capitalize() if " " in other else first  # "Hair/alice band" is a band, and "Hat/brim" a hat
    return kind if kind[1:2] == "-" else kind[0].lower() + kind[1:]


def named_kind(hub: Hub, outfit: IntVector, row: int) -> str:
    """The product type, and the name too if another article of the outfit is of the same type."""
    kind = kind_of(hub, row)
    alike = [other for other in outfit.tolist() if other != row and kind_of(hub, other) == kind]
    return f"{kind} “{hub.values('prod_name')[row]}”" if alike else kind


def weakest_sentence(hub: Hub, outfit: IntVector, row: int) -> str:
    """'The sneakers fit the rest least.'"""
    kind = kind_of(hub, row)
    plural = kind.endswith("s") and not kind.endswith(_SINGULAR)
    return f"The {named_kind(hub, outfit, row)} {'fit' if plural else 'fits'} the rest least."


def standing_sentence(share: float | None) -> str:
    """'Better than 83 % of outfits of the same kinds of articles, drawn by sales.'"""
    if share is None:
        return "There are too few other articles of these kinds to say how good this outfit is."
    if share >= _BEST:
        return "Better than nearly all outfits of the same kinds of articles, drawn by sales."
    if share <= _WORST:
        return "Worse than nearly all outfits of the same kinds of articles, drawn by sales."
    return f"Better than {100 * share:.0f} % of outfits of the same kinds of articles, drawn by sales."


def total_price(hub: Hub, outfit: IntVector) -> tuple[float, int]:
    """(the sum of the known prices, how many articles have none)."""
    prices = hub.values("price")[outfit].astype(np.float64)
    known = prices[~np.isnan(prices)]
    return (math.fsum(known.tolist()), int(np.isnan(prices).sum()))
